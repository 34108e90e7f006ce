"""What a model is told of the stock: each food by a name that means it alone."""

import json

import pytest

from infra.bench.tokens import Case, brief_of
from shared.adapters.prompting.foods import food_named
from shared.adapters.prompting.prompts import write_task
from shared.catalog import foods
from shared.domain.language import Language

FOODS = foods.load()


@pytest.mark.parametrize("language", Language)
def test_who_copies_the_name_of_a_food_means_that_food(language: Language) -> None:
    brief = brief_of(1, language, Case.REPAIR)
    [line, *_] = brief.stock
    for food in FOODS:
        lot = line.model_copy(update={"food_id": food.id})
        told = write_task(brief.model_copy(update={"stock": (lot,)}), (), FOODS)
        [[name, *_]] = json.loads(told)["stock"]
        assert food_named(FOODS, name) is food, name
