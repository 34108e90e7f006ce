"""What to take instead: the same function and fewer findings, and what is lost by the change."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from shared.domain.labels.assessing import Assessment, assess
from shared.domain.labels.families import are_kin
from shared.domain.labels.jobs import can_replace
from shared.domain.labels.kinds import ProductType, Verdict
from shared.domain.labels.product import Product
from shared.domain.labels.substance import Substance

MOST_SUBSTITUTES = 5
# Functions that only what annexes IV, V and VI list may have in a cosmetic; facts of the same name.
_POSITIVE_LISTS = frozenset({"preservative", "uv_filter", "colorant"})
# Functions that say too little of a substance to look for another by them alone, and those that
# only foods have.
_TOO_WIDE = frozenset(
    {"food", "nutrient", "fragrance", "packaging_gas", "skin_conditioning", "solvent"}
)
_OF_FOODS = frozenset(
    {"acidity_regulator", "anticaking_agent", "emulsifying_salt", "firming_agent"}
    | {"flavour_enhancer", "flavouring", "flour_treatment_agent", "raising_agent"}
)
_PURITY = "prohibited_unless"


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
    flagged = tuple(one.finding.id for one in present.judged if one.verdict is not Verdict.OK)
    if not flagged:
        return ()
    ranked = sorted(
        (one for one in _candidates(substance, among, product) if _is_better(one, present)),
        key=lambda one: _rank(one, substance),
    )
    chosen = islice((one for one in ranked if acceptable(one.substance)), MOST_SUBSTITUTES)
    return tuple(_told(one, substance, flagged) for one in chosen)


class _Candidate(NamedTuple):
    """Something else, the functions it shares, and how it is judged in the product."""

    substance: Substance
    shared: frozenset[str]
    assessed: Assessment


def _candidates(
    substance: Substance, among: Iterable[Substance], product: Product
) -> Iterator[_Candidate]:
    functions = frozenset(substance.functions)
    wanted = functions - _TOO_WIDE
    if product.type is ProductType.COSMETIC:
        wanted -= _OF_FOODS
    for other in among:
        # What shares no function is most of the table: nothing more is asked of it.
        if wanted.isdisjoint(other.functions) or other.id == substance.id:
            continue
        shared = _shared(functions, other, product)
        kept = shared & wanted
        if kept and _serves(other, product) and can_replace(other, substance, kept, product.type):
            yield _Candidate(other, shared, assess(other, product))


def _is_better(one: _Candidate, present: Assessment) -> bool:
    return one.assessed.burden < present.burden and one.assessed.verdict is not Verdict.AVOID


def _serves(other: Substance, product: Product) -> bool:
    """Something that is used in such products: authorised additives in foods; in cosmetics what
    has a number or comes from a plant, so that no odd name is offered, and is not prohibited but
    for a purity."""
    if product.type is ProductType.FOOD:
        return _has(other, "additive")
    return bool(other.cas or other.part) and not _has(other, _PURITY)


def _shared(wanted: frozenset[str], other: Substance, product: Product) -> frozenset[str]:
    """Functions both have; in cosmetics preservatives, UV filters and colourants count only where
    the law lists them as such."""
    both = wanted.intersection(other.functions)
    if product.type is ProductType.FOOD:
        return both
    return both - {code for code in both & _POSITIVE_LISTS if not _has(other, code)}


def _has(other: Substance, fact_code: str) -> bool:
    return any(finding.fact_code == fact_code for finding in other.findings)


def _told(one: _Candidate, wanted: Substance, flagged: tuple[str, ...]) -> Substitute:
    adds = (judged for judged in one.assessed.judged if judged.verdict is not Verdict.OK)
    return Substitute(
        one.substance,
        improves=flagged,
        keeps=tuple(code for code in wanted.functions if code in one.shared),
        loses=tuple(code for code in wanted.functions if code not in one.shared),
        adds=tuple(judged.finding.id for judged in adds),
    )


def _rank(one: _Candidate, wanted: Substance) -> tuple[object, ...]:
    """Fewer findings, more functions kept, its first function being the one needed, another family,
    no allergen, a colour of the same shade, then what has more names, being better known."""
    other = one.substance
    return (
        one.assessed.burden,
        -len(one.shared),
        other.functions[0] not in one.shared,
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
