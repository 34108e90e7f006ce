"""The dishes that could be cooked: the catalog's, fitted to the stock, and the kitchen's own."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from shared.domain.alerts import as_in_catalog
from shared.domain.catalog import FoodCatalog, fold
from shared.domain.composing import draft_of, named_freely
from shared.domain.convert import convert, convertible
from shared.domain.cookbook import CatalogRecipe
from shared.domain.cooking import TAP
from shared.domain.food import DateKind, Food, Storage
from shared.domain.item import Kind, Lot, safe_to_cook
from shared.domain.matching import propose
from shared.domain.planning.day import MOST_WANTED
from shared.domain.planning.entries import of_recipe
from shared.domain.planning.request import NewPlanned, NewWant
from shared.domain.proposal import Meal, ProposedRecipe, RecipeBrief, StockLine
from shared.domain.recipe import StoredRecipe
from shared.domain.staples import STAPLE_KINDS, STAPLES
from shared.domain.suggesting.search import Dish, ShelfLot, Use
from shared.domain.suiting import suits, suits_named
from shared.domain.units import MILLILITRES, Quantity, Unit, rounded

# At which meals of a day each kind of recipe is eaten.
SERVED: Mapping[Meal, frozenset[str]] = {
    Meal.BREAKFAST: frozenset({"breakfast"}),
    Meal.LUNCH: frozenset({"lunch", "dinner"}),
    Meal.DINNER: frozenset({"lunch", "dinner"}),
    Meal.SNACK: frozenset({"snacks"}),
    Meal.DESSERT: frozenset({"snacks"}),
}
_FRESH, _PANTRY, _STAPLE = 10, 4, 1
_THOUSAND = 1000
_UNWEIGHED_G = 100
_FOR_EVER = date.max.toordinal()
# A recipe is fitted to what there is at the beginning of the days, a third and two thirds in.
_FITTINGS = 3


class Option(NamedTuple):
    """A dish and what planning it takes; `proposed` is the catalog's, to be checked as any."""

    dish: Dish
    recipe_id: str
    title: str | None
    wants: tuple[NewWant, ...]
    proposed: ProposedRecipe | None

    def entry(self, entry_id: str, servings: int) -> NewPlanned:
        return NewPlanned(
            id=entry_id,
            recipe_id=self.recipe_id,
            title=self.title,
            servings=servings,
            ingredients=self.wants,
        )


def shelf(
    lots: Iterable[Lot], foods: FoodCatalog, today: date, last: date
) -> dict[str, list[ShelfLot]]:
    """What is free by food, soonest first; what is to be rescued is worth its grams."""
    found: dict[str, list[ShelfLot]] = {}
    for lot in sorted(lots, key=lambda lot: (lot.expires_on, lot.id)):
        if lot.kind is Kind.PRODUCT or lot.food_id is None or lot.free(today) <= 0:
            continue
        food = foods.get(lot.food_id)
        key, amount = _base(lot.food_id, Quantity(lot.free(today), lot.unit), food)
        limited = lot.date_kind is DateKind.USE_BY
        rescue = today <= lot.expires_on <= last
        grams = amount if key.endswith("/g") else _UNWEIGHED_G * _THOUSAND
        found.setdefault(key, []).append(
            ShelfLot(
                amount=amount,
                usable_until=lot.expires_on.toordinal() if limited else _FOR_EVER,
                due=lot.expires_on.toordinal(),
                worth=grams if rescue else 0,
            )
        )
    return found


def options(
    brief: RecipeBrief,
    lots: Sequence[Lot],
    days: Sequence[date],
    cookbook: Mapping[str, CatalogRecipe],
    own: Iterable[StoredRecipe],
    foods: FoodCatalog,
) -> list[Option]:
    """Every dish that everybody eats on some of the `days`; the stock of `brief` is not looked at.
    The same recipe may come in several fittings."""
    found: dict[object, Option] = {}
    for fitting in range(_FITTINGS):
        day = days[fitting * len(days) // _FITTINGS]
        fitted = brief.model_copy(update={"stock": lines(lots, brief, day), "count": 1})
        for recipe in cookbook.values():
            for one in propose(fitted, [recipe], foods):
                option = _of_catalog(one, recipe, foods)
                found.setdefault((option.recipe_id, option.dish.uses), option)
    return [*found.values(), *_own(own, brief, foods)]


def lines(lots: Iterable[Lot], brief: RecipeBrief, day: date) -> tuple[StockLine, ...]:
    """What may be cooked with on a day, of each lot what no plan holds from today on."""
    return tuple(
        StockLine(
            item_id=lot.id,
            food_id=lot.food_id,
            name=lot.name[:80],
            quantity=lot.free(brief.today),
            unit=lot.unit,
            expires_on=lot.expires_on,
            days_left=(lot.expires_on - day).days,
            date_kind=lot.date_kind,
            allergens=lot.allergens,
        )
        for lot in lots
        if lot.kind is not Kind.PRODUCT
        and lot.free(brief.today) > 0
        and safe_to_cook(lot, day)
        and not lot.allergens & brief.allergens
    )


def _of_catalog(one: ProposedRecipe, recipe: CatalogRecipe, foods: FoodCatalog) -> Option:
    amounts = [(each, rounded(each.quantity)) for each in one.ingredients if each.food_id != TAP]
    wants = tuple(
        NewWant(food_id=each.food_id, quantity=amount, unit=each.unit)
        for each, amount in amounts
        if amount > 0
    )[:MOST_WANTED]
    minutes = max(one.minutes, sum(step.minutes or 0 for step in one.steps))
    dish = Dish(recipe.id, recipe.dish, minutes, SERVED[recipe.meal], _uses(wants, foods))
    return Option(dish, recipe.id, one.title, wants, one)


def _own(
    recipes: Iterable[StoredRecipe], brief: RecipeBrief, foods: FoodCatalog
) -> Iterator[Option]:
    for recipe in recipes:
        if not _eaten(recipe, brief, foods):
            continue
        entry = of_recipe(recipe.id, recipe).serving(brief.servings)
        wants = tuple(
            NewWant(food_id=one.food_id, quantity=one.quantity, unit=one.unit)
            for one in entry.wants
            if one.food_id is not None
        )
        minutes, meals = recipe.minutes, SERVED[recipe.meal]
        dish = Dish(recipe.id, recipe.id, minutes, meals, _uses(wants, foods))
        yield Option(dish, recipe.id, None, (), None)


def _eaten(recipe: StoredRecipe, brief: RecipeBrief, foods: FoodCatalog) -> bool:
    """Whether everybody eats it; of what is not known nobody can say so."""
    known = [foods.get(one.food_id or "") for one in recipe.ingredients]
    careful = brief.allergens or brief.diets or brief.excluded_food_ids
    if not brief.allergens.isdisjoint(recipe.allergens):
        return False
    if not all(suits(food, brief) if food else not careful for food in known):
        return False
    return not (careful or brief.excluded_words) or _well_worded(recipe, brief, foods)


def _well_worded(recipe: StoredRecipe, brief: RecipeBrief, foods: FoodCatalog) -> bool:
    """Whether its words name nothing that somebody does not eat, its steps included; "the milk" may
    be short for an ingredient that was looked at by itself."""
    draft = draft_of(recipe)
    names = " ".join(fold(one.name) for one in draft.ingredients)
    for mention in () if as_in_catalog(recipe) else named_freely(draft, foods):
        short = mention.with_article and f" {fold(mention.words)} " in f" {names} "
        if not short and not suits_named(mention, brief):
            return False
    texts = [draft.title, draft.summary, names, *(step.text for step in draft.steps)]
    told = [f" {fold(text)} " for text in texts]
    return not any(f" {fold(word)} " in text for word in brief.excluded_words for text in told)


def _uses(wants: Iterable[NewWant], foods: FoodCatalog) -> tuple[Use, ...]:
    found: dict[str, Use] = {}
    for want in wants:
        food = foods.get(want.food_id or "")
        if food is None or food.id in STAPLES or want.unit is Unit.PINCH:
            continue
        key, amount = _base(food.id, Quantity(want.quantity, want.unit), food)
        known = found.get(key)
        found[key] = Use(key, amount + (known.amount if known else 0), _cost(food))
    return tuple(found.values())


def _cost(food: Food) -> int:
    if food.category in STAPLE_KINDS:
        return _STAPLE
    return _PANTRY if food.storage is Storage.PANTRY else _FRESH


def _base(food_id: str, quantity: Quantity, food: Food | None) -> tuple[str, int]:
    """The key under which amounts of a food can be added up, and the amount in thousandths: in
    grams where it can be weighed, else in millilitres or in its own unit."""
    for unit in (Unit.G, Unit.ML):
        told = unit is Unit.G or quantity.unit in MILLILITRES
        if told and convertible(quantity, unit, food):
            return f"{food_id}/{unit}", _whole(convert(quantity, unit, food))
    return f"{food_id}/{quantity.unit}", _whole(quantity.amount)


def _whole(amount: Decimal) -> int:
    return max(1, int(amount * _THOUSAND))
