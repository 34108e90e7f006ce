"""From a request, the stock and the needs of a kitchen to the brief that writers get."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from shared.domain.allergen_words import GROUPS
from shared.domain.beyond import beyond
from shared.domain.catalog import FoodCatalog, fold
from shared.domain.expiry import keeping_days
from shared.domain.food import Allergen, Category, DateKind, Storage
from shared.domain.generation import GenerationRequest, GivenIngredient
from shared.domain.item import EXPIRING_DAYS, Kind, Lot, safe_to_cook
from shared.domain.kitchen import Needs
from shared.domain.language import Language
from shared.domain.origin_words import ORIGINS
from shared.domain.proposal import RecipeBrief, StockLine
from shared.domain.units import Quantity, Unit

# The id of an ingredient that was typed in, which no lot has: ids hold no colon.
TYPED = "typed:"
_LONGEST_NAME = 80
_NOT_EXPIRING = EXPIRING_DAYS + 1
_ANYWHERE = Storage.FRIDGE
_ONE = Decimal(1)


class Shunned(NamedTuple):
    """What goes into no dish; `words` are those that name no food of the catalog."""

    allergens: frozenset[Allergen]
    food_ids: frozenset[str]
    words: frozenset[str]


def stock_of(lots: Iterable[Lot], today: date) -> tuple[StockLine, ...]:
    """What may be cooked with today: foods and dishes, nothing past its use-by, and of each what no
    plan holds."""
    return tuple(
        StockLine(
            item_id=lot.id,
            food_id=lot.food_id,
            name=lot.name[:_LONGEST_NAME],
            quantity=lot.free(today),
            unit=lot.unit,
            expires_on=lot.expires_on,
            days_left=(lot.expires_on - today).days,
            date_kind=lot.date_kind,
            allergens=lot.allergens,
        )
        for lot in lots
        if lot.kind is not Kind.PRODUCT and lot.free(today) > 0 and safe_to_cook(lot, today)
    )


def typed_stock(
    given: Sequence[GivenIngredient | str], foods: FoodCatalog, today: date
) -> tuple[StockLine, ...]:
    """The ingredients a person typed, as if they were in the kitchen; never called expiring."""
    return tuple(_typed_line(place, one, foods, today) for place, one in enumerate(given))


def brief_for(
    request: GenerationRequest,
    stock: tuple[StockLine, ...],
    needs: Needs,
    foods: FoodCatalog,
    language: Language,
    today: date,
) -> RecipeBrief:
    """The brief; `needs` are those of everybody in the kitchen."""
    shunned = shunned_by(request.exclude, needs, foods)
    return RecipeBrief(
        stock=tuple(line for line in stock if not _holds(line, shunned, foods)),
        servings=request.servings,
        count=request.count,
        language=request.language or language,
        meal=request.meal,
        difficulty=request.difficulty,
        max_minutes=request.max_minutes,
        cuisine=request.cuisine,
        diets=request.diets,
        allergens=shunned.allergens,
        excluded_food_ids=shunned.food_ids,
        excluded_words=shunned.words,
        today=today,
    )


def shunned_by(names: Sequence[str], needs: Needs, foods: FoodCatalog) -> Shunned:
    """What a kitchen must be spared, and what somebody would rather not eat, as they wrote it."""
    families = frozenset().union(*(GROUPS.get(fold(name), frozenset()) for name in names))
    others = [name for name in names if fold(name) and fold(name) not in GROUPS]
    known = {name: _food_id(name, foods) for name in others}
    animals = {ORIGINS[fold(name)] for name in others if fold(name) in ORIGINS}
    of_them = {food.id for food in foods if not animals.isdisjoint(food.origins)}
    return Shunned(
        allergens=needs.allergens | families,
        food_ids=needs.food_ids | of_them | {food_id for food_id in known.values() if food_id},
        words=frozenset(name for name, food_id in known.items() if food_id is None),
    )


def _holds(line: StockLine, shunned: Shunned, foods: FoodCatalog) -> bool:
    """Whether its label, or what its name says beside its food, brings something unwanted."""
    allergens, food_ids, _ = shunned
    if line.allergens & allergens:
        return True
    if not allergens and not food_ids:
        return False
    food = foods.get(line.food_id) if line.food_id else None
    return any(
        mention.contents.allergens & allergens
        or (mention.food is not None and mention.food.id in food_ids)
        for mention in beyond(line.name, food, foods)
    )


def _food_id(name: str, foods: FoodCatalog) -> str | None:
    food = foods.get(name) or foods.by_name(name)
    return food.id if food else None


def _typed_line(
    place: int, given: GivenIngredient | str, foods: FoodCatalog, today: date
) -> StockLine:
    name = given if isinstance(given, str) else given.name
    food = foods.by_name(name) or foods.get(name)
    quantity = _typed_quantity(given) or (food.pack if food else Quantity(_ONE, Unit.PORTION))
    category = food.category if food else Category.OTHER
    days = max(_NOT_EXPIRING, keeping_days(food, category, food.storage if food else _ANYWHERE))
    return StockLine(
        item_id=f"{TYPED}{place}",
        food_id=food.id if food else None,
        name=name[:_LONGEST_NAME],
        quantity=quantity.amount,
        unit=quantity.unit,
        expires_on=today + timedelta(days=days),
        days_left=days,
        date_kind=food.date_kind if food else DateKind.BEST_BEFORE,
    )


def _typed_quantity(given: GivenIngredient | str) -> Quantity | None:
    if isinstance(given, str) or given.quantity is None or given.unit is None:
        return None
    return Quantity(given.quantity, given.unit)
