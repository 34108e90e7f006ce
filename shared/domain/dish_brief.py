"""What a painter is told of a recipe: the dish, and nothing of the people who will eat it."""

from shared.domain.catalog import FoodCatalog
from shared.domain.food import Food
from shared.domain.language import Language
from shared.domain.nutrition import Portion, weight_g
from shared.domain.picture import DishBrief, DishIngredient, alternative_text
from shared.domain.recipe import AltTexts, Ingredient, StoredRecipe
from shared.domain.units import Quantity


def dish_brief(
    recipe: StoredRecipe, foods: FoodCatalog, language: Language | None = None
) -> DishBrief:
    """The brief in the recipe's language, or in another one, where foods of the catalog get their
    names in it; the title stays as it was written."""
    other = language if language is not recipe.language else None
    return DishBrief(
        title=recipe.title,
        language=other or recipe.language,
        meal=recipe.meal,
        minutes=recipe.minutes,
        servings=recipe.servings,
        ingredients=tuple(_dish_ingredient(one, foods, other) for one in recipe.ingredients),
    )


def alt_texts(recipe: StoredRecipe, foods: FoodCatalog) -> AltTexts:
    """What a picture of the recipe shows, in both languages."""
    return AltTexts(
        es=alternative_text(dish_brief(recipe, foods, Language.ES)),
        en=alternative_text(dish_brief(recipe, foods, Language.EN)),
    )


def _dish_ingredient(
    ingredient: Ingredient, foods: FoodCatalog, translated: Language | None
) -> DishIngredient:
    food: Food | None = foods.get(ingredient.food_id) if ingredient.food_id else None
    weight = weight_g(Portion(food, Quantity(ingredient.quantity, ingredient.unit)))
    return DishIngredient(
        name=food.name.of(translated) if food and translated else ingredient.name,
        category=food.category if food else None,
        color=food.color if food else None,
        grams=float(weight) if weight is not None else None,
    )
