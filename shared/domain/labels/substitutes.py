"""What to take instead: the same function and fewer findings, and what is lost by the change."""

from collections.abc import Callable, Iterable
from itertools import islice
from typing import NamedTuple

from shared.domain.labels.assessing import assess
from shared.domain.labels.families import are_kin
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
    ranked = sorted(found, key=lambda one: _rank(one, substance, product))
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


def _rank(one: Substitute, wanted: Substance, product: Product) -> tuple[object, ...]:
    """Fewer findings, more functions kept, its first function being the one needed, another family,
    no allergen, a colour of the same shade, then what has more names, being better known."""
    other = one.substance
    return (
        assess(other, product).burden,
        -len(one.keeps),
        other.functions[0] not in one.keeps,
        are_kin(other, wanted),
        len(other.allergens),
        _shade(other) != _shade(wanted),
        -len(other.spellings),
        other.name,
    )


def _shade(substance: Substance) -> str:
    """E 100 to 109 are yellow, 110 to 119 orange, 120 to 129 red and so on: the first two digits of
    a colour's number, nothing of anything else's."""
    number = substance.e_number
    return number[:3] if number.startswith("E1") and number[1:4].isdigit() else ""
