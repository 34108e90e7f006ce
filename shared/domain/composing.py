"""From what a recipe says to all that is told of it: figures, allergens, and what is in stock."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from shared.domain.beyond import beyond
from shared.domain.catalog import FoodCatalog
from shared.domain.cookbook import CatalogRecipe, render
from shared.domain.cooking import Need, food_of, needs_of
from shared.domain.food import Allergen, Food
from shared.domain.item import EXPIRING_DAYS
from shared.domain.language import Language
from shared.domain.larder import Draw, Larder, missing
from shared.domain.made_of import WORDS_OF, is_made
from shared.domain.mentions import Mention, mentions
from shared.domain.nutrition import Portion, impact, nutrition_per_serving
from shared.domain.proposal import Difficulty, Meal, StockLine
from shared.domain.recipe import ExpiringUse, Ingredient, LotUse, RecipeBody, Step
from shared.domain.units import Quantity, rounded


class Draft(NamedTuple):
    """What a recipe says by itself, before anything is looked up."""

    title: str
    summary: str
    servings: int
    minutes: int
    difficulty: Difficulty
    meal: Meal
    cuisine: str
    language: Language
    ingredients: Sequence[Ingredient]
    steps: Sequence[Step]


def ingredient(
    name: str, food: Food | None, quantity: Quantity, *, optional: bool, note: str = ""
) -> Ingredient:
    """An ingredient nobody has looked for in the stock yet; "to taste" is a quantity of zero."""
    return Ingredient(
        name=name,
        food_id=food.id if food else None,
        quantity=rounded(quantity.amount),
        unit=quantity.unit,
        optional=optional,
        in_stock=not quantity.amount,
        item_ids=[],
        missing_quantity=rounded(quantity.amount),
        note=note,
    )


def composed(draft: Draft, foods: FoodCatalog, *, free: bool = True) -> RecipeBody:
    """The recipe with its figures. Allergens are those of its foods, and of what a text that was
    written freely names; the catalog's name no food but their ingredients."""
    pairs = [(one, food_of(one.food_id, one.name, foods)) for one in draft.ingredients]
    portions = [Portion(food, Quantity(one.quantity, one.unit)) for one, food in pairs]
    unknown = (m for one, food in pairs if food is None for m in _read(one.name, draft, foods))
    found = named_freely(draft, foods) if free else unknown
    named = {allergen for mention in found for allergen in mention.contents.allergens}
    return RecipeBody(
        **draft._asdict(),
        nutrition_per_serving=nutrition_per_serving(portions, draft.servings),
        allergens=sorted(named.union(*(food.allergens for _, food in pairs if food))),
        uses_expiring=[],
        impact=impact(portions),
    )


def named_freely(draft: Draft, foods: FoodCatalog) -> Iterator[Mention]:
    """What the recipe's own words name: all of them but the names its foods have anyway, and what
    its foods are made into."""
    pairs = [(one, food_of(one.food_id, one.name, foods)) for one in draft.ingredients]
    used = {food.id for _, food in pairs if food}
    for text in (draft.title, draft.summary, *(step.text for step in draft.steps)):
        read = _read(text, draft, foods)
        yield from (one for one in read if not is_made(one.words, WORDS_OF, used))
    for one, food in pairs:
        yield from beyond(one.name, food, foods, [draft.language])
        yield from _read(one.note, draft, foods)


def _read(text: str, draft: Draft, foods: FoodCatalog) -> Iterator[Mention]:
    return mentions(text, foods, draft.language)


def draft_of(recipe: RecipeBody) -> Draft:
    return Draft(**{name: getattr(recipe, name) for name in Draft._fields})


def catalog_draft(recipe: CatalogRecipe, language: Language, foods: FoodCatalog) -> Draft:
    """A recipe of the catalog as it is written, in one language."""
    texts = render(recipe, language, foods)
    return Draft(
        title=texts.title,
        summary=texts.summary,
        servings=recipe.servings,
        minutes=recipe.minutes,
        difficulty=recipe.difficulty,
        meal=recipe.meal,
        cuisine=recipe.cuisine,
        language=language,
        ingredients=[
            ingredient(
                foods[one.food_id].name.of(language),
                foods[one.food_id],
                one.quantity,
                optional=one.optional,
            )
            for one in recipe.ingredients
        ],
        steps=[
            Step(order=order, text=text, minutes=step.minutes)
            for order, (text, step) in enumerate(zip(texts.steps, recipe.steps, strict=True), 1)
        ],
    )


def needs_as_written(recipe: RecipeBody, foods: FoodCatalog) -> list[Need]:
    """What the recipe takes for its own servings."""
    return needs_of(recipe.ingredients, recipe.servings, recipe.servings, foods)


def restocked(
    recipe: RecipeBody, stock: Iterable[StockLine], foods: FoodCatalog, today: date
) -> dict[str, object]:
    """The fields of the recipe that the stock decides, first-expiring-first; ingredients of one
    food share its lots. What somebody said they have without a lot stays as they said."""
    larder = Larder(stock, foods)
    ingredients: list[Ingredient] = []
    used: dict[str, StockLine] = {}
    for one in recipe.ingredients:
        draws = larder.take(
            food_of(one.food_id, one.name, foods) or one.name, Quantity(one.quantity, one.unit)
        )
        used |= {draw.line.item_id: draw.line for draw in draws}
        said = one.in_stock and not one.item_ids and not draws
        ingredients.append(one if said else _drawn(one, draws))
    return {"ingredients": ingredients, "uses_expiring": _expiring(used.values(), today)}


def labelled(recipe: RecipeBody, stock: Iterable[StockLine]) -> frozenset[Allergen]:
    """The allergens that the labels of the very lots name, beside those of the recipe."""
    used = {item_id for one in recipe.ingredients for item_id in one.item_ids}
    lots = (line.allergens for line in stock if line.item_id in used)
    return frozenset(recipe.allergens).union(*lots)


def _drawn(one: Ingredient, draws: Sequence[Draw]) -> Ingredient:
    left = missing(one.quantity, draws)
    said = {
        "in_stock": not left,
        "item_ids": [draw.line.item_id for draw in draws],
        "uses": [_use(draw) for draw in draws if rounded(draw.amount)],
        "missing_quantity": left,
    }
    return one.model_copy(update=said)


def _use(draw: Draw) -> LotUse:
    return LotUse(item_id=draw.line.item_id, quantity=rounded(draw.amount))


def _expiring(used: Iterable[StockLine], today: date) -> list[ExpiringUse]:
    soon = [line for line in used if line.expires_on <= today + timedelta(days=EXPIRING_DAYS)]
    return [
        ExpiringUse(item_id=line.item_id, name=line.name, expires_on=line.expires_on)
        for line in sorted(soon, key=lambda line: (line.expires_on, line.item_id))
    ]
