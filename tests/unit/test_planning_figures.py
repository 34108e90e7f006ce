"""What plans add up to, and for how many days in a row there are any."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from shared.catalog import foods, recipes
from shared.domain.language import Language
from shared.domain.planning.day import Meals, PlanDay, Planned, Want
from shared.domain.planning.entries import Cookery, entry_of
from shared.domain.planning.request import NewPlanned, NewWant
from shared.domain.planning.streak import streaks_of
from shared.domain.planning.totals import totals_of, weeks_of
from shared.domain.planning.view import Circumstances, day_view
from shared.domain.recipe import Nutrition
from shared.domain.units import Unit
from tests.samples import NOW, TODAY, lot, stored_recipe

FOODS = foods.load()
COOKERY = Cookery(
    {"recipe-1": stored_recipe()}, {r.id: r for r in recipes.load()}, FOODS, Language.EN
)


def entry(**changes: Any) -> Planned:
    values: dict[str, Any] = {
        "id": "e",
        "recipe_id": None,
        "title": "Sopa",
        "servings": 2,
        "minutes": 30,
        "nutrition_per_serving": None,
    }
    return Planned.model_validate(values | changes)


def day_of(day: date, *entries: Planned) -> PlanDay:
    return PlanDay(date=day, meals=Meals[Planned](lunch=entries), updated_at=NOW, version="1")


def figures(kcal: float, coverage: float) -> Nutrition:
    return Nutrition(kcal=kcal, protein_g=1, carbs_g=2, fat_g=3, coverage=coverage)


def test_totals_count_servings_and_say_how_much_is_known() -> None:
    found = totals_of(
        [
            entry(recipe_id="r", nutrition_per_serving=figures(100.5, 0.8)),
            entry(recipe_id="r", servings=1, nutrition_per_serving=figures(200, 1), cooked_at=NOW),
            entry(servings=1, minutes=None),
        ]
    )
    assert (found.meals, found.recipes, found.cooked) == (3, 1, 1)
    assert (found.servings, found.minutes) == (4, 60)
    assert found.kcal == 401
    assert found.coverage == pytest.approx((2 * 0.8 + 1) / 4)
    nothing = totals_of([])
    assert (nothing.kcal, nothing.coverage, nothing.meals) == (None, 0, 0)


def test_weeks_begin_on_monday_and_end_with_what_was_asked_for() -> None:
    first, last = date(2026, 12, 30), date(2027, 1, 6)
    days = [day_of(one, entry()) for one in (first, date(2027, 1, 3), date(2027, 1, 4))]
    weeks = weeks_of(days, first, last)
    assert [(w.week, w.first_day, w.last_day, w.totals.meals) for w in weeks] == [
        ("2026-W53", first, date(2027, 1, 3), 2),
        ("2027-W01", date(2027, 1, 4), last, 1),
    ]


@pytest.mark.parametrize(
    ("ago", "planned"),
    [((), 0), ((0,), 1), ((1,), 1), ((2,), 0), ((0, 1, 2, 4), 3), ((1, 2, 3), 3)],
)
def test_today_may_still_be_open(ago: tuple[int, ...], planned: int) -> None:
    days = [day_of(TODAY - timedelta(days=n), entry()) for n in ago]
    assert streaks_of(days, TODAY).planned == planned
    assert streaks_of(days, TODAY).cooked == 0


def test_a_day_counts_as_cooked_when_one_meal_was() -> None:
    days = [day_of(TODAY, entry(), entry(cooked_at=NOW)), day_of(TODAY - timedelta(1), entry())]
    assert streaks_of(days, TODAY).model_dump() == {"planned": 2, "cooked": 1}


def test_a_recipe_is_planned_for_other_servings_and_in_the_readers_language() -> None:
    own = entry_of("e", NewPlanned(recipe_id="recipe-1", servings=3), None, COOKERY)
    assert own.wants == (Want(food_id="potato", name="patata", quantity=Decimal(600), unit=Unit.G),)
    catalog = entry_of("e", NewPlanned(recipe_id="shakshuka"), None, COOKERY)
    assert catalog.title == "Shakshuka with ripe tomatoes"
    kept = entry_of("e", NewPlanned(recipe_id="shakshuka", servings=1), catalog, COOKERY)
    assert kept.wants[0].quantity * 2 == catalog.wants[0].quantity


def test_what_was_cooked_stays_as_it_was_cooked() -> None:
    done: dict[str, Any] = {"cooked_at": NOW, "cooked_by": "act"}
    for known in (entry(recipe_id="gone", **done), entry(**done)):
        for new in (
            NewPlanned(recipe_id="gone", servings=9),
            NewPlanned(recipe_id="shakshuka"),
            NewPlanned(title="Otra"),
        ):
            assert entry_of("e", new, known, COOKERY) == known


def test_two_wants_of_one_food_share_what_is_held() -> None:
    want = Want(food_id="potato", name="patata", quantity=Decimal(200), unit=Unit.G)
    kilo = want.model_copy(update={"quantity": Decimal("0.2"), "unit": Unit.KG})
    held = lot(id="a", food_id="potato", unit="g", quantity=Decimal(500))
    held = held.model_copy(update={"holds": {f"{TODAY}.e": Decimal(300)}})
    day = day_of(TODAY, entry(wants=(want, kilo)))
    [seen] = day_view(day, Circumstances([held], FOODS, TODAY)).meals.lunch
    assert [one.missing for one in seen.ingredients] == [0, Decimal("0.1")]
    assert [one.reserved[0].quantity for one in seen.ingredients] == [200, 100]
    assert not seen.ready
    over = day_view(day, Circumstances([held], FOODS, TODAY + timedelta(1))).meals.lunch[0]
    assert over.ready
    assert over.ingredients[0].reserved == []


def test_a_recipe_may_be_cooked_with_other_foods() -> None:
    leek = NewWant(food_id="leek", quantity=Decimal(300), unit=Unit.G)
    new = NewPlanned(
        recipe_id="pisto_con_huevo", title="Pisto de puerro", servings=2, ingredients=(leek,)
    )
    made = entry_of("e", new, None, COOKERY)
    assert (made.recipe_id, made.title) == ("pisto_con_huevo", "Pisto de puerro")
    assert made.servings == 2
    assert [(one.food_id, one.quantity) for one in made.wants] == [("leek", Decimal(300))]
    assert made.optional == ()
    assert entry_of("e", new, made, COOKERY) == made
    assert entry_of("e", NewPlanned(recipe_id="pisto_con_huevo"), made, COOKERY) == made
    for wrong in (
        {},
        {"recipe_id": "pisto_con_huevo", "minutes": 5},
        {"recipe_id": "pisto_con_huevo", "title": "Otro"},
    ):
        with pytest.raises(ValidationError):
            NewPlanned.model_validate(wrong)
