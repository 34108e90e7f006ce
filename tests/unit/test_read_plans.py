"""Whoever reads a plan sees it hold what there is by now."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from shared.domain.food import Allergen
from shared.domain.item import Lot
from shared.domain.planning.day import Meals
from shared.domain.planning.request import NewDay, NewPlanned, NewWant
from shared.domain.planning.view import Circumstances, day_view
from shared.domain.units import Unit
from shared.workflows.plan_day import delete_day, put_day
from shared.workflows.read_plans import read_plans
from tests.planned import FOODS, PlannedKitchen
from tests.samples import TODAY, lot

TOMORROW = TODAY + timedelta(days=1)
NUTS = frozenset({Allergen.NUTS})


def onions(lot_id: str, grams: int, **changes: object) -> Lot:
    said = {"name": "Cebolla", "food_id": "onion", "unit": "g", "quantity": Decimal(grams)}
    return lot(id=lot_id, expires_on=TODAY + timedelta(days=20), **(said | changes))


class Table(PlannedKitchen):
    def __init__(self, *lots: Lot) -> None:
        super().__init__(*lots, allergens=lambda: NUTS)

    def plan(self, day: date, grams: int) -> None:
        want = NewWant(food_id="onion", quantity=Decimal(grams), unit=Unit.G)
        entry = NewPlanned(id=f"{day}", title="Cena", servings=2, ingredients=(want,))
        put_day(day, NewDay(meals=Meals[NewPlanned](dinner=(entry,))), None, self.planning)

    def missing(self) -> Mapping[date, int]:
        """What is told to be missing, day by day."""
        found = read_plans(TODAY, TOMORROW, self.planning.holding)
        seen = Circumstances(found.lots, FOODS, TODAY)
        wants = {day.date: day_view(day, seen).meals.dinner[0].ingredients[0] for day in found.days}
        return {day: int(want.missing) for day, want in wants.items()}


def test_what_was_added_since_is_held() -> None:
    table = Table(onions("few", 200))
    table.plan(TODAY, 500)
    assert table.missing() == {TODAY: 300}
    table.items.add([onions("more", 1000)])
    assert table.missing() == {TODAY: 0}
    assert table.items.get("more").reserved(TODAY) == 300


def test_what_a_cleared_day_held_goes_to_the_next() -> None:
    table = Table(onions("few", 500))
    table.plan(TODAY, 500)
    table.plan(TOMORROW, 500)
    assert table.missing() == {TODAY: 0, TOMORROW: 500}
    delete_day(TODAY, None, table.planning)
    assert table.missing() == {TOMORROW: 0}


def test_where_nothing_could_be_held_nothing_is_written() -> None:
    table = Table(onions("nutty", 900, allergens=NUTS), onions("few", 100))
    table.plan(TODAY, 500)
    before = table.plans.get(TODAY)
    assert table.missing() == {TODAY: 400}
    assert table.plans.get(TODAY) == before


@given(
    stocks=st.lists(st.integers(50, 700), max_size=4),
    wanted=st.tuples(st.integers(50, 900), st.integers(50, 900)),
)
def test_no_more_is_held_than_there_is_and_nothing_free_is_missed(
    stocks: list[int], wanted: tuple[int, int]
) -> None:
    table = Table()
    for day, grams in zip((TODAY, TOMORROW), wanted, strict=True):
        table.plan(day, grams)
    for number, grams in enumerate(stocks):
        table.items.add([onions(f"l{number}", grams)])
    untold = max(0, sum(wanted) - sum(stocks)) - sum(table.missing().values())
    # Half a hundredth of what is wanted is never said to be missing.
    assert 0 <= untold <= sum(wanted) / 200
    held = sum(table.items.get(f"l{n}").reserved(TODAY) for n in range(len(stocks)))
    assert held == min(sum(wanted), sum(stocks))
