"""Allergies and wishes told by the names of foods and families, as wide as they have to be."""

from typing import Any

import pytest

from shared.adapters.offline_writer import OfflineWriter
from shared.catalog import foods, recipes
from shared.domain.alerts import alerts
from shared.domain.briefing import brief_for
from shared.domain.check import check
from shared.domain.composing import composed
from shared.domain.food import Allergen, Origin
from shared.domain.generation import GenerationRequest
from shared.domain.kitchen import Needs
from shared.domain.language import Language
from shared.domain.needs import allergy_codes, needs_of
from shared.domain.own_recipe import NewRecipe, drafted
from shared.domain.person import Profile
from shared.domain.proposal import ProposedRecipe, RecipeBrief
from shared.domain.suiting import suits
from tests.samples import TODAY

FOODS = foods.load()

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
