"""Recipes that models write where none fits: checked, bounded, kept, and never in the way."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from infra.bench.suggestions import kitchen as random_kitchen
from shared.catalog import foods
from shared.domain.diet import Diet
from shared.domain.errors import DomainError, Overloaded, ProviderFailed, Unavailable
from shared.domain.food import Allergen
from shared.domain.item import Lot
from shared.domain.planning.day import Meals
from shared.domain.planning.request import NewDay, NewPlanned
from shared.domain.proposal import Meal, ProposedRecipe, ProposedStep
from shared.domain.recipe import RecipeSource
from shared.domain.suggesting.answer import Suggestions, Unwritten, WhyGap
from shared.domain.suggesting.request import NewSuggestions
from shared.domain.suggesting.suggest import Kitchen, suggest
from shared.ports.recipes import RecipeWriter
from shared.workflows.chain import OFFLINE
from shared.workflows.plan_day import Planning, put_day
from shared.workflows.write_for_gaps import Writing, with_written
from tests.fakes.recipes import FakeStore
from tests.fakes.stock import FakeItems, FakePlans
from tests.samples import lot
from tests.unit.test_check import proposal
from tests.unit.test_generate_recipes import FakeWriter

FOODS = foods.load()
TWO_DINNERS = NewSuggestions.model_validate({"days": 2, "meals": ["dinner"]})
SOUP, RICE = ("potato", 400, "g"), ("rice", 150, "g")


def there(**brief: Any) -> Kitchen:
    """Potatoes and rice, no recipe at all, and the time of the bench's kitchens."""
    made = random_kitchen(random.Random(1), 0)
    today = made.brief.today
    return Kitchen(
        [stored("potato", today, 1000), stored("white_rice", today, 500)],
        {},
        made.cookery._replace(cookbook={}),
        made.brief.model_copy(update=brief),
        made.now,
    )


def stored(food_id: str, today: Any, grams: int) -> Lot:
    values = {"id": food_id, "name": food_id, "food_id": food_id, "category": "vegetable"}
    amount = {"quantity": Decimal(grams), "unit": "g", "allergens": frozenset()}
    return lot(**values, **amount, expires_on=today + timedelta(days=1))


def titled(title: str, *ingredients: tuple[str, float, str], **more: Any) -> ProposedRecipe:
    return proposal(*(ingredients or (SOUP,)), title=title, **more)


class Desk:
    """Where recipes are asked for and kept."""

    def __init__(self, *writers: RecipeWriter) -> None:
        self.store = FakeStore()
        self.recipes = self.store.recipes_of("k1")
        self.writers: Sequence[RecipeWriter] = (*writers, FakeWriter(OFFLINE, [titled("Never")]))

    def fill(self, kitchen: Kitchen, new: NewSuggestions = TWO_DINNERS) -> Suggestions:
        return with_written(new, kitchen, self.recipes, Writing("k1", lambda: self.writers, 60.0))

    @property
    def kept(self) -> list[str]:
        return sorted(recipe.title for recipe in self.store.recipes.values())


def dinners(made: Suggestions) -> list[str]:
    return [meal.title for day in made.days for meal in day.meals]


def test_a_gap_is_filled_with_what_a_model_writes() -> None:
    writer = FakeWriter("gemini", [titled("Potato soup"), titled("Fried rice", RICE)])
    desk = Desk(writer)
    made = desk.fill(there())
    assert sorted(dinners(made)) == desk.kept == ["Fried rice", "Potato soup"]
    assert made.gaps == []
    assert {meal.written_by for day in made.days for meal in day.meals} == {"gemini"}
    assert made.waste_avoided.grams == 550
    [(brief, findings)] = writer.asked
    assert (brief.meal, brief.count, findings) == (Meal.DINNER, 2, ())
    assert {one.item_id for one in brief.stock} == {"potato", "white_rice"}
    assert {one.source for one in desk.store.recipes.values()} == {RecipeSource.GENERATED}


def test_what_was_written_can_be_planned_and_cooked_later() -> None:
    desk, kitchen = Desk(FakeWriter("gemini", [titled("Potato soup")])), there()
    made = desk.fill(kitchen)
    items = FakeItems()
    items.add(list(kitchen.lots))
    planning = Planning(
        FakePlans(items),
        items,
        desk.recipes,
        {},
        FOODS,
        kitchen.brief.language,
        kitchen.now,
        lambda: "id",
    )
    [day] = made.days
    again = NewDay.model_validate(day.plan.model_dump(mode="json"))
    [entry] = put_day(day.date, again, None, planning).day.meals.dinner
    assert (entry.title, entry.recipe_id) == ("Potato soup", day.meals[0].recipe_id)
    assert desk.recipes.get(day.meals[0].recipe_id).steps


def test_the_same_recipe_is_kept_once_and_later_needs_no_model() -> None:
    two = [titled("Potato soup"), titled("Fried rice", RICE)]
    writer = FakeWriter("gemini", two, two)
    desk = Desk(writer)
    first, second = desk.fill(there()), desk.fill(there())
    assert (first.days, len(desk.store.recipes)) == (second.days, 2)
    own = {recipe.id: recipe for (_, _), recipe in desk.store.recipes.items()}
    kitchen = there()
    third = desk.fill(replace(kitchen, cookery=kitchen.cookery._replace(recipes=own)))
    assert (dinners(third), len(writer.asked)) == (dinners(first), 2)
    assert {meal.written_by for day in third.days for meal in day.meals} == {None}


def test_without_gaps_or_without_a_model_nobody_is_asked() -> None:
    full = random_kitchen(random.Random(1), 25)
    writer = FakeWriter("gemini", [titled("Never")])
    assert Desk(writer).fill(full) == suggest(TWO_DINNERS, full)
    assert writer.asked == []
    offline = FakeWriter(OFFLINE, [titled("Never")])
    assert Desk(offline).fill(there()) == suggest(TWO_DINNERS, there())
    assert offline.asked == []


@pytest.mark.parametrize(
    ("failure", "why"),
    [
        (ProviderFailed("http_503"), Unwritten.FAILED),
        (ProviderFailed("circuit_open"), Unwritten.FAILED),
        (ProviderFailed("budget"), Unwritten.BUDGET),
        (Overloaded(), Unwritten.FAILED),
        (Unavailable(), Unwritten.FAILED),
    ],
)
def test_where_nobody_answers_the_gap_stays_and_says_why(
    failure: DomainError, why: Unwritten
) -> None:
    desk = Desk(FakeWriter("gemini", failure))
    made = desk.fill(there())
    assert [(gap.reason, gap.unwritten) for gap in made.gaps] == [(WhyGap.CONSTRAINTS, why)] * 2
    assert (made.days, desk.kept) == ([], [])


def test_what_somebody_cannot_eat_is_written_again_once_and_then_left_out() -> None:
    bread = ("white bread", 200, "g")
    writer = FakeWriter("gemini", [titled("Toast", bread)], [titled("More toast", bread)])
    desk = Desk(writer)
    made = desk.fill(there(allergens=frozenset({Allergen.GLUTEN})))
    assert len(writer.asked) == 2
    assert "gluten" in writer.asked[1][1][0]
    assert {gap.unwritten for gap in made.gaps} == {Unwritten.NOTHING_FITS}
    assert desk.kept == []


def test_the_words_of_a_step_count_too() -> None:
    steps = [ProposedStep(text="Fry the bacon first.", minutes=10)]
    writer = FakeWriter("gemini", [titled("Soup", steps=steps)], [titled("Other soup")])
    made = Desk(writer).fill(there(diets=frozenset({Diet.VEGETARIAN})))
    assert dinners(made) == ["Other soup"]


def test_time_and_budget_are_told_and_kept() -> None:
    asked = {"days": 2, "meals": ["dinner"], "max_minutes": {"dinner": 25}, "budget_new_items": 1}
    two_more = (SOUP, ("carrot", 100, "g"), ("leek", 100, "g"))
    slow, dear = titled("Slow", minutes=90), titled("Dear", *two_more)
    writer = FakeWriter("gemini", [slow, dear], [titled("Quick", SOUP, ("carrot", 100, "g"))])
    made = Desk(writer).fill(there(), NewSuggestions.model_validate(asked))
    assert (writer.asked[0][0].max_minutes, writer.asked[0][0].most_to_buy) == (25, 1)
    assert dinners(made) == ["Quick"]
    findings = writer.asked[1][1]
    assert any("90 minutes" in one for one in findings)
    assert any("not in stock: carrot, leek" in one for one in findings)


def test_a_dish_that_is_planned_already_is_not_written_again() -> None:
    desk = Desk(FakeWriter("gemini", [titled("Potato soup"), titled("Fried rice", RICE)]))
    first = desk.fill(there())
    [_, day] = first.days
    taken = desk.recipes.get(day.meals[0].recipe_id)
    kitchen = there()
    known = replace(kitchen, cookery=kitchen.cookery._replace(recipes={taken.id: taken}))
    again = Desk(FakeWriter("gemini", [titled(taken.title, RICE, SOUP)]))
    made = again.fill(known)
    assert dinners(made) == [taken.title]
    assert again.kept == []
    assert [gap.unwritten for gap in made.gaps] == [Unwritten.NOTHING_FITS]


def test_at_most_two_questions_are_asked() -> None:
    every = NewSuggestions.model_validate(
        {"days": 1, "meals": ["breakfast", "lunch", "dinner", "snacks"]}
    )
    dishes = [titled("Porridge", RICE, meal=Meal.BREAKFAST), titled("Soup")]
    writer = FakeWriter("gemini", dishes, dishes)
    made = Desk(writer).fill(there(), every)
    assert sorted(brief.meal or "" for brief, _ in writer.asked) == ["breakfast", "lunch"]
    assert [(gap.meal, gap.unwritten) for gap in made.gaps if gap.meal == "snacks"] == [
        ("snacks", Unwritten.NOT_ASKED)
    ]


def test_what_suggested_meals_take_is_not_offered_again() -> None:
    kitchen = there()
    soup = Desk(FakeWriter("gemini", [titled("All of it", ("potato", 1000, "g"))]))
    soup.fill(kitchen, NewSuggestions.model_validate({"days": 1, "meals": ["dinner"]}))
    own = {recipe.id: recipe for recipe in soup.store.recipes.values()}
    writer = FakeWriter("gemini", [titled("Fried rice", RICE)])
    made = Desk(writer).fill(replace(kitchen, cookery=kitchen.cookery._replace(recipes=own)))
    assert [one.item_id for one in writer.asked[0][0].stock] == ["white_rice"]
    assert sorted(dinners(made)) == ["All of it", "Fried rice"]


def test_a_plan_beside_the_gap_is_kept() -> None:
    kitchen = there()
    words = NewPlanned(id="w", title="Leftovers", servings=1)
    items = FakeItems()
    planning = Planning(
        FakePlans(items),
        items,
        FakeStore().recipes_of("k1"),
        {},
        FOODS,
        kitchen.brief.language,
        kitchen.now,
        lambda: "id",
    )
    today = kitchen.brief.today
    held = put_day(today, NewDay(meals=Meals[NewPlanned](dinner=(words,))), None, planning)
    desk = Desk(FakeWriter("gemini", [titled("Potato soup")]))
    made = desk.fill(replace(kitchen, planned={today: held.day}))
    assert [day.date for day in made.days] == [today + timedelta(days=1)]
    assert dinners(made) == ["Potato soup"]
