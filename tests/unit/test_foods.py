"""The food catalog: every row makes sense by itself, agrees with the sources it names, and is found
by the names people use."""

import csv
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from shared.catalog import foods
from shared.domain.catalog import FoodCatalog, fold
from shared.domain.convert import convertible, grams
from shared.domain.errors import CannotConvert
from shared.domain.food import Allergen, Category, DateKind, Food, Origin, Storage
from shared.domain.units import Quantity, Unit

CATALOG = foods.load()
FOODS = sorted(CATALOG, key=lambda food: food.id)
REFERENCE = Path(__file__).parents[3] / "shared" / "data"

needs_reference = pytest.mark.skipif(
    not (REFERENCE / "usda_foodkeeper.csv").exists(), reason="the reference tables are not here"
)


def names(food: Food) -> Iterator[str]:
    yield from (*food.name, *food.synonyms_es, *food.synonyms_en)


ORIGINS_OF = {
    Category.MEAT: {Origin.MEAT, Origin.PORK},
    Category.POULTRY: {Origin.POULTRY},
    Category.FISH: {Origin.FISH},
    Category.SEAFOOD: {Origin.SHELLFISH},
    Category.DAIRY: {Origin.DAIRY},
    Category.EGG: {Origin.EGG},
    Category.ALCOHOL: {Origin.ALCOHOL},
}
PURELY_PLANT = {
    Category.FRUIT,
    Category.HERB,
    Category.MUSHROOM,
    Category.LEGUME,
    Category.PLANT_PROTEIN,
    Category.NUT,
    Category.SPICE,
}
ALLERGENS_OF = {
    Origin.DAIRY: {Allergen.MILK},
    Origin.EGG: {Allergen.EGG},
    Origin.FISH: {Allergen.FISH},
    Origin.SHELLFISH: {Allergen.CRUSTACEANS, Allergen.MOLLUSCS},
}


class TestTable:
    def test_is_large_enough_for_a_household(self) -> None:
        assert len(CATALOG) >= 500

    def test_is_sorted_by_id(self) -> None:
        assert [food.id for food in CATALOG] == [food.id for food in FOODS]

    def test_covers_every_category(self) -> None:
        assert {food.category for food in CATALOG} == set(Category)

    def test_no_name_is_claimed_twice(self) -> None:
        owners: dict[str, set[str]] = {}
        for food in CATALOG:
            for name in names(food):
                owners.setdefault(fold(name), set()).add(food.id)
        assert {name: ids for name, ids in owners.items() if len(ids) > 1} == {}

    def test_every_role_but_a_few_lets_something_else_stand_in(self) -> None:
        alone = {food.role for food in CATALOG if food.role and len(CATALOG.by_role(food.role)) < 2}
        assert alone <= {"pulse_green", "cured_poultry", "cured_fish", "mince_alternative"}

    def test_is_read_once(self) -> None:
        assert foods.load() is CATALOG


class TestRow:
    def test_id_is_snake_case(self) -> None:
        for food in FOODS:
            assert re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+)*", food.id), food.id

    def test_has_both_names_and_a_gender(self) -> None:
        for food in FOODS:
            assert all(name and name == name.strip() for name in names(food)), food.id
            assert food.gender_es in {"m", "f", "mp", "fp"}, food.id

    def test_names_no_synonym_twice(self) -> None:
        for food in FOODS:
            folded = [fold(name) for name in (*food.synonyms_es, *food.synonyms_en)]
            assert len(folded) == len(set(folded)), food.id

    def test_keeps_where_it_is_usually_kept(self) -> None:
        for food in FOODS:
            assert food.shelf_life.days(food.storage) is not None, food.id

    def test_days_are_plausible(self) -> None:
        for food in FOODS:
            life = food.shelf_life
            given = (
                life.pantry_days,
                life.fridge_days,
                life.freezer_days,
                life.opened_days,
                life.thawed_days,
            )
            assert all(0 < days <= 5 * 365 for days in given if days is not None), food.id
            if life.fridge_days is not None and life.freezer_days is not None:
                assert life.freezer_days >= life.fridge_days, food.id
            if life.opened_days is not None:
                assert life.opened_days <= (life.days(food.storage) or 0), food.id
            if life.thawed_days is not None:
                assert life.freezer_days is not None, food.id

    def test_unit_and_pack_have_a_weight(self) -> None:
        for food in FOODS:
            assert convertible(Quantity(Decimal(1), food.unit), Unit.G, food), food.id
            assert 1 <= grams(food.pack, food) <= 5000, food.id

    def test_weights_and_density_are_plausible(self) -> None:
        for food in FOODS:
            assert food.weights or food.density_g_ml, food.id
            assert all(0 < weight <= 5000 for weight in food.weights.values()), food.id
            # Popped corn is mostly air, fresh herbs nearly so.
            light = food.category in {Category.HERB, Category.SNACK, Category.VEGETABLE}
            if food.density_g_ml is not None:
                low = Decimal("0.03") if light else Decimal("0.1")
                assert low <= food.density_g_ml <= Decimal("1.6"), food.id

    def test_nutrients_are_plausible(self) -> None:
        for food in FOODS:
            if food.nutrition is None:
                continue
            macros = (food.nutrition.protein_g, food.nutrition.carbs_g, food.nutrition.fat_g)
            assert 0 <= food.nutrition.kcal <= 902, food.id
            assert min(macros) >= 0, food.id
            assert sum(macros) <= 102, food.id

    def test_sources_are_named(self) -> None:
        for food in FOODS:
            assert re.fullmatch(r"(foodkeeper|estimate):\d+", food.shelf_life.source), food.id
            assert re.fullmatch(r"usda_sr:\d{5}|estimate", food.measure_source), food.id
            assert re.fullmatch(r"poore_nemecek:.+|not_assessed", food.footprint.source), food.id
            if food.nutrition is not None:
                assert re.fullmatch(r"usda_sr:\d{5}", food.nutrition.source), food.id

    def test_not_assessed_has_no_figures(self) -> None:
        for food in FOODS:
            footprint = food.footprint
            figures = (footprint.co2e_kg, footprint.water_l, footprint.land_m2)
            if footprint.source == "not_assessed":
                assert figures == (None, None, None), food.id
            else:
                assert footprint.co2e_kg is not None, food.id

    def test_origin_agrees_with_category(self) -> None:
        for food in FOODS:
            needed = ORIGINS_OF.get(food.category, set(Origin))
            assert food.origins & needed, food.id
            if food.category in PURELY_PLANT:
                assert food.origins == {Origin.PLANT}, food.id

    def test_origin_agrees_with_allergens(self) -> None:
        for food in FOODS:
            for origin in food.origins & ALLERGENS_OF.keys():
                assert food.allergens & ALLERGENS_OF[origin], food.id

    def test_color_is_hex(self) -> None:
        for food in FOODS:
            assert re.fullmatch(r"#[0-9A-F]{6}", food.color), food.id


@pytest.mark.parametrize(
    "food_id",
    [
        "chicken_breast",
        "minced_beef",
        "pork_chop",
        "salmon",
        "hake",
        "mussel",
        "prawn",
        "cooked_rice",
        "sushi",
        "cooked_ham",
    ],
)
def test_what_turns_unsafe_is_dated_use_by(food_id: str) -> None:
    assert CATALOG[food_id].date_kind is DateKind.USE_BY


def test_raw_poultry_mince_and_fish_keep_two_days_at_most() -> None:
    for role in ("poultry", "minced_meat", "white_fish", "oily_fish"):
        for food in CATALOG.by_role(role):
            if food.date_kind is DateKind.USE_BY:
                assert food.shelf_life.fridge_days is not None
                assert food.shelf_life.fridge_days <= 2


CONTAINS = {
    "almond_drink": "nuts",
    "anchovy": "fish",
    "barbecue_sauce": "mustard soy celery gluten",
    "bechamel": "milk gluten",
    "beer": "gluten",
    "breadcrumbs": "gluten",
    "bulgur": "gluten",
    "butter": "milk",
    "caesar_dressing": "egg fish milk",
    "celeriac": "celery",
    "celery": "celery",
    "chocolate_spread": "nuts milk",
    "clam": "molluscs",
    "couscous": "gluten",
    "crab_meat": "crustaceans",
    "croquette": "gluten milk egg",
    "curry_paste": "crustaceans fish",
    "custard": "milk egg",
    "dried_apricot": "sulphites",
    "edamame": "soy",
    "egg_noodle": "gluten egg",
    "fish_finger": "fish gluten",
    "fish_sauce": "fish",
    "fish_stock": "fish",
    "fresh_filled_pasta": "gluten egg milk",
    "ghee": "milk",
    "gnocchi": "gluten",
    "granola": "gluten nuts",
    "hoisin_sauce": "soy gluten sesame",
    "hummus": "sesame",
    "kimchi": "fish crustaceans",
    "lactose_free_milk": "milk",
    "lupin_beans": "lupin",
    "mayonnaise": "egg",
    "milk_chocolate": "milk",
    "miso": "soy",
    "mole_paste": "peanut nuts sesame",
    "mussel": "molluscs",
    "mustard": "mustard",
    "octopus": "molluscs",
    "oyster_sauce": "molluscs gluten",
    "paella": "crustaceans molluscs fish",
    "peanut_butter": "peanut",
    "pearl_barley": "gluten",
    "pesto": "milk nuts",
    "prawn": "crustaceans",
    "protein_powder": "milk",
    "puff_pastry": "gluten",
    "red_wine": "sulphites",
    "rolled_oats": "gluten",
    "rye_bread": "gluten",
    "salmorejo": "gluten",
    "seitan": "gluten",
    "semolina": "gluten",
    "sesame_oil": "sesame",
    "soy_sauce": "soy gluten",
    "spaghetti": "gluten",
    "spelt": "gluten",
    "squid": "molluscs",
    "stock_cube": "celery",
    "surimi": "fish crustaceans egg",
    "sushi": "fish soy",
    "tahini": "sesame",
    "tamari": "soy",
    "tempeh": "soy",
    "tofu": "soy",
    "tortilla_espanola": "egg",
    "turron": "nuts egg",
    "tzatziki": "milk",
    "walnut": "nuts",
    "white_chocolate": "milk",
    "worcestershire_sauce": "fish gluten",
}
FREE = {
    "buckwheat": "gluten",
    "chestnut": "nuts",
    "coconut": "nuts",
    "corn_tortilla": "gluten",
    "lard": "milk",
    "nutmeg": "nuts",
    "oat_drink": "milk nuts soy",
    "pine_nut": "nuts",
    "quinoa": "gluten",
    "rice_drink": "milk nuts soy gluten",
    "rice_noodle": "gluten egg",
    "soy_drink": "milk nuts",
    "tamari": "gluten",
    "white_rice": "gluten",
}


@pytest.mark.parametrize(("food_id", "allergens"), CONTAINS.items())
def test_known_allergens(food_id: str, allergens: str) -> None:
    assert CATALOG[food_id].allergens >= {Allergen(code) for code in allergens.split()}


@pytest.mark.parametrize(("food_id", "allergens"), FREE.items())
def test_known_freedom_from_allergens(food_id: str, allergens: str) -> None:
    assert not CATALOG[food_id].allergens & {Allergen(code) for code in allergens.split()}


def test_what_leftovers_hold_is_not_known_so_they_hold_everything() -> None:
    assert CATALOG["leftovers"].allergens == set(Allergen)


@pytest.mark.parametrize(
    ("food_id", "origins"),
    [
        ("mayonnaise", "plant egg"),
        ("gelatin_sheet", "gelatin"),
        ("red_wine", "plant alcohol"),
        ("worcestershire_sauce", "plant fish"),
        ("lard", "pork"),
        ("honey", "honey"),
        ("tamale", "plant pork"),
        ("gummy_candy", "plant gelatin"),
        ("brioche", "plant dairy egg"),
    ],
)
def test_compound_foods_list_all_their_origins(food_id: str, origins: str) -> None:
    assert CATALOG[food_id].origins == {Origin(code) for code in origins.split()}


class TestFinding:
    @pytest.mark.parametrize(
        ("text", "food_id"),
        [
            ("Papas", "potato"),
            ("PATATA", "potato"),
            ("jitomates", "tomato"),
            ("palta", "avocado"),
            ("Ejotes", "green_bean"),
            ("habichuela verde", "green_bean"),
            ("choclo", "sweetcorn"),
            ("elote", "sweetcorn"),
            ("frijoles negros", "black_beans"),
            ("nueces", "walnut"),
            ("limones", "lemon"),
            ("arroces blancos", "white_rice"),
            ("LECHE ENT", "whole_milk"),
            ("TOM CHERRY", "cherry_tomato"),
            ("pech. pollo", "chicken_breast"),
            ("yog nat", "natural_yogurt"),
            ("cherries", "cherry"),
            ("Tomatoes", "tomato"),
            ("bay leaves", "bay_leaf"),
            ("semi-skimmed milk", "semi_skimmed_milk"),
            ("eggplants", "aubergine"),
            ("  ZUCCHINI ", "courgette"),
        ],
    )
    def test_by_name(self, text: str, food_id: str) -> None:
        found = CATALOG.by_name(text)
        assert found is not None
        assert found.id == food_id

    @pytest.mark.parametrize("text", ["", "   ", "unobtainium", "de"])
    def test_by_name_of_nothing(self, text: str) -> None:
        assert CATALOG.by_name(text) is None

    def test_by_id(self) -> None:
        assert CATALOG.get("onion") is CATALOG["onion"]
        assert CATALOG.get("no_such_food") is None
        with pytest.raises(KeyError):
            CATALOG["no_such_food"]

    def test_by_role(self) -> None:
        assert {food.id for food in CATALOG.by_role("leafy_green")} >= {"spinach", "kale"}
        assert CATALOG.by_role("no_such_role") == ()

    @pytest.mark.parametrize(
        ("text", "food_id"),
        [
            ("zanahria", "carrot"),
            ("chiken brest", "chicken_breast"),
            ("TOM CHERRY 250G", "cherry_tomato"),
            ("spinich", "spinach"),
            ("queso fresco burgos 250", "queso_fresco"),
        ],
    )
    def test_nearest_forgives(self, text: str, food_id: str) -> None:
        found = CATALOG.nearest(text, 5)
        assert found[0][0].id == food_id
        assert [score for _, score in found] == sorted((s for _, s in found), reverse=True)
        assert all(0 < score <= 1 for _, score in found)
        assert len({food.id for food, _ in found}) == len(found) <= 5

    def test_nearest_to_a_name_is_certain(self) -> None:
        food, score = CATALOG.nearest("Zanahorias", 1)[0]
        assert (food.id, score) == ("carrot", 1.0)

    @pytest.mark.parametrize("text", ["", "¡¿?!"])
    def test_nearest_to_nothing(self, text: str) -> None:
        assert CATALOG.nearest(text, 3) == []

    def test_two_foods_of_one_id_are_refused(self) -> None:
        onion = CATALOG["onion"]
        other = next(food for food in CATALOG if food is not onion)
        with pytest.raises(ValueError, match="onion"):
            FoodCatalog([onion, replace(other, id="onion")])

    def test_two_foods_of_one_name_are_refused(self) -> None:
        onion = CATALOG["onion"]
        catalog = FoodCatalog([onion, replace(onion, id="another_onion")])
        with pytest.raises(ValueError, match="another_onion"):
            catalog.by_name("onion")


class TestFold:
    @pytest.mark.parametrize(
        ("one", "many"),
        [
            ("limón", "LIMONES"),
            ("nuez", "nueces"),
            ("pan", "panes"),
            ("tomate", "tomates"),
            ("ajo", "ajos"),
            ("flan", "flanes"),
            ("tomato", "tomatoes"),
            ("cherry", "cherries"),
            ("leaf", "leaves"),
            ("radish", "radishes"),
            ("peach", "peaches"),
            ("egg", "eggs"),
            ("uva pasa", "Uvas  Pasas"),
        ],
    )
    def test_number_and_case_do_not_count(self, one: str, many: str) -> None:
        assert fold(one) == fold(many)

    @pytest.mark.parametrize(
        ("one", "other"),
        [("ajo", "aji"), ("col", "coliflor"), ("sal", "salsa"), ("pera", "pero"), ("té", "tea")],
    )
    def test_different_words_stay_apart(self, one: str, other: str) -> None:
        assert fold(one) != fold(other)

    def test_punctuation_and_accents_go(self) -> None:
        assert fold("  Piña, en-almíbar (lata) ") == fold("pina en almibar lata")


DAYS = {"Day": 1, "Week": 7, "Month": 30, "Year": 365}
# Millilitres of the measures USDA weighs in.
US_VOLUMES = {
    "cup": 236.588,
    "fl oz": 29.574,
    "fluid ounce": 29.574,
    "tablespoon": 14.787,
    "tbsp": 14.787,
    "teaspoon": 4.929,
    "tsp": 4.929,
}
Row = dict[str, str]


@cache
def reference(table: str, key: str) -> dict[str, Row]:
    with (REFERENCE / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        return {row[key]: row for row in csv.DictReader(lines)}


def days(text: str) -> tuple[int, int] | None:
    """The range of days in "3 - 5 Weeks", None for text that is no time."""
    found = re.fullmatch(r"(\d+)(?: - (\d+))? (Day|Week|Month|Year)s?", text.strip())
    if found is None:
        return None
    low, high, unit = found.groups()
    return int(low) * DAYS[unit], int(high or low) * DAYS[unit]


def keeps(row: Row, *columns: str, figure: int) -> bool:
    """Whether `figure` is in the lower half of one of the ranges of `columns`."""
    for column in columns:
        if row[column] == "Indefinitely":
            return True
        span = days(row[column])
        if span is not None and span[0] <= figure <= (span[0] + span[1]) / 2:
            return True
    return False


@needs_reference
class TestAgainstSources:
    def test_shelf_life(self) -> None:
        for food in FOODS:
            kind, _, key = food.shelf_life.source.partition(":")
            row = reference("usda_foodkeeper", "id")[key]
            if kind == "estimate":
                continue
            life = food.shelf_life
            frozen = row["category"].startswith("Food Purchased")
            columns = {
                "pantry": (life.pantry_days, ("pantry_from_purchase", "pantry")),
                "fridge": (life.fridge_days, ("fridge_from_purchase", "fridge")),
                "freezer": (life.freezer_days, ("freezer_from_purchase", "freezer")),
                "opened": (life.opened_days, ("pantry_after_opening", "fridge_after_opening")),
            }
            for figure, ranges in columns.values():
                if figure is not None:
                    assert keeps(row, *ranges, figure=figure), (food.id, ranges)
            if life.thawed_days is not None and life.thawed_days > min(life.fridge_days or 3, 3):
                told = ("fridge_after_thawing", *(("fridge",) if frozen else ()))
                assert keeps(row, *told, figure=life.thawed_days), food.id

    def test_nutrients(self) -> None:
        for food in FOODS:
            if food.nutrition is None:
                continue
            row = reference("usda_sr_nutrients", "ndb_no")[
                food.nutrition.source.removeprefix("usda_sr:")
            ]
            figures = food.nutrition
            assert (figures.kcal, figures.protein_g, figures.carbs_g, figures.fat_g) == tuple(
                float(row[column])
                for column in ("kcal_per_100g", "protein_g", "carbohydrate_g", "fat_g")
            ), food.id

    def test_footprint(self) -> None:
        for food in FOODS:
            if food.footprint.source == "not_assessed":
                continue
            group = food.footprint.source.removeprefix("poore_nemecek:")
            row = reference("poore_nemecek_2018", "food")[group]
            figures = food.footprint
            assert (figures.co2e_kg, figures.water_l, figures.land_m2) == tuple(
                float(row[column]) if row[column] else None
                for column in ("kg_co2e_per_kg", "freshwater_l_per_kg", "land_m2_per_kg")
            ), food.id

    def test_measures(self) -> None:
        for food in FOODS:
            if food.measure_source == "estimate":
                continue
            row = reference("usda_sr_nutrients", "ndb_no")[
                food.measure_source.removeprefix("usda_sr:")
            ]
            weighed, densities = measures(row)
            for unit, weight in food.weights.items():
                if unit is not Unit.PORTION:
                    assert near(weight, weighed, 0.05), (food.id, unit)
            if food.density_g_ml is not None:
                assert near(food.density_g_ml, densities, 0.0051), food.id


def near(figure: Decimal, told: list[float], rounding: float) -> bool:
    return any(abs(float(figure) - value) <= rounding for value in told)


def measures(row: Row) -> tuple[list[float], list[float]]:
    """The grams of one of each household measure of `row`, and its densities in g/ml."""
    weighed: list[float] = []
    densities: list[float] = []
    for index in ("1", "2"):
        found = re.match(r"(\d*\.?\d+)\s*(.*)", row[f"gmwt_desc{index}"])
        if found is None:
            continue
        one = float(row[f"gmwt_{index}"]) / float(found[1])
        weighed.append(one)
        densities += [one / ml for name, ml in US_VOLUMES.items() if found[2].startswith(name)]
    return weighed, densities


def test_counted_foods_without_a_weight_do_not_convert() -> None:
    with pytest.raises(CannotConvert):
        grams(Quantity(Decimal(1), Unit.CLOVE), CATALOG["onion"])


def test_usual_storage_is_where_shops_sell_it() -> None:
    assert CATALOG["frozen_pea"].storage is Storage.FREEZER
    assert CATALOG["natural_yogurt"].storage is Storage.FRIDGE
    assert CATALOG["white_rice"].storage is Storage.PANTRY


@pytest.mark.parametrize(
    ("name", "food_id"),
    [
        ("cans of tuna", "canned_tuna"),
        ("lata de sardinas", "canned_sardines"),
        ("Tin of sardines", "canned_sardines"),
        ("bote de garbanzos", "cooked_chickpeas"),
        ("paquete de garbanzos", "chickpeas"),
        ("lata de cerveza", "beer"),
        ("paquete de arroz", "white_rice"),
        ("loaf of bread", "baguette"),
        ("Cartón de leche", "whole_milk"),
        ("bandeja de pechugas de pollo", "chicken_breast"),
        ("lata de", None),
        ("latas", None),
        ("lata de betún", None),
    ],
)
def test_what_is_in_a_container(name: str, food_id: str | None) -> None:
    food = CATALOG.by_name(name)
    assert (food.id if food else None) == food_id
