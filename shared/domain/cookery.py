"""Words of cookery that are also names of foods, and how to tell which of the two is meant."""

import re

from shared.domain.catalog import fold
from shared.domain.language import Language

# As they are written: "browned" is a sea bream in Spanish, and what is left over is listed with
# every allergen. "Claras" are egg whites, "clara" is clear. An ingredient of that name is looked
# up, not read.
COOKERY = {
    Language.ES: frozenset(
        (
            *("clara", "cuajadas", "dorada", "doradas", "encurtido", "encurtida"),
            *("espumoso", "espumosa", "espumosos", "espumosas"),
            *("fina", "finas", "fino", "finos", "palillo", "palillos", "pasa", "pico"),
            *("pie", "pies", "plumas"),
            *("rellena", "rellenas", "sale", "sobra", "sobras", "sobre", "sobro"),
            *("base", "bases", "salsa", "salsas", "sol", "soles", "sopa"),
        )
    ),
    Language.EN: frozenset(
        (
            *("base", "bases", "crisp", "crisps", "leftover", "leftovers", "mash", "pulse"),
            *("pulses", "shade", "soup", "soups", "turnover"),
        )
    ),
}
FOLDED = {one: frozenset(map(fold, words)) for one, words in COOKERY.items()}
ANY_FOLDED = frozenset().union(*FOLDED.values())

# What is done to an ingredient: "toast the seeds", "wrap tightly", "cream the potato", "fish out".
_BEGINS = r"(?:^|[.;:!?\n(])\W*(?:\d+\W+)?(?:then |now |next |finally )?"
_TO_IT = r" (?:the|it|them|your|each|all|both|half|together)\b"
_HOW = (
    rf"(?:{_TO_IT}| (?:in|up|over|until|for|gently|lightly|well|tightly|around|on|under|slices)\b)"
)
_AT_FIRST = re.compile(rf"(?:{_BEGINS})$")
_SAID_TO = re.compile(rf"(?:{_BEGINS}|\w+ly |\bto )$")
_JOINED = re.compile(r"(?:\band|\bthen|\bor|,) (?:\w+ly )?$")
_JOINED_TO = re.compile(
    rf"(?:{_TO_IT}| (?:until|lightly|gently|on both sides|in a (?:dry|hot|frying|large|small))\b)"
)
_VERBS = {
    "cream": (_AT_FIRST, re.compile(_TO_IT)),
    "fish": (_AT_FIRST, re.compile(r" out\b")),
    "poke": (_SAID_TO, re.compile(rf"{_TO_IT}| (?:a|some|few|holes?|with)\b")),
    "mince": (_SAID_TO, re.compile(r" \w")),
    "toast": (_SAID_TO, re.compile(_HOW)),
    "wrap": (_SAID_TO, re.compile(_HOW)),
}
_ALSO_JOINED = frozenset({"mince", "poke", "toast", "wrap"})

# What a pot gives by itself and the shop sells: "the broth" is the dish's own, unless it is added.
_SAID_OF = r"(?:the|this|that|its|own|el|al|del|la|este|esta|su|propio)"
_ITS_OWN = re.compile(rf"\b{_SAID_OF} (?:\w+ ){{0,2}}$")
_MADE = re.compile(
    r"\b(?:for|para|tomorrow's|haz|hace[nr]?|tener|obtener|formar|make|makes|until|hasta|en|into"
    r"|una?) (?:\w+ ){0,2}$|\b(?:a|an) (?:\w+ ){1,2}$"
)
_ADDED = re.compile(
    r"\b(?:add|pour|stir in|pour in|anad\w*|agreg\w*|incorpor\w*|viert\w*|vert\w*|ech\w*|top with"
    r"|moja con|cubre con|riega con) "
    r"(?:(?:the|el|la|un|una|a|some|more|hot|boiling|poco de) ){0,3}$"
    r"|\b(?:de|of) (?:the |el |la )?$"
)
_FROM_THE_POT = frozenset({"batter", "broth", "caldo", "crema", "dough", "migas", "stock"})
_EVER_MADE = frozenset({"broth", "caldo", "crema", "migas", "stock"})
# A soup that a title calls so: "Crema verde de calabacín".
_HEADS = re.compile(r"crema (?!y\b|e\b|o\b|con\b|para\b)\w")
_IS_OF = re.compile(r" (?:de|suave|fina|blanca|densa|fria|espesa|untuosa|tibia|ligera)\b")

# "The ribs" are those of a leaf where they are taken off.
_OF_A_LEAF = re.compile(
    r"\b(?:remove|strip|trim|discard(?:ing)?|tough|central|woody|kale|chard|celery|cabbage)\b[^.;:!?]*$"
)

# "Tostada" is toast, or toasted: after what it would be of, it is no food.
_PARTICIPLES = frozenset({"cuajada", "tostada", "tostadas"})
_A_FOOD = re.compile(
    r"(?:^|[.,;:!?(\n])\W*$"
    r"|\b(?:las?|unas?|con|sobre|en|de|dos|tres|cuatro|\d+|tus|haz|prepara|sirve|anade|unta) $"
)


def is_cookery(plain: str, start: int, end: int) -> bool:
    """Whether the name of a food at `start` to `end` of legible `plain` says what to do, or what
    the dish itself has become."""
    name = plain[start:end]
    before = plain[max(0, start - 60) : start]
    if name in _PARTICIPLES:
        return not _A_FOOD.search(before)
    if name in _FROM_THE_POT:
        return _its_own(name, before) or (name == "crema" and _is_soup(plain, end))
    if name in {"rib", "ribs"}:
        return bool(_OF_A_LEAF.search(before))
    return _is_verb(name, before, plain[end : end + 20])


def _its_own(name: str, before: str) -> bool:
    if _ADDED.search(before):
        return False
    return bool(_ITS_OWN.search(before) or (name in _EVER_MADE and _MADE.search(before)))


def _is_soup(plain: str, end: int) -> bool:
    return bool(_IS_OF.match(plain, end) or (end == len("crema") and _HEADS.match(plain)))


def _is_verb(name: str, before: str, after: str) -> bool:
    if name not in _VERBS:
        return False
    left, right = _VERBS[name]
    if left.search(before):
        return bool(right.match(after))
    joined = name in _ALSO_JOINED and _JOINED.search(before)
    return bool(joined and _JOINED_TO.match(after))
