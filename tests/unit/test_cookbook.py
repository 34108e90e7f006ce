"""The recipe catalog as data: complete, true to the food catalog, cookable."""

import re
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

import pytest

from shared.catalog.foods import load as load_foods
from shared.catalog.recipes import load
from shared.domain.catalog import fold
from shared.domain.convert import grams
from shared.domain.cookbook import CatalogIngredient, CatalogRecipe, Serving, render
from shared.domain.diet import Diet, allows
from shared.domain.language import Language, Text
from shared.domain.proposal import Meal
from shared.domain.units import Quantity
from shared.domain.wording import noun, tidy

FOODS = load_foods()
RECIPES = load()
BY_ID = {recipe.id: recipe for recipe in RECIPES}
MARK = re.compile(r"\{(?:[Tt]he:)?([A-Za-z]\w*)\+?\}")
SEGMENT = re.compile(r"\[(\w+)\|([^\[\]]*)\]")
AMOUNT = re.compile(
    r"\d\s*(?:g|kg|ml|cl|l|oz|lb|gramos?|grams?|tbsp|tsp|cups?|tazas?|cucharad\w+)\b", re.IGNORECASE
)
each_recipe = pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.id)


def texts(recipe: CatalogRecipe) -> list[Text]:
    return [recipe.title, recipe.summary, *(step.text for step in recipe.steps)]


def marks(text: str) -> set[str]:
    return {name[:1].lower() + name[1:] for name in MARK.findall(text)}


def outside_marks(text: str) -> str:
    """The words of a template that stay the same whatever it is filled with."""
    return MARK.sub(" _ ", SEGMENT.sub(lambda found: f" {found[2]} ", text)).replace("_", " # ")


def keeping(diet: Diet) -> list[CatalogRecipe]:
    """Recipes whose required foods all suit the diet as written."""
    return [
        recipe
        for recipe in RECIPES
        if all(allows(diet, FOODS[one.food_id]) for one in recipe.ingredients if not one.optional)
    ]


def weight(ingredients: Iterable[CatalogIngredient]) -> Decimal:
    return sum((grams(one.quantity, FOODS[one.food_id]) for one in ingredients), Decimal(0))


def test_there_are_recipes_for_every_table() -> None:
    meals = Counter(recipe.meal for recipe in RECIPES)
    assert len(RECIPES) >= 70
    assert len([recipe for recipe in RECIPES if recipe.minutes <= 20]) >= 20
    assert meals[Meal.DESSERT] >= 8
    assert meals[Meal.BREAKFAST] >= 8
    assert meals[Meal.SNACK] >= 6
    assert len(keeping(Diet.VEGETARIAN)) >= 25
    assert len(keeping(Diet.VEGAN)) >= 12
    assert len(keeping(Diet.GLUTEN_FREE)) >= 15


def test_no_two_recipes_share_a_title() -> None:
    for language in Language:
        titles = [fold(render(recipe, language, FOODS).title) for recipe in RECIPES]
        assert len(set(titles)) == len(titles)


@each_recipe
def test_foods_exist_and_are_named_once(recipe: CatalogRecipe) -> None:
    named = [one.food_id for one in recipe.ingredients]
    assert len(set(named)) == len(named)
    for one in recipe.ingredients:
        assert {one.food_id, *one.alternatives} <= {food.id for food in FOODS}
        assert one.food_id not in one.alternatives
        assert len(set(one.alternatives)) == len(one.alternatives)
        assert not one.by_role or FOODS[one.food_id].role is not None


@each_recipe
def test_marks_name_ingredients_and_only_where_they_are(recipe: CatalogRecipe) -> None:
    named = {one.food_id for one in recipe.ingredients}
    optional = {one.food_id for one in recipe.ingredients if one.optional}
    for text in (half for both in texts(recipe) for half in both):
        assert marks(text) <= named
        assert {food_id for food_id, _ in SEGMENT.findall(text)} <= optional
        assert not marks(SEGMENT.sub("", text)) & optional
        assert all(not marks(inside) & (optional - {own}) for own, inside in SEGMENT.findall(text))


@each_recipe
@pytest.mark.parametrize("language", Language)
def test_what_may_be_swapped_is_always_told(recipe: CatalogRecipe, language: Language) -> None:
    """Oils excepted, of which a text says "the oil" whichever it is."""
    swappable = {one.food_id for one in recipe.ingredients if one.alternatives or one.by_role}
    told = set[str]().union(*(marks(step.text.of(language)) for step in recipe.steps))
    assert {food_id for food_id in swappable - told if not food_id.endswith("_oil")} == set()


@each_recipe
@pytest.mark.parametrize("language", Language)
def test_what_may_be_swapped_is_never_named_outright(
    recipe: CatalogRecipe, language: Language
) -> None:
    """Else the text would still speak of what is no longer in the dish."""
    plain = " # ".join(fold(outside_marks(text.of(language))) for text in texts(recipe))
    for one in recipe.ingredients:
        name = f" {fold(noun(FOODS[one.food_id], language))} "
        others = [f" {fold(noun(FOODS[other], language))} " for other in one.alternatives]
        if recipe.id != "arroz_con_leche" and not all(name in other for other in others):
            assert name not in f" {plain} "


@each_recipe
@pytest.mark.parametrize("language", Language)
def test_texts_are_whole_in_both_languages(recipe: CatalogRecipe, language: Language) -> None:
    for absent in (frozenset[str](), {one.food_id for one in recipe.ingredients if one.optional}):
        shown = render(recipe, language, FOODS, Serving(absent=absent))
        assert 3 <= len(shown.title) <= 90
        assert len(shown.summary) <= 300
        assert len(shown.steps) == len(recipe.steps)
        for text in (*shown, *shown.steps):
            assert not re.search(r"[{}\[\]|]| {2}| [,.;:]|,[,.]|\.\.", str(text).strip("()"))
        for text in shown.steps:
            assert 10 <= len(text) <= 600
            assert text[0].isupper()
            assert text.endswith((".", ")"))
            assert not AMOUNT.search(text)


@each_recipe
def test_times_add_up(recipe: CatalogRecipe) -> None:
    assert 3 <= len(recipe.steps) <= 7
    assert sum(step.minutes or 0 for step in recipe.steps) <= recipe.minutes
    assert 5 <= recipe.minutes <= 240


@each_recipe
def test_amounts_feed_the_table(recipe: CatalogRecipe) -> None:
    required = [one for one in recipe.ingredients if not one.optional]
    assert 2 <= recipe.servings <= 8
    assert 60 <= weight(required) / recipe.servings <= 900
    assert weight(recipe.ingredients) / recipe.servings <= 950


def test_a_swap_changes_every_text() -> None:
    recipe = BY_ID["spinach_cheese_omelette"]
    serving = Serving(swaps={"spinach": "swiss_chard", "feta": "gouda"})
    spanish = render(recipe, Language.ES, FOODS, serving)
    english = render(recipe, Language.EN, FOODS, serving)
    assert spanish.title == "Tortilla de acelgas y queso gouda"
    assert english.title == "Swiss chard and gouda omelette"
    assert any("las acelgas" in step for step in spanish.steps)
    assert not any("espinaca" in step or "feta" in step for step in spanish.steps)


def test_a_list_that_loses_its_end_keeps_its_and() -> None:
    recipe = BY_ID["ensalada_alubias_atun"]
    whole = render(recipe, Language.EN, FOODS).steps[-1]
    shorter = render(recipe, Language.EN, FOODS, Serving(absent={"black_olive"})).steps[-1]
    assert whole.endswith(", snipped parsley and black olives.")
    assert shorter.endswith(" and snipped parsley.")


@pytest.mark.parametrize(
    ("language", "absent", "ending"),
    [
        (Language.ES, {"mint"}, "Sirve enseguida con los huevos a la plancha."),
        (Language.ES, {"egg"}, "Sirve enseguida con la menta en trocitos."),
        (Language.ES, {"mint", "egg"}, "Sirve enseguida."),
        (Language.EN, {"mint"}, "Serve at once with the eggs, fried."),
        (Language.EN, set(), "Serve at once with chopped mint and the eggs, fried."),
    ],
)
def test_a_list_that_loses_its_start_keeps_its_with(
    language: Language, absent: set[str], ending: str
) -> None:
    shown = render(BY_ID["habas_con_jamon"], language, FOODS, Serving(absent=absent))
    assert shown.steps[-1] == ending


def test_more_than_one_piece_is_told_in_the_plural() -> None:
    recipe = BY_ID["pisto_con_huevo"]
    one = render(recipe, Language.ES, FOODS).steps[0]
    two = render(recipe, Language.ES, FOODS, Serving(several={"onion"})).steps[0]
    assert "la cebolla" in one
    assert "las cebollas" in two


@pytest.mark.parametrize(
    ("food_id", "plural", "spanish", "english"),
    [
        ("onion", False, "la cebolla", "the onion"),
        ("mushroom", True, "los champiñones", "the mushrooms"),
        ("red_onion", True, "las cebollas moradas", "the red onions"),
        ("walnut", True, "las nueces", "the walnuts"),
        ("spinach", True, "las espinacas", "the spinach"),
        ("cherry_tomato", True, "los tomates cherry", "the cherry tomatoes"),
        ("oyster_mushroom", True, "las setas de ostra", "the oyster mushrooms"),
        ("bay_leaf", True, "el laurel", "the bay leaves"),
        ("broccoli", True, "el brócoli", "the broccoli"),
        ("courgette", True, "los calabacines", "the courgettes"),
        ("baguette", False, "el pan", "the bread"),
    ],
)
def test_nouns(food_id: str, plural: bool, spanish: str, english: str) -> None:
    food = FOODS[food_id]
    assert noun(food, Language.ES, article=True, plural=plural) == spanish
    assert noun(food, Language.EN, article=True, plural=plural) == english


@pytest.mark.parametrize(
    ("raw", "tidied"),
    [
        ("la mitad de el aceite", "la mitad del aceite"),
        ("añade a el pan", "añade al pan"),
        ("pan y higos", "pan e higos"),
        ("sal y hierbabuena", "sal y hierbabuena"),
    ],
)
def test_spanish_is_joined(raw: str, tidied: str) -> None:
    assert tidy(raw, Language.ES) == tidied


def test_amounts_are_exact() -> None:
    amounts = [one.quantity for recipe in RECIPES for one in recipe.ingredients]
    assert all(isinstance(one, Quantity) and one.amount > 0 for one in amounts)
