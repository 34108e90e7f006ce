"""The check between a recipe writer and everybody who might eat what it wrote."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.catalog import foods, recipes
from shared.domain.check import Verdict, check
from shared.domain.convert import convert
from shared.domain.cookbook import render
from shared.domain.diet import Diet, allows
from shared.domain.food import Allergen, DateKind
from shared.domain.language import Language
from shared.domain.proposal import (
    Difficulty,
    Meal,
    ProposedIngredient,
    ProposedRecipe,
    ProposedStep,
    RecipeBrief,
    StockLine,
)
from shared.domain.units import Quantity, Unit, rounded
from tests.samples import TODAY

FOODS = foods.load()


def line(name: str, quantity: float, unit: Unit, days: int = 5, **changes: Any) -> StockLine:
    values: dict[str, Any] = {
        "item_id": f"{name}-{days}",
        "food_id": name,
        "name": name,
        "quantity": Decimal(str(quantity)),
        "unit": unit,
        "expires_on": TODAY + timedelta(days=days),
        "days_left": days,
        "date_kind": DateKind.BEST_BEFORE,
    }
    return StockLine.model_validate(values | changes)


def brief(**changes: Any) -> RecipeBrief:
    values: dict[str, Any] = {
        "stock": (),
        "servings": 2,
        "count": 1,
        "language": Language.EN,
        "meal": None,
        "difficulty": None,
        "max_minutes": None,
        "cuisine": None,
        "diets": frozenset(),
        "allergens": frozenset(),
        "excluded_food_ids": frozenset(),
        "today": TODAY,
    }
    return RecipeBrief.model_validate(values | changes)


def proposal(*ingredients: tuple[str, float, str], **changes: Any) -> ProposedRecipe:
    given = ingredients or (("potato", 400, "g"),)
    values: dict[str, Any] = {
        "title": "Something good",
        "summary": "",
        "servings": 2,
        "minutes": 20,
        "difficulty": Difficulty.EASY,
        "meal": Meal.DINNER,
        "cuisine": "spanish",
        "ingredients": [
            ProposedIngredient(
                name=name, food_id=None, quantity=Decimal(str(quantity)), unit=Unit(unit)
            )
            for name, quantity, unit in given
        ],
        "steps": [ProposedStep(text="Cook it.", minutes=10)],
    }
    return ProposedRecipe.model_validate(values | changes)


def passed(verdict: Verdict) -> Any:
    assert verdict.findings == ()
    assert verdict.recipe is not None
    return verdict.recipe


def test_amounts_come_first_expiring_first_across_lots() -> None:
    stock = (line("potato", 1, Unit.KG, days=9), line("potato", 150, Unit.G, days=2))
    [potato] = passed(check(proposal(), brief(stock=stock), FOODS)).ingredients
    assert potato.item_ids == ["potato-2", "potato-9"]
    assert [(use.item_id, use.quantity) for use in potato.uses] == [
        ("potato-2", 150),
        ("potato-9", 250),
    ]
    assert potato.in_stock
    assert potato.missing_quantity == 0


def test_the_missing_amount_is_exact_after_conversion() -> None:
    stock = (line("milk", 0.2, Unit.L, food_id="whole_milk"),)
    recipe = passed(
        check(proposal(("whole milk", 1, "cup"), ("potato", 300, "g")), brief(stock=stock), FOODS)
    )
    milk, potato = recipe.ingredients
    assert milk.missing_quantity == Decimal("0.167")
    assert not milk.in_stock
    assert (potato.missing_quantity, potato.item_ids) == (300, [])


def test_one_lot_is_not_used_twice_in_a_recipe() -> None:
    stock = (line("potato", 500, Unit.G),)
    twice = proposal(("potato", 400, "g"), ("potato", 300, "g"))
    first, second = passed(check(twice, brief(stock=stock), FOODS)).ingredients
    assert first.missing_quantity == 0
    assert second.missing_quantity == 200


@settings(deadline=None)
@given(
    lots=st.lists(
        st.tuples(
            st.decimals("0.001", "3", places=3), st.sampled_from(["kg", "unit", "cup", "slice"])
        ),
        max_size=4,
    ),
    wanted=st.lists(
        st.tuples(
            st.decimals("1", "900", places=3), st.sampled_from(["g", "tbsp", "unit", "slice"])
        ),
        min_size=1,
        max_size=3,
    ),
)
def test_what_lots_give_and_what_is_missing_make_up_the_need(
    lots: list[tuple[Decimal, str]], wanted: list[tuple[Decimal, str]]
) -> None:
    """Whatever the units, and however often a recipe names one food, no lot gives what it lacks;
    a lot counted in kilograms is exact to half a gram for each taking."""
    onion = FOODS["onion"]
    stock = tuple(
        line("onion", float(amount), Unit(unit), item_id=f"lot-{place}")
        for place, (amount, unit) in enumerate(lots)
    )
    needs = [
        Quantity(amount if unit == "g" else rounded(amount / 60), Unit(unit))
        for amount, unit in wanted
    ]
    onions = [("onion", float(need.amount), need.unit.value) for need in needs]
    enough = ("potato", 600.0, "g")
    asked = proposal(*onions, enough, servings=12)
    recipe = passed(check(asked, brief(stock=stock, servings=12), FOODS))
    given_g: dict[str, Decimal] = {}
    for ingredient in recipe.ingredients:
        used = sum((use.quantity for use in ingredient.uses), Decimal(0))
        assert ingredient.item_ids == [use.item_id for use in ingredient.uses]
        open_share = (ingredient.quantity - used - ingredient.missing_quantity) / (
            ingredient.quantity
        )
        assert 0 <= open_share <= Decimal("0.005")
        assert ingredient.in_stock is (ingredient.missing_quantity == 0)
        for use in ingredient.uses:
            weight = convert(Quantity(use.quantity, ingredient.unit), Unit.G, onion)
            given_g[use.item_id] = given_g.get(use.item_id, Decimal(0)) + weight
    for lot in stock:
        held = convert(Quantity(lot.quantity, lot.unit), Unit.G, onion)
        assert given_g.get(lot.item_id, Decimal(0)) <= held + 2


def test_a_food_the_catalog_does_not_know_is_found_by_its_name() -> None:
    stock = (line("Salsa de la abuela", 1, Unit.UNIT, item_id="x-5", food_id=None),)
    recipe = passed(
        check(
            proposal(("salsa de la Abuela", 1, "unit"), ("potato", 300, "g")),
            brief(stock=stock),
            FOODS,
        )
    )
    assert recipe.ingredients[0].item_ids == ["x-5"]


def test_expiring_lots_are_named_soonest_first() -> None:
    stock = (
        line("potato", 1, Unit.KG, days=3),
        line("onion", 2, Unit.UNIT, days=1),
        line("carrot", 2, Unit.UNIT, days=4),
    )
    wanted = proposal(("potato", 300, "g"), ("onion", 1, "unit"), ("carrot", 1, "unit"))
    recipe = passed(check(wanted, brief(stock=stock), FOODS))
    assert [use.item_id for use in recipe.uses_expiring] == ["onion-1", "potato-3"]


@pytest.mark.parametrize(
    ("name", "language", "allergen"),
    [
        ("butter", "en", Allergen.MILK),
        ("mantequilla", "es", Allergen.MILK),
        ("Parmesan", "en", Allergen.MILK),
        ("pesto", "es", Allergen.NUTS),
        ("Worcestershire sauce", "en", Allergen.FISH),
        ("salsa de soja", "es", Allergen.SOY),
        ("soy sauce", "en", Allergen.GLUTEN),
        ("couscous", "en", Allergen.GLUTEN),
        ("cuscús", "es", Allergen.GLUTEN),
        ("surimi", "es", Allergen.FISH),
        ("mayonesa", "es", Allergen.EGG),
        ("tahini", "en", Allergen.SESAME),
        ("gambas", "es", Allergen.CRUSTACEANS),
        ("mejillones", "es", Allergen.MOLLUSCS),
        ("peanut butter", "en", Allergen.PEANUT),
        ("crema de cacahuete", "es", Allergen.PEANUT),
        ("mostaza", "es", Allergen.MUSTARD),
        ("apio", "es", Allergen.CELERY),
    ],
)
@pytest.mark.parametrize("place", ["ingredient", "title", "step"])
def test_an_allergen_is_found_wherever_it_hides(
    name: str, language: str, allergen: Allergen, place: str
) -> None:
    asked = brief(language=Language(language), allergens=frozenset({allergen}))
    hidden = {
        "ingredient": proposal((name, 30, "g"), ("potato", 300, "g")),
        "title": proposal(title=f"Potatoes & {name}"),
        "step": proposal(steps=[ProposedStep(text=f"Fry; {name}; serve.", minutes=None)]),
    }[place]
    verdict = check(hidden, asked, FOODS)
    assert verdict.recipe is None
    assert verdict.findings
    assert passed(check(hidden, brief(language=Language(language)), FOODS))


@pytest.mark.parametrize(
    ("text", "language", "allergen"),
    [
        ("Add the coconut milk", "en", Allergen.MILK),
        ("Añade la leche de coco", "es", Allergen.MILK),
        ("A pinch of nutmeg", "en", Allergen.NUTS),
        ("Nuez moscada al gusto", "es", Allergen.NUTS),
        ("Gluten-free and good", "en", Allergen.GLUTEN),
        ("Un plato sin gluten", "es", Allergen.GLUTEN),
        ("Heat a pan and pat it dry", "en", Allergen.FISH),
        ("Fríe hasta que esté dorada", "es", Allergen.FISH),
        ("Corta muy fino", "es", Allergen.SULPHITES),
    ],
)
def test_harmless_words_are_let_through(text: str, language: str, allergen: Allergen) -> None:
    asked = brief(language=Language(language), allergens=frozenset({allergen}))
    passed(check(proposal(steps=[ProposedStep(text=text, minutes=None)]), asked, FOODS))


WORDS = {
    "en": {
        "gluten": "rye barley semolina panko udon bulgur couscous",
        "crustaceans": "lobster scampi prawns shrimp crab crayfish",
        "fish": "anchovy sardines tuna salmon worcestershire surimi",
        "milk": "cream whey casein butter mozzarella feta ghee yoghurt kefir custard",
        "nuts": "marzipan praline almonds walnuts pistachios hazelnuts pesto",
        "molluscs": "oysters mussels squid octopus clams scallops",
        "egg": "mayonnaise meringue aioli",
        "soy": "tofu miso tempeh edamame",
        "sesame": "tahini hummus halva",
        "mustard": "dijon mustard",
        "peanut": "satay peanuts",
    },
    "es": {
        "gluten": "centeno cebada sémola seitán cuscús espelta masa",
        "crustaceans": "bogavante gambas langostinos cigalas cangrejo marisco",
        "fish": "anchoas sardinas atún bacalao surimi",
        "milk": "nata suero mozzarella feta mantequilla requesón kéfir queso",
        "nuts": "mazapán almendras nueces avellanas turrón pesto",
        "molluscs": "ostras navajas mejillones calamares pulpo almejas marisco",
        "egg": "mayonesa merengue alioli",
        "soy": "tofu miso soja",
        "sesame": "tahini sésamo ajonjolí",
        "mustard": "mostaza dijon",
        "peanut": "cacahuetes maní",
    },
}


@pytest.mark.parametrize(
    ("language", "allergen", "word"),
    [
        (language, allergen, word)
        for language, table in WORDS.items()
        for allergen, words in table.items()
        for word in words.split()
    ],
)
def test_words_that_bring_an_allergen_are_seen(language: str, allergen: str, word: str) -> None:
    asked = brief(language=Language(language), allergens=frozenset({Allergen(allergen)}))
    text = {"en": f"Stir in the {word}.", "es": f"Añade {word} y mezcla."}[language]
    written = proposal(steps=[ProposedStep(text=text, minutes=None)])
    assert check(written, asked, FOODS).recipe is None


@pytest.mark.parametrize(
    ("text", "language", "allergen"),
    [
        ("Add milk, free-range style", "en", Allergen.MILK),
        ("Add peanut butter, free of sugar", "en", Allergen.PEANUT),
        ("Fry with prawns", "es", Allergen.CRUSTACEANS),
        ("Mezcla con camaro\u0301n", "es", Allergen.CRUSTACEANS),
        ("Top with ice cream", "en", Allergen.MILK),
        ("Spread the hazelnut spread", "en", Allergen.NUTS),
    ],
)
@pytest.mark.parametrize("title", ["Something good", "Banana ice cream", "Hazelnut spread toast"])
def test_no_way_of_saying_it_hides_an_allergen(
    text: str, language: str, allergen: Allergen, title: str
) -> None:
    asked = brief(language=Language(language), allergens=frozenset({allergen}))
    written = proposal(title=title, steps=[ProposedStep(text=text, minutes=None)])
    assert check(written, asked, FOODS).recipe is None


def test_what_a_lots_label_says_counts() -> None:
    rice = line("white_rice", 500, Unit.G, allergens=frozenset({Allergen.NUTS}))
    cooked = check(proposal(("white rice", 200, "g")), brief(stock=(rice,)), FOODS)
    assert Allergen.NUTS in passed(cooked).allergens


def test_time_and_amounts_are_held_to_the_request() -> None:
    slow = proposal(minutes=40)
    assert check(slow, brief(max_minutes=30), FOODS).recipe is None
    passed(check(slow, brief(max_minutes=40), FOODS))
    crumb = proposal(("potato", 400, "g"), ("onion", 0.0004, "kg"))
    assert check(crumb, brief(), FOODS).recipe is None


def test_an_unknown_ingredient_is_never_shown_as_safe() -> None:
    unknown = proposal(("zorblax paste", 30, "g"), ("potato", 300, "g"))
    for constraint in (
        {"allergens": frozenset({Allergen.MILK})},
        {"diets": frozenset({Diet.VEGAN})},
        {"excluded_food_ids": frozenset({"kiwi"})},
    ):
        assert check(unknown, brief(**constraint), FOODS).recipe is None
    passed(check(unknown, brief(), FOODS))


@pytest.mark.parametrize(
    ("diet", "food"),
    [
        (Diet.VEGETARIAN, "chicken breast"),
        (Diet.VEGAN, "honey"),
        (Diet.VEGAN, "cheddar"),
        (Diet.GLUTEN_FREE, "spaghetti"),
        (Diet.DAIRY_FREE, "butter"),
        (Diet.PESCATARIAN, "bacon"),
        (Diet.PORK_FREE, "chorizo"),
        (Diet.ALCOHOL_FREE, "white wine"),
    ],
)
def test_diets(diet: Diet, food: str) -> None:
    meal = proposal((food, 100, "g"), ("potato", 300, "g"))
    assert check(meal, brief(diets=frozenset({diet})), FOODS).recipe is None


def test_exclusions_by_food_and_by_word() -> None:
    assert check(proposal(), brief(excluded_food_ids=frozenset({"potato"})), FOODS).findings
    named = proposal(title="Zorblax stew")
    assert check(named, brief(excluded_words=frozenset({"zorblax"})), FOODS).findings


@pytest.mark.parametrize(
    "ingredients",
    [
        (("potato", 2500, "g"),),
        (("potato", 5, "kg"),),
        (("potato", 1500, "g"), ("carrot", 1500, "g"), ("onion", 1500, "g")),
        (("salt", 1, "g"),),
    ],
)
def test_implausible_amounts(ingredients: tuple[tuple[str, float, str], ...]) -> None:
    assert check(proposal(*ingredients), brief(), FOODS).recipe is None


def test_the_allergens_shown_are_the_catalogs() -> None:
    recipe = passed(check(proposal(("egg", 2, "unit"), ("whole milk", 100, "ml")), brief(), FOODS))
    assert recipe.allergens == [Allergen.EGG, Allergen.MILK]


def test_nutrition_and_impact_tell_what_they_rest_on() -> None:
    known = passed(check(proposal(("potato", 400, "g")), brief(), FOODS))
    assert known.nutrition_per_serving.coverage == 1
    assert known.nutrition_per_serving.kcal > 100
    assert known.impact.co2e_kg is not None
    unknown = passed(check(proposal(("zorblax", 400, "g")), brief(), FOODS))
    assert unknown.nutrition_per_serving.kcal is None
    assert unknown.impact.co2e_kg is None
    assert unknown.impact.co2e_coverage == 0


def test_minutes_are_never_less_than_the_steps() -> None:
    slow = proposal(minutes=5, steps=[ProposedStep(text="Bake.", minutes=45)])
    assert passed(check(slow, brief(), FOODS)).minutes == 45


def as_if_written(recipe: Any, language: Language) -> ProposedRecipe:
    """A catalog recipe as a model might have written it, every word of it unproven."""
    text = render(recipe, language, FOODS)
    return proposal(
        *(
            (FOODS[one.food_id].name.of(language), float(one.quantity.amount), one.quantity.unit)
            for one in recipe.ingredients
        ),
        title=text.title,
        summary=text.summary,
        servings=recipe.servings,
        minutes=recipe.minutes,
        steps=[ProposedStep(text=step, minutes=None) for step in text.steps],
    )


@pytest.mark.parametrize("language", list(Language))
def test_harmless_recipes_are_seldom_refused(language: Language) -> None:
    """Of the recipes whose ingredients a diet allows, written freely, at most 2 % are refused."""
    asked = refused = 0
    for recipe in recipes.load():
        used = [FOODS[one.food_id] for one in recipe.ingredients]
        for diet in Diet:
            if all(allows(diet, food) for food in used):
                asked += 1
                written = as_if_written(recipe, language)
                verdict = check(written, brief(language=language, diets=frozenset({diet})), FOODS)
                refused += verdict.recipe is None
    assert asked > 300
    assert refused / asked <= 0.02


@pytest.mark.parametrize("language", list(Language))
def test_no_recipe_with_an_allergen_passes(language: Language) -> None:
    for recipe in recipes.load():
        held = frozenset().union(*(FOODS[one.food_id].allergens for one in recipe.ingredients))
        for allergen in held:
            asked = brief(language=language, allergens=frozenset({allergen}))
            assert check(as_if_written(recipe, language), asked, FOODS).recipe is None


@pytest.mark.parametrize(
    ("name", "step", "language", "allergen"),
    [
        ("the peanuts", "Add the peanuts.", "en", Allergen.PEANUT),
        ("los cacahuetes", "Añade los cacahuetes.", "es", Allergen.PEANUT),
        ("las gambas", "Saltea las gambas.", "es", Allergen.CRUSTACEANS),
        ("the cheese", "Grate the cheese.", "en", Allergen.MILK),
        ("potato without milk", "Add the milk.", "en", Allergen.MILK),
    ],
)
def test_an_ingredients_own_name_explains_nothing(
    name: str, step: str, language: str, allergen: Allergen
) -> None:
    innocent = ProposedIngredient(name=name, food_id="potato", quantity=Decimal(400), unit=Unit.G)
    hidden = proposal(ingredients=[innocent], steps=[ProposedStep(text=step, minutes=None)])
    asked = brief(language=Language(language), allergens=frozenset({allergen}))
    assert check(hidden, asked, FOODS).recipe is None


@pytest.mark.parametrize(
    ("title", "step", "shown"),
    [
        ("Chocolate mash", "Mash with the cocoa.", True),
        ("Potato mash", "Melt chocolate over it.", False),
        ("Potato mash", "Melt dark chocolate over it.", False),
        ("Potato mash", "Melt vegan chocolate over it.", True),
    ],
)
def test_chocolate_is_of_milk_unless_it_is_said_to_be_vegan(
    title: str, step: str, shown: bool
) -> None:
    mash = proposal(
        ("cocoa powder", 20, "g"),
        ("potato", 400, "g"),
        title=title,
        steps=[ProposedStep(text=step, minutes=None)],
    )
    asked = brief(allergens=frozenset({Allergen.MILK}))
    assert (check(mash, asked, FOODS).recipe is not None) is shown
