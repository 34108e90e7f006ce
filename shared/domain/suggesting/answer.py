"""Suggested days as a client sees them: what each meal holds, lacks and rescues."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum

from shared.domain.catalog import FoodCatalog
from shared.domain.item import Kind, Lot
from shared.domain.language import Text
from shared.domain.model import Amount, Model, Money, Thousandths
from shared.domain.nutrition import Portion, impact, weight_g
from shared.domain.planning.holds import holds_of
from shared.domain.planning.request import NewDay
from shared.domain.recipe import ExpiringUse
from shared.domain.suggesting.request import MealName
from shared.domain.units import Quantity, Unit

RULE = Text(
    "Cuenta lo que ningún plan reserva y cuya fecha cae en estos días: sin plan se daría por "
    "perdido; se evita lo que estas comidas usan a más tardar en su fecha.",
    "It counts what no plan holds and whose date falls within these days: without a plan it would "
    "be lost; avoided is what these meals use on its date at the latest.",
)


class WhyGap(StrEnum):
    """No dish everybody eats for such a meal, none as quick, none that is not too soon again, or
    none within the budget."""

    CONSTRAINTS = "constraints"
    MINUTES = "minutes"
    VARIETY = "variety"
    BUDGET = "budget"


class Unwritten(StrEnum):
    """Why no recipe was written for a gap either: nobody was asked about it, as a request asks
    about two kinds of meal at most; no writer answered; the kitchen's models had spent the day's
    budget; or nothing that was written fits."""

    NOT_ASKED = "not_asked"
    FAILED = "failed"
    BUDGET = "budget"
    NOTHING_FITS = "nothing_fits"


class Lacking(Model):
    food_id: str | None
    name: str
    quantity: Amount
    unit: Unit


class SuggestedMeal(Model):
    """`uses_expiring` are items whose date falls within the days asked for; `written_by` is the
    model that wrote the recipe for this answer."""

    meal: MealName
    entry_id: str
    recipe_id: str
    title: str
    minutes: int | None
    why: str
    uses_expiring: list[ExpiringUse]
    missing: list[Lacking]
    written_by: str | None = None


class SuggestedDay(Model):
    """`plan` is what to PUT for the day: what was planned already and what is suggested."""

    date: date
    meals: list[SuggestedMeal]
    plan: NewDay


class Gap(Model):
    """`unwritten` is null where no model is configured."""

    date: date
    meal: MealName
    reason: WhyGap
    unwritten: Unwritten | None = None


class WasteAvoided(Model):
    """By `rule`: of `at_risk_grams`, `grams` are used in time, with their price and footprint where
    these are known."""

    items: int
    grams: Thousandths
    at_risk_grams: Thousandths
    money: dict[str, Money]
    co2e_kg: float | None
    rule: str


class SuggestionTotals(Model):
    """`new_items` are the different foods to buy."""

    meals: int
    minutes: int
    new_items: int


class Suggestions(Model):
    """`accepted` says that the days are planned so now."""

    first_day: date
    last_day: date
    days: list[SuggestedDay]
    gaps: list[Gap]
    totals: SuggestionTotals
    waste_avoided: WasteAvoided
    accepted: bool


def waste_avoided(
    before: Sequence[Lot],
    after: Iterable[Lot],
    foods: FoodCatalog,
    days: tuple[date, date, date],
    rule: str,
) -> WasteAvoided:
    """What the holds `after` has beyond those of `before` rescue; what is not in `after` is not
    rescued. `days` are today, the first one and the last."""
    today, first, last = days
    held = {lot.id: lot for lot in after}
    risk, saved = Decimal(0), Decimal(0)
    portions: list[Portion] = []
    money: dict[str, Decimal] = {}
    for lot in before:
        if lot.kind is Kind.PRODUCT or not first <= lot.expires_on <= last or not lot.free(today):
            continue
        food = foods.get(lot.food_id) if lot.food_id else None
        risk += weight_g(Portion(food, Quantity(lot.free(today), lot.unit))) or 0
        used = _in_time(held.get(lot.id, lot)) - _in_time(lot)
        if used <= 0:
            continue
        portions.append(Portion(food, Quantity(used, lot.unit)))
        saved += weight_g(portions[-1]) or 0
        if lot.price is not None and lot.currency is not None:
            part = (lot.price * used / lot.quantity).quantize(Decimal("0.01"))
            money[lot.currency] = money.get(lot.currency, Decimal(0)) + part
    return WasteAvoided(
        items=len(portions),
        grams=saved,
        at_risk_grams=risk,
        money=money,
        co2e_kg=impact(portions).co2e_kg,
        rule=rule,
    )


def _in_time(lot: Lot) -> Decimal:
    return sum((much for key, much in holds_of(lot) if key.day <= lot.expires_on), Decimal(0))
