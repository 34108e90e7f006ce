"""The allergens of the EU list that French words name: labels are read in three languages, recipes
and foods in two."""

import re

from shared.domain.food import Allergen
from shared.domain.labels.spelling import plain

# Words as `plain` writes them; of some, what makes another thing of them.
_WORDS: dict[Allergen, str] = {
    Allergen.GLUTEN: r"gluten|bles?(?! noir)|froment|seigle|orge|avoine|epeautre|kamut|semoule"
    r"|chapelure|malt",
    Allergen.CRUSTACEANS: r"crustaces?|crevettes?|crabes?|homards?|langoustines?|ecrevisses?",
    Allergen.EGG: r"oeufs?|jaunes? d.oeufs?|blancs? d.oeufs?|albumine",
    Allergen.FISH: r"poissons?|thon|saumon|anchois|cabillaud|morue|merlu|sardines?|hareng|colin",
    Allergen.PEANUT: r"arachides?|cacahuetes?",
    Allergen.SOY: r"soja",
    Allergen.MILK: r"lait(?! d(?:e |.)(?:coco|amandes?|soja|avoine|riz|noisettes?))|laitiere?s?"
    r"|laitiers?|beurre(?! d(?:e |.)(?:cacao|karite|cacahuetes?|mangue|arachide|amandes?))"
    r"|fromages?|creme(?! de (?:tartre|coco|riz))|lactoserum|petit.lait|caseines?|caseinates?"
    r"|lactose|yaourt|babeurre",
    Allergen.NUTS: r"fruits? a coques?|amandes?|noisettes?|noix(?! de (?:coco|muscade))|cajou"
    r"|pecan|pacane|pistaches?|macadamia|praline?|frangipane",
    Allergen.CELERY: r"celeri",
    Allergen.MUSTARD: r"moutarde",
    Allergen.SESAME: r"sesame",
    Allergen.SULPHITES: r"sulfites?|bisulfites?|metabisulfites?|anhydride sulfureux",
    Allergen.LUPIN: r"lupins?",
    Allergen.MOLLUSCS: r"mollusques?|moules|huitres?|calmars?|poulpes?|seiches?|escargots?",
}
_NAMED = {
    allergen: re.compile(rf"(?<!sans )(?<!sans de )(?<!\w)(?:{words})(?!\w)")
    for allergen, words in _WORDS.items()
}


def named_in_french(words: str) -> frozenset[Allergen]:
    """Those whose names stand among the words; what follows "sans" is not there."""
    text = plain(words)
    return frozenset(allergen for allergen, named in _NAMED.items() if named.search(text))
