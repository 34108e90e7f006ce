"""From a request and a kitchen to a brief: what is left out before anybody writes."""

import json
from typing import Any

import pytest

from shared.adapters.prompting.prompts import write_task
from shared.catalog import foods
from shared.domain.briefing import brief_for, stock_of
from shared.domain.errors import Invalid
from shared.domain.food import Allergen
from shared.domain.generation import GenerationRequest
from shared.domain.kitchen import Needs
from shared.domain.language import Language
from shared.domain.needs import allergy_codes
from shared.domain.proposal import RecipeBrief
from tests.samples import TODAY, lot

FOODS = foods.load()


def brief(needs: Needs | None = None, **request: Any) -> RecipeBrief:
    lots = [
        lot(id="oats", food_id="oats", allergens=frozenset({"gluten", "nuts"})),
        lot(id="potato", food_id="potato", allergens=frozenset()),
    ]
    asked = GenerationRequest.model_validate(request)
    stock = stock_of(lots, TODAY)
    return brief_for(asked, stock, needs or Needs(), FOODS, Language.EN, TODAY)


def test_a_lot_whose_label_names_an_allergen_is_not_cooked_with() -> None:
    allergic = Needs(allergens=frozenset({Allergen.NUTS}))
    assert [line.item_id for line in brief(allergic).stock] == ["potato"]
    assert len(brief().stock) == 2


@pytest.mark.parametrize(
    ("word", "left_out"),
    [
        ("dairy", {"milk"}),
        ("lácteos", {"milk"}),
        ("nuts", {"nuts"}),
        ("frutos secos", {"nuts", "peanut"}),
        ("seafood", {"crustaceans", "molluscs", "fish"}),
        ("mariscos", {"crustaceans", "molluscs"}),
    ],
)
def test_a_family_may_be_left_out_by_its_word(word: str, left_out: set[str]) -> None:
    assert {code.value for code in brief(exclude=[word]).allergens} == left_out


@pytest.mark.parametrize("word", ["cerdo", "Cerdos", "pork"])
def test_an_animal_is_left_out_by_all_that_comes_of_it(word: str) -> None:
    left_out = brief(exclude=[word]).excluded_food_ids
    assert {"bacon", "chorizo", "lard", "serrano_ham", "pork_chop", "salami"} <= left_out
    assert left_out.isdisjoint({"chicken_breast", "potato", "sliced_turkey"})


def test_foods_and_words_may_be_left_out() -> None:
    made = brief(exclude=["Garbanzos", "white_rice", "zorblax", "-"])
    assert made.excluded_food_ids == {"chickpeas", "white_rice"}
    assert made.excluded_words == {"zorblax"}


@pytest.mark.parametrize(
    ("word", "understood"),
    [
        ("milk", {"milk"}),
        ("leche", {"milk"}),
        ("shellfish", {"crustaceans", "molluscs"}),
        ("marisco", {"crustaceans", "molluscs"}),
        ("frutos secos", {"nuts", "peanut"}),
        ("kiwi", {"kiwi"}),
        ("Fresas", {"strawberry"}),
        ("bogavante", {"crustaceans"}),
    ],
)
def test_an_allergy_is_understood_wide_rather_than_narrow(word: str, understood: set[str]) -> None:
    found = allergy_codes([word], FOODS)
    assert found == understood or (word == "bogavante" and found == {"lobster"})


def test_an_allergy_nobody_understands_is_refused() -> None:
    with pytest.raises(Invalid):
        allergy_codes(["milk", "moon dust"], FOODS)


def test_a_name_that_says_more_than_its_food_is_not_cooked_with() -> None:
    rice = {"name": "Arroz con cacahuetes y kiwi", "food_id": "white_rice"}
    lots = [lot(**rice, allergens=frozenset())]

    def left(needs: Needs) -> int:
        asked = GenerationRequest.model_validate({})
        stock = stock_of(lots, TODAY)
        return len(brief_for(asked, stock, needs, FOODS, Language.EN, TODAY).stock)

    assert left(Needs()) == 1
    assert left(Needs(allergens=frozenset({Allergen.EGG}), food_ids=frozenset({"mango"}))) == 1
    assert left(Needs(allergens=frozenset({Allergen.PEANUT}))) == 0
    assert left(Needs(food_ids=frozenset({"kiwi"}))) == 0


def test_excluded_words_reach_the_writer() -> None:
    told = json.loads(write_task(brief(exclude=["white_rice", "zorblax"]), (), FOODS))
    assert told["excluded"] == ["white_rice", "zorblax"]
    assert "excluded" not in json.loads(write_task(brief(), (), FOODS))
