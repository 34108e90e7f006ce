"""The dish of the daily message saves more than any other would."""

import random
from datetime import date, timedelta

import pytest

from shared.catalog import foods, recipes
from shared.domain.briefing import brief_for, stock_of
from shared.domain.generation import GenerationRequest
from shared.domain.item import Lot, NewItem
from shared.domain.kitchen import Needs
from shared.domain.language import Language
from shared.domain.proposal import RecipeBrief
from shared.domain.rescuing import best_rescue
from shared.domain.stocking import stocked
from tests.samples import NOW

FOODS = foods.load()
BOOK = {one.id: one for one in recipes.load()}
COOKED = sorted({one.food_id for recipe in BOOK.values() for one in recipe.ingredients})
TODAY = NOW.date()


def kept(number: int, food_id: str, expires_on: date) -> Lot:
    food = FOODS[food_id]
    new = NewItem(
        name=food.name.en,
        food_id=food.id,
        quantity=food.pack.amount,
        unit=food.pack.unit,
        expires_on=expires_on,
    )
    return stocked(new, f"lot-{number}", FOODS, NOW, TODAY)


def kitchen(seed: int) -> tuple[RecipeBrief, frozenset[str]]:
    """30 lots, of which six expire within two days, and the ids of these."""
    by_chance = random.Random(seed)
    days = [by_chance.randrange(3) if n < 6 else by_chance.randrange(3, 30) for n in range(30)]
    lots = [
        kept(n, by_chance.choice(COOKED), TODAY + timedelta(days=day)) for n, day in enumerate(days)
    ]
    asked = GenerationRequest(count=1, language=Language.EN)
    brief = brief_for(asked, stock_of(lots, TODAY), Needs(), FOODS, Language.EN, TODAY)
    return brief, frozenset(lot.id for lot in lots[:6])


@pytest.mark.parametrize("seed", range(6))
def test_no_other_dish_would_save_more(seed: int) -> None:
    brief, expiring = kitchen(seed)
    told = best_rescue(BOOK.values(), brief, expiring, FOODS)
    others = (best_rescue([one], brief, expiring, FOODS) for one in BOOK.values())
    assert (told.lots if told else 0) == max(one.lots if one else 0 for one in others)


def test_where_nothing_that_expires_is_in_any_dish_there_is_none() -> None:
    brief, _ = kitchen(1)
    assert best_rescue(BOOK.values(), brief, frozenset(), FOODS) is None
