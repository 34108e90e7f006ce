"""Allergies and wishes told by the names of foods and families, as wide as they have to be."""

import csv
from collections.abc import Iterator
from importlib import resources
from typing import Any

import pytest

from infra.bench import checking
from shared.adapters.offline_writer import OfflineWriter
from shared.catalog import foods, kinds, recipes
from shared.domain.alerts import alerts
from shared.domain.allergen_words import GROUPS
from shared.domain.briefing import brief_for
from shared.domain.check import check
from shared.domain.composing import composed
from shared.domain.food import Allergen, Category
from shared.domain.generation import GenerationRequest
from shared.domain.kinds import Kind
from shared.domain.kitchen import Needs
from shared.domain.language import Language
from shared.domain.needs import allergy_codes, needs_of
from shared.domain.own_recipe import NewRecipe, drafted
from shared.domain.person import Profile
from shared.domain.proposal import ProposedRecipe, RecipeBrief
from shared.domain.suiting import suits
from tests.samples import TODAY

FOODS = foods.load()
CODES = frozenset(Allergen)

# What somebody says they are allergic to, what they must not be given, and what they still may be.
ALLERGIES = """
pollo: chicken_breast chicken_stock stock_cube paella breaded_chicken | turkey_breast egg rabbit
chicken: chicken_thigh whole_chicken chicken_nugget | beef_steak tofu
pechuga de pollo: whole_chicken chicken_soup | duck_breast
pavo: sliced_turkey minced_turkey turkey_breast | chicken_breast
almendra: almond_flour almond_drink turron walnut | chestnut coconut pine_nut peanut nutmeg
almonds: ground_almond hazelnut almond_butter | potato
nueces: pesto walnut pecan | chestnut
hazelnuts: chocolate_spread granola | rolled_oats
walnuts: pesto muesli | pine_nut
tomates: cherry_tomato ketchup gazpacho tomato_sauce pizza salsa | potato red_pepper strawberry
cherry tomato: tomato canned_tomatoes | aubergine
shrimp: surimi paella frozen_peeled_prawn crab_meat | salmon mussel
gambas: fish_stock prawn sushi | cod
cod: fish_finger salt_cod cooked_fish salmon | prawn mussel
salmón: smoked_salmon sushi | chicken_breast nori
atún: canned_tuna fresh_tuna potato_salad | octopus
clara de huevo: egg mayonnaise egg_yolk tortilla_espanola | chicken_breast
egg whites: quail_egg custard | potato
aguacates: guacamole avocado avocado_oil | banana olive_oil
garbanzos: hummus falafel cooked_chickpeas chickpea_flour | lentils white_beans
ajo: aioli garlic_powder pesto hummus | onion leek chives
cebollas: red_onion shallot onion_powder stock_cube | garlic leek
onion: spring_onion ketchup guacamole | chives
maíz: cornflour popcorn cornmeal tortilla_chips baking_powder canned_sweetcorn | white_rice
corn: corn_flakes arepa masa_harina hominy tamale | wheat_flour sunflower_oil
cerdo: bacon serrano_ham lard gelatin_sheet sausage cooked_ham | beef_steak chicken_breast
pork: chorizo pepperoni pork_pate lasagne | lamb_leg butter
jamón: bacon serrano_ham | sliced_turkey
ternera: beef_steak veal beef_stock oxtail meatballs | lamb_leg rabbit whole_milk pork_chop
beef: minced_beef mixed_mince lasagne stewing_beef | chicken_breast
cordero: minced_lamb lamb_chop | beef_steak
legumbres: lentils chickpeas white_beans frozen_pea soybeans peanut tofu | white_rice potato almond
legumes: lupin_beans cooked_lentils split_peas soy_sauce | quinoa
pulses: red_lentils black_beans | buckwheat
cítricos: lemon orange_juice lime mandarin grapefruit | apple kiwi pineapple strawberry
citrus fruits: lemon_juice hummus | banana
limón: lemon_juice hummus | orange lime vinegar
pimiento: red_pepper sweet_paprika roasted_red_pepper chorizo chili_pepper | tomato potato aubergine
peppers: green_pepper padron_pepper smoked_paprika | tomato
bell peppers: yellow_pepper cayenne | black_pepper
chile: cayenne sriracha salsa jalapeno | black_pepper
chillies: harissa kimchi hot_sauce | ginger
levadura: dry_yeast baguette beer sourdough_bread | baking_powder bicarbonate corn_tortilla pasta
yeast: pizza_base fresh_yeast nutritional_yeast | wheat_flour
chocolate: dark_chocolate cocoa_powder chocolate_spread white_chocolate | coffee whole_milk sugar
chocolates: milk_chocolate drinking_chocolate | honey
carne: beef_steak bacon chicken_breast lamb_leg rabbit | salmon egg whole_milk tofu mushroom
meat: minced_turkey duck_breast beef_stock | cheddar
carne roja: beef_steak lamb_chop | chicken_breast
aves: chicken_wing duck_breast turkey_breast | pork_chop egg
alcohol: beer white_wine vanilla_extract rum | vinegar alcohol_free_beer grape
wine: cooking_wine sherry vinegar | beer
setas: shiitake oyster_mushroom dried_porcini mushroom | aubergine nori
mushrooms: portobello canned_mushroom | potato
champiñón: mushroom shiitake | onion
fresas: jam frozen_mixed_berries strawberry | apple kiwi
frutos rojos: raspberry strawberry blueberry | apple
plátano: plantain banana plantain_chips | pineapple mango
coco: coconut_milk coconut_oil desiccated_coconut | almond chestnut
patatas: frozen_chips mashed_potato potato_crisps tortilla_espanola | sweet_potato cassava tomato
potato: gnocchi potato_salad cooked_potato | rice_flour
arroz: rice_noodle paella sushi rice_flour brown_rice | pasta quinoa corn_tortilla
rice: rice_cake rice_drink basmati_rice | couscous
avena: oat_drink granola muesli | corn_tortilla
manzana: apple_juice cider apple_cider_vinegar | pear
uvas: raisin red_wine balsamic_vinegar | apple blueberry
melocotón: nectarine canned_peach | apple cherry apricot
calamares: paella mussel squid | salmon prawn
miel: granola turron honey | sugar maple_syrup
gelatina: gummy_candy marshmallow jelly_dessert | agar
sunflower seeds: sunflower_oil sunflower_seed | olive_oil
aceitunas: olive_oil black_olive | sunflower_oil
zanahorias: vegetable_stock carrot | parsnip
cilantro: guacamole ground_coriander | parsley
comino: curry_powder hummus cumin | cinnamon
canela: custard cinnamon | nutmeg
lentejas: red_lentils lentil_stew | chickpeas frozen_pea
guisantes: frozen_pea split_peas snow_pea potato_salad | green_bean
judías: green_bean white_beans kidney_beans | chickpeas
beans: baked_beans pinto_beans refried_beans | lentils
calabaza: butternut_squash pumpkin_seed | courgette melon
vainilla: ice_cream vanilla_extract | sugar
vinegar: gherkin ketchup rice_vinegar | lemon
tofu: soy_sauce silken_tofu | chickpeas
pan: baguette pita_bread breadcrumbs | corn_tortilla white_rice
repollo: coleslaw sauerkraut kimchi | broccoli
café: instant_coffee coffee | tea
azúcar: brown_sugar jam panela | honey
kiwi: kiwi | melon apple
"""

WISHES = """
pork: bacon cooked_ham sausage | beef_steak
cerdo: bacon lard | chicken_breast
pollo: chicken_breast chicken_thigh | turkey_breast
meat: beef_steak bacon chicken_breast | salmon
alcohol: white_wine beer | vinegar
mushrooms: oyster_mushroom shiitake | onion
onions: red_onion onion_powder | garlic
garlic: garlic_powder aioli | onion
rice: brown_rice cooked_rice | quinoa
aceitunas: black_olive green_olive | olive_oil
uvas: grape | white_wine vinegar
almendras: almond almond_flour | walnut
pechuga de pollo: chicken_breast | chicken_thigh
cherry tomato: cherry_tomato | tomato
pimientos: red_pepper padron_pepper | smoked_paprika chorizo
maíz: canned_sweetcorn popcorn | baking_powder
sunflower seeds: sunflower_seed | sunflower_oil
salmón: smoked_salmon | cod
limones: lemon lemon_juice | orange
kiwi: kiwi | apple
"""


def _pairs(table: str) -> list[tuple[str, str, bool]]:
    found = []
    for line in table.strip().splitlines():
        word, _, told = line.partition(": ")
        refused, _, eaten = told.partition(" | ")
        found += [(word, one, True) for one in refused.split()]
        found += [(word, one, False) for one in eaten.split()]
    return found


def brief(
    allergies: tuple[str, ...] = (), language: Language = Language.ES, **asked: Any
) -> RecipeBrief:
    needs = needs_of(Profile(allergies=allergy_codes(allergies, FOODS))).widened(FOODS)
    request = GenerationRequest.model_validate({"count": 5} | asked)
    return brief_for(request, (), needs, FOODS, language, TODAY)


@pytest.mark.parametrize(("word", "food_id", "refused"), _pairs(ALLERGIES))
def test_an_allergy_covers_what_it_names(word: str, food_id: str, refused: bool) -> None:
    assert suits(FOODS[food_id], brief((word,))) is not refused


@pytest.mark.parametrize(("word", "food_id", "refused"), _pairs(WISHES))
def test_a_wish_covers_what_it_names(word: str, food_id: str, refused: bool) -> None:
    assert suits(FOODS[food_id], brief(exclude=[word])) is not refused


@pytest.mark.parametrize(
    ("stored", "food_id"),
    [
        ("whole_chicken", "chicken_breast"),
        ("almond", "almond_flour"),
        ("almond", "hazelnut"),
        ("kiwi", "kiwi"),
        ("canned_tuna", "fresh_tuna"),
        ("cooked_chickpeas", "hummus"),
        ("frozen_pea", "split_peas"),
    ],
)
def test_what_was_stored_as_a_food_is_understood_as_wide(stored: str, food_id: str) -> None:
    told = Needs(food_ids=frozenset({stored}))
    assert needs_of(Profile(allergies=frozenset({stored}))) == told
    needs = told.widened(FOODS)
    food = FOODS[food_id]
    assert food.id in needs.food_ids or food.allergens & needs.allergens


def test_needs_without_named_foods_stay_as_they_are() -> None:
    told = Needs(allergens=frozenset({Allergen.MILK}))
    assert told.widened(FOODS) == told


def _families() -> Iterator[tuple[str, str]]:
    with (resources.files("shared.catalog") / "kinds.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            if FOODS.get(row["id"]) is None:
                assert row["names_es"] and row["names_en"], row["id"]
                names = f"{row['names_es']}|{row['names_en']}".split("|")
                yield from ((row["id"], name) for name in (row["id"], *names))


@pytest.mark.parametrize(("family", "name"), list(_families()))
def test_every_family_is_understood_by_each_of_its_names(family: str, name: str) -> None:
    plurals = {"y": "", "s": "", "x": ""} | dict.fromkeys("aeiouáéíóúkmtwpgh", "s")
    for word in {name, name.upper(), name + plurals.get(name[-1], "es")}:
        assert family in allergy_codes([word], FOODS), word


def test_words_of_an_origin_are_understood() -> None:
    assert allergy_codes(["guanciale"], FOODS) == {"pork"}
    assert allergy_codes(["bogavante", "vodka"], FOODS) == {"crustaceans", "alcohol"}


@pytest.mark.parametrize("kind", kinds.load(), ids=lambda kind: kind.id)
def test_the_relation_speaks_of_what_there_is(kind: Kind) -> None:
    for one in (*kind.is_, *kind.holds, *kind.members):
        assert one in FOODS.kinds or one in CODES or (kind.id, one) == ("leftovers", "*")
    assert CODES.isdisjoint({*kind.holds, *kind.members} - {food.id for food in FOODS})
    assert GROUPS.keys().isdisjoint(kind.names)
    food = FOODS.get(kind.id)
    if food is not None:
        assert set(kind.is_) & CODES <= food.allergens
        assert not kind.members
        for held in (FOODS.get(one) for one in (*kind.is_, *kind.holds)):
            # Traces of vinegar and stock are no sulphites or celery to speak of.
            told = held.allergens - {Allergen.SULPHITES, Allergen.CELERY} if held else set()
            assert told <= food.allergens
    if kind.id != "leftovers":
        assert FOODS.kinds.shortest(FOODS.kinds.expanded([kind.id])) == {kind.id}


@pytest.mark.parametrize(
    ("categories", "family"),
    [
        ({Category.MUSHROOM}, "mushrooms"),
        ({Category.MEAT, Category.POULTRY}, "meat"),
        ({Category.LEGUME}, "legumes"),
        ({Category.FRUIT}, "fruit"),
        ({Category.ALCOHOL}, "alcohol"),
    ],
)
def test_no_food_of_a_category_is_missing_in_its_family(
    categories: set[Category], family: str
) -> None:
    of_them = {food.id for food in FOODS if food.category in categories}
    assert of_them and of_them <= FOODS.kinds.expanded([family])


def test_every_food_of_an_animal_is_kin_to_its_allergen() -> None:
    animal = {Category.DAIRY, Category.EGG, Category.FISH, Category.SEAFOOD}
    told = [food for food in FOODS if food.category in animal]
    assert told and all(FOODS.kinds.kin([food.id]) & CODES & food.allergens for food in told)


@pytest.mark.parametrize(
    "word", ["pollo", "cerdo", "maíz", "tomates", "onions", "almonds", "legumes", "meat", "citrus"]
)
@pytest.mark.parametrize("language", Language)
def test_what_is_written_offline_spares_all_of_it(word: str, language: Language) -> None:
    asked = brief((word,), language)
    written = OfflineWriter(recipes.load(), FOODS).write(asked, (), 0)
    assert len(written) == 5
    for one in written:
        verdict = check(one, asked, FOODS)
        assert verdict.recipe, verdict.findings
        assert asked.excluded_food_ids.isdisjoint(each.food_id for each in one.ingredients)


STEPS = """
en pork: Crisp the guanciale. | Crisp some kale.
en beef: Brown the brisket. | Brown the lamb.
en chicken: Add chiken breast. | Thicken the sauce.
es ternera: Dora la ternera. | Dora el pescado.
es carne: Dora el cordero. | Dora el tofu.
en corn: Add corn syrup. | Add maple syrup.
es maíz: Añade maíz. | Añade arroz.
en yeast: Spread with yeast extract. | Add bicarbonate of soda.
es levadura: Añade pan rallado. | Añade arroz.
en bread: Serve with naan. | Heat a pan.
en lemon: Add citrus zest. | Add vinegar.
es setas: Saltea setas. | Saltea cebolla.
en rice: Soften rice paper. | Soften the butter.
es lentejas: Cuece pasta de lentejas. | Cuece pasta.
es tomate: Añade gazpacho. | Remueve en la salsa.
en bell peppers: Slice some roasted peppers. | Season with salt and pepper.
"""


def _steps() -> Iterator[tuple[str, str, str, bool]]:
    for line in STEPS.strip().splitlines():
        head, told = line.split(": ")
        language, word = head.split(" ", 1)
        refused, passed = told.split(" | ")
        yield from ((language, word, refused, True), (language, word, passed, False))


@pytest.mark.parametrize(("language", "word", "step", "refused"), list(_steps()))
def test_a_text_names_what_somebody_is_allergic_to(
    language: str, word: str, step: str, refused: bool
) -> None:
    cabbage = {"name": "kale", "food_id": "kale", "quantity": 300, "unit": "g"}
    told = {"ingredients": (cabbage,), "steps": ({"text": step, "minutes": 5},)}
    proposal = ProposedRecipe.model_validate(checking.written(**told))
    assert (check(proposal, brief((word,), Language(language)), FOODS).recipe is None) is refused


def test_the_meat_of_what_is_allowed_is_no_other() -> None:
    chicken = {"name": "chicken", "food_id": "chicken_breast", "quantity": 300, "unit": "g"}
    step = ({"text": "Fry the meat on all sides.", "minutes": 15},)
    told = checking.written(ingredients=(chicken,), steps=step)
    proposal = ProposedRecipe.model_validate(told)
    for word, eaten in (("beef", True), ("poultry", False)):
        verdict = check(proposal, brief((word,), Language.EN), FOODS)
        assert (verdict.recipe is not None) is eaten, verdict.findings


def test_named_foods_that_bring_it_do_not_get_through() -> None:
    tried = list(checking.named())[::5]
    assert len(tried) > 300
    assert [one for one in tried if checking.gets_through(one)] == []


@pytest.mark.parametrize(
    ("word", "lines", "told"),
    [
        ("cerdo", ["100 g bacon", "1 manzana"], ["bacon"]),
        ("pollo", ["1 pastilla de caldo"], ["stock_cube"]),
        ("ternera", ["1 manzana con carne de vacuno"], ["beef"]),
        ("tomate", ["2 cucharadas de kétchup"], ["ketchup"]),
        ("pavo", ["100 g bacon"], []),
    ],
)
def test_a_kept_recipe_tells_whom_it_harms(word: str, lines: list[str], told: list[str]) -> None:
    needs = needs_of(Profile(allergies=allergy_codes([word], FOODS))).widened(FOODS)
    recipe = NewRecipe.model_validate({"title": "Plato 1", "ingredients": lines})
    made = composed(drafted(recipe, Language.ES, FOODS), FOODS)
    found = [one.food_id for one in alerts(made, needs, FOODS) if one.certain and one.food_id]
    assert found == told
