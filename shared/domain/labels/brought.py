"""What the entries of a label bring: allergens, and foods that people name.

The tables say it of the substances they know; the words that stand besides are read as those of
recipes are, and in French.
"""

from functools import lru_cache
from typing import NamedTuple

from shared.domain.catalog import FoodCatalog
from shared.domain.food import Allergen
from shared.domain.labels.french import named_in_french
from shared.domain.labels.reading import Entry, Reading
from shared.domain.labels.spelling import key
from shared.domain.labels.substance import Substance
from shared.domain.language import Language
from shared.domain.mentions import mentions


class Brought(NamedTuple):
    """Allergens, and ids of foods of the catalog."""

    allergens: frozenset[Allergen] = frozenset()
    food_ids: frozenset[str] = frozenset()

    def plus(self, other: "Brought") -> "Brought":
        return Brought(self.allergens | other.allergens, self.food_ids | other.food_ids)

    def without(self, other: "Brought") -> "Brought":
        return Brought(self.allergens - other.allergens, self.food_ids - other.food_ids)


NOTHING = Brought()


def allergens_of(reading: Reading, foods: FoodCatalog, language: Language) -> frozenset[Allergen]:
    """All that a label names, traces included, whoever reads it."""
    return frozenset().union(*(brought_by(one, foods, language).allergens for one in reading.said))


def brought_by(entry: Entry, foods: FoodCatalog, language: Language) -> Brought:
    """What the substance brings, and what the words on the label name besides it."""
    match = entry.named.match
    if match is None:
        return _named_in(f"{entry.text}, {entry.besides}", foods, language)
    found, keys = _itself(match.substance, foods), keys_of(match.substance)
    if entry.besides and key(entry.besides) not in keys:
        found = found.plus(_named_in(entry.besides, foods, language))
    if key(entry.text) not in keys:
        told = _read_into(match.substance, foods, language)
        found = found.plus(_named_in(entry.text, foods, language).without(told))
    return found


@lru_cache(maxsize=8_192)
def keys_of(substance: Substance) -> frozenset[str]:
    """All its names and numbers, as they are compared."""
    numbers = (substance.e_number, *substance.cas)
    return frozenset(key(spelling) for spelling in (*substance.spellings, *numbers))


@lru_cache(maxsize=8_192)
def _itself(substance: Substance, foods: FoodCatalog) -> Brought:
    """What the tables say of it, and the foods of the catalog that have one of its names."""
    named = (foods.by_name(spelling) for spelling in substance.spellings)
    return Brought(frozenset(substance.allergens), frozenset(one.id for one in named if one))


@lru_cache(maxsize=8_192)
def _read_into(substance: Substance, foods: FoodCatalog, language: Language) -> Brought:
    """What a reader of foods would take its names for: shea butter for butter, sulfates for
    sulphites. Of a substance the tables themselves say what it brings."""
    found = NOTHING
    for spelling in substance.spellings:
        found = found.plus(_named_in(spelling, foods, language))
    return found


def _named_in(words: str, foods: FoodCatalog, language: Language) -> Brought:
    named = list(mentions(words, foods, language))
    return Brought(
        named_in_french(words).union(*(one.contents.allergens for one in named)),
        frozenset(one.food.id for one in named if one.food),
    )
