"""Names that are no food of the catalog and bring, or only seem to bring, what somebody must avoid.

`allergen_words.csv` has a row for each kind of thing: its names in Spanish and English, the
allergens it usually brings (EU 1169/2011, annex II) and what it is made of as far as diets ask. A
row that brings nothing lists harmless names that hold a harmful one, such as coconut milk.

`ordinary_words.txt` are words of both languages that differ by a letter from one of those names and
are no misspelling of it: "hueso" is no egg. They were drawn from the words most used in Spanish and
English.
"""

import csv
from functools import cache
from importlib import resources

from shared.domain.catalog import fold
from shared.domain.food import Allergen, Origin
from shared.domain.vocabulary import Contents, Vocabulary

_FOLDER = resources.files("shared.catalog")


@cache
def load() -> Vocabulary:
    """The words, read once per process.

    Raises:
        ValueError: a name is called both harmless and harmful, or a row is malformed.
    """
    words: dict[str, Contents] = {}
    with (_FOLDER / "allergen_words.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            contents = Contents(
                frozenset(map(Allergen, _list(row["allergens"]))),
                frozenset(map(Origin, _list(row["origins"]))),
            )
            for name in _list(row["names_es"]) + _list(row["names_en"]):
                words[fold(name)] = _together(name, words.get(fold(name)), contents)
    ordinary = (_FOLDER / "ordinary_words.txt").read_text(encoding="utf-8")
    return Vocabulary(words, frozenset(map(fold, ordinary.split())))


def _together(name: str, known: Contents | None, contents: Contents) -> Contents:
    if known is None:
        return contents
    if known.harmless is not contents.harmless:
        raise ValueError(f"{name!r} is both harmless and harmful")
    return known.joined(contents)


def _list(cell: str) -> list[str]:
    return cell.split("|") if cell else []
