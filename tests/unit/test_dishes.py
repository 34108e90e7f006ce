"""Dishes: how long they keep, what energy is believed, who is warned, what is told in full."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from shared.catalog import foods, recipes
from shared.domain.dish import Kcal, KcalSource, KeepingRule, kcal, kept
from shared.domain.dish_names import DishNames
from shared.domain.food import Allergen, Category, Storage
from shared.domain.ideas import IdeaBook
from shared.domain.kitchen import Needs
from shared.domain.language import Language
from shared.domain.named_allergens import contained
from shared.domain.recognition import DishFacts, DishIngredient, RecognisedItem, Sighting
from shared.domain.recognition_batch import fitting
from shared.domain.recognition_result import Detail, SeenItem
from shared.domain.seen_items import Audience, alerted, seen_items
from shared.domain.units import Unit
from tests.samples import TODAY, recognition, seen_item

FOODS = foods.load()
BOOK = IdeaBook(recipes.load, FOODS)
NAMES = DishNames(recipes.load, FOODS)


def dish(name: str, *inside: tuple[str, int | None], **changes: object) -> RecognisedItem:
    """A dish of one portion; `inside` are its foods by name, with grams."""
    told = changes.pop("kcal", None)
    ingredients = [_ingredient(*one) for one in inside]
    assert told is None or isinstance(told, int)
    plain = RecognisedItem(
        name=name,
        food_id=None,
        confidence=0.9,
        quantity=Decimal(1),
        unit=Unit.PORTION,
        storage=Storage.FRIDGE,
        category=Category.PREPARED,
        price=None,
        currency=None,
        box=None,
        allergens=frozenset(),
        source_text=None,
        image_index=0,
        dish=DishFacts(tuple(ingredients), None if told is None else Decimal(told)),
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def _ingredient(name: str, grams: int | None) -> DishIngredient:
    food = FOODS.by_name(name)
    weight = None if grams is None else Decimal(grams)
    return DishIngredient(name, food.id if food else None, weight)


def shown(
    item: RecognisedItem, detail: Detail = Detail.BASIC, needs: Needs | None = None
) -> SeenItem:
    audience = Audience(needs or Needs(), Language.ES, detail, TODAY)
    [one] = seen_items(Sighting("dishes", (item,), None), frozenset(), audience, FOODS, BOOK)
    return one


@pytest.mark.parametrize(
    ("item", "days", "rule"),
    [
        (dish("estofado", ("carne picada de ternera", 200)), 3, KeepingRule.COOKED),
        (dish("pollo al curry", ("arroz", 80)), 1, KeepingRule.RICE),
        (dish("vegetable biryani"), 1, KeepingRule.RICE),
        (dish("fideos de arroz"), 3, KeepingRule.COOKED),
        (dish("ceviche de merluza"), 1, KeepingRule.RAW),
        (dish("Tuna tartare"), 1, KeepingRule.RAW),
        (dish("croquetas", food_id="croquette"), 2, KeepingRule.CATALOG),
        (dish("lasaña", food_id="lasagne"), 3, KeepingRule.COOKED),
        (dish("estofado", storage=Storage.FREEZER), 60, KeepingRule.FROZEN),
    ],
    ids=lambda value: value.name if isinstance(value, RecognisedItem) else str(value),
)
def test_a_dish_keeps_by_the_shortest_rule_that_fits(
    item: RecognisedItem, days: int, rule: KeepingRule
) -> None:
    found = kept(item, FOODS)
    assert (found.days, found.rule) == (days, rule)
    assert shown(item).expires_on == TODAY + timedelta(days=days)


def test_energy_is_added_up_from_the_catalog_and_not_taken_from_a_model() -> None:
    rice, oil = FOODS["white_rice"].nutrition, FOODS["olive_oil"].nutrition
    assert rice is not None
    assert oil is not None
    both = dish("arroz", ("arroz", 200), ("aceite de oliva", 20), kcal=99, quantity=Decimal(2))
    expected = round((rice.kcal * 2 + oil.kcal * 0.2) / 2)
    assert kcal(both, FOODS) == Kcal(expected, KcalSource.CATALOG)


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (dish("guiso", ("zzyzx", 300), kcal=450), 450),
        (dish("guiso", kcal=450), 450),
        (dish("guiso", kcal=4), None),
        (dish("guiso", kcal=9000), None),
        (dish("guiso", ("zzyzx", 100), kcal=901), None),
        (dish("guiso"), None),
        # Nobody eats ten kilograms of butter: the weights are not believed, the estimate is.
        (dish("guiso", ("mantequilla", 10_000), kcal=600), 600),
        (dish("guiso", ("mantequilla", 5), kcal=600), 600),
    ],
)
def test_an_estimate_is_believed_where_it_is_possible(
    item: RecognisedItem, expected: int | None
) -> None:
    found = kcal(item, FOODS)
    assert (found.amount if found else None) == expected
    assert found is None or found.source is KcalSource.ESTIMATED


@pytest.mark.parametrize(
    ("quantity", "unit", "portions"),
    [(3, Unit.PORTION, 3), (2, Unit.UNIT, 2), (400, Unit.G, 1), (900, Unit.PORTION, 50)],
)
def test_a_dish_is_counted_in_portions(quantity: int, unit: Unit, portions: int) -> None:
    seen = shown(dish("guiso", quantity=Decimal(quantity), unit=unit))
    assert seen.dish is not None
    assert seen.unit is Unit.PORTION
    assert seen.quantity == seen.dish.portions == portions


@pytest.mark.parametrize(
    ("item", "allergen"),
    [
        (dish("guiso", ("mantequilla", 10)), Allergen.MILK),
        (dish("guiso", ("salsa pesto casera rara", None)), Allergen.NUTS),
        (dish("noodles with satay"), Allergen.PEANUT),
        (dish("guiso", allergens=frozenset({Allergen.CELERY})), Allergen.CELERY),
    ],
)
def test_the_allergic_are_warned_of_what_is_in_a_dish(
    item: RecognisedItem, allergen: Allergen
) -> None:
    seen = shown(item, needs=Needs(allergens=frozenset({allergen})))
    assert allergen in seen.allergens
    assert seen.allergen_alert
    assert not shown(item, needs=Needs(allergens=frozenset({Allergen.LUPIN}))).allergen_alert


def test_a_food_that_a_member_does_not_take_is_found_among_the_ingredients() -> None:
    item = dish("ensalada", ("tomate", 100), ("lechuga", 50))
    assert shown(item, needs=Needs(food_ids=frozenset({"tomato"}))).allergen_alert
    assert not shown(item, needs=Needs(food_ids=frozenset({"kiwi"}))).allergen_alert


def test_alerts_follow_the_needs_of_the_day() -> None:
    shown_then = shown(dish("ensalada", ("tomate", 100), ("mantequilla", 5)))
    assert not shown_then.allergen_alert
    stored = recognition(items=[shown_then])
    for needs in (
        Needs(allergens=frozenset({Allergen.MILK})),
        Needs(food_ids=frozenset({"tomato"})),
    ):
        [item] = alerted(stored, needs).items
        assert item == shown_then.model_copy(update={"allergen_alert": True})
        assert alerted(alerted(stored, needs), Needs()) == stored
    [traces] = alerted(
        recognition(items=[seen_item(traces=["nuts"])]), Needs(allergens=frozenset({Allergen.NUTS}))
    ).items
    assert traces.allergen_alert


def test_in_full_a_dish_tells_tips_and_what_it_cost_the_planet() -> None:
    basic = shown(dish("guiso", ("carne picada de ternera", 200)))
    assert (basic.tips, basic.ideas, basic.impact) == ([], [], None)
    full = shown(dish("guiso", ("carne picada de ternera", 200)), Detail.FULL)
    beef = FOODS.by_name("carne picada de ternera")
    assert beef is not None
    assert beef.footprint.co2e_kg is not None
    assert full.impact is not None
    assert full.impact.co2e_kg == pytest.approx(beef.footprint.co2e_kg / 5, abs=0.01)
    assert "3 días" in full.tips[0]
    assert "74" in full.tips[1]
    raw = shown(dish("ceviche"), Detail.FULL)
    assert raw.impact is not None
    assert (len(raw.tips), raw.impact.co2e_kg, raw.impact.water_l) == (1, None, None)


def test_what_is_not_assessed_is_null_and_never_nothing() -> None:
    unassessed = next(food for food in FOODS if food.footprint.co2e_kg is None)
    item = dish("x", food_id=unassessed.id, unit=Unit.G, quantity=Decimal(500), dish=None)
    audience = Audience(Needs(), Language.EN, Detail.FULL, TODAY)
    [seen] = seen_items(Sighting("ingredients", (item,), None), frozenset(), audience, FOODS, BOOK)
    assert seen.impact is not None
    assert (seen.impact.co2e_kg, seen.impact.co2e_coverage) == (None, 0)


@pytest.mark.parametrize("language", Language)
def test_ideas_are_recipes_of_the_catalog_that_use_the_food(language: Language) -> None:
    by_id = {recipe.id: recipe for recipe in recipes.load()}
    ideas = BOOK.ideas("banana", Needs(), language)
    assert 1 <= len(ideas) <= 3
    for idea in ideas:
        used = by_id[idea.recipe_id].ingredients
        assert any("banana" in (one.food_id, *one.alternatives) for one in used)
        assert "{" not in idea.title
        assert "[" not in idea.title


def test_every_idea_of_every_food_can_be_told() -> None:
    told = [i for food in FOODS for lang in Language for i in BOOK.ideas(food.id, Needs(), lang)]
    assert len(told) > 200
    assert all(idea.title and "{" not in idea.title for idea in told)


@pytest.mark.parametrize("allergen", Allergen)
def test_no_idea_holds_what_somebody_is_allergic_to(allergen: Allergen) -> None:
    by_id = {recipe.id: recipe for recipe in recipes.load()}
    needs = Needs(allergens=frozenset({allergen}))
    told = {food.id: BOOK.ideas(food.id, needs, Language.ES) for food in FOODS}
    assert not any(ideas for food_id, ideas in told.items() if allergen in FOODS[food_id].allergens)
    ideas = [idea for found in told.values() for idea in found]
    assert ideas
    for idea in ideas:
        inside = (FOODS[one.food_id] for one in by_id[idea.recipe_id].ingredients)
        assert not any(allergen in food.allergens for food in inside)


def test_a_food_to_avoid_gives_no_idea() -> None:
    assert BOOK.ideas("banana", Needs(food_ids=frozenset({"banana"})), Language.ES) == []


def test_a_recipe_title_names_a_dish_with_its_ingredients() -> None:
    found = NAMES.named("ARROZ FRITO CON HUEVO Y GUISANTES", Language.EN)
    assert found is not None
    assert found.name.startswith("Egg fried rice")
    assert {one.food_id for one in found.facts.ingredients} >= {"cooked_rice", "egg"}
    assert NAMES.named("Lasaña", Language.EN) is not None
    assert NAMES.named("leche", Language.ES) is None
    assert NAMES.named("zzyzx", Language.ES) is None


@pytest.mark.parametrize("photos", [1, 5, 20])
def test_the_parts_of_a_batch_fit_into_one_document(photos: int) -> None:
    """Firestore takes 1 MiB; what was seen goes before what can be had again."""
    item = shown(dish("guiso " + "x" * 80, *[("tomate", 30)] * 15), Detail.FULL)
    kept = fitting([item.model_copy(update={"tips": ["x" * 200] * 3})] * 100, photos)
    size = sum(len(one.model_dump_json()) for one in kept)
    assert size * photos <= 900_000
    assert len(kept) == 100 if photos == 1 else len(kept) >= 15
    few = [seen_item()] * 40
    assert fitting(few, 20) == few


def test_what_a_seen_name_says_beside_its_food_is_told() -> None:
    rice = replace(dish("Arroz con cacahuetes"), food_id="white_rice")
    assert contained(rice, FOODS, Language.ES).allergens == {Allergen.PEANUT}
    plain = replace(dish("Arroz"), food_id="white_rice")
    assert contained(plain, FOODS, Language.ES).allergens == frozenset()
