"""Suggested days: near the best plan, true to what is there, and to everybody who eats."""

import random
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from infra.bench.suggestions import gap, kitchen, small_question
from shared.domain.diet import Diet, allows
from shared.domain.food import Allergen, DateKind
from shared.domain.item import safe_to_cook
from shared.domain.planning.day import Meals, PlanDay, Planned
from shared.domain.planning.entries import entry_of
from shared.domain.planning.request import NewDay, NewPlanned
from shared.domain.planning.reserving import planned
from shared.domain.recipe import Step, StoredRecipe
from shared.domain.suggesting.answer import Suggestions, WhyGap
from shared.domain.suggesting.request import NewSuggestions
from shared.domain.suggesting.search import best_plan
from shared.domain.suggesting.suggest import Kitchen, suggest
from tests.samples import NOW, stored_recipe

WEEK = NewSuggestions(days=5)


def a_kitchen(seed: int = 1, **needs: Any) -> Kitchen:
    made = kitchen(random.Random(seed), 25)
    brief = made.brief.model_copy(update=needs)
    return Kitchen(made.lots, made.planned, made.cookery, brief, made.now)


def meals(made: Suggestions) -> list[tuple[int, str, str]]:
    return [
        ((day.date - made.first_day).days, meal.meal.value, meal.recipe_id)
        for day in made.days
        for meal in day.meals
    ]


def test_small_cases_are_near_the_best_plan() -> None:
    gaps = [gap(small_question(random.Random(number))) for number in range(25)]
    assert sum(one.whole for one in gaps) / len(gaps) < 0.01
    assert sum(not one.whole for one in gaps) > len(gaps) // 2


@given(st.integers(0, 10_000))
@settings(max_examples=40)
def test_a_plan_takes_no_more_than_there_is(seed: int) -> None:
    question = small_question(random.Random(seed))
    found = best_plan(question)
    assert len(found.chosen) == len(question.slots)
    for (key, number), taken in found.taken.items():
        assert 0 < taken <= question.shelf[key][number].amount
    if question.budget is not None:
        assert len(found.bought) <= question.budget
    days: dict[str, int] = {}
    for slot, choice in zip(question.slots, found.chosen, strict=True):
        if choice is not None:
            dish = question.dishes[choice]
            assert slot.meal in dish.meals
            assert slot.day - days.get(dish.name, -100) >= question.repeat_after
            days[dish.name] = slot.day


def test_the_same_kitchen_gets_the_same_days() -> None:
    assert suggest(WEEK, a_kitchen()) == suggest(WEEK, a_kitchen())


def test_what_is_suggested_can_be_planned_and_holds_what_it_says() -> None:
    there = a_kitchen()
    made = suggest(WEEK, there)
    assert len(meals(made)) == 10
    assert made.waste_avoided.grams > 0
    lots, today = list(there.lots), there.brief.today
    for day in made.days:
        again = NewDay.model_validate(day.plan.model_dump(mode="json"))
        entries = {
            name: tuple(entry_of(one.id or "", one, None, there.cookery) for one in each)
            for name, each in again.meals.by_name().items()
        }
        plan = PlanDay(date=day.date, meals=Meals[Planned](**entries), updated_at=NOW)
        changed = {lot.id: lot for lot in planned(plan, lots, there.cookery.foods, today)}
        lots = [changed.get(lot.id, lot) for lot in lots]
        for meal in day.meals:
            key = f"{day.date}.{meal.entry_id}"
            held = {lot.id for lot in lots if key in lot.holds}
            assert {one.item_id for one in meal.uses_expiring} <= held
            assert all(safe_to_cook(lot, day.date) for lot in lots if lot.id in held)
    assert all(lot.free(today) >= 0 for lot in lots)


def test_variety_time_and_budget_are_kept() -> None:
    quick = NewSuggestions.model_validate(
        {"days": 6, "max_minutes": {"lunch": 25}, "budget_new_items": 4}
    )
    made = suggest(quick, a_kitchen())
    last: dict[str, int] = {}
    for day, _, recipe in meals(made):
        assert day - last.get(recipe, -9) >= 4
        last[recipe] = day
    assert all(
        (meal.minutes or 0) <= 25
        for day in made.days
        for meal in day.meals
        if meal.meal.value == "lunch"
    )
    assert {gap.reason for gap in made.gaps} <= {WhyGap.BUDGET}


def test_allergies_and_diets_of_everybody_are_kept() -> None:
    there = a_kitchen(
        allergens=frozenset({Allergen.GLUTEN, Allergen.MILK}), diets=frozenset({Diet.VEGETARIAN})
    )
    made = suggest(WEEK, there)
    assert meals(made)
    for day in made.days:
        for entry in day.plan.meals.all():
            for want in entry.ingredients:
                food = there.cookery.foods[want.food_id or ""]
                assert food.allergens.isdisjoint({Allergen.GLUTEN, Allergen.MILK})
                assert allows(Diet.VEGETARIAN, food)
    nothing = a_kitchen(excluded_food_ids=frozenset(food.id for food in there.cookery.foods))
    assert {gap.reason for gap in suggest(WEEK, nothing).gaps} == {WhyGap.CONSTRAINTS}


def test_what_is_planned_already_stays_and_bars_its_dish() -> None:
    there = a_kitchen()
    first = suggest(WEEK, there)
    [day, *_] = first.days
    lunch = day.plan.meals.lunch[0]
    entry = entry_of("mine", lunch.model_copy(update={"id": "mine"}), None, there.cookery)
    words = entry_of("w", NewPlanned(title="Sobras", minutes=5), None, there.cookery)
    plan = PlanDay(date=day.date, meals=Meals[Planned](lunch=(entry, words)), updated_at=NOW)
    again = suggest(
        WEEK, Kitchen(there.lots, {day.date: plan}, there.cookery, there.brief, there.now)
    )
    assert (0, "lunch") not in [one[:2] for one in meals(again)]
    kept = again.days[0].plan.meals.lunch
    assert [one.id for one in kept] == ["mine", "w"]
    assert kept[1] == NewPlanned(id="w", title="Sobras", servings=1, minutes=5)
    assert all(recipe != lunch.recipe_id for on, _, recipe in meals(again) if on < 4)


def test_own_recipes_are_candidates_unless_somebody_may_not_eat_them() -> None:
    there = a_kitchen()
    own: StoredRecipe = stored_recipe(id="ours", allergens=["egg"])
    cookery = there.cookery._replace(recipes={"ours": own}, cookbook={})
    chosen = suggest(WEEK, Kitchen(there.lots, {}, cookery, there.brief, there.now))
    assert {recipe for _, _, recipe in meals(chosen)} == {"ours"}
    assert {gap.reason for gap in chosen.gaps} == {WhyGap.VARIETY}
    careful = there.brief.model_copy(update={"allergens": frozenset({Allergen.EGG})})
    none = suggest(WEEK, Kitchen(there.lots, {}, cookery, careful, there.now))
    assert (none.days, len(none.gaps)) == ([], 10)


@pytest.mark.parametrize(
    "needs",
    [
        {"diets": frozenset({Diet.VEGETARIAN})},
        {"excluded_food_ids": frozenset({"bacon"})},
        {"excluded_words": frozenset({"crujiente"})},
        {"excluded_words": frozenset({"Patatas"})},
    ],
)
def test_the_words_of_an_own_recipe_count_too(needs: dict[str, Any]) -> None:
    there = a_kitchen()
    steps = [Step(order=1, text="Añade beicon crujiente.", minutes=5)]
    own = stored_recipe(id="ours", title="Patatas", ingredients=[], steps=steps)
    cookery = there.cookery._replace(recipes={"ours": own}, cookbook={})
    assert suggest(WEEK, Kitchen(there.lots, {}, cookery, there.brief, there.now)).days
    careful = there.brief.model_copy(update=needs)
    assert suggest(WEEK, Kitchen(there.lots, {}, cookery, careful, there.now)).days == []


def test_a_lot_is_rescued_before_its_day() -> None:
    there = a_kitchen(7)
    made = suggest(NewSuggestions(days=3), there)
    assert made.waste_avoided.grams <= made.waste_avoided.at_risk_grams
    dates = {lot.id: lot.expires_on for lot in there.lots}
    for day in made.days:
        for use in (one for meal in day.meals for one in meal.uses_expiring):
            assert dates[use.item_id] <= made.first_day + timedelta(days=2)


@pytest.mark.parametrize(
    "values",
    [
        {"days": 0},
        {"days": 15},
        {"meals": []},
        {"meals": ["lunch", "lunch"]},
        {"servings": 13},
        {"max_minutes": {"lunch": 1}},
        {"budget_new_items": -1},
    ],
)
def test_nonsense_is_refused(values: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        NewSuggestions.model_validate(values)


def test_recipes_are_fitted_to_what_may_still_be_eaten_on_the_days_asked_for() -> None:
    there = kitchen(random.Random(2), 40)
    first = there.brief.today + timedelta(days=14)
    later = NewSuggestions.model_validate({"from": first, "days": 3})
    lots = [one.model_copy(update={"date_kind": DateKind.USE_BY}) for one in there.lots]
    safe = [one for one in lots if safe_to_cook(one, first)]
    assert len(safe) < len(lots)
    made = [
        suggest(later, Kitchen(some, {}, there.cookery, there.brief, there.now))
        for some in (lots, safe)
    ]
    assert made[0] == made[1]
