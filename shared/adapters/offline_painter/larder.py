"""What each ingredient looks like on a plate: by its name where it is known, else by category."""

from dataclasses import dataclass, replace
from enum import IntEnum

from shared.adapters.offline_painter.color import appetising, parse
from shared.adapters.offline_painter.piece import Shape
from shared.adapters.offline_painter.shapes import (
    dairy,
    eggs,
    fruit,
    greens,
    meat,
    pasta,
    rounds,
    seafood,
    seeds,
    snacks,
)
from shared.adapters.offline_painter.words import first_mention, folded, mentions
from shared.domain.food import Category
from shared.domain.picture import DishIngredient


class Layer(IntEnum):
    """Where in the pile a food lies, from below to above."""

    HIDDEN = 0
    STAPLE = 1
    LEAF = 2
    MAIN = 3
    PIECE = 4
    SMALL = 5
    CREAM = 6
    HERB = 7
    SPRINKLE = 8


@dataclass(frozen=True, slots=True)
class Look:
    """How a food is drawn. `tinted` foods come in several colours."""

    shape: Shape
    color: str
    layer: Layer = Layer.PIECE
    scale: float = 1
    tinted: bool = False


H, S, L, M, P, T, K, G, D = Layer
_KNOWN: tuple[tuple[str, Look], ...] = (
    ("salt cod|bacalao salado", Look(seafood.fillet, "#f3dcbb", M)),
    (
        "tortilla de maiz|tortilla de trigo|tortilla de harina|corn tortilla|flour tortilla",
        Look(snacks.crisp, "#ecc98a", S),
    ),
    ("aceite|oil ", Look(seeds.drops, "#d9b23a", D)),
    ("vinagre|vinegar", Look(seeds.drops, "#6b2f2a", D)),
    (
        "caldo|stock |broth|agua |water |sal |salt |levadura|yeast|baking|bicarbonato",
        Look(seeds.drops, "#e0b46a", H),
    ),
    ("masa |dough|pastry|hojaldre|oblea|filo |phyllo", Look(seeds.flakes, "#f0d9ae", H)),
    ("queso crema|cream cheese|queso de untar", Look(dairy.dollop, "#fffaf0", K)),
    (
        "harina|flour|almidon|maizena|corn starch|cornstarch|azucar|sugar|gelatina",
        Look(seeds.flakes, "#f3e6cf", H),
    ),
    ("leche de coco|coconut milk|crema de coco|coconut cream", Look(dairy.dollop, "#fffaf0", K)),
    (
        "mantequilla de|crema de cacahuete|peanut butter|almond butter|tahini|hummus",
        Look(snacks.sauce, "#c98f4e", K),
    ),
    ("leche|milk", Look(dairy.dollop, "#fffaf0", H)),
    ("pan rallado|breadcrumb|panko", Look(seeds.pepper_grains, "#c98f45", D)),
    ("pesto", Look(snacks.sauce, "#6f9440", K)),
    ("salsa de soja|soy sauce|soja |tamari |teriyaki", Look(seeds.drops, "#4a2615", D)),
    (
        "tomate frito|tomate triturado|salsa de tomate|tomato sauce|passata|ketchup|"
        "tomato paste|concentrado",
        Look(snacks.sauce, "#c43d24", K),
    ),
    ("tomate seco|tomates secos|sun dried", Look(meat.strip, "#a83a22", P, 0.7)),
    (
        "tomates cherry|tomate cherry|tomatitos|cherry tom",
        Look(rounds.cherry_tomato, "#d93a2a", P, 0.72, True),
    ),
    ("tomat", Look(rounds.tomato, "#d8402c", P, 1, True)),
    ("lombarda|red cabbage", Look(greens.cabbage, "#8a4a86", P)),
    ("cebolla morada|cebolla roja|red onion", Look(rounds.onion, "#9a4a86", P, 0.8)),
    (
        "cebolleta|cebollin|spring onion|scallion|green onion|puerro|leek",
        Look(rounds.spring_onion, "#7fae4a", T),
    ),
    ("cebollino|chive", Look(greens.chives, "#5f9440", G, 0.7)),
    ("ajonjoli|sesam|tahin", Look(seeds.seeds, "#ecd8a4", D)),
    ("cebolla|onion|chalota|shallot", Look(rounds.onion_arcs, "#e0bf82", P, 0.8)),
    ("ajo |ajos |garlic", Look(rounds.garlic, "#efe4d0", T, 0.8)),
    ("boniato|batata|sweet potato|yam ", Look(meat.chunk, "#e8803a", P)),
    ("pure de patata|mashed", Look(dairy.dollop, "#f0d68a", M)),
    ("patatas fritas|french fries|chips ", Look(snacks.stick, "#eab64a", P)),
    ("patata|potato|papa |papas |yuca|cassava", Look(snacks.potato, "#ecc062", P)),
    ("calabacin|courgette|zucchini", Look(rounds.courgette, "#4f7d37", P, 0.9)),
    ("calabaza|pumpkin|squash|butternut", Look(meat.chunk, "#ec9430", P)),
    ("berenjena|eggplant|aubergine", Look(rounds.courgette, "#54305f", P, 1.05)),
    ("pepinillo|gherkin|pickle", Look(rounds.cucumber, "#7f9a3a", T, 1.1)),
    ("pepino|cucumber", Look(rounds.cucumber, "#5c9645", P, 0.9)),
    ("zanahoria|carrot", Look(rounds.carrot, "#ef8530", P, 0.8)),
    ("remolacha|beet", Look(rounds.beet, "#8f2452", P, 0.85)),
    ("rabano|radish", Look(rounds.radish, "#d9486a", T, 1.3)),
    ("nabo|turnip|chirivia|parsnip", Look(dairy.cube, "#f1e4c3", P, 0.8)),
    (
        "pimienta|black pepper|comino|cumin|nuez moscada|nutmeg|clavo|especia",
        Look(seeds.pepper_grains, "#4b3826", D),
    ),
    (
        "pimenton|paprika|cayena|chilli powder|chili powder",
        Look(seeds.pepper_grains, "#b8402a", D),
    ),
    ("canela|cinnamon|cacao|cocoa|cafe |coffee", Look(seeds.pepper_grains, "#7a4526", D)),
    ("curcuma|turmeric|curry|azafran|saffron", Look(seeds.pepper_grains, "#d99a26", D)),
    ("guindilla|chile|chili|chilli|jalapeno|cayenne", Look(rounds.chilli, "#c9302a", T, 1, True)),
    ("pimiento del piquillo|piquillo", Look(rounds.pepper, "#c4301f", P)),
    (
        "pimiento|bell pepper|red pepper|green pepper|yellow pepper|peppers|capsicum|pepper ",
        Look(rounds.pepper, "#d63a2a", P, 0.9, True),
    ),
    (
        "champin|seta|mushroom|shiitake|portobello|boletus|porcini",
        Look(rounds.mushroom, "#b58c66", P, 0.85),
    ),
    ("brocoli|broccoli|romanesco|bimi", Look(greens.floret, "#5b8f3d", P)),
    ("coliflor|cauliflower", Look(greens.floret, "#efe3c0", P)),
    ("coles de bruselas|brussels", Look(greens.artichoke, "#8db04f", P, 0.8)),
    ("alcachofa|artichoke", Look(greens.artichoke, "#93a860", P)),
    ("esparrago|asparagus", Look(greens.asparagus, "#7fa348", P, 1.2)),
    (
        "judias verdes|judia verde|green bean|french bean|vainas|ejote",
        Look(greens.green_bean, "#639a3d", P),
    ),
    ("guisante|peas |pea |edamame|habas|broad bean", Look(rounds.pea, "#7fb446", T)),
    ("maiz|corn |sweetcorn|elote", Look(rounds.corn, "#f4c232", T)),
    ("apio|celery", Look(rounds.spring_onion, "#a3c065", T, 1.2)),
    ("hinojo|fennel", Look(rounds.onion, "#c9d89a", P, 0.8)),
    ("espinaca|spinach|acelga|chard|canonigo|lamb s lettuce", Look(greens.leaf, "#4f8a3c", L)),
    ("rucula|rocket|arugula", Look(greens.rocket, "#5c8f3c", L, 0.9)),
    ("kale|col rizada|berza", Look(greens.lettuce, "#467a3d", L, 0.9)),
    (
        "lechuga|lettuce|escarola|endivia|endive|brotes|mezclum|ensalada|salad ",
        Look(greens.lettuce, "#86b048", L),
    ),
    (
        "repollo|col |cabbage|pak choi|bok choy|chucrut|sauerkraut|alga|seaweed",
        Look(greens.cabbage, "#a9c77a", P),
    ),
    ("albahaca|basil", Look(greens.basil, "#4f9440", G)),
    ("menta|hierbabuena|mint", Look(greens.basil, "#57a357", G)),
    ("perejil|parsley|cilantro|coriander", Look(greens.parsley, "#579341", G)),
    (
        "romero|rosemary|tomillo|thyme|eneldo|dill|oregano|laurel|bay lea|salvia|sage",
        Look(greens.rosemary, "#5d8a55", G),
    ),
    ("jengibre|ginger", Look(dairy.cube, "#e3c184", T, 0.8)),
    ("aguacate|avocado|guacamole", Look(fruit.avocado, "#87a94a", P, 1.1)),
    ("aceituna|olive|alcaparra|caper", Look(rounds.olive, "#4b5a34", T, 1, True)),
    ("lima |limas |lime", Look(fruit.citrus, "#9cc53b", P, 0.9)),
    ("limon|lemon", Look(fruit.citrus, "#f3cf3a", P, 0.9)),
    (
        "naranja|orange|mandarin|tangerine|pomelo|grapefruit|clementin",
        Look(fruit.citrus, "#f2942e", P, 1),
    ),
    ("manzana|apple ", Look(fruit.apple, "#c8402f", P, 1, True)),
    ("apples", Look(fruit.apple, "#c8402f", P, 1, True)),
    ("platano|banana", Look(fruit.banana, "#ecc94b", P, 0.9)),
    ("fresa|fresones|strawberr", Look(fruit.strawberry, "#d9333c", P, 0.9)),
    ("arandano|blueberr|grosella|currant|cranberr", Look(fruit.blueberry, "#46548f", T, 1.2)),
    ("frambuesa|raspberr", Look(fruit.raspberry, "#cc3552", T, 1.3)),
    (
        "mora |moras |blackberr|frutos rojos|frutos del bosque|berries",
        Look(fruit.raspberry, "#5a2a58", T, 1.3),
    ),
    ("cereza|cherr|guinda", Look(fruit.grape, "#a31f33", T, 1.3)),
    (
        "uva |uvas |grape|ciruela|plum|pasas|raisin|datil|date ",
        Look(fruit.grape, "#76406f", T, 1.2, True),
    ),
    ("kiwi", Look(fruit.kiwi, "#8cb83c", P, 0.9)),
    ("higo|fig |figs|granada|pomegranate|maracuya|passion", Look(fruit.fig, "#a83a55", P, 0.9)),
    ("pina |pineapple|anana", Look(fruit.pineapple, "#f3cb45", P)),
    ("sandia|watermelon", Look(fruit.melon, "#e64f57", P)),
    ("melon|cantaloupe", Look(fruit.melon, "#f5b869", P)),
    ("mango|papaya", Look(fruit.stone_fruit, "#f5a52c", P)),
    (
        "melocoton|peach|nectarin|albaricoque|apricot|caqui|persimmon",
        Look(fruit.stone_fruit, "#f19a4a", P),
    ),
    ("pera |peras |pear |pears ", Look(fruit.apple, "#a9b84a", P)),
    ("coco |coconut", Look(seeds.flakes, "#fbf4e6", D, 0.8)),
    ("garbanzo|chickpea", Look(seeds.chickpea, "#dcae63", T, 1.1)),
    ("lenteja|lentil", Look(seeds.lentil, "#94673d", T, 1, True)),
    ("alubia|judia|frijol|bean|fabes|soja", Look(seeds.bean, "#8e3a2d", T, 1.1, True)),
    ("tofu", Look(dairy.cube, "#f6e6c0", P)),
    ("tempeh|seitan", Look(meat.chunk, "#b98350", P)),
    ("huevo frito|fried egg", Look(eggs.fried_egg, "#f9ae22", M)),
    ("huevo|egg ", Look(eggs.egg, "#f7b32b", P)),
    ("eggs", Look(eggs.egg, "#f7b32b", P)),
    ("mozzarella|burrata|queso de cabra|goat", Look(dairy.mozzarella, "#fbf6ea", P, 0.9)),
    (
        "parmesan|grana|pecorino|manchego|cheddar|gruyere|emmental|gouda",
        Look(dairy.cheese, "#f2cd6a", T, 1.1),
    ),
    ("feta|queso fresco|paneer|halloumi|queso|cheese", Look(dairy.cube, "#fbf1d8", P, 0.7)),
    (
        "yogur|yoghurt|yogurt|kefir|nata|cream|creme|requeson|ricotta|mascarpone|skyr|quark",
        Look(dairy.dollop, "#fffaf0", K),
    ),
    ("mantequilla|butter|margarina", Look(dairy.butter, "#f6d873", K, 0.8)),
    ("bacon|beicon|panceta|pancetta|tocino", Look(meat.ham, "#c0533d", P, 0.9)),
    ("jamon|ham |prosciutto|serrano|pavo en lonchas", Look(meat.ham, "#d97a70", P, 0.9)),
    (
        "chorizo|salchich|sausage|salami|pepperoni|fuet|longaniza|butifarra|morcilla",
        Look(meat.sausage, "#b33a2c", P, 0.8),
    ),
    ("albondiga|meatball", Look(meat.meatball, "#8f5532", P)),
    ("carne picada|minced|ground beef|ground meat|mince ", Look(meat.chunk, "#8a5234", T, 0.8)),
    ("pollo|chicken|pavo|turkey", Look(meat.strip, "#d99a55", M)),
    (
        "ternera|beef|res |cerdo|pork|cordero|lamb|lomo|steak|carne|conejo|rabbit|duck|pato",
        Look(meat.chunk, "#8f5233", M),
    ),
    (
        "gamba|langostino|prawn|shrimp|camaron|cigala|langosta|lobster",
        Look(seafood.prawn, "#f08a64", M),
    ),
    (
        "mejillon|mussel|almeja|clam|berberecho|cockle|ostra|oyster|vieira",
        Look(seafood.mussel, "#2f3550", M, 0.9),
    ),
    ("calamar|squid|pulpo|octopus|sepia|chipiron", Look(seafood.squid, "#f0dcc8", M, 0.8)),
    (
        "atun|tuna|bonito|caballa|mackerel|sardina|sardine|anchoa|boqueron|anchov|surimi",
        Look(seafood.tuna, "#d8a38c", M, 0.9),
    ),
    ("salmon|trucha|trout", Look(seafood.fillet, "#f08e68", M)),
    (
        "bacalao|cod |merluza|hake|lubina|dorada|pescado|fish|lenguado|sole |rape |tilapia",
        Look(seafood.fillet, "#f3dcbb", M),
    ),
    ("almendra|almond", Look(seeds.almond, "#b9783f", T)),
    ("nueces|nuez|walnut|pecan", Look(seeds.walnut, "#b98a55", T, 1.1)),
    (
        "cacahuete|peanut|anacardo|cashew|avellana|hazelnut|pistacho|pistachio|pinon|"
        "pine nut|macadamia",
        Look(seeds.peanut, "#d8ac6a", T, 0.9),
    ),
    ("semillas|seeds|chia|amapola|poppy|linaza|pipas", Look(seeds.seeds, "#6e5a3c", D)),
    ("chocolate", Look(snacks.chocolate, "#4d2a18", T)),
    ("miel|honey|sirope|syrup|caramel|agave", Look(seeds.drops, "#dd9322", D)),
    ("mermelada|jam |compota", Look(snacks.sauce, "#a92b3f", K)),
    ("mostaza|mustard", Look(snacks.sauce, "#d8a72f", K, 0.7)),
    ("mayonesa|mayonnaise|alioli|aioli", Look(dairy.dollop, "#f8ecc0", K, 0.8)),
    ("granola|muesli|avena|oat|cereal", Look(seeds.flakes, "#d9b277", S)),
    (
        "arroz|rice|risotto|quinoa|cuscus|couscous|bulgur|trigo|mijo|cebada|farro|barley",
        Look(seeds.rice, "#f6ead0", S),
    ),
    ("noquis|gnocchi", Look(pasta.gnocchi, "#ecd29a", S)),
    ("ravioli|tortellini", Look(pasta.ravioli, "#ecd29a", S)),
    (
        "macarr|penne|rigatoni|fusilli|espirales|helices|lazos|farfalle|macaroni",
        Look(pasta.penne, "#ecc673", S),
    ),
    (
        "pasta|espagueti|spaghetti|tallarin|fideo|noodle|tagliatelle|linguin|lasan",
        Look(snacks.stick, "#f0cd7c", S),
    ),
    ("tortilla|wrap|tortita|pita|naan", Look(snacks.crisp, "#ecc98a", S)),
    (
        "pan |bread|baguette|hogaza|brioche|panecillo|toast|picatoste|crouton",
        Look(snacks.crouton, "#d9a55a", P),
    ),
    ("galleta|cookie|cracker|biscuit|nacho", Look(snacks.crisp, "#d49a4c", P)),
    ("vino|wine", Look(seeds.drops, "#7a2440", D)),
)  # fmt: skip

_BY_CATEGORY: dict[str, Look] = {
    Category.FRUIT: Look(fruit.stone_fruit, "#ef9d45", P),
    Category.VEGETABLE: Look(dairy.cube, "#8fb255", P, 0.8),
    Category.HERB: Look(greens.parsley, "#579341", G),
    Category.MUSHROOM: Look(rounds.mushroom, "#b58c66", P, 0.85),
    Category.MEAT: Look(meat.chunk, "#8f5233", M),
    Category.POULTRY: Look(meat.strip, "#d99a55", M),
    Category.FISH: Look(seafood.fillet, "#f0b08c", M),
    Category.SEAFOOD: Look(seafood.prawn, "#f08a64", M),
    Category.DAIRY: Look(dairy.mozzarella, "#fbf6ea", P, 0.8),
    Category.EGG: Look(eggs.egg, "#f7b32b", P),
    Category.GRAIN: Look(seeds.rice, "#f0dfba", S),
    Category.BREAD: Look(snacks.crouton, "#d9a55a", P),
    Category.LEGUME: Look(seeds.bean, "#b9713f", T, 1.1),
    Category.PLANT_PROTEIN: Look(dairy.cube, "#f0ddb4", P),
    Category.NUT: Look(seeds.peanut, "#cf9f60", T),
    Category.OIL: Look(seeds.drops, "#d9b23a", D),
    Category.CONDIMENT: Look(snacks.sauce, "#b8472c", K, 0.8),
    Category.SPICE: Look(seeds.pepper_grains, "#a5562b", D),
    Category.BAKING: Look(seeds.flakes, "#f0dfba", D),
    Category.SWEET: Look(snacks.chocolate, "#7a4526", T),
    Category.SNACK: Look(snacks.crisp, "#e3b04e", P, 0.9),
    Category.BEVERAGE: Look(seeds.drops, "#d98a3a", D),
    Category.ALCOHOL: Look(seeds.drops, "#8a2c46", D),
    Category.PREPARED: Look(meat.meatball, "#c08a4e", P, 0.9),
    Category.OTHER: Look(meat.chunk, "#cf9a5a", P, 0.8),
}

_UNKNOWN = (
    Look(meat.chunk, "#cf9a5a", P, 0.8),
    Look(rounds.carrot, "#e08a3c", P, 0.8),
    Look(dairy.cube, "#efd9a2", P, 0.8),
    Look(rounds.courgette, "#6f9440", P, 0.8),
    Look(rounds.pepper, "#c9482f", P, 0.8),
)

_COLOR_WORDS: tuple[tuple[str, str], ...] = (
    ("amarill|yellow", "#f0bd30"),
    ("verde|green", "#6f9f3f"),
    ("negr|black", "#352a2c"),
    ("blanc|white", "#f0e2c6"),
    ("morad|purple", "#7d3f7c"),
    ("naranja|orange", "#ee8a2c"),
    ("roj|red ", "#cf3328"),
)


def look(ingredient: DishIngredient) -> Look:
    """How to draw an ingredient, whatever is or is not known of it."""
    name = folded(ingredient.name)
    known = first_mention(name, (words for words, _ in _KNOWN))
    if known is not None:
        found = _KNOWN[known][1]
        return replace(found, color=_said_color(name) or found.color) if found.tinted else found
    general = _BY_CATEGORY.get(ingredient.category or "") or _unknown(name)
    given = parse(ingredient.color)
    return replace(general, color=appetising(given)) if given else general


def _unknown(name: str) -> Look:
    """Several unknown foods should at least not look alike."""
    return _UNKNOWN[sum(name.encode()) % len(_UNKNOWN)]


def raw(food: Look) -> Look:
    """As the cook found it: eggs in their shells, an avocado with its stone."""
    if food.shape is fruit.avocado:
        return Look(fruit.avocado_half, "#87a94a", food.layer, 1.1)
    if food.shape is eggs.egg:
        return Look(eggs.whole_egg, "#e0ad7c", food.layer, 1.1)
    return food


def large(food: Look) -> Look:
    """The whole form of a main: a grilled piece for what else comes in strips and chunks."""
    if food.shape is meat.strip:
        return replace(food, shape=meat.steak, color="#dfa963")
    return replace(food, shape=meat.steak) if food.shape is meat.chunk else food


def _said_color(name: str) -> str | None:
    return next((color for words, color in _COLOR_WORDS if mentions(name, words)), None)
