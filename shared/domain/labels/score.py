"""The product's verdict and score, by a formula that is written down and has a version.

    rank     position among the ingredients that are known, from 1: a hint of amount, since labels
             list by weight
    weight   1 / sqrt(rank)
    penalty  sum of weight * points, points being 100 for avoid, 15 for caution, 0 for ok
    score    the least of 100 - penalty (never below 0), 50 + 50 * coverage and, with any avoid, 39
    coverage known ingredients / all ingredients; below 0.5 there is no score without any avoid

So a product is never better for being unknown, and an ingredient to avoid never raises its score.
Where less than half is known, a number would tell of the tables and not of the product; but what is
bad already is bad whatever the rest is, and text that is no ingredient, printed among them, hides
no warning. What may be in it only ranks after what is. A label with the lists of two products is
warned of, and not scored.
"""

from collections.abc import Sequence
from math import sqrt
from typing import NamedTuple

from shared.domain.labels.kinds import Verdict

FORMULA_VERSION = "3"
_POINTS = {Verdict.OK: 0, Verdict.CAUTION: 15, Verdict.AVOID: 100}
_WITH_AVOID = 39
# A product is called ok only where this share of its ingredients is known.
ENOUGH_KNOWN = 0.8
# It has a score only from this share on, or with something to avoid.
_SCORED_FROM = 0.5


class Outcome(NamedTuple):
    """`score` is 0 to 100, or None where less than half is known and nothing of it to avoid;
    `coverage` is 0 to 1."""

    score: int | None
    coverage: float
    verdict: Verdict


def outcome(verdicts: Sequence[Verdict], *, whole: bool = True) -> Outcome:
    """The outcome of ingredients in the order of the label. Where they are not the `whole` of it,
    since it has lists of more than one product, there is no score, and nothing is called ok."""
    known = [verdict for verdict in verdicts if verdict is not Verdict.UNKNOWN]
    if not known:
        return Outcome(None, 0.0, Verdict.UNKNOWN)
    coverage = len(known) / len(verdicts)
    penalty = sum(_POINTS[verdict] / sqrt(rank) for rank, verdict in enumerate(known, start=1))
    score = min(max(0.0, 100 - penalty), 50 + 50 * coverage)
    verdict = _verdict(known, coverage)
    if verdict is Verdict.AVOID:
        score = min(score, _WITH_AVOID)
    if not whole and verdict is Verdict.OK:
        verdict = Verdict.UNKNOWN
    scored = (whole and coverage >= _SCORED_FROM) or verdict is Verdict.AVOID
    return Outcome(int(score) if scored else None, round(coverage, 3), verdict)


def _verdict(known: Sequence[Verdict], coverage: float) -> Verdict:
    """The worst that applies; ok only when enough is known."""
    for worst in (Verdict.AVOID, Verdict.CAUTION):
        if worst in known:
            return worst
    return Verdict.OK if coverage >= ENOUGH_KNOWN else Verdict.UNKNOWN
