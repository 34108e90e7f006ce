"""Which way of serving a dish calls for: its title first, then what is in it."""

import re
from collections.abc import Callable

from shared.adapters.offline_painter.larder import Layer
from shared.adapters.offline_painter.plating import bowls, breads, cakes, drinks, oven, pans, plates
from shared.adapters.offline_painter.serving import Serving
from shared.adapters.offline_painter.words import first_mention

Plating = Callable[[Serving], str]

_PHRASES: tuple[tuple[str, Plating], ...] = (
    ("arroz con leche|yogur con|yogurt with|yoghurt with", bowls.porridge),
    ("pan con tomate", breads.toast),
)

_BY_TITLE: tuple[tuple[str, Plating], ...] = (
    ("smoothie bowl|bol de batido|acai", bowls.smoothie_bowl),
    (
        "batido|smoothie|zumo|juice|licuado|limonada|lemonade|milkshake|shake|infusion|"
        "granizado|agua fresca|lassi|horchata",
        drinks.glasses,
    ),
    ("pizza", breads.pizza),
    ("taco|fajita", breads.tacos),
    ("burrito|wrap|enchilada|quesadilla|rollitos|rollito|kebab|shawarma|durum", breads.wrap),
    ("hamburgues|burger", breads.burger),
    ("sandwich|bocadillo|bocata|montadito|panini|bikini|mixto|torta de jamon", breads.sandwich),
    (
        "tostada|tosta |tostas|toast|bruschetta|pan con tomate|pa amb|crostini|torrija|migas",
        breads.toast,
    ),
    ("focaccia|coca |empanada|flatbread|pita|naan", breads.flatbread),
    ("ensalada|salad|poke|tabule|tabbouleh|slaw|salpicon", plates.salad),
    (
        "lasan|gratin|graten|canelon|cannelloni|casserole|moussaka|musaca|parmentier|"
        "shepherd|cottage pie|mac and cheese",
        oven.gratin,
    ),
    (
        "quiche|tarta de manzana|tarta fina|apple pie|apple tart|tarte|tart |galette|pie ",
        cakes.tart,
    ),
    ("brownie|barrita|barritas|bars |flapjack|turron", cakes.squares),
    ("muffin|magdalena|cupcake|madalena", cakes.muffins),
    ("galleta|cookie|biscuit|scone", cakes.cookies),
    (
        "banana bread|pan de platano|pan de calabac|bizcocho|plum cake|loaf|pudin de pan|"
        "bread pudding|budin",
        cakes.loaf,
    ),
    ("tortita|pancake|panqueque|blini|waffle|gofre", pans.pancakes),
    ("crepe|crep |creps|filloa|frixuelo", pans.crepes),
    ("helado|ice cream|sorbete|sorbet|gelato|nice cream", bowls.scoops),
    ("tarta|cake|pastel|cheesecake|roscon", cakes.cake),
    ("hogaza|pan casero|pan de|pan integral|bread ", oven.bread),
    ("paella|fideua|arroz a banda|arroz negro|arroz al horno", plates.paella),
    ("curry|tikka|dal |dhal|korma|masala", bowls.curry),
    ("sopa|soup|caldo|broth|ramen|pho |consome|minestrone|miso", bowls.broth),
    (
        "crema de chocolate|natillas|mousse|flan|custard|pannacotta|panna cotta|"
        "arroz con leche|rice pudding|compota|compote|pudin|pudding|yogur|yoghurt|yogurt|"
        "parfait|avena|porridge|oatmeal|oats|gachas|muesli|granola|chia",
        bowls.porridge,
    ),
    (
        "crema|cream of|bisque|gazpacho|salmorejo|vichyssoise|ajoblanco|pure de|"
        "veloute|chowder",
        bowls.smooth_soup,
    ),
    (
        "hummus|guacamole|pate |dip |tzatziki|baba gan|tapenade|pesto casero|mermelada|jam |"
        "mutabal|mojo|untable|spread",
        bowls.dip,
    ),
    ("tortilla francesa|omelette|omelet", pans.folded_omelette),
    ("tortilla|frittata", pans.omelette),
    ("revuelto|scramble", pans.scramble),
    ("shakshuka|huevos|fried egg|eggs|baked egg", pans.fried_eggs),
    (
        "croqueta|croquette|albondiga|meatball|falafel|fritter|bunuelo|patties|patty|nugget|"
        "tortitas de",
        plates.fritters,
    ),
    ("brocheta|skewer|pincho|kebab", plates.skewers),
    ("rellen|stuffed", oven.stuffed),
    (
        "macarr|penne|rigatoni|fusilli|espirales|farfalle|lazos|noqui|gnocchi|ravioli|"
        "tortellini|pasta corta|maccheroni|macaroni",
        plates.short_pasta,
    ),
    (
        "pasta|espagueti|spaghetti|tallarin|fideo|noodle|tagliatelle|linguin|carbonara|"
        "bolones|pad thai|yakisoba",
        plates.long_pasta,
    ),
    (
        "salteado|stir fry|stir fried|sauteed|wok|pisto|ratatouille|fried rice|arroz frito|"
        "chop suey|hash|sofrito|skillet",
        pans.stir_fry,
    ),
    ("risotto|arroz|rice|quinoa|cuscus|couscous|bulgur|bowl", plates.rice),
    (
        "guiso|guisad|estofad|stew|lentejas|lentil|potaje|cocido|fabada|chili|chilli|goulash|"
        "cazuela|ragu|marmitako|caldereta|callos|menestra|pot |tajine|tagine|judias con|"
        "alubias|garbanzos con",
        bowls.stew,
    ),
    (
        "al horno|asad|roast|bandeja|tray|baked|sheet pan|traybake|horneado|nachos|patatas|"
        "fries|chips",
        oven.roast,
    ),
    ("macedonia|fruit salad|fruta|fruit", plates.fruit_plate),
    (
        "plancha|grilled|filete|fillet|lomo|steak|solomillo|pechuga|breast|escalope|a la |"
        "papillote|chop",
        plates.main_course,
    ),
)  # fmt: skip


def plating(dish: Serving) -> Plating:
    """How to serve it: by the words before "with", by any of its words, or by what is in it."""
    head = re.split(" con | with ", dish.title, maxsplit=1)[0] + " "
    for text, table in ((dish.title, _PHRASES), (head, _BY_TITLE), (dish.title, _BY_TITLE)):
        named = first_mention(text, (words for words, _ in table))
        if named is not None:
            return table[named][1]
    return _by_content(dish)


def _by_content(dish: Serving) -> Plating:
    store = dish.pantry
    if store.has("espagueti|spaghetti|pasta|tallarin|noodle|fideo"):
        return plates.long_pasta
    if store.on(Layer.MAIN):
        return plates.main_course
    if store.on(Layer.LEAF):
        return plates.salad
    if store.has("lenteja|lentil|garbanzo|chickpea|alubia|bean"):
        return bowls.stew
    return plates.mound
