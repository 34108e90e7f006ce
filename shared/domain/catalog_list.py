"""The public catalog: recipes narrowed down, found by words, in pages."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, field_validator

from shared.domain.catalog import FoodCatalog, fold
from shared.domain.composing import catalog_draft, composed
from shared.domain.cookbook import CatalogRecipe
from shared.domain.diet import Diet, allows
from shared.domain.errors import Invalid
from shared.domain.food import Allergen
from shared.domain.language import Language
from shared.domain.listing import Page
from shared.domain.model import AmountOrZero, Line, Model
from shared.domain.proposal import Difficulty, Meal
from shared.domain.recipe import NOT_DRAWN, Image, Impact, Nutrition, RecipeBody, Step
from shared.domain.units import Unit

_QUICK_MINUTES = 20
# Two words this much alike, in hundredths, are one and a typing mistake.
_ALIKE = 80
_LEAST_LETTERS = 4
_SMALL_WORDS = frozenset(
    map(fold, ("a", "al", "and", "con", "de", "del", "el", "in", "la", "of", "the", "with", "y"))
)


class CatalogCategory(StrEnum):
    FEATURED = "featured"
    QUICK = "quick"
    VEGETARIAN = "vegetarian"
    DESSERTS = "desserts"
    HEALTHY = "healthy"


class CatalogIngredient(Model):
    name: str
    food_id: str
    quantity: AmountOrZero
    unit: Unit
    optional: bool


class CatalogCard(Model):
    """A recipe of the catalog in a list; its foods alone decide `diets` and `allergens`. `image` is
    the picture of the dish that all kitchens share, once one of them had it drawn."""

    id: str
    title: str
    summary: str
    servings: int
    minutes: int
    difficulty: Difficulty
    meal: Meal
    cuisine: str
    language: Language
    categories: list[CatalogCategory]
    diets: list[Diet]
    allergens: list[Allergen]
    image: Image = NOT_DRAWN


class CatalogPage(CatalogCard):
    """A recipe of the catalog, whole."""

    ingredients: list[CatalogIngredient]
    steps: list[Step]
    nutrition_per_serving: Nutrition
    impact: Impact

    @classmethod
    def of(cls, recipe: CatalogRecipe, language: Language, foods: FoodCatalog) -> Self:
        body = composed(catalog_draft(recipe, language, foods), foods, free=False)
        told = {name: getattr(body, name) for name in RecipeBody.model_fields}
        shown = {n: v for n, v in told.items() if n in cls.model_fields and n != "ingredients"}
        card = dict(_card(recipe, language, foods, body))
        return cls(
            **(shown | card),
            ingredients=[
                CatalogIngredient(
                    name=one.name,
                    food_id=one.food_id or "",
                    quantity=one.quantity,
                    unit=one.unit,
                    optional=one.optional,
                )
                for one in body.ingredients
            ],
        )


class CatalogChoice(Model):
    """Which recipes to list; `diets` are codes with commas between them."""

    category: CatalogCategory | None = None
    meal: Meal | None = None
    max_minutes: Annotated[int, Field(ge=1, le=1440)] | None = None
    difficulty: Difficulty | None = None
    diets: Annotated[frozenset[Diet], Field(max_length=len(Diet))] = frozenset()
    q: Line | None = None

    @field_validator("diets", mode="before")
    @classmethod
    def _split(cls, given: object) -> object:
        return given.split(",") if isinstance(given, str) else given


def catalog_page(
    recipes: Iterable[CatalogRecipe],
    chosen: CatalogChoice,
    language: Language,
    foods: FoodCatalog,
    limit: int,
    cursor: str | None,
) -> Page[CatalogCard]:
    """The recipes chosen, best match first where words are searched for, else featured first; a
    cursor is the id of the last one seen.

    Raises:
        Invalid: the cursor is none of this list.
    """
    fitting = [one for one in recipes if _fits(one, chosen, foods)]
    if chosen.q is None:
        found = sorted(fitting, key=lambda one: ("featured" not in one.tags, one.id))
    else:
        scored = [(_score(chosen.q, one, foods), one) for one in fitting]
        hits = sorted((-score, one.id, one) for score, one in scored if score)
        found = [one for _, _, one in hits]
    start = _after(found, cursor)
    shown = found[start : start + limit]
    more = start + limit < len(found)
    cards = [_card(one, language, foods) for one in shown]
    return Page(cards, shown[-1].id if more else None)


def categories_of(recipe: CatalogRecipe, foods: FoodCatalog) -> list[CatalogCategory]:
    """Featured and healthy are its editor's word; the rest follows from what it says."""
    holds = {
        CatalogCategory.FEATURED: "featured" in recipe.tags,
        CatalogCategory.QUICK: recipe.minutes <= _QUICK_MINUTES,
        CatalogCategory.VEGETARIAN: _keeps(recipe, Diet.VEGETARIAN, foods),
        CatalogCategory.DESSERTS: recipe.meal is Meal.DESSERT,
        CatalogCategory.HEALTHY: "healthy" in recipe.tags,
    }
    return [category for category, held in holds.items() if held]


def _fits(recipe: CatalogRecipe, chosen: CatalogChoice, foods: FoodCatalog) -> bool:
    return (
        chosen.meal in (None, recipe.meal)
        and chosen.difficulty in (None, recipe.difficulty)
        and (chosen.max_minutes is None or recipe.minutes <= chosen.max_minutes)
        and all(_keeps(recipe, diet, foods) for diet in chosen.diets)
        and (chosen.category is None or chosen.category in categories_of(recipe, foods))
    )


def _keeps(recipe: CatalogRecipe, diet: Diet, foods: FoodCatalog) -> bool:
    return all(allows(diet, foods[one.food_id]) for one in recipe.ingredients)


def _after(found: Sequence[CatalogRecipe], cursor: str | None) -> int:
    if cursor is None:
        return 0
    for place, one in enumerate(found, 1):
        if one.id == cursor:
            return place
    raise Invalid("cursor_invalid", field="cursor")


def _score(text: str, recipe: CatalogRecipe, foods: FoodCatalog) -> float:
    """How well the words are those of the recipe, in either language, 0 where one is not: of its
    title before those of its foods, exactly before nearly."""
    wanted = [word for word in fold(text).split() if word not in _SMALL_WORDS]
    title = fold(f"{recipe.title.es} {recipe.title.en} {recipe.cuisine} {recipe.dish}").split()
    named = [foods[one.food_id] for one in recipe.ingredients]
    inside = [
        word
        for food in named
        for name in (*food.name, *food.synonyms_es, *food.synonyms_en)
        for word in fold(name).split()
    ]
    scores = [max(2 * _best(word, title), _best(word, inside)) for word in wanted]
    return sum(scores) if scores and all(scores) else 0


def _best(wanted: str, words: Sequence[str]) -> float:
    if wanted in words:
        return 1
    if len(wanted) < _LEAST_LETTERS:
        return 0
    if any(word.startswith(wanted) for word in words):
        return 0.9
    # Only those who mistype pay for its import.
    from rapidfuzz import fuzz, process

    hit = process.extractOne(wanted, words, scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return hit[1] / 200 if hit else 0


def _card(
    recipe: CatalogRecipe, language: Language, foods: FoodCatalog, body: RecipeBody | None = None
) -> CatalogCard:
    told = body or catalog_draft(recipe, language, foods)
    allergens = {a for one in recipe.ingredients for a in foods[one.food_id].allergens}
    return CatalogCard(
        id=recipe.id,
        title=told.title,
        summary=told.summary,
        servings=recipe.servings,
        minutes=recipe.minutes,
        difficulty=recipe.difficulty,
        meal=recipe.meal,
        cuisine=recipe.cuisine,
        language=language,
        categories=categories_of(recipe, foods),
        diets=[diet for diet in Diet if _keeps(recipe, diet, foods)],
        allergens=sorted(allergens),
    )
