"""What to take instead: the same function and fewer findings, and what is lost by the change."""

from collections.abc import Callable, Iterable
from itertools import islice
from typing import NamedTuple

from shared.domain.labels.assessing import assess
from shared.domain.labels.kinds import ProductType, Verdict
from shared.domain.labels.product import Product
from shared.domain.labels.substance import Substance

MOST_SUBSTITUTES = 5
# Functions that only what annexes IV, V and VI list may have in a cosmetic; facts of the same name.
_POSITIVE_LISTS = frozenset({"preservative", "uv_filter", "colorant"})
# Functions that say too little of a substance to look for another by them.
_TOO_WIDE = frozenset({"food", "nutrient", "fragrance", "packaging_gas"})


class Substitute(NamedTuple):
    """`improves` are the ids of findings it leaves behind, `keeps` and `loses` codes of functions;
    `adds` are ids of its own findings worse than ok."""

    substance: Substance
    improves: tuple[str, ...]
    keeps: tuple[str, ...]
    loses: tuple[str, ...]
    adds: tuple[str, ...]


def substitutes(
    substance: Substance,
    among: Iterable[Substance],
    product: Product,
    acceptable: Callable[[Substance], bool] = lambda _: True,
) -> tuple[Substitute, ...]:
    """The best five for the same product, those that keep most functions first; none for what has
    no finding worse than ok. What is not `acceptable` to the person is not offered."""
    present = assess(substance, product)
    if present.burden[0] == 0:
        return ()
    flagged = tuple(one.finding.id for one in present.judged if one.verdict is not Verdict.OK)
    found = [
        _compared(substance, other, flagged, product)
        for other in among
        if other.id != substance.id
        and _serves(other, product)
        and _shared(substance, other, product)
        and assess(other, product).burden < present.burden
        and assess(other, product).verdict is not Verdict.AVOID
    ]
    ranked = sorted(found, key=lambda one: _rank(one, product))
    return tuple(islice((one for one in ranked if acceptable(one.substance)), MOST_SUBSTITUTES))


def _serves(other: Substance, product: Product) -> bool:
    """Something that is used in such products: authorised additives and foods in foods; in
    cosmetics what has a number or comes from a plant, so that no odd name is offered."""
    if product.type is ProductType.FOOD:
        return _permitted(other, "additive") or "food" in other.functions
    return bool(other.cas) or bool(other.part)


def _shared(substance: Substance, other: Substance, product: Product) -> set[str]:
    """Functions both have; in cosmetics preservatives, UV filters and colourants count only where
    the law lists them as such."""
    both = set(substance.functions) & set(other.functions) - _TOO_WIDE
    if product.type is ProductType.FOOD:
        return both
    return {code for code in both if code not in _POSITIVE_LISTS or _permitted(other, code)}


def _permitted(other: Substance, fact_code: str) -> bool:
    return any(finding.fact_code == fact_code for finding in other.findings)


def _compared(
    substance: Substance, other: Substance, flagged: tuple[str, ...], product: Product
) -> Substitute:
    shared = _shared(substance, other, product)
    adds = (one for one in assess(other, product).judged if one.verdict is not Verdict.OK)
    return Substitute(
        other,
        improves=flagged,
        keeps=tuple(code for code in substance.functions if code in shared),
        loses=tuple(code for code in substance.functions if code not in shared),
        adds=tuple(one.finding.id for one in adds),
    )


def _rank(one: Substitute, product: Product) -> tuple[tuple[int, int], int, int, str]:
    """Fewer findings, more functions kept, its first function being the one needed, then name."""
    first = one.substance.functions[0] in one.keeps
    return assess(one.substance, product).burden, -len(one.keeps), not first, one.substance.name
