"""The findings about one substance in one product, worst first, and the verdict they bring."""

from collections.abc import Iterator
from typing import NamedTuple

from shared.domain.labels.kinds import SEVERITY, ReasonKind, Verdict
from shared.domain.labels.product import Product, applying, verdict_of
from shared.domain.labels.substance import Finding, Substance


class Judged(NamedTuple):
    finding: Finding
    verdict: Verdict


class Assessment(NamedTuple):
    verdict: Verdict
    judged: tuple[Judged, ...]

    @property
    def burden(self) -> tuple[int, int]:
        """How bad it is, then how many findings are worse than ok: to compare substances."""
        flagged = sum(one.verdict is not Verdict.OK for one in self.judged)
        return SEVERITY.get(self.verdict, len(SEVERITY)), flagged


UNASSESSED = Assessment(Verdict.UNKNOWN, ())


def assess(substance: Substance | None, product: Product) -> Assessment:
    """What is known of it in such a product. A substance without findings is ok only where it was
    looked up for such products; else, as a name that nobody knows, it is unknown, which is never
    good."""
    if substance is None:
        return UNASSESSED
    judged = sorted(
        (Judged(f, verdict_of(f, product)) for f in applying(_general(substance), product)),
        key=lambda one: (-SEVERITY[one.verdict], one.finding.id),
    )
    worst = max((one.verdict for one in judged), key=SEVERITY.__getitem__, default=Verdict.OK)
    if worst is Verdict.OK and product.type not in substance.checked:
        worst = Verdict.UNKNOWN
    return Assessment(worst, tuple(judged))


def _general(substance: Substance) -> Iterator[Finding]:
    """Findings for anybody; those of a profile are alerts (see `personal`)."""
    return (one for one in substance.findings if one.fact.kind is not ReasonKind.PROFILE)
