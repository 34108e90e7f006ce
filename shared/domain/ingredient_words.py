"""Words of ingredient lines, in Spanish and English: units in short, measures outside the list of
units, what foods are sold in, and sizes."""

import re
from decimal import Decimal

from shared.domain.catalog import fold
from shared.domain.language import Language
from shared.domain.units import Unit

_SHORT_FOR = {
    r"cdas?\.?|cuch\.|cucharas? soperas?|cs\.|tbsps?\.?|tbs\.?": ("cucharada", "tablespoon"),
    r"cdtas?\.?|cditas?\.?|cucharitas?|cc\.|tsps?\.?": ("cucharadita", "teaspoon"),
    r"cucharadas? de postre": ("dessertspoon", "dessertspoon"),
    r"tza?s?\.?": ("taza", "cup"),
    r"uds?\.?|u\.": ("unidad", "piece"),
    r"lonjas?|lonchitas?|rashers?": ("loncha", "slice"),
    r"ramilletes?|ramos?|atadillos?": ("manojo", "bunch"),
    r"gms?\.?": ("g", "g"),
    r"fl\.? ?oz\.?|fluid ounces?": ("floz", "floz"),
}
# Said after a figure alone: "2 c/s", "200 c.c.", "2 T".
_AFTER_FIGURES = {
    Language.ES: (
        (r"(?<=\d\d )c\. ?c\.", "ml"),
        (r"(?<=\d )c(?:/|\. ?(?:a )?|\.? ?a\.? ?)s(?:opa|opera)?\.?", "cucharada"),
        (r"(?<=\d )c(?:/|\. ?(?:a )?|\.? ?a\.? ?)c(?:afé)?\.?", "cucharadita"),
        (r"(?<=\d )c\.", "cucharada"),
    ),
    Language.EN: (
        (r"(?<=\d )T\.?", "tablespoon"),
        (r"(?<=\d )t\.?", "teaspoon"),
        (r"(?<=\d )[Cc]\.?", "cup"),
    ),
}
_IN_FULL = {
    language: [
        *((re.compile(rf"{short}(?=\s|$)"), whole) for short, whole in _AFTER_FIGURES[language]),
        *(
            (re.compile(rf"(?:(?<=^)|(?<=[\d\s]))(?:{short})(?=\s|$)", re.IGNORECASE), words[place])
            for short, words in _SHORT_FOR.items()
        ),
    ]
    for place, language in enumerate((Language.ES, Language.EN))
}
# What one is: US fluid measures in round millilitres, a stick of butter as sold in the US, a
# dessertspoon of two teaspoons; the rest is what a hand, a glass or a wrist roughly gives.
EXACT: dict[str, tuple[str, Unit]] = {
    "floz": ("29.57", Unit.ML),
    "pint|pinta": ("473", Unit.ML),
    "quart": ("946", Unit.ML),
    "gallon": ("3785", Unit.ML),
    "dessertspoon": ("10", Unit.ML),
}
_ROUGH: dict[str, tuple[str, Unit]] = {
    "stick": ("113", Unit.G),
    "vaso|glass": ("200", Unit.ML),
    "copa": ("150", Unit.ML),
    "taza de cafe": ("100", Unit.ML),
    "cucharon|ladle": ("100", Unit.ML),
    "punado|handful": ("30", Unit.G),
    "chorro|chorrito|drizzle|splash": ("1", Unit.TBSP),
    "dash|punta": ("1", Unit.PINCH),
    "nuez|knob": ("15", Unit.G),
    "ramita|sprig|hoja|leaf": ("1", Unit.G),
    "rodaja": ("1", Unit.SLICE),
}
_CONTAINERS = (
    "lata|can|tin|bote|jar|tarro|frasco|paquete|package|packet|pack|pkg|sobre|sachet|bolsa|bag|"
    "brik|carton|tarrina|tub|bandeja|punnet|caja|box|botella|bottle|pouch|block|bloque|barra|"
    "ball|bola"
)
_PIECES = "filete|fillet|head|cabeza|stalk|tallo|rama|trozo|piece"
MEASURES = {
    fold(word): (Decimal(amount), unit)
    for words, (amount, unit) in (
        EXACT | _ROUGH | {_CONTAINERS: ("1", Unit.UNIT), _PIECES: ("1", Unit.UNIT)}
    ).items()
    for word in words.split("|")
}
CONTAINERS = frozenset(map(fold, _CONTAINERS.split("|")))
# What it is sold in, of any size.
CONTAINER = rf"(?:{_CONTAINERS})(?:e?s)?"
SIZE = (
    r"(?:heaped|heaping|level|scant|generous|rounded|packed|good|large|big|small|medium|whole"
    r"|medium-sized|thin|thick|(?:bien )?colmad[oa]s?|ras[oa]s?|soperas?|generos[oa]s?|grandes?"
    r"|pequeñ[oa]s?|median[oa]s?|enter[oa]s?|buen[oa]s?)"
)


def in_full(text: str, language: Language) -> str:
    """The text with its units in whole words."""
    for short, whole in _IN_FULL[language]:
        text = short.sub(whole, text)
    return text
