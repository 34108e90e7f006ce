"""An estimate says what is known of each food, where it is from, and what is not known."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from shared.catalog import foods, recipes
from shared.domain.errors import AlreadyExists, Invalid, NotFound
from shared.domain.estimate import EstimateRequest, StoredEstimate
from shared.domain.language import Language
from shared.domain.well_known import WellKnownDishes
from shared.workflows.estimate_impact import Sources, estimate_impact
from tests.fakes.impact import FakeEstimates
from tests.fakes.recipes import FakeStore
from tests.fakes.stock import FakeItems
from tests.samples import NOW, TODAY, lot, stored_recipe

FOODS = foods.load()
BOOK = {one.id: one for one in recipes.load()}
DISHES = WellKnownDishes(BOOK.values(), FOODS)


class Kitchen:
    def __init__(self) -> None:
        self.items, self.estimates = FakeItems(), FakeEstimates()
        self.recipes = FakeStore().recipes_of("k")
        self.sources = Sources(
            recipes=self.recipes,
            items=self.items,
            foods=FOODS,
            cookbook=lambda: BOOK,
            dishes=lambda: DISHES,
            language=Language.ES,
            now=NOW,
        )

    def ask(self, name: str = "e1", **request: Any) -> StoredEstimate:
        return estimate_impact(
            EstimateRequest.model_validate(request), name, self.sources, self.estimates
        )


def test_every_food_has_its_figures_and_their_source() -> None:
    kitchen = Kitchen()
    kitchen.items.add([lot(quantity=Decimal(1), price=Decimal("1.20"))])
    made = kitchen.ask(
        ingredients=["1/2 l de leche entera", "10 g de agar", "3 zorgos"], servings=2
    )
    milk, agar, unknown = made.foods
    figures = FOODS["whole_milk"].footprint
    assert milk.grams == Decimal("515")
    assert float(milk.co2e_kg.value or 0) == pytest.approx((figures.co2e_kg or 0) * 0.515, abs=1e-3)
    assert milk.co2e_kg.source == figures.source
    assert milk.co2e_kg.range is None
    assert milk.co2e_kg.range_reason == "not_in_source"
    assert (milk.cost.value, milk.cost.currency) == (Decimal("0.6"), "EUR")
    assert milk.cost.source == "item:milk-1"
    assert agar.co2e_kg.value is None
    assert agar.co2e_kg.unknown == "not_assessed"
    assert agar.cost.unknown == "price_unknown"
    assert unknown.food_id is None
    assert unknown.land_m2.unknown == "food_unknown"
    assert made.total.co2e_kg == milk.co2e_kg.value
    assert made.per_serving.cost == {"EUR": Decimal("0.3")}
    assert made.coverage.co2e == made.coverage.cost == 0.333


def test_a_dish_of_the_catalog_by_id_and_by_its_title_in_either_language() -> None:
    recipe = recipes.load()[0]
    kitchen = Kitchen()
    by_id = kitchen.ask("a", recipe_id=recipe.id)
    for name, title in (("b", recipe.title.es), ("c", recipe.title.en.upper())):
        by_title = kitchen.ask(name, title=title)
        assert by_title.recipe_id == recipe.id
        assert by_title.total == by_id.total
    assert by_id.servings == recipe.servings
    twice = kitchen.ask("d", recipe_id=recipe.id, servings=recipe.servings * 2)
    assert by_id.total.co2e_kg is not None
    assert float(twice.total.co2e_kg or 0) == pytest.approx(
        float(by_id.total.co2e_kg) * 2, abs=0.02
    )


def test_an_own_recipe_goes_before_the_catalog() -> None:
    kitchen = Kitchen()
    own = stored_recipe(id="mine", title=recipes.load()[0].title.es)
    kitchen.recipes.add(own)
    assert kitchen.ask(title=own.title).recipe_id == "mine"


def test_what_nobody_knows() -> None:
    kitchen = Kitchen()
    with pytest.raises(Invalid) as error:
        kitchen.ask(title="Zorgo a la pimperlina")
    assert error.value.code == "dish_unknown"
    with pytest.raises(NotFound):
        kitchen.ask(recipe_id="nothing")
    for request in ({}, {"title": "Gazpacho", "recipe_id": "x"}):
        with pytest.raises(ValueError, match="exactly one"):
            EstimateRequest.model_validate(request)


def test_a_repeated_request_is_answered_as_it_was() -> None:
    kitchen = Kitchen()
    first = kitchen.ask(ingredients=["1 l de leche entera"])
    kitchen.items.add([lot(expires_on=TODAY + timedelta(days=9))])
    assert kitchen.ask(ingredients=["1 l de leche entera"]) == first
    with pytest.raises(AlreadyExists):
        kitchen.ask(ingredients=["2 l de leche entera"])
    assert kitchen.estimates.page(5, None).items == [first]
