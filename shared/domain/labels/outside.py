"""What outside sources say of a substance, and how far it goes.

The rule: nothing said outside changes a verdict, a score or a coverage. Hazard is not limit: a
hazard statement is about the pure substance, whatever its amount in the product; reports that
people made are counts, not findings; lists that anybody may edit are no authority. They stand
beside the findings with their source, reference and day, so that a person may follow them. Only
the embedded tables, whose every row was checked, bring verdicts.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Annotated, NamedTuple, TypeVar

from pydantic import Field, StringConstraints

from shared.domain.digest import digest
from shared.domain.labels.analysis import (
    AnalysedIngredient,
    Analysis,
    OutsideStatement,
    SourceStatus,
)
from shared.domain.labels.kinds import OutsideKind, SourceState, Verdict
from shared.domain.labels.outside_words import worded
from shared.domain.labels.spelling import plain
from shared.domain.labels.substance import Substance
from shared.domain.language import Language, Text
from shared.domain.model import Model

KEPT_FOR = timedelta(hours=24)
MOST_FACTS = 12
# Moves when what is kept of an answer, or how it is read, changes.
_EDITION = "2"

SOURCE_NAMES: dict[str, Text] = {
    "pubchem": Text("PubChem (clasificación SGA)", "PubChem (GHS classification)"),
    "openfda": Text(
        "openFDA (notificaciones sobre cosméticos)", "openFDA (cosmetic event reports)"
    ),
    "cosing": Text("CosIng (Comisión Europea)", "CosIng (European Commission)"),
    "open_food_facts": Text("Open Food Facts", "Open Food Facts"),
    "open_beauty_facts": Text("Open Beauty Facts", "Open Beauty Facts"),
    "ewg": Text("EWG Skin Deep", "EWG Skin Deep"),
    "invima": Text("INVIMA (Colombia)", "INVIMA (Colombia)"),
}

# What the sources of several substances are summed up as: the first that is among them.
_TELLING = (SourceState.ANSWERED, SourceState.FAILED, SourceState.UNKNOWN, SourceState.NOT_ASKED)
_URGENT = {Verdict.AVOID: 0, Verdict.CAUTION: 1}

Analysed = TypeVar("Analysed", bound=Analysis)
Short = Annotated[str, StringConstraints(min_length=1, max_length=300)]


class Subject(NamedTuple):
    """What is asked about; the numbers are empty where they are not known."""

    name: str
    cas: str = ""
    e_number: str = ""

    @property
    def id(self) -> str:
        """The same however a name's capitals, accents and blanks are written, and a document's
        name. Names that differ in a sign or a letter of any alphabet are different substances."""
        name = " ".join(plain(self.name).split()) or self.name
        return f"substance-{_EDITION}-{digest(f'{name}|{self.cas}')}"


class OutsideFact(Model):
    """`code` names the words in both languages (see `outside_words`), `value` what stands in them;
    a code without words of its own is told in the source's: `value`. `by` is who states it where
    the source only passes it on."""

    kind: OutsideKind
    code: Annotated[str, StringConstraints(max_length=40)]
    value: Short | None = None
    by: Short | None = None
    reference: Short
    url: Short | None = None


class SourceAnswer(Model):
    """What became of asking one source. `reason` is a word for the log and the operator."""

    source: str
    state: SourceState
    facts: Annotated[tuple[OutsideFact, ...], Field(max_length=MOST_FACTS)] = ()
    reason: str | None = None
    asked_at: datetime | None = None

    def fresh(self, now: datetime) -> bool:
        return self.asked_at is not None and now < self.asked_at + KEPT_FOR


class KnownSubstance(Model):
    """The answers about one subject, of all who asked: a substance is public."""

    id: str
    answers: tuple[SourceAnswer, ...]
    expires_at: datetime


def subject_of(substance: Substance) -> Subject:
    return Subject(substance.name, next(iter(substance.cas), ""), substance.e_number)


def answered(source: str, facts: Sequence[OutsideFact] | None, now: datetime) -> SourceAnswer:
    """None: the source does not know it."""
    state = SourceState.UNKNOWN if facts is None else SourceState.ANSWERED
    kept = tuple(facts or ())[:MOST_FACTS]
    return SourceAnswer(source=source, state=state, facts=kept, asked_at=now)


def failed(source: str, reason: str) -> SourceAnswer:
    return SourceAnswer(source=source, state=SourceState.FAILED, reason=reason)


def not_asked(source: str, reason: str) -> SourceAnswer:
    return SourceAnswer(source=source, state=SourceState.NOT_ASKED, reason=reason)


def known_substance(subject: Subject, answers: Iterable[SourceAnswer]) -> KnownSubstance | None:
    """What may be kept of the answers: what was said, and that nothing is known; no failures.
    None where nothing is."""
    kept = {one.source: one for one in answers if one.asked_at is not None}
    ends = [one.asked_at + KEPT_FOR for one in kept.values() if one.asked_at is not None]
    if not ends:
        return None
    return KnownSubstance(id=subject.id, answers=tuple(kept.values()), expires_at=max(ends))


def statements(answers: Iterable[SourceAnswer], language: Language) -> list[OutsideStatement]:
    """Everything that was said, in the order of the sources."""
    return [
        OutsideStatement(
            source=SOURCE_NAMES[answer.source].of(language),
            kind=fact.kind,
            statement=worded(fact.code, fact.value, language),
            reference=f"{fact.reference}; {fact.by}" if fact.by else fact.reference,
            url=fact.url,
            asked_on=_day(answer),
        )
        for answer in answers
        for fact in answer.facts
    ]


def statuses(answers: Iterable[SourceAnswer], language: Language) -> list[SourceStatus]:
    return [
        SourceStatus(
            source=answer.source,
            name=SOURCE_NAMES[answer.source].of(language),
            state=answer.state,
            reason=answer.reason,
            asked_on=_day(answer),
        )
        for answer in answers
    ]


def by_urgency(ingredients: Iterable[AnalysedIngredient]) -> list[str]:
    """The substances of a label, those with the worst verdicts first: their INCI names."""
    worst = sorted(ingredients, key=lambda one: _URGENT.get(one.verdict, len(_URGENT)))
    return list(dict.fromkeys(one.inci for one in worst if one.inci))


def enriched(
    analysis: Analysed, said: Mapping[str, Sequence[SourceAnswer]], language: Language
) -> Analysed:
    """The analysis with what was said outside, by the substances' INCI names; verdicts, reasons,
    score and coverage stay as they are."""
    ingredients = [
        one.model_copy(
            update={"outside": tuple(statements(said.get(one.inci or "", ()), language))}
        )
        for one in analysis.ingredients
    ]
    sources = tuple(statuses(_summed(said.values()), language))
    return analysis.model_copy(update={"ingredients": ingredients, "sources": sources})


def _summed(all_answers: Iterable[Sequence[SourceAnswer]]) -> list[SourceAnswer]:
    """One for each source: what tells most of what became of asking it."""
    by_source: dict[str, SourceAnswer] = {}
    for answer in (one for answers in all_answers for one in answers):
        known = by_source.setdefault(answer.source, answer)
        if _TELLING.index(answer.state) < _TELLING.index(known.state):
            by_source[answer.source] = answer
    return list(by_source.values())


def _day(answer: SourceAnswer) -> date | None:
    return answer.asked_at.date() if answer.asked_at else None
