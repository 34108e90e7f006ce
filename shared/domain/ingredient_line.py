"""A line of a recipe's ingredients, in Spanish or English: how much of which food, and how sure
that is. The amount is read as speech is (`shared.domain.phrase`); a cook's own words around it and
units outside the list are made sense of here."""

import re
from decimal import Decimal
from typing import NamedTuple

from shared.domain.catalog import FoodCatalog, fold
from shared.domain.errors import Invalid
from shared.domain.food import Food
from shared.domain.language import Language
from shared.domain.mentions import mentions
from shared.domain.phrase import phrase_of
from shared.domain.units import Quantity, Unit, rounded

LONGEST = 200
_NOTHING, _MOST = Decimal(0), Decimal(1_000_000)
_LEAST_LETTERS = 2
_TO_TASTE = re.compile(
    r"\b(?:al gusto|a gusto|a tu gusto|to taste|as needed|as required|cantidad necesaria"
    r"|la necesaria|for (?:frying|greasing|serving|garnish)"
    r"|para (?:fre[ií]r|engrasar|servir|decorar)"
    r"|c/n|c/s|q\.?b\.?)(?!\w)",
    re.IGNORECASE,
)
_OPTIONAL = re.compile(r"\b(?:opcional(?:es)?|optional|si se desea|if desired)\b", re.IGNORECASE)
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_BULLET = re.compile(r"^[\s\-–—•*·▢□☐✓]+(?=\S)")
_NUMBER = r"\d+(?:[.,]\d+)?(?:\s+\d+/\d+)?|\d+/\d+|\d*\s*[¼½¾⅓⅔⅛]"
_RANGE = re.compile(rf"(?:{_NUMBER})\s*(?:-|–|—|\ba\b|\bo\b|\bto\b|\bor\b)\s*(?={_NUMBER})")
_GLUED = re.compile(r"(?<=\d)(?=(?:kg|gr?|ml|cl|dl|l|oz|lbs?)\b)", re.IGNORECASE)
_APPROXIMATE = re.compile(
    r"^(?:unos|unas|aprox\.?|aproximadamente|about|around|approx\.?|approximately|casi|generous"
    r"|heaped|scant|level|hasta|up to)\s+",
    re.IGNORECASE,
)
_SQUEEZED = re.compile(
    r"^(?:el |la |the )?(?:zumo|jugo|ralladura|piel|c[aá]scara|juice|zest|peel)(?: (?:de|of))+ "
    r"(?=\d|[¼½¾]|un|una|medio|media|an?|one|half)",
    re.IGNORECASE,
)
_TOGETHER = re.compile(r"\s+(?:y|e|and|&)\s+|,\s*", re.IGNORECASE)
_MOST_TOGETHER = 4
# Everything after these is how it is prepared, not what it is.
_AFTERWARDS = re.compile(
    r",(?!\d).*$|;.*$|\s+(?:para|for|m[aá]s|plus|cortad[oa]s?|picad[oa]s?|cut into|at room|"
    r"en (?:rodajas|dados|cubos|trozos|juliana|daditos|tiras|l[aá]minas))\b.*$",
    re.IGNORECASE,
)
_SHORT_FOR = {
    r"cdas?\.?|cucharas? soperas?|cs\.|tbsps?\.?|tbs\.?|T\.": "tablespoon",
    r"cdtas?\.?|cditas?\.?|cucharitas?|cc\.|tsps?\.?": "teaspoon",
    r"tza?s?\.?": "cup",
    r"uds?\.?|u\.": "unidad",
    r"lonjas?|lonchitas?": "loncha",
    r"rashers?": "slice",
    r"ramilletes?|ramos?|atadillos?": "manojo",
    r"gms?\.?": "g",
}
_ABBREVIATIONS = [
    (re.compile(rf"(?:(?<=^)|(?<=[\d¼½¾⅓⅔⅛\s]))(?:{short})(?=\s)"), whole)
    for short, whole in _SHORT_FOR.items()
]
# What one is: the avoirdupois pound and ounce, US fluid measures in round millilitres, a stick of
# butter as sold in the US; the rest is what a hand, a glass or a wrist roughly gives.
_MEASURES: dict[str, tuple[str, Unit]] = {
    "oz|ounce|onza": ("28.35", Unit.G),
    "lb|pound|libra": ("453.6", Unit.G),
    "pint|pinta": ("473", Unit.ML),
    "quart": ("946", Unit.ML),
    "cl|centilitro": ("10", Unit.ML),
    "dl|decilitro": ("100", Unit.ML),
    "stick": ("113", Unit.G),
    "vaso|glass": ("200", Unit.ML),
    "copa": ("150", Unit.ML),
    "taza de cafe": ("100", Unit.ML),
    "punado|handful": ("30", Unit.G),
    "chorro|chorrito|drizzle|splash": ("1", Unit.TBSP),
    "dash|punta": ("1", Unit.PINCH),
    "nuez|knob": ("15", Unit.G),
    "ramita|sprig|hoja|leaf": ("1", Unit.G),
    "rodaja": ("1", Unit.SLICE),
    "lata|can|tin|bote|jar|paquete|package|packet|sobre|filete|fillet|head|cabeza|stalk|tallo|rama|"
    "bola|ball|trozo|piece": ("1", Unit.UNIT),
}
_MEASURE = {
    fold(word): (Decimal(amount), unit)
    for words, (amount, unit) in _MEASURES.items()
    for word in words.split("|")
}
_LINKS = frozenset({"de", "del", "of"})
_ENOUGH_ALIKE = 0.9
_LONGEST_NAME = 120


class ReadLine(NamedTuple):
    """`quantity` is zero for "to taste"; `confidence`, 0 to 1, is how sure the food is, and half of
    that where no amount was said. `note` is what the line says beside the amount and the name."""

    text: str
    name: str
    food: Food | None
    quantity: Quantity
    optional: bool
    confidence: float
    note: str


def read_line(text: str, foods: FoodCatalog, language: Language) -> ReadLine:
    """What a line says; of a range the larger amount, so that there is enough.

    Raises:
        Invalid: it names nothing.
    """
    written = " ".join(text.split())[:LONGEST]
    optional = _OPTIONAL.search(written) is not None
    to_taste = _TO_TASTE.search(written) is not None
    plain = _plain(written)
    try:
        name, quantity, counted = _amount(plain)
    except Invalid:
        # No food is lost, and nobody's allergy with it, for an amount that is not understood.
        if not any(one.food for one in mentions(plain, foods, language)):
            raise
        name, quantity, counted = plain, Quantity(_NOTHING, Unit.UNIT), False
    note = _note(written, plain, name)
    name = name[:_LONGEST_NAME]
    food, sure = _food(name, foods, language)
    if food is None:
        food, sure = _food(plain, foods, language)
    if to_taste or not counted:
        quantity = Quantity(_NOTHING, food.unit if food else Unit.UNIT)
    said = counted or to_taste
    return ReadLine(written, name, food, quantity, optional, sure if said else sure / 2, note)


def _note(written: str, plain: str, name: str) -> str:
    """What stands aside, comes afterwards or is too long for a name: somebody may be allergic to
    it."""
    afterwards = _AFTERWARDS.search(plain)
    parts = (*_ASIDE.findall(written), afterwards[0] if afterwards else "", name[_LONGEST_NAME:])
    note = " ".join(" ".join(parts).split()).lstrip(" ,;")
    return note if len(note) <= LONGEST else written


def _plain(written: str) -> str:
    """The line without what surrounds an amount and a food."""
    plain = _BULLET.sub("", written)
    for gone in (_ASIDE, _TO_TASTE, _OPTIONAL):
        plain = gone.sub(" ", plain)
    plain = _SQUEEZED.sub("", _APPROXIMATE.sub("", plain.strip()))
    plain = _GLUED.sub(" ", _RANGE.sub("", plain))
    for short, whole in _ABBREVIATIONS:
        plain = short.sub(whole, plain)
    return " ".join(plain.split()).strip(" ,.;:-")


def _amount(plain: str) -> tuple[str, Quantity, bool]:
    """The name, the amount, and whether one was said.

    Raises:
        Invalid: there is no name.
    """
    phrase = phrase_of(_AFTERWARDS.sub("", plain) or plain)
    name, quantity = phrase.name, Quantity(phrase.quantity, phrase.unit)
    counted = name != " ".join((_AFTERWARDS.sub("", plain) or plain).split()).strip(" .,;:")
    if phrase.unit is Unit.UNIT:
        name, quantity = _measured(name, quantity)
    if sum(map(str.isalpha, name)) < _LEAST_LETTERS:
        raise Invalid("phrase_not_understood", field="text")
    return name, quantity, counted


def _measured(name: str, quantity: Quantity) -> tuple[str, Quantity]:
    """The name without a measure outside the list of units, and the amount in one of them."""
    words = name.split()
    for count in (3, 1):
        found = _MEASURE.get(fold(" ".join(words[:count])))
        if found is not None and len(words) > count:
            rest = words[count:]
            while len(rest) > 1 and rest[0].casefold() in _LINKS:
                rest = rest[1:]
            return " ".join(rest), Quantity(
                min(_MOST, rounded(quantity.amount * found[0])), found[1]
            )
    return name, quantity


def _food(name: str, foods: FoodCatalog, language: Language) -> tuple[Food | None, float]:
    """The food a name means: its own, the longest that is named in it, or one nearly alike."""
    food = foods.by_name_in(name, language) or foods.by_name(name)
    if food is not None:
        return food, 1.0
    named = [m for m in mentions(name, foods, language) if m.food is not None]
    if named:
        # The noun stands first in Spanish and last in English.
        ordered = named if language is Language.ES else named[::-1]
        best = max(ordered, key=lambda one: len(one.words.split()))
        return best.food, 0.8
    alike = foods.nearest(name, 1)
    if alike and alike[0][1] >= _ENOUGH_ALIKE:
        return alike[0][0], 0.6
    return None, 0.3


def read_lines(text: str, foods: FoodCatalog, language: Language) -> list[ReadLine]:
    """What a line says, "salt and pepper" being two; none where it names nothing."""
    try:
        whole = read_line(text, foods, language)
    except Invalid:
        return []
    parts = [part for part in _TOGETHER.split(_plain(text[:LONGEST])) if part]
    if whole.quantity.amount or whole.confidence == 1 or not 1 < len(parts) <= _MOST_TOGETHER:
        return [whole]
    named = [_food(part, foods, language) for part in parts]
    if any(food is None for food, _ in named):
        return [whole]
    return [
        whole._replace(name=part, food=food, confidence=sure)
        for part, (food, sure) in zip(parts, named, strict=True)
    ]
