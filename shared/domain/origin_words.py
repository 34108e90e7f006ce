"""The words for what comes of an animal, whatever it is called on a label or in a recipe."""

from collections.abc import Mapping

from shared.domain.catalog import fold
from shared.domain.food import Origin

_WORDS: dict[Origin, str] = {Origin.PORK: "pork, pig, cerdo, puerco, porc, cochon"}
ORIGINS: Mapping[str, Origin] = {
    fold(word): origin for origin, words in _WORDS.items() for word in words.split(", ")
}
