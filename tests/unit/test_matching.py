"""Choosing recipes for a kitchen and fitting them to it."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.adapters.offline_writer import OfflineWriter
from shared.catalog.foods import load as load_foods
from shared.catalog.recipes import load
from shared.domain.amounts import at_most, sensible
from shared.domain.convert import convert, convertible
from shared.domain.cookbook import Dish
from shared.domain.diet import Diet, allows
from shared.domain.food import Allergen, DateKind
from shared.domain.language import Language
from shared.domain.matching import propose
from shared.domain.proposal import Difficulty, Meal, ProposedRecipe, RecipeBrief, StockLine
from shared.domain.suiting import suits
from shared.domain.units import Quantity, Unit

FOODS = load_foods()
RECIPES = load()
BY_ID = {recipe.id: recipe for recipe in RECIPES}
TODAY = date(2026, 5, 4)


def lot(
    food_id: str,
    amount: float,
    unit: str = "g",
    days: int = 10,
    kind: DateKind = DateKind.BEST_BEFORE,
    number: int = 0,
) -> StockLine:
    return StockLine(
        item_id=f"{food_id}-{number}",
        food_id=food_id,
        name=FOODS[food_id].name.es,
        quantity=Decimal(str(amount)),
        unit=Unit(unit),
        expires_on=TODAY + timedelta(days=days),
        days_left=days,
        date_kind=kind,
    )


def brief(*stock: StockLine, **wishes: object) -> RecipeBrief:
    asked: dict[str, object] = {
        "stock": stock,
        "servings": 2,
        "count": 1,
        "language": Language.ES,
        "meal": None,
        "difficulty": None,
        "max_minutes": None,
        "cuisine": None,
        "diets": frozenset(),
        "allergens": frozenset(),
        "excluded_food_ids": frozenset(),
        "today": TODAY,
    }
    return RecipeBrief.model_validate(asked | wishes)


def cook(*stock: StockLine, **wishes: object) -> tuple[ProposedRecipe, ...]:
    return propose(brief(*stock, **wishes), RECIPES, FOODS)


def amount(recipe: ProposedRecipe, food_id: str) -> Quantity | None:
    quantities = {one.food_id: Quantity(one.quantity, one.unit) for one in recipe.ingredients}
    return quantities.get(food_id)


def quantity(amount: int, unit: str) -> Quantity:
    return Quantity(Decimal(amount), Unit(unit))


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    ("stock", "expected"),
    [
        (
            [lot("banana", 4, "unit", 0), lot("egg", 6, "unit", 12), lot("rolled_oats", 500)],
            {"banana_oat_pancakes", "banana_smoothie", "helado_de_platano", "bizcocho_de_platano"},
        ),
        (
            [
                lot("spinach", 200, days=1),
                lot("egg", 6, "unit"),
                lot("feta", 100),
                lot("onion", 2, "unit"),
            ],
            {"spinach_cheese_omelette"},
        ),
        (
            [
                lot("cooked_rice", 400, days=1, kind=DateKind.USE_BY),
                lot("egg", 4, "unit"),
                lot("carrot", 3, "unit"),
                lot("frozen_pea", 300),
                lot("spring_onion", 3, "unit"),
                lot("soy_sauce", 200, "ml"),
            ],
            {"arroz_frito"},
        ),
        (
            [
                lot("cooked_chickpeas", 400),
                lot("tahini", 200),
                lot("lemon", 2, "unit"),
                lot("garlic", 6, "clove"),
                lot("carrot", 2, "unit", 2),
                lot("cumin", 30),
            ],
            {"hummus_casero"},
        ),
    ],
)
def test_what_goes_off_soonest_gets_cooked(
    language: Language, stock: list[StockLine], expected: set[str]
) -> None:
    [recipe] = cook(*stock, language=language)
    assert recipe.catalog_id in expected


def test_the_nearer_date_decides() -> None:
    fresh = [lot("egg", 6, "unit", 20), lot("potato", 1000, days=20), lot("onion", 3, "unit", 20)]
    [potatoes] = cook(*fresh)
    assert potatoes.catalog_id == "tortilla_de_patatas"
    old = lot("mushroom", 400, days=0, kind=DateKind.USE_BY)
    [mushrooms] = cook(*fresh, old)
    assert amount(mushrooms, "mushroom") is not None


def omelette(*stock: StockLine, **wishes: object) -> ProposedRecipe:
    [recipe] = propose(brief(*stock, **wishes), [BY_ID["spinach_cheese_omelette"]], FOODS)
    return recipe


def test_a_substitute_in_stock_takes_the_place_and_the_name() -> None:
    recipe = omelette(lot("swiss_chard", 300), lot("gouda", 100))
    assert recipe.title == "Tortilla de acelgas y queso gouda"
    assert amount(recipe, "spinach") is None
    assert amount(recipe, "swiss_chard") == quantity(150, "g")


def test_of_two_that_would_do_the_one_that_must_go_is_used() -> None:
    recipe = omelette(lot("spinach", 300, days=9), lot("kale", 300, days=1))
    assert amount(recipe, "kale") == quantity(150, "g")


def test_nearly_enough_is_used_up() -> None:
    assert amount(omelette(lot("spinach", 120)), "spinach") == quantity(120, "g")


def test_too_little_is_asked_for_in_full() -> None:
    assert amount(omelette(lot("spinach", 60)), "spinach") == quantity(150, "g")


def test_amounts_follow_the_servings() -> None:
    recipe = omelette(servings=3)
    assert amount(recipe, "egg") == quantity(6, "unit")
    assert amount(recipe, "spinach") == quantity(225, "g")


def test_optional_foods_come_only_from_stock() -> None:
    assert amount(omelette(), "nutmeg") is None
    with_it = omelette(lot("nutmeg", 20))
    assert amount(with_it, "nutmeg") is not None
    assert any("nuez moscada" in step.text for step in with_it.steps)


def test_a_diet_turns_the_recipe_to_what_it_allows() -> None:
    [recipe] = propose(brief(diets=frozenset({Diet.VEGAN})), [BY_ID["crema_de_calabacin"]], FOODS)
    assert amount(recipe, "cream_cheese") is None
    assert amount(recipe, "vegan_cheese") is not None


def test_a_title_that_would_lie_is_not_proposed() -> None:
    vegan = brief(diets=frozenset({Diet.VEGAN}), allergens=frozenset({Allergen.MILK}))
    assert propose(vegan, [BY_ID["arroz_con_leche"]], FOODS) == ()


def test_recipes_share_the_stock_without_using_it_twice() -> None:
    """Together they want 650 g; the second makes do with what the first left."""
    asked = brief(lot("cooked_rice", 600, days=1), count=2)
    recipes = propose(asked, [BY_ID["calentado"], BY_ID["arroz_frito"]], FOODS)
    rice = [amount(recipe, "cooked_rice") for recipe in recipes]
    assert sum(one.amount for one in rice if one is not None) == 600


@pytest.mark.parametrize(
    "wishes", [{}, {"meal": "breakfast"}, {"cuisine": "italian"}, {"max_minutes": 10}]
)
def test_no_kind_of_dish_comes_thrice(wishes: dict[str, object]) -> None:
    chosen = cook(lot("egg", 12, "unit"), count=5, **wishes)
    dishes = [BY_ID[recipe.catalog_id or ""].dish for recipe in chosen]
    assert len(dishes) >= 3
    assert max(Counter(dishes).values()) <= 2


def test_of_one_kind_of_dish_there_are_two_at_most() -> None:
    soups = [recipe for recipe in RECIPES if recipe.dish is Dish.SOUP]
    assert len(soups) > 2
    assert len(propose(brief(count=5), soups, FOODS)) == 2


def test_what_replaces_a_weight_is_measured_as_cooks_do() -> None:
    asked = brief(lot("olive_oil", 1, "l"), lot("trout", 400), excluded_food_ids={"butter"})
    trout = [recipe for recipe in RECIPES if recipe.id == "trucha_con_almendras"]
    [recipe] = propose(asked, trout, FOODS)
    assert amount(recipe, "olive_oil") == Quantity(Decimal(2), Unit.TBSP)


def test_many_small_pieces_are_told_in_the_plural() -> None:
    pancakes = [recipe for recipe in RECIPES if recipe.id == "tortitas_de_col"]
    asked = brief(lot("brussels_sprout", 300), language=Language.EN)
    [recipe] = propose(asked, pancakes, FOODS)
    assert any("the brussels sprouts" in step.text for step in recipe.steps)


def test_five_recipes_are_five_kinds_of_dish() -> None:
    recipes = cook(lot("tomato", 2, "kg", 1), lot("onion", 1, "kg"), count=5)
    dishes = {BY_ID[str(recipe.catalog_id)].dish for recipe in recipes}
    assert len(recipes) == len(dishes) == 5


@pytest.mark.parametrize(
    "wishes",
    [
        {"meal": Meal.DESSERT},
        {"meal": Meal.BREAKFAST},
        {"meal": Meal.LUNCH},
        {"difficulty": Difficulty.MEDIUM},
        {"max_minutes": 15},
        {"cuisine": "Italian"},
    ],
)
def test_wishes_are_kept(wishes: dict[str, object]) -> None:
    recipes = cook(lot("tomato", 500), count=3, **wishes)
    assert len(recipes) == 3
    for recipe in recipes:
        assert wishes.get("meal", recipe.meal) == recipe.meal
        assert wishes.get("difficulty", recipe.difficulty) == recipe.difficulty
        assert recipe.minutes <= int(str(wishes.get("max_minutes", 480)))
        assert str(wishes.get("cuisine", recipe.cuisine)).casefold() == recipe.cuisine


def test_an_unknown_cuisine_is_only_a_wish() -> None:
    assert cook(cuisine="klingon") != ()


def test_an_empty_kitchen_still_gets_recipes() -> None:
    recipes = cook(count=5)
    assert len(recipes) == 5


def test_constraints_may_leave_nothing() -> None:
    assert cook(max_minutes=1) == ()
    assert cook(excluded_food_ids=frozenset(food.id for food in FOODS)) == ()


def test_the_writer_answers_as_the_rules_do() -> None:
    writer = OfflineWriter(RECIPES, FOODS)
    asked = brief(lot("tomato", 500), count=2, language=Language.EN)
    assert (writer.name, writer.model) == ("offline", "cookbook-1")
    assert writer.write(asked, (), 0.0) == propose(asked, RECIPES, FOODS)


@pytest.mark.parametrize(
    ("amount", "unit", "food_id", "expected"),
    [
        ("0.6666", "unit", "egg", "1"),
        ("2.6666", "unit", "egg", "3"),
        ("0.6666", "unit", "onion", "0.5"),
        ("0.2", "unit", "onion", "0.25"),
        ("133.3", "g", "spinach", "135"),
        ("33.3", "g", "butter", "35"),
        ("8.3", "g", "ginger", "8"),
        ("0.1", "g", "butter", "1"),
        ("1.333", "kg", "potato", "1.35"),
        ("0.1", "tsp", "cumin", "0.25"),
        ("1.5", "clove", "garlic", "2"),
    ],
)
def test_amounts_can_be_measured(amount: str, unit: str, food_id: str, expected: str) -> None:
    measured = sensible(Quantity(Decimal(amount), Unit(unit)), FOODS[food_id])
    assert measured == Quantity(Decimal(expected), Unit(unit))


def test_less_than_a_kilogram_is_told_in_grams() -> None:
    assert sensible(Quantity(Decimal("0.25"), Unit.KG), FOODS["potato"]) == quantity(250, "g")


def test_what_is_on_hand_is_never_rounded_up() -> None:
    spinach, onion = FOODS["spinach"], FOODS["onion"]
    assert at_most(Quantity(Decimal("253.4"), Unit.G), spinach).amount == 253
    assert at_most(Quantity(Decimal("1.9"), Unit.UNIT), onion).amount == Decimal("1.5")


used_foods = sorted({one.food_id for recipe in RECIPES for one in recipe.ingredients})
stocks = st.lists(
    st.builds(
        lot,
        st.sampled_from(used_foods),
        st.integers(1, 1500),
        st.just("g"),
        st.integers(-2, 30),
        st.sampled_from(DateKind),
        st.integers(0, 10_000),
    ),
    max_size=12,
    unique_by=lambda line: line.item_id,
)
briefs = st.builds(
    lambda stock, wishes: brief(*stock, **wishes),
    stocks,
    st.fixed_dictionaries(
        {
            "servings": st.integers(1, 12),
            "count": st.integers(1, 5),
            "language": st.sampled_from(Language),
            "meal": st.none() | st.sampled_from(Meal),
            "diets": st.frozensets(st.sampled_from(Diet), max_size=2),
            "allergens": st.frozensets(st.sampled_from(Allergen), max_size=2),
            "excluded_food_ids": st.frozensets(st.sampled_from(used_foods), max_size=5),
        }
    ),
)


def held(stock: Iterable[StockLine], food_id: str, unit: Unit) -> Decimal:
    food = FOODS[food_id]
    lines = [line for line in stock if line.food_id == food_id]
    return sum(
        (
            convert(Quantity(line.quantity, line.unit), unit, food)
            for line in lines
            if convertible(Quantity(line.quantity, line.unit), unit, food)
        ),
        Decimal(0),
    )


@settings(max_examples=60, deadline=None)
@given(briefs)
def test_whatever_the_kitchen(asked: RecipeBrief) -> None:
    recipes = propose(asked, RECIPES, FOODS)
    assert len(recipes) <= asked.count
    assert propose(asked, RECIPES, FOODS) == recipes
    assert len({recipe.catalog_id for recipe in recipes}) == len(recipes)
    for recipe in recipes:
        assert recipe.servings == asked.servings
        for one in recipe.ingredients:
            food = FOODS[str(one.food_id)]
            assert suits(food, asked)
            assert one.quantity > 0
            assert one.name == food.name.of(asked.language)


@settings(max_examples=60, deadline=None)
@given(briefs)
def test_an_amount_is_what_the_recipe_wants_or_what_is_there(asked: RecipeBrief) -> None:
    """Never more than a full helping, and less only when that is all there is."""
    [*recipes] = propose(asked.model_copy(update={"count": 1}), RECIPES, FOODS)
    for recipe in recipes:
        source = BY_ID[str(recipe.catalog_id)]
        scale = Decimal(asked.servings) / source.servings
        wanted = {one.food_id: one.quantity for one in source.ingredients}
        for one in recipe.ingredients:
            food_id = str(one.food_id)
            if food_id not in wanted:
                continue
            food = FOODS[food_id]
            full = sensible(Quantity(wanted[food_id].amount * scale, wanted[food_id].unit), food)
            got = convert(Quantity(one.quantity, one.unit), full.unit, food)
            on_hand = held(asked.stock, food_id, full.unit)
            assert got == full.amount or (got < full.amount and got <= on_hand)


@pytest.mark.parametrize(
    ("diet", "food_id", "allowed"),
    [
        (Diet.VEGAN, "honey", False),
        (Diet.VEGAN, "oat_drink", True),
        (Diet.VEGETARIAN, "parmesan", True),
        (Diet.VEGETARIAN, "gelatin_sheet", False),
        (Diet.VEGETARIAN, "worcestershire_sauce", False),
        (Diet.PESCATARIAN, "hake", True),
        (Diet.PESCATARIAN, "cooked_chicken", False),
        (Diet.GLUTEN_FREE, "soy_sauce", False),
        (Diet.GLUTEN_FREE, "tamari", True),
        (Diet.DAIRY_FREE, "butter", False),
        (Diet.DAIRY_FREE, "egg", True),
        (Diet.PORK_FREE, "chorizo", False),
        (Diet.ALCOHOL_FREE, "white_wine", False),
    ],
)
def test_diets(diet: Diet, food_id: str, allowed: bool) -> None:
    assert allows(diet, FOODS[food_id]) is allowed
