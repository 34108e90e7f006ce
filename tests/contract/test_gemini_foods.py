"""Which food a name a model wrote stands for."""

import pytest

from shared.adapters.prompting.foods import food_named
from tests.contract.gemini_foods import CATALOG


@pytest.mark.parametrize(
    ("names", "food_id"),
    [
        (("TOMATES",), "tomato"),
        (("zzyzx", "tomatoes"), "tomato"),
        (("pan", "whole milk"), "bread"),
        (("aceite de oliva virgen extr",), "extra_virgin_olive_oil"),
        (("aceite de oliba virgen extra", "bread"), "bread"),
    ],
)
def test_a_name_means_the_food_that_bears_it(names: tuple[str, ...], food_id: str) -> None:
    food = food_named(CATALOG, *names)
    assert food is not None
    assert food.id == food_id


@pytest.mark.parametrize(
    "name",
    ["goat milk", "peanut butter", "egg mayonnaise", "almond milk", "bread pudding", "x", "", "¿?"],
)
def test_a_food_that_is_only_like_another_is_not_that_one(name: str) -> None:
    assert food_named(CATALOG, name) is None
