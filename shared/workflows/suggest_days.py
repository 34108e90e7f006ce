"""Suggesting days: everything is read once, the plan is searched, and only `accept` writes."""

from datetime import date, timedelta

from shared.domain.diet import Diet
from shared.domain.errors import Invalid
from shared.domain.item import Lot
from shared.domain.kitchen import Kitchen as Household
from shared.domain.listing import ItemFilter
from shared.domain.planning.day import PlanDay
from shared.domain.planning.entries import Cookery
from shared.domain.proposal import RecipeBrief
from shared.domain.recipe import StoredRecipe
from shared.domain.suggesting.answer import Suggestions
from shared.domain.suggesting.request import NewSuggestions
from shared.domain.suggesting.suggest import Kitchen, suggest
from shared.ports.household import Kitchens, People
from shared.telemetry import Threads
from shared.workflows.plan_day import Planning, fill_day

# The soonest to expire; what comes after them needs no rescue.
MOST_LOTS = 300
# The latest of the kitchen's own.
MOST_RECIPES = 100
# What expired longer ago is forgotten rather than kept.
_FORGOTTEN_AFTER = timedelta(days=90)


def suggestions(
    new: NewSuggestions,
    kitchen_id: str,
    planning: Planning,
    *,
    kitchens: Kitchens,
    people: People,
) -> Suggestions:
    """The days filled from the stock, and planned so where `new` accepts. A day at a time is
    written: what dies in between has planned some, and the same request fills the rest.

    Raises:
        Invalid: the days are over.
        Unavailable: every race for a day was lost.
    """
    first = new.first_day(planning.today)
    if first < planning.today:
        raise Invalid("date_over", field="from")
    made = suggest(
        new, gathered(new, first, kitchen_id, planning, kitchens=kitchens, people=people)
    )
    if not new.accept:
        return made
    for day in made.days:
        plan = day.plan.meals.by_name()
        fill_day(day.date, {one.meal: plan[one.meal][0] for one in day.meals}, planning)
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
        diets = new.diets if new.diets is not None else _diets(household, people)
        days: list[PlanDay] = planned.result()
        recipes: list[StoredRecipe] = own.result().items
        lots: list[Lot] = stocked.result()
    needs = household.needs()
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
            diets=diets,
            allergens=needs.allergens,
            excluded_food_ids=needs.food_ids,
            today=planning.today,
        ),
        now=planning.now,
    )


def _lots(planning: Planning) -> list[Lot]:
    chosen = ItemFilter(expires_from=planning.today - _FORGOTTEN_AFTER)
    return planning.items.page(chosen, MOST_LOTS, None).items


def _diets(household: Household, people: People) -> frozenset[Diet]:
    """Those of everybody who eats there."""
    members = [uid for uid, member in household.members.items() if not member.away]
    with Threads(len(members) or 1) as pool:
        found = [person for person in pool.map(people.get, members) if person is not None]
    return frozenset().union(*(person.profile.diets for person in found))
