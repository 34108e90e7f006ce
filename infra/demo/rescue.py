"""What dishes keep from the bin, as far as the API's answers tell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from shared.domain.item import Item, Status
from shared.domain.recipe import Ingredient, Recipe
from shared.domain.units import GRAMS, MILLILITRES, Unit

_NOTHING = Decimal(0)


@dataclass(frozen=True)
class Rescued:
    """A lot that goes off soon and is cooked with; `share` is how much of it, 0 to 1, and None
    where the recipe measures it in a unit that only a catalog could convert."""

    lot: Item
    share: Decimal | None

    @property
    def money(self) -> Decimal | None:
        """What the cooked part cost."""
        if self.share is None or self.lot.price is None:
            return None
        return self.lot.price * self.share


@dataclass(frozen=True)
class Footprint:
    """A figure of whole dishes; the coverages are the least and the most assessed of them."""

    amount: float
    least_covered: float
    most_covered: float


@dataclass(frozen=True)
class Rescue:
    """`left` are the lots that go off soon and that no dish uses."""

    rescued: list[Rescued]
    left: list[Item]
    co2e_kg: Footprint | None
    water_l: Footprint | None

    @property
    def money(self) -> Decimal | None:
        """The price of what is cooked of the rescued lots; None where no part of it is known."""
        known = [one.money for one in self.rescued if one.money is not None]
        return sum(known, _NOTHING) if known else None

    @property
    def currency(self) -> str | None:
        """The currency of the money; a receipt has one."""
        return next((one.lot.currency for one in self.rescued if one.money is not None), None)

    @property
    def unpriced(self) -> list[Item]:
        """The rescued lots whose part of the money is not assessed."""
        return [one.lot for one in self.rescued if one.money is None]


def rescue_of(recipes: Sequence[Recipe], lots: Sequence[Item]) -> Rescue:
    """What these dishes, cooked one after the other, use of what goes off soon."""
    soon = {use.item_id for recipe in recipes for use in recipe.uses_expiring}
    shares = _shares(recipes, lots)
    return Rescue(
        rescued=[Rescued(lot, shares.get(lot.id)) for lot in lots if lot.id in soon],
        left=[lot for lot in lots if lot.status is Status.EXPIRING and lot.id not in soon],
        co2e_kg=_footprint([(one.impact.co2e_kg, one.impact.co2e_coverage) for one in recipes]),
        water_l=_footprint([(one.impact.water_l, one.impact.water_coverage) for one in recipes]),
    )


def _footprint(figures: Sequence[tuple[float | None, float]]) -> Footprint | None:
    amounts, coverages = zip(*figures, strict=True)
    known = [amount for amount in amounts if amount is not None]
    return Footprint(sum(known), min(coverages), max(coverages)) if known else None


def _shares(recipes: Sequence[Recipe], lots: Sequence[Item]) -> dict[str, Decimal | None]:
    # Every recipe was written against the whole stock; what the first dish takes the next one
    # does not find, so that nothing is counted twice.
    rest: dict[str, Decimal | None] = {lot.id: lot.quantity for lot in lots}
    by_id = {lot.id: lot for lot in lots}
    for recipe in recipes:
        for ingredient in recipe.ingredients:
            _take(ingredient, by_id, rest)
    return {lot.id: _share(lot, rest[lot.id]) for lot in lots}


def _take(
    ingredient: Ingredient, lots: Mapping[str, Item], rest: dict[str, Decimal | None]
) -> None:
    """The ingredient out of its lots, soonest first, as the API lists them."""
    need = ingredient.quantity - ingredient.missing_quantity
    for lot in (lots[item_id] for item_id in ingredient.item_ids if item_id in lots):
        factor = _factor(ingredient.unit, lot.unit)
        there = rest[lot.id]
        if factor is None or there is None:
            rest[lot.id] = None
            continue
        taken = min(there, need * factor)
        rest[lot.id] = there - taken
        need -= taken / factor


def _share(lot: Item, rest: Decimal | None) -> Decimal | None:
    return None if rest is None else 1 - rest / lot.quantity


def _factor(source: Unit, target: Unit) -> Decimal | None:
    if source is target:
        return Decimal(1)
    for measures in (GRAMS, MILLILITRES):
        if source in measures and target in measures:
            return measures[source] / measures[target]
    return None
