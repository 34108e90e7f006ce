"""From what there is to suggested days: dishes fitted, the best plan searched, its holds tried."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import NamedTuple

from shared.domain.check import check
from shared.domain.digest import digest
from shared.domain.item import Lot
from shared.domain.planning.day import Meals, PlanDay, Planned, empty_day
from shared.domain.planning.entries import Cookery, entry_of
from shared.domain.planning.placing import placed
from shared.domain.planning.request import NewDay, NewPlanned, NewWant
from shared.domain.planning.view import Circumstances, PlannedView, day_view
from shared.domain.proposal import RecipeBrief
from shared.domain.reasons import why
from shared.domain.recipe import ExpiringUse, Ingredient
from shared.domain.suggesting.answer import (
    RULE,
    Gap,
    Lacking,
    SuggestedDay,
    SuggestedMeal,
    Suggestions,
    SuggestionTotals,
    WhyGap,
    waste_avoided,
)
from shared.domain.suggesting.menu import Option, lines, options, shelf
from shared.domain.suggesting.request import MealName, NewSuggestions
from shared.domain.suggesting.search import Question, Slot, best_plan
from shared.domain.suiting import suits_by_name

_ALL_DAY = 1440
# How often a dish that turns out not to be safe is put aside and the plan searched anew.
_ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Kitchen:
    """All that is looked at: the lots, the plans of the days and of those around them, what the
    recipes are told with, and what everybody must be spared (`brief`, whose `today` is today)."""

    lots: Sequence[Lot]
    planned: Mapping[date, PlanDay]
    cookery: Cookery
    brief: RecipeBrief
    now: datetime


class _Made:
    """The plan while it is told, meal by meal, with the lots as they then are."""

    def __init__(self, lots: Sequence[Lot]) -> None:
        self.lots = list(lots)
        self.meals: dict[date, list[SuggestedMeal]] = {}
        self.entries: dict[date, dict[str, NewPlanned]] = {}
        self.gaps: list[Gap] = []


class Filled(NamedTuple):
    """The answer, and the lots with what its meals hold of them."""

    answer: Suggestions
    lots: Sequence[Lot]


def suggest(new: NewSuggestions, kitchen: Kitchen) -> Suggestions:
    """The days filled from the stock; what was planned already stays as it is."""
    return filled(new, kitchen).answer


def filled(new: NewSuggestions, kitchen: Kitchen) -> Filled:
    """See `suggest`."""
    today = kitchen.brief.today
    first = new.first_day(today)
    last = first + timedelta(days=new.days - 1)
    slots = _slots(new, kitchen, first)
    eaten = replace(kitchen, lots=_eaten_by_all(kitchen))
    question, menu = _question(new, eaten, slots, last)
    question, chosen = _safe_plan(question, menu, eaten)
    made = _Made(eaten.lots)
    for slot, choice in zip(question.slots, chosen, strict=True):
        if choice is None:
            day = date.fromordinal(slot.day)
            made.gaps.append(Gap(date=day, meal=MealName(slot.meal), reason=_why(question, slot)))
        else:
            _tell(made, slot, menu[choice], new, kitchen, last)
    return Filled(_answer(made, kitchen, (today, first, last)), made.lots)


def _eaten_by_all(kitchen: Kitchen) -> list[Lot]:
    """The lots that neither by label nor by name bring what somebody must be spared; no meal takes
    the others."""
    brief, foods = kitchen.brief, kitchen.cookery.foods
    return [lot for lot in kitchen.lots if suits_by_name(lot, brief, foods)]


def _slots(new: NewSuggestions, kitchen: Kitchen, first: date) -> list[Slot]:
    found = []
    for day in (first + timedelta(days=n) for n in range(new.days)):
        planned = kitchen.planned.get(day)
        taken = planned.meals.by_name() if planned else {}
        barred = frozenset(
            entry.recipe_id
            for other, plan in kitchen.planned.items()
            if abs((other - day).days) < new.repeat_after_days
            for entry in plan.meals.all()
            if entry.recipe_id is not None
        )
        for meal in new.meals:
            if not taken.get(meal):
                most = new.max_minutes.get(meal, _ALL_DAY)
                found.append(Slot(day.toordinal(), meal.value, most, barred))
    return found


def _question(
    new: NewSuggestions, kitchen: Kitchen, slots: Sequence[Slot], last: date
) -> tuple[Question, list[Option]]:
    cookery, brief = kitchen.cookery, kitchen.brief
    lots = kitchen.lots
    days = [new.first_day(brief.today) + timedelta(days=number) for number in range(new.days)]
    menu = options(brief, lots, days, cookery.cookbook, cookery.recipes.values(), cookery.foods)
    question = Question(
        slots=slots,
        dishes=[option.dish for option in menu],
        shelf=shelf(lots, cookery.foods, brief.today, last),
        budget=new.budget_new_items,
        repeat_after=new.repeat_after_days,
    )
    return question, menu


def _safe_plan(
    question: Question, menu: Sequence[Option], kitchen: Kitchen
) -> tuple[Question, tuple[int | None, ...]]:
    """The best plan of dishes that pass the check every recipe passes before it is shown."""
    brief = kitchen.brief.model_copy(
        update={"stock": lines(kitchen.lots, kitchen.brief, kitchen.brief.today)}
    )
    unsafe: set[int] = set()
    chosen: tuple[int | None, ...] = ()
    for _ in range(_ROUNDS):
        chosen = best_plan(question).chosen
        bad = {one for one in chosen if one is not None and not _passes(menu[one], brief, kitchen)}
        if not bad:
            return question, chosen
        unsafe |= bad
        dishes = [
            dish._replace(meals=frozenset()) if number in unsafe else dish
            for number, dish in enumerate(question.dishes)
        ]
        question = Question(
            question.slots, dishes, question.shelf, question.budget, question.repeat_after
        )
    return question, tuple(None if one in unsafe else one for one in chosen)


def _passes(option: Option, brief: RecipeBrief, kitchen: Kitchen) -> bool:
    if option.proposed is None:
        return True
    return check(option.proposed, brief, kitchen.cookery.foods).recipe is not None


def _why(question: Question, slot: Slot) -> WhyGap:
    such = [dish for dish in question.dishes if slot.meal in dish.meals]
    quick = [dish for dish in such if dish.minutes <= slot.most_minutes]
    if not such:
        return WhyGap.CONSTRAINTS
    if not quick:
        return WhyGap.MINUTES
    return WhyGap.VARIETY if question.budget is None else WhyGap.BUDGET


def _tell(
    made: _Made, slot: Slot, option: Option, new: NewSuggestions, kitchen: Kitchen, last: date
) -> None:
    cookery, today = kitchen.cookery, kitchen.brief.today
    day = date.fromordinal(slot.day)
    entry_id = digest(f"{day}.{slot.meal}.{option.recipe_id}")
    asked = option.entry(entry_id, new.servings)
    entry = entry_of(entry_id, asked, None, cookery)
    plan = empty_day(day, kitchen.now).model_copy(update={"meals": Meals[Planned](lunch=(entry,))})
    made.lots = placed(plan.needs(), made.lots, cookery.foods, today)
    seen = Circumstances(made.lots, cookery.foods, today)
    [view] = day_view(plan, seen).meals.lunch
    expiring = _expiring(view, made.lots, last)
    made.meals.setdefault(day, []).append(
        SuggestedMeal(
            meal=MealName(slot.meal),
            entry_id=entry_id,
            recipe_id=option.recipe_id,
            title=entry.title,
            minutes=entry.minutes,
            why=why(expiring, _ingredients(view), cookery.language, today),
            uses_expiring=expiring,
            missing=[
                Lacking(food_id=one.food_id, name=one.name, quantity=one.missing, unit=one.unit)
                for one in view.ingredients
                if one.missing > 0
            ],
        )
    )
    made.entries.setdefault(day, {})[slot.meal] = asked


def _expiring(view: PlannedView, lots: Sequence[Lot], last: date) -> list[ExpiringUse]:
    """What the meal takes of lots whose date falls within the days."""
    held = {hold.item_id for one in view.ingredients for hold in one.reserved}
    soon = [lot for lot in lots if lot.id in held and lot.expires_on <= last]
    return [
        ExpiringUse(item_id=lot.id, name=lot.name, expires_on=lot.expires_on)
        for lot in sorted(soon, key=lambda lot: (lot.expires_on, lot.id))
    ]


def _ingredients(view: PlannedView) -> list[Ingredient]:
    return [
        Ingredient(
            name=one.name,
            food_id=one.food_id,
            quantity=one.quantity,
            unit=one.unit,
            in_stock=not one.missing,
            item_ids=[hold.item_id for hold in one.reserved],
            missing_quantity=one.missing,
        )
        for one in view.ingredients
    ]


def _answer(made: _Made, kitchen: Kitchen, days: tuple[date, date, date]) -> Suggestions:
    _, first, last = days
    language, foods = kitchen.cookery.language, kitchen.cookery.foods
    meals = [meal for each in made.meals.values() for meal in each]
    lacking = {one.food_id or one.name for meal in meals for one in meal.missing}
    rule = RULE.of(language)
    return Suggestions(
        first_day=first,
        last_day=last,
        days=[
            SuggestedDay(date=day, meals=meals, plan=_plan(day, made.entries[day], kitchen))
            for day, meals in made.meals.items()
        ],
        gaps=made.gaps,
        totals=SuggestionTotals(
            meals=len(meals),
            minutes=sum(meal.minutes or 0 for meal in meals),
            new_items=len(lacking),
        ),
        waste_avoided=waste_avoided(kitchen.lots, made.lots, foods, days, rule),
        accepted=False,
    )


def _plan(day: date, new: Mapping[str, NewPlanned], kitchen: Kitchen) -> NewDay:
    """What to PUT for the day: what is planned already, as it was said, and what is new."""
    planned = kitchen.planned.get(day)
    kept = planned.meals.by_name() if planned else {}
    meals = {name: tuple(map(_again, entries)) for name, entries in kept.items()}
    meals |= {name: (entry,) for name, entry in new.items()}
    return NewDay(meals=Meals[NewPlanned](**meals))


def _again(entry: Planned) -> NewPlanned:
    """What a client would say for the entry to stay what it is."""
    if entry.recipe_id is not None:
        return NewPlanned(id=entry.id, recipe_id=entry.recipe_id, servings=entry.servings)
    wants = tuple(
        NewWant(
            food_id=one.food_id,
            name=None if one.food_id else one.name,
            quantity=one.quantity,
            unit=one.unit,
        )
        for one in entry.wants
    )
    return NewPlanned(
        id=entry.id,
        title=entry.title,
        servings=entry.servings,
        minutes=entry.minutes,
        ingredients=wants,
    )
