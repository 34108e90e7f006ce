"""Lots whose label names an allergen of a member: nobody is served them unasked."""

import random
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from infra.bench.suggestions import kitchen as a_kitchen
from shared.domain.cooking import Cooking
from shared.domain.food import Allergen
from shared.domain.item import Lot, NewItem
from shared.domain.language import Language
from shared.domain.movement import Act
from shared.domain.planning.cooking import PlannedCooking
from shared.domain.planning.day import Meals
from shared.domain.planning.request import NewDay, NewPlanned, NewWant
from shared.domain.portion import Portion
from shared.domain.recipe import Ingredient
from shared.domain.shortage import Short
from shared.domain.sparing import must_be_spared
from shared.domain.stocking import stocked
from shared.domain.suggesting.request import NewSuggestions
from shared.domain.suggesting.suggest import Kitchen as Stocked
from shared.domain.suggesting.suggest import suggest
from shared.domain.taking import consumed
from shared.domain.units import Unit
from shared.workflows.cook import cook
from shared.workflows.cook_planned import cook_planned
from shared.workflows.move_stock import move
from shared.workflows.plan_day import hold_again, put_day
from shared.workflows.shop import Shop, read_list
from tests.fakes.shopping import FakeShopping
from tests.planned import FOODS, PlannedKitchen
from tests.samples import NOW, TODAY

NUTS = frozenset({Allergen.NUTS})
_200 = Decimal(200)


def rice(lot_id: str, days: int, **said: Any) -> Lot:
    """500 g."""
    facts: dict[str, Any] = {"name": "Arroz blanco", "food_id": "white_rice"} | said
    expires = TODAY + timedelta(days=days)
    new = NewItem(**facts, quantity=Decimal(500), unit=Unit.G, expires_on=expires)
    return stocked(new, lot_id, FOODS, NOW, TODAY)


class Kitchen(PlannedKitchen):
    """A kitchen with somebody who is allergic to nuts and to milk."""

    def __init__(self, *lots: Lot) -> None:
        super().__init__(*lots, allergens=self.allergens)
        self.shop = Shop(
            FakeShopping(self.items),
            self.plans,
            self.items,
            FOODS,
            Language.ES,
            NOW,
            allergens=self.allergens,
        )

    def allergens(self) -> frozenset[Allergen]:
        return frozenset({Allergen.NUTS, Allergen.MILK})

    def plan(self, food_id: str | None = "white_rice", **said: Any) -> None:
        want = NewWant(food_id=food_id, quantity=_200, unit=Unit.G, **said)
        entry = NewPlanned(id="e", title="Cena", servings=2, ingredients=(want,))
        put_day(TODAY, NewDay(meals=Meals[NewPlanned](dinner=(entry,))), None, self.planning)

    def holding(self) -> dict[str, Decimal]:
        return {lot.id: lot.reserved(TODAY) for lot in self.items.held_on([TODAY])}

    def cook_planned(self) -> list[str]:
        act = Act("c", NOW, "ana")
        allergens = self.allergens
        made = cook_planned(
            TODAY, "e", PlannedCooking(), act, self.plans, self.stock, allergens=allergens
        )
        return [one.item_id for one in made.movements]

    def cook(self, **said: Any) -> list[str]:
        part = Ingredient(
            name="Arroz",
            food_id="white_rice",
            quantity=_200,
            unit=Unit.G,
            in_stock=True,
            item_ids=["safe"],
            missing_quantity=Decimal(0),
        )
        cooking, act = Cooking(servings=2, **said), Act("c", NOW, "ana")
        made = cook("r", [part], 2, cooking, act, self.stock, allergens=self.allergens)
        return [one.item_id for one in made.movements]


@pytest.mark.parametrize(
    ("said", "spared"),
    [
        ({}, False),
        ({"allergens": NUTS}, True),
        ({"allergens": frozenset({Allergen.SESAME})}, False),
        ({"name": "Arroz con almendras"}, True),
        ({"name": "Leche entera", "food_id": "whole_milk"}, False),
        ({"name": "Leche entera", "food_id": "whole_milk", "allergens": NUTS}, True),
        ({"name": "Queso de la Abuela", "food_id": None}, False),
        ({"name": "Queso de la Abuela", "food_id": None, "allergens": NUTS}, True),
    ],
)
def test_what_a_label_adds_to_the_food_is_spared(said: dict[str, Any], spared: bool) -> None:
    allergens = frozenset({Allergen.NUTS, Allergen.MILK})
    one = rice("a", 3, **said)
    assert must_be_spared(one, allergens, FOODS) is spared
    assert not must_be_spared(one, frozenset(), FOODS)


def test_a_plan_holds_nothing_of_a_labelled_lot() -> None:
    kitchen = Kitchen(rice("nuts", 2, allergens=NUTS), rice("safe", 9))
    kitchen.plan()
    assert kitchen.holding() == {"safe": _200}
    alone = Kitchen(rice("nuts", 2, allergens=NUTS))
    alone.plan()
    assert alone.holding() == {}
    hold_again(TODAY, alone.planning.holding)
    assert alone.holding() == {}


def test_what_a_labelled_lot_held_is_let_go_once_somebody_is_allergic() -> None:
    kitchen = Kitchen(rice("nuts", 2, allergens=NUTS), rice("safe", 9))
    careful, kitchen.planning = kitchen.planning, replace(kitchen.planning, allergens=frozenset)
    kitchen.plan()
    assert kitchen.holding() == {"nuts": _200}
    hold_again(TODAY, careful.holding)
    assert kitchen.holding() == {"safe": _200}


def test_what_is_eaten_of_a_safe_lot_is_not_held_by_a_labelled_one() -> None:
    kitchen = Kitchen(rice("safe", 2), rice("nuts", 5, allergens=NUTS), rice("other", 9))
    kitchen.plan()

    def eaten(lot: Lot, food: Any, act: Act) -> Any:
        return consumed(lot, Portion(Decimal(400)), food, act)

    move("safe", eaten, Act("m", NOW, "ana"), kitchen.stock, None)
    assert kitchen.holding() == {"safe": Decimal(100), "other": Decimal(100)}


def test_cooking_takes_no_labelled_lot() -> None:
    kitchen = Kitchen(rice("nuts", 2, allergens=NUTS), rice("safe", 9))
    assert kitchen.cook() == ["safe"]
    alone = Kitchen(rice("nuts", 2, allergens=NUTS))
    with pytest.raises(Short):
        alone.cook()
    assert alone.cook(partial=True) == []
    many = [rice(f"n{number:02}", 2, allergens=NUTS) for number in range(25)]
    assert Kitchen(*many, rice("safe", 9)).cook() == ["safe"]


def test_cooking_what_was_planned_takes_no_labelled_lot_though_it_holds_something() -> None:
    kitchen = Kitchen(rice("nuts", 2, allergens=NUTS), rice("safe", 9))
    kitchen.planning = replace(kitchen.planning, allergens=frozenset)
    kitchen.plan()
    assert kitchen.holding() == {"nuts": _200}
    assert kitchen.cook_planned() == ["safe"]
    assert kitchen.holding() == {}


def test_who_names_the_food_itself_is_given_it() -> None:
    milk = {"name": "Leche entera", "food_id": "whole_milk"}
    kitchen = Kitchen(rice("milk", 2, **milk))
    kitchen.plan("whole_milk")
    assert kitchen.cook_planned() == ["milk"]
    unknown = Kitchen(rice("cheese", 2, name="Queso de la Abuela", food_id=None))
    unknown.plan(None, name="Queso de la Abuela")
    assert unknown.cook_planned() == ["cheese"]


def test_the_list_asks_for_what_only_a_labelled_lot_has() -> None:
    kitchen = Kitchen(rice("nuts", 2, allergens=NUTS))
    kitchen.plan()
    [line] = read_list(TODAY, TODAY, kitchen.shop).shown.all()
    assert line.food_id == "white_rice"


def test_no_suggested_meal_rescues_a_labelled_lot() -> None:
    used = 0
    for seed in range(4):
        there = a_kitchen(random.Random(seed), 30)
        today = there.brief.today
        twins = [
            one.model_copy(
                update={
                    "id": f"{one.id}-labelled",
                    "allergens": one.allergens | {Allergen.LUPIN},
                    "expires_on": one.expires_on - timedelta(days=1),
                }
            )
            for one in there.lots
            if one.expires_on > today
        ]
        brief = there.brief.model_copy(update={"allergens": frozenset({Allergen.LUPIN})})
        lots = [*there.lots, *twins]
        made = suggest(NewSuggestions(days=5), Stocked(lots, {}, there.cookery, brief, there.now))
        uses = [
            one.item_id for day in made.days for meal in day.meals for one in meal.uses_expiring
        ]
        assert not [one for one in uses if one.endswith("-labelled")]
        used += len(uses)
    assert used
