"""A kept recipe of the catalog in another language, and the catalog of a later release."""

from dataclasses import replace

import pytest

from shared.catalog import foods, recipes
from shared.domain.cookbook import CatalogRecipe
from shared.domain.language import Language
from shared.workflows.known_recipe import from_catalog, told_in

FOODS = foods.load()
WRITTEN = recipes.load()[0]
KEPT = from_catalog(WRITTEN, Language.ES, FOODS)
MORE = next(one for one in recipes.load() if one.id != WRITTEN.id).ingredients[:1]
CHANGED = {
    "one more": replace(WRITTEN, ingredients=(*WRITTEN.ingredients, *MORE)),
    "another order": replace(WRITTEN, ingredients=WRITTEN.ingredients[::-1]),
    "a step less": replace(WRITTEN, steps=WRITTEN.steps[:-1]),
}


def test_what_the_catalog_says_the_same_is_told_in_the_readers_language() -> None:
    told = told_in(KEPT, Language.EN, lambda: {WRITTEN.id: WRITTEN}, FOODS)
    assert told == from_catalog(WRITTEN, Language.EN, FOODS)


@pytest.mark.parametrize("today", CHANGED.values(), ids=CHANGED.keys())
def test_what_the_catalog_says_otherwise_today_is_told_as_it_was_kept(today: CatalogRecipe) -> None:
    assert told_in(KEPT, Language.EN, lambda: {WRITTEN.id: today}, FOODS) == KEPT
