"""The analysis in plain words, by rule: every sentence carries the findings it rests on."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from shared.domain.labels.analysis import AnalysedIngredient, ProfileAlert, Reason, Sentence
from shared.domain.labels.kinds import ReasonKind, Verdict
from shared.domain.language import Language, Text

_MOST_NAMED = 4
_AVOID = Text("Mejor evitar {names}: {statement}", "Better avoid {names}: {statement}")
_CAUTION = Text("Con precaución, {names}: {statement}", "With caution, {names}: {statement}")
_NOTE = Text("A tener en cuenta, {names}: {statement}", "Worth knowing, {names}: {statement}")
_ALERT = Text("Para ti, {names}: {statement}", "For you, {names}: {statement}")
_MORE = Text(" y {count} más", " and {count} more")
_LAST = Text(" y ", " and ")
# Findings that are ok and still worth a sentence.
_TOLD_THOUGH_OK = frozenset({ReasonKind.CARCINOGEN, ReasonKind.ENDOCRINE})
_Pair = tuple[AnalysedIngredient, Reason]


def explained(
    ingredients: Iterable[AnalysedIngredient], alerts: Iterable[ProfileAlert], language: Language
) -> list[Sentence]:
    """Alerts of the person first, then what to avoid, caution, and what is worth knowing. The same
    statement about several ingredients is one sentence."""
    sentences = [_alert(alert, language) for alert in alerts]
    pairs = [(ingredient, reason) for ingredient in ingredients for reason in ingredient.reasons]
    for verdict, frame in (
        (Verdict.AVOID, _AVOID),
        (Verdict.CAUTION, _CAUTION),
        (Verdict.OK, _NOTE),
    ):
        chosen = (pair for pair in pairs if pair[1].verdict is verdict and _worth_telling(pair[1]))
        sentences += _grouped(chosen, frame, language)
    return sentences


def _worth_telling(reason: Reason) -> bool:
    return reason.verdict is not Verdict.OK or reason.kind in _TOLD_THOUGH_OK


def _alert(alert: ProfileAlert, language: Language) -> Sentence:
    text = _ALERT.of(language).format(names=alert.name, statement=alert.statement)
    return Sentence(text=text, rests_on=[alert.id])


def _grouped(pairs: Iterable[_Pair], frame: Text, language: Language) -> Iterator[Sentence]:
    groups: dict[tuple[str, str], list[_Pair]] = defaultdict(list)
    for pair in pairs:
        groups[pair[1].source, pair[1].statement].append(pair)
    for (source, statement), members in groups.items():
        names = _enumerated([ingredient.name for ingredient, _ in members], language)
        references = dict.fromkeys(reason.reference for _, reason in members)
        told = f"{statement} ({source}: {'; '.join(list(references)[:_MOST_NAMED])})"
        yield Sentence(
            text=frame.of(language).format(names=names, statement=told),
            rests_on=list(dict.fromkeys(reason.id for _, reason in members)),
        )


def _enumerated(names: list[str], language: Language) -> str:
    distinct = list(dict.fromkeys(names))
    shown, rest = distinct[:_MOST_NAMED], len(distinct) - _MOST_NAMED
    if rest > 0:
        return ", ".join(shown) + _MORE.of(language).format(count=rest)
    return ", ".join(shown[:-1]) + (_LAST.of(language) if shown[1:] else "") + shown[-1]
