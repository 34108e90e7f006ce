"""What a model is told of a label to put into words, and what is kept of the words it wrote.

It is told names of the tables, never the label's own text, so nothing printed on a label can speak
to it; and nothing of the person who asks.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from shared.domain.labels.analysis import Analysis, Reason, Sentence
from shared.domain.labels.kinds import SEVERITY, Verdict
from shared.domain.labels.spelling import key
from shared.domain.labels.supported import says_the_same
from shared.domain.language import Language

MOST_FINDINGS = 40
MOST_SENTENCES = 12
LONGEST = 320
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_STRANGE = re.compile(r"https?:|www\.|[<>{}\[\]@\x00-\x1f\x7f]")

# What a verdict may be called.
_VERDICTS = {
    Verdict.AVOID: ("better avoid", "mejor evitar"),
    Verdict.CAUTION: ("caution", "precaución"),
    Verdict.OK: (),
}


class ToldFinding(NamedTuple):
    """One finding about one substance, by the substance's name in the tables."""

    id: str
    name: str
    verdict: Verdict
    source: str
    reference: str
    statement: str


def findings_told(analysis: Analysis) -> list[ToldFinding]:
    """The general findings, worst first and each once; as many as a model can put into words."""
    found: dict[str, ToldFinding] = {}
    for ingredient in analysis.ingredients:
        for reason in ingredient.reasons:
            found.setdefault(reason.id, _told(reason, ingredient.inci or ""))
    worst_first = sorted(found.values(), key=lambda one: -SEVERITY[one.verdict])
    return worst_first[:MOST_FINDINGS]


def _told(reason: Reason, name: str) -> ToldFinding:
    return ToldFinding(
        id=reason.id,
        name=name,
        verdict=reason.verdict,
        source=reason.source,
        reference=reason.reference,
        statement=reason.statement,
    )


def kept(
    sentences: Iterable[Sentence], told: Sequence[ToldFinding], language: Language
) -> list[Sentence]:
    """The sentences that say nothing but what they rest on, in their order.

    A sentence rests on findings it was told, all with one statement; it names each of their
    substances and no other of the label's, holds no number that they do not, and says what the
    statement says and no more (see `supported`).
    """
    by_id = {one.id: one for one in told}
    names = {key(one.name): one.name for one in told}
    good = (one for one in sentences if _is_supported(one, by_id, names, language))
    return list(good)[:MOST_SENTENCES]


def _is_supported(
    sentence: Sentence, by_id: dict[str, ToldFinding], names: dict[str, str], language: Language
) -> bool:
    if len(sentence.text) > LONGEST or _STRANGE.search(sentence.text):
        return False
    cited = [by_id[one] for one in sentence.rests_on if one in by_id]
    if len(cited) < len(sentence.rests_on) or len({one.statement for one in cited}) != 1:
        return False
    named, text = {key(one.name) for one in cited}, key(sentence.text)
    others = [name for name in names if name not in named and not _inside(name, named)]
    return (
        all(name in text for name in named)
        and not any(name in text for name in others)
        and _numbers(sentence.text)
        <= {n for one in cited for field in one for n in _numbers(field)}
        and says_the_same(
            sentence.text,
            cited[0].statement,
            [
                word
                for one in cited
                for word in (one.source, one.reference, *_VERDICTS[one.verdict])
            ],
            [one.name for one in cited],
            language,
        )
    )


def _numbers(text: str) -> set[str]:
    return {number.replace(",", ".") for number in _NUMBER.findall(text)}


def _inside(name: str, named: set[str]) -> bool:
    """Whether a name is part of one that is cited: "alcohol" of "cetyl alcohol"."""
    return any(name in one for one in named)


def unsaid(sentences: Iterable[Sentence], by_rule: Iterable[Sentence]) -> list[Sentence]:
    """The rule-written sentences about findings that no other sentence rests on."""
    said = {one for sentence in sentences for one in sentence.rests_on}
    return [one for one in by_rule if not said.issuperset(one.rests_on)]


def grave(analysis: Analysis) -> set[str]:
    """Ids of the findings worse than ok: none of them may go unsaid."""
    ids: dict[str, set[Verdict]] = defaultdict(set)
    for ingredient in analysis.ingredients:
        for reason in ingredient.reasons:
            ids[reason.id].add(reason.verdict)
    return {one for one, verdicts in ids.items() if verdicts != {Verdict.OK}}
