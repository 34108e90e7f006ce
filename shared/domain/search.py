"""How a lot is found by words: whatever the language, accents, case or number they are written in.

A store can look up one key at a time, so a lot carries the words and the short phrases of its own
name and of every name and synonym of its food, folded, and the number of its package; what is
searched for is one such key.
"""

from collections.abc import Iterable, Iterator

from shared.domain.catalog import fold
from shared.domain.errors import Invalid
from shared.domain.food import Food
from shared.domain.gtin import gtin

_LONGEST_PHRASE = 3
_MOST_KEYS = 100


def search_keys(name: str, food: Food | None, number: str | None = None) -> tuple[str, ...]:
    """Every key under which a lot of that name, food and GTIN is found, its own names first."""
    names = [name]
    if food is not None:
        names += [food.name.es, food.name.en, *food.synonyms_es, *food.synonyms_en]
    keys = dict.fromkeys(_keys(names))
    return (*((number,) if number else ()), *keys)[:_MOST_KEYS]


def searched_key(text: str) -> str | None:
    """The key that `text` asks for: a package's number, or its first three words; None where it
    holds no word."""
    try:
        return gtin(text)
    except Invalid:
        return " ".join(fold(text).split()[:_LONGEST_PHRASE]) or None


def sort_key(name: str) -> str:
    """Names in this order are sorted as people expect, accents and case aside."""
    return fold(name)


def _keys(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        words = fold(name).split()
        for length in range(1, _LONGEST_PHRASE + 1):
            for start in range(len(words) - length + 1):
                yield " ".join(words[start : start + length])
