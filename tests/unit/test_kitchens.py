"""Random and odd kitchens, in short; `python -m infra.bench.cookbook` is the whole of it."""

import pytest

from infra.bench import cookbook
from shared.domain.language import Language
from shared.domain.proposal import StockLine
from shared.domain.units import Unit

KITCHENS = {f"{size} lots": cookbook.kitchen(size, 0) for size in cookbook.SIZES}
KITCHENS |= dict(cookbook.odd_kitchens())


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("stock", KITCHENS.values(), ids=KITCHENS)
def test_every_kitchen_gets_what_the_check_lets_through(
    stock: tuple[StockLine, ...], language: Language
) -> None:
    cooked = cookbook.cook(stock, language)
    assert (len(cooked.recipes), cooked.refused) == (5, 0)
    assert len({recipe.title for recipe in cooked.recipes}) == 5
    for recipe in cooked.recipes:
        assert all(step.text for step in recipe.steps)
        for one in recipe.ingredients:
            counted = one.unit in {Unit.UNIT, Unit.CLOVE}
            assert not counted or one.quantity % 1 in {0, 0.25, 0.5, 0.75}


def test_a_full_kitchen_gets_recipes_it_can_cook() -> None:
    cooked = cookbook.cook(KITCHENS["60 lots"], Language.ES)
    assert sum(map(cookbook.good, cooked.recipes)) >= 3
    assert cookbook.rescued([cooked]) > 0.3
