"""Suggesting days: everything is read once and the plan searched; what models wrote for its gaps
is kept, and only `accept` plans."""

from dataclasses import replace
from datetime import date, timedelta

from shared.domain.briefing import shunned_by
from shared.domain.errors import Invalid
from shared.domain.item import Lot
from shared.domain.kitchen import Kitchen as Household
from shared.domain.listing import ItemFilter
from shared.domain.person import Profile
from shared.domain.planning.day import PlanDay
from shared.domain.planning.entries import Cookery
from shared.domain.proposal import RecipeBrief
from shared.domain.recipe import StoredRecipe
from shared.domain.suggesting.answer import Suggestions
from shared.domain.suggesting.request import NewSuggestions
from shared.domain.suggesting.suggest import Kitchen
from shared.ports.household import Kitchens, People
from shared.telemetry import Threads
from shared.workflows.plan_day import Planning, fill_day
from shared.workflows.write_for_gaps import Writing, with_written

# The soonest to expire; what comes after them needs no rescue.
MOST_LOTS = 300
# The latest of the kitchen's own.
MOST_RECIPES = 100
# What expired longer ago is forgotten rather than kept.
_FORGOTTEN_AFTER = timedelta(days=90)


def suggestions(
    new: NewSuggestions,
    planning: Planning,
    *,
    kitchens: Kitchens,
    people: People,
    writing: Writing,
) -> Suggestions:
    """The days filled from the stock, and planned so where `new` accepts. Recipes that were written
    for gaps are kept first, then a day at a time is planned: what dies in between has planned some,
    and the same request fills the rest.

    Raises:
        Invalid: the days are over.
        Unavailable: every race for a day was lost.
    """
    first = new.first_day(planning.today)
    if first < planning.today:
        raise Invalid("date_over", field="from")
    there = gathered(new, first, writing.kitchen_id, planning, kitchens=kitchens, people=people)
    made = with_written(new, there, planning.recipes, writing)
    if not new.accept:
        return made
    careful = replace(planning, allergens=lambda: there.brief.allergens)
    for day in made.days:
        plan = day.plan.meals.by_name()
        fill_day(day.date, {one.meal: plan[one.meal][0] for one in day.meals}, careful)
    return made.model_copy(update={"accepted": True})


def gathered(
    new: NewSuggestions,
    first: date,
    kitchen_id: str,
    planning: Planning,
    *,
    kitchens: Kitchens,
    people: People,
) -> Kitchen:
    """All that is looked at, in a fixed number of round trips beside one for each member."""
    around = timedelta(days=new.repeat_after_days)
    last = first + timedelta(days=new.days - 1)
    with Threads(3) as pool:
        stocked = pool.submit(_lots, planning)
        planned = pool.submit(planning.plans.between, first - around, last + around)
        own = pool.submit(planning.recipes.page, MOST_RECIPES, None)
        household = kitchens.get(kitchen_id)
        eaters = _eaters(household, people)
        days: list[PlanDay] = planned.result()
        recipes: list[StoredRecipe] = own.result().items
        lots: list[Lot] = stocked.result()
    shunned = shunned_by(
        [name for profile in eaters for name in profile.avoid],
        household.needs(planning.foods),
        planning.foods,
    )
    diets = frozenset().union(*(profile.diets for profile in eaters))
    return Kitchen(
        lots=lots,
        planned={day.date: day for day in days},
        cookery=Cookery(
            {recipe.id: recipe for recipe in recipes},
            planning.cookbook,
            planning.foods,
            planning.language,
        ),
        brief=RecipeBrief(
            stock=(),
            servings=new.servings,
            count=1,
            language=planning.language,
            meal=None,
            difficulty=None,
            max_minutes=None,
            cuisine=None,
            diets=diets if new.diets is None else new.diets,
            allergens=shunned.allergens,
            excluded_food_ids=shunned.food_ids,
            excluded_words=shunned.words,
            told_excluded=shunned.told,
            today=planning.today,
        ),
        now=planning.now,
    )


def _lots(planning: Planning) -> list[Lot]:
    chosen = ItemFilter(expires_from=planning.today - _FORGOTTEN_AFTER)
    return planning.items.page(chosen, MOST_LOTS, None).items


def _eaters(household: Household, people: People) -> list[Profile]:
    """Everybody who eats there."""
    members = [uid for uid, member in household.members.items() if not member.away]
    with Threads(len(members) or 1) as pool:
        found = pool.map(people.get, members)
        return [person.profile for person in found if person is not None]
