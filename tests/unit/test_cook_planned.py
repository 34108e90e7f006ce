"""Cooking what was planned, without a store."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from shared.domain.commit_size import MOST_CHANGED, MOST_LOTS
from shared.domain.composing import ingredient
from shared.domain.cooking import Cooking
from shared.domain.errors import Conflict, Invalid
from shared.domain.item import Lot
from shared.domain.movement import Act
from shared.domain.planning.cooking import PlannedCooking
from shared.domain.planning.day import Meals
from shared.domain.planning.request import NewDay, NewPlanned, NewWant
from shared.domain.planning.view import Circumstances, day_view
from shared.domain.search import search_keys
from shared.domain.shopping.needing import needs_of
from shared.domain.shortage import Short
from shared.domain.units import MILLILITRES, Quantity, Unit
from shared.workflows.cook import cook
from shared.workflows.cook_planned import cook_planned
from shared.workflows.move_stock import undo
from shared.workflows.plan_day import copy_day, put_day
from shared.workflows.remove_item import remove_item
from tests.planned import FOODS, PlannedKitchen
from tests.samples import NOW, TODAY, lot


class Kitchen(PlannedKitchen):
    def plan(self, *wants: NewWant) -> None:
        entry = NewPlanned(id="e", title="Cena", servings=2, ingredients=wants)
        put_day(TODAY, NewDay(meals=Meals[NewPlanned](dinner=(entry,))), None, self.planning)

    def cook(self, name: str = "c", **said: Any) -> dict[str, Decimal]:
        act = Act(name, NOW, "ana")
        made = cook_planned(TODAY, "e", PlannedCooking(**said), act, self.plans, self.stock)
        return {one.item_id: one.quantity for one in made.movements}


def held(name: str, called: str, quantity: int, food_id: str | None = None, **more: Any) -> Lot:
    values = {
        "food_id": food_id,
        "name": called,
        "unit": "g",
        "quantity": Decimal(quantity),
        "expires_on": TODAY + timedelta(days=5),
        "search_keys": search_keys(called, FOODS.get(food_id) if food_id else None),
    }
    return lot(id=name, **(values | more))


def test_what_the_catalog_does_not_know_is_taken_by_its_name() -> None:
    kitchen = Kitchen(held("own", "Queso de la Abuela", 300), held("other", "Queso de Pepa", 300))
    kitchen.plan(NewWant(name="queso de la abuela", quantity=Decimal(100), unit=Unit.G))
    assert kitchen.cook() == {"own": Decimal(100)}
    assert kitchen.items.get("own").quantity == 200


@pytest.mark.parametrize("unit", [Unit.PINCH, Unit.TSP])
def test_what_is_less_than_a_hold_is_cooked_exactly(unit: Unit) -> None:
    kitchen = Kitchen(held("salt", "Sal", 1, "salt", unit="kg"))
    kitchen.plan(NewWant(food_id="salt", quantity=Decimal(1), unit=unit))
    spoon = MILLILITRES[unit] * (FOODS["salt"].density_g_ml or 0) / 1000
    assert kitchen.cook() == {"salt": spoon}
    assert kitchen.cook() == {"salt": spoon}
    assert kitchen.items.get("salt").exactly == 1 - spoon


def test_spoons_cooked_a_hundred_times_are_a_hundred_spoons() -> None:
    kitchen = Kitchen(held("salt", "Sal", 1, "salt", unit="kg"))
    line = ingredient("Sal", FOODS["salt"], Quantity(Decimal("1.5"), Unit.TSP), optional=False)
    taken = Decimal(0)
    for number in range(100):
        act = Act(f"c{number}", NOW, "ana")
        made = cook("r", [line], 2, Cooking(servings=1), act, kitchen.stock)
        again = cook("r", [line], 2, Cooking(servings=1), act, kitchen.stock)
        taken += made.movements[0].quantity
        assert made == again
    spoon = MILLILITRES[Unit.TSP] * (FOODS["salt"].density_g_ml or 0) / 1000
    assert taken == 75 * spoon
    assert kitchen.items.get("salt").exactly == 1 - taken


def test_what_was_cooked_for_fewer_is_told_for_fewer() -> None:
    kitchen = Kitchen(held("a", "Patata", 300, "potato"))
    kitchen.plan(NewWant(food_id="potato", quantity=Decimal(200), unit=Unit.G))
    assert kitchen.cook(servings=1) == {"a": Decimal(100)}
    assert kitchen.cook(servings=1) == {"a": Decimal(100)}
    [cooked] = kitchen.plans.days[TODAY].meals.all()
    assert (cooked.servings, cooked.cooked_at) == (1, NOW)
    assert kitchen.items.get("a").quantity == 200


def test_a_day_is_not_copied_onto_itself() -> None:
    kitchen = Kitchen(held("a", "Patata", 300, "potato"))
    kitchen.plan(NewWant(food_id="potato", quantity=Decimal(200), unit=Unit.G))
    kitchen.cook()
    for replace in (False, True):
        with pytest.raises(Invalid) as refused:
            copy_day(TODAY, TODAY, replace, kitchen.planning)
        assert refused.value.field == "to"
    with pytest.raises(Conflict) as again:
        kitchen.cook("c2")
    assert again.value.code == "already_cooked"


def crumbs(number: int) -> list[Lot]:
    return [held(f"l{n:03}", "Patata", 1, "potato") for n in range(number)]


def test_a_day_that_takes_more_lots_than_a_commit_is_refused() -> None:
    kitchen = Kitchen(*crumbs(MOST_CHANGED + 1))
    with pytest.raises(Conflict) as refused:
        kitchen.plan(NewWant(food_id="potato", quantity=Decimal(MOST_CHANGED + 1), unit=Unit.G))
    assert refused.value.code == "too_many_lots"
    assert kitchen.plans.days == {}
    kitchen.plan(NewWant(food_id="potato", quantity=Decimal(MOST_CHANGED), unit=Unit.G))
    assert len(kitchen.items.held_on([TODAY])) == MOST_CHANGED


def test_holds_that_would_spread_over_more_lots_than_a_commit_are_refused() -> None:
    whole = held("whole", "Patata", MOST_LOTS, "potato", expires_on=TODAY + timedelta(days=1))
    kitchen = Kitchen(whole)
    kitchen.plan(NewWant(food_id="potato", quantity=Decimal(MOST_LOTS), unit=Unit.G))
    kitchen.items.add(crumbs(MOST_LOTS))
    with pytest.raises(Conflict) as refused:
        remove_item("whole", None, items=kitchen.items, foods=FOODS, now=NOW)
    assert refused.value.code == "too_many_lots"
    assert kitchen.items.get("whole").holds
    kitchen.items.lots.pop("l000")
    remove_item("whole", None, items=kitchen.items, foods=FOODS, now=NOW)
    assert len(kitchen.items.held_on([TODAY])) == MOST_LOTS - 1


def test_what_rounding_leaves_open_is_not_short() -> None:
    left = Decimal("199.999")
    kitchen = Kitchen(held("l0", "Cebolla", 400, "onion").model_copy(update={"quantity": left}))
    kitchen.plan(NewWant(food_id="onion", quantity=Decimal(200), unit=Unit.G))
    day = kitchen.plans.days[TODAY]
    seen = Circumstances(kitchen.items.held_on([TODAY]), FOODS, TODAY)
    [shown] = day_view(day, seen).meals.dinner
    assert shown.ready
    assert needs_of([day], seen).needed == []
    assert kitchen.cook() == {"l0": left}


def test_what_is_missing_is_short() -> None:
    kitchen = Kitchen(held("l0", "Cebolla", 198, "onion"))
    kitchen.plan(NewWant(food_id="onion", quantity=Decimal(200), unit=Unit.G))
    with pytest.raises(Short) as refused:
        kitchen.cook()
    [short] = refused.value.short
    assert (short.needed, short.available) == (Decimal(200), Decimal(198))


@pytest.mark.parametrize("water", [{"food_id": "water"}, {"name": "agua"}])
def test_the_water_of_a_typed_meal_is_not_waited_for(water: dict[str, str]) -> None:
    kitchen = Kitchen(held("l0", "Arroz", 300, "white_rice"))
    tap = NewWant(**water, quantity=Decimal(500), unit=Unit.ML)
    kitchen.plan(tap, NewWant(food_id="white_rice", quantity=Decimal(200), unit=Unit.G))
    assert kitchen.cook() == {"l0": Decimal(200)}


def test_taking_a_cooking_back_plans_the_meal_again() -> None:
    kitchen = Kitchen(held("a", "Patata", 300, "potato"))
    kitchen.plan(NewWant(food_id="potato", quantity=Decimal(200), unit=Unit.G))
    kitchen.cook()
    [entry] = kitchen.stock.movements.group("c")
    for _ in range(2):
        undo(entry.id, Act("u", NOW, "ana"), kitchen.stock, kitchen.plans)
    [meal] = kitchen.plans.days[TODAY].meals.all()
    assert (meal.cooked_at, meal.cooked_by) == (None, None)
    assert kitchen.items.get("a").quantity == 300
    assert kitchen.cook("again") == {"a": Decimal(200)}


def test_a_meal_cooked_another_time_since_stays_cooked() -> None:
    kitchen = Kitchen(held("a", "Patata", 900, "potato"))
    kitchen.plan(NewWant(food_id="potato", quantity=Decimal(200), unit=Unit.G))
    kitchen.cook()
    [entry] = kitchen.stock.movements.group("c")
    kitchen.planning.plans.remove(kitchen.plans.days[TODAY], [])
    kitchen.plan(NewWant(food_id="potato", quantity=Decimal(200), unit=Unit.G))
    kitchen.cook("other")
    undo(entry.id, Act("u", NOW, "ana"), kitchen.stock, kitchen.plans)
    [meal] = kitchen.plans.days[TODAY].meals.all()
    assert meal.cooked_by == "other"
