"""Words that carry an allergen and are no food of the catalog, in Spanish and English.

`GROUPS` name a whole family, `WORDS` a single food, a cut or a product. A word stands for every
allergen it usually brings (EU 1169/2011, annex II): whoever wrote it did not say which.
"""

from shared.domain.catalog import fold
from shared.domain.food import Allergen

_GLUTEN = frozenset({Allergen.GLUTEN})
_CRUSTACEANS = frozenset({Allergen.CRUSTACEANS})
_EGG = frozenset({Allergen.EGG})
_FISH = frozenset({Allergen.FISH})
_PEANUT = frozenset({Allergen.PEANUT})
_SOY = frozenset({Allergen.SOY})
_MILK = frozenset({Allergen.MILK})
_NUTS = frozenset({Allergen.NUTS})
_CELERY = frozenset({Allergen.CELERY})
_MUSTARD = frozenset({Allergen.MUSTARD})
_SESAME = frozenset({Allergen.SESAME})
_SULPHITES = frozenset({Allergen.SULPHITES})
_LUPIN = frozenset({Allergen.LUPIN})
_MOLLUSCS = frozenset({Allergen.MOLLUSCS})

_GROUP_WORDS: dict[str, frozenset[Allergen]] = {
    "gluten, wheat, trigo": _GLUTEN,
    "crustacean, crustaceo": _CRUSTACEANS,
    "shellfish, marisco": _CRUSTACEANS | _MOLLUSCS,
    "seafood, frutos del mar": _CRUSTACEANS | _MOLLUSCS | _FISH,
    "egg, huevo": _EGG,
    "fish, pescado": _FISH,
    "peanut, cacahuete, cacahuate, mani": _PEANUT,
    "soy, soya, soja": _SOY,
    "milk, leche, dairy, lacteo, lactose, lactosa, cheese, queso": _MILK,
    "nut, nuez, tree nuts": _NUTS,
    "frutos secos, mixed nuts": _NUTS | _PEANUT,
    "celery, apio": _CELERY,
    "mustard, mostaza": _MUSTARD,
    "sesame, sesamo, ajonjoli": _SESAME,
    "sulphite, sulfite, sulfito": _SULPHITES,
    "lupin, altramuz": _LUPIN,
    "mollusc, mollusk, molusco": _MOLLUSCS,
}

_SINGLE_WORDS: dict[str, frozenset[Allergen]] = {
    "barley, cebada, rye, centeno, spelt, espelta, kamut, seitan, semolina, semola, bulgur, farro, "
    "freekeh, malt, malta, panko, udon, ramen, masa, hojaldre, puff pastry, filo, phyllo, "
    "breadcrumb, pan rallado, crouton, picatoste, cracker, bagel, pretzel, brioche, focaccia, "
    "ciabatta, naan, chapati, gnocchi, orzo, tempura, roux": _GLUTEN,
    "lobster, langosta, bogavante, prawn, gamba, shrimp, camaron, scampi, langostino, cigala, "
    "crab, cangrejo, centollo, necora, crayfish, krill, carabinero, percebe": _CRUSTACEANS,
    "yolk, yema, egg white, clara de huevo, meringue, merengue, aioli, alioli, ovo": _EGG,
    "anchovy, anchoa, boqueron, sardine, sardina, tuna, atun, salmon, cod, bacalao, merluza, hake, "
    "trout, trucha, mackerel, caballa, herring, arenque, roe, caviar, fish sauce, nuoc mam, dashi, "
    "bonito, lubina, garum": _FISH,
    "worcestershire": _FISH | _GLUTEN,
    "surimi": _FISH | _CRUSTACEANS | _EGG,
    "satay": _PEANUT,
    "tofu, tempeh, miso, edamame, natto, okara": _SOY,
    "tamari, teriyaki, hoisin": _SOY | _GLUTEN,
    "butter, mantequilla, ghee, cream, nata, creme fraiche, whey, suero de leche, suero, casein, "
    "caseina, caseinate, buttermilk, yogurt, yogur, yoghurt, kefir, quark, skyr, feta, mozzarella, "
    "parmesan, parmesano, cheddar, ricotta, requeson, mascarpone, burrata, brie, gouda, manchego, "
    "pecorino, gorgonzola, roquefort, gruyere, halloumi, paneer, condensed milk, leche condensada, "
    "dulce de leche, crema agria, sour cream, half and half, dairy, custard, natillas": _MILK,
    "bechamel": _MILK | _GLUTEN,
    "almond, almendra, hazelnut, avellana, walnut, cashew, anacardo, pistachio, pistacho, pecan, "
    "macadamia, brazil nut, nuez de brasil, marzipan, mazapan, praline, praliné, nougat, turron, "
    "gianduja, frangipane, amaretto, nocilla, nutella": _NUTS,
    "pesto": _NUTS | _MILK,
    "dijon": _MUSTARD,
    "tahini, tahin, halva, hummus, zaatar, dukkah": _SESAME,
    "mussel, mejillon, clam, almeja, oyster, ostra, squid, calamar, cuttlefish, sepia, octopus, "
    "pulpo, scallop, vieira, zamburina, navaja, chipiron, berberecho, cockle, snail, caracol, "
    "whelk, abalone": _MOLLUSCS,
}


def _by_word(table: dict[str, frozenset[Allergen]]) -> dict[str, frozenset[Allergen]]:
    return {
        fold(word): allergens for words, allergens in table.items() for word in words.split(", ")
    }


_CODES = {fold(code.value): frozenset({code}) for code in Allergen}
GROUPS = _CODES | _by_word(_GROUP_WORDS)
WORDS = _by_word(_SINGLE_WORDS)


def allergens_of_word(word: str) -> frozenset[Allergen]:
    """The allergens a word or short name brings by itself; none for any other word."""
    folded = fold(word)
    return GROUPS.get(folded) or WORDS.get(folded) or frozenset()
