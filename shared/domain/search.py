"""How a lot is found by words: whatever the language, accents, case, number or order they are
written in, and while the last of them is still being typed.

A store looks up keys, not parts of them, so a lot carries what may be asked for: of its own name
and of every name and synonym of its food the words and, sorted, up to four of them together; the
beginnings of the words of its own name and of its food's two names; the number of its package. All
of it is folded, and what only links words is left out.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from shared.domain.catalog import fold
from shared.domain.errors import Invalid
from shared.domain.food import Food
from shared.domain.gtin import gtin

# Each key is four index entries: the array's own and one for each order of the list.
_MOST_KEYS = 150
_MOST_WORDS = 6
_MOST_TOGETHER = 4
_MOST_OF_SYNONYMS = 3
# Letters with which a beginning says something, and after which only the whole word does.
_SHORTEST, _LONGEST = 3, 12
# As many words, links among them, stood in one key before their order was set aside.
_LONGEST_PHRASE = 3
_LINKING = "de del la el los las y e con en a al of the and with in"
_LINKS = frozenset(map(fold, _LINKING.split()))


def search_keys(name: str, food: Food | None, number: str | None = None) -> tuple[str, ...]:
    """Every key under which a lot of that name, food and GTIN is found, its own name's first."""
    keys = dict.fromkeys((number,) if number else ())
    keys |= dict.fromkeys(_own_keys(name))
    if food is not None:
        keys |= dict.fromkeys(_food_keys(food))
    return tuple(keys)[:_MOST_KEYS]


def words_searched(text: str) -> tuple[str, ...]:
    """The keys that `text` asks for, any of which will do: a package's number; or its first four
    words that say something, sorted as names are and as they are typed, and its first three as they
    were kept before. Empty where it holds no word."""
    try:
        return (gtin(text),)
    except Invalid:
        words = _telling(text)[:_MOST_TOGETHER]
        before = fold(text).split()[:_LONGEST_PHRASE]
        # A key of today may look the same, and would find what lacks the fourth word.
        alike = len(words) > _LONGEST_PHRASE and before == sorted(before)
        keys = (sorted(words), words, [] if alike else before)
        return tuple(dict.fromkeys(" ".join(key) for key in keys if key))


def sort_key(name: str) -> str:
    """Names in this order are sorted as people expect, accents and case aside."""
    return fold(name)


def _own_keys(name: str) -> Iterator[str]:
    words = _telling(name)[:_MOST_WORDS]
    yield from _together(words, _MOST_TOGETHER)
    yield from _beginnings(words)
    # The last of several words as it is being typed, behind the others whole.
    for end in range(1, len(words)):
        for start in range(max(0, end + 1 - _MOST_TOGETHER), end):
            before = " ".join(words[start:end])
            yield from (f"{before} {part}" for part in _beginnings(words[end : end + 1]))


def _food_keys(food: Food) -> Iterator[str]:
    for name in food.name:
        words = _telling(name)[:_MOST_WORDS]
        yield from _together(words, _MOST_OF_SYNONYMS)
        yield from _beginnings(words)
    for name in (*food.synonyms_es, *food.synonyms_en):
        yield from _together(_telling(name)[:_MOST_WORDS], _MOST_OF_SYNONYMS)


def _telling(text: str) -> list[str]:
    """The words of a text, each once, without those that only link others; all where it has no
    others."""
    words = list(dict.fromkeys(fold(text).split()))
    return [word for word in words if word not in _LINKS] or words


def _together(words: Sequence[str], most: int) -> Iterator[str]:
    for size in range(1, most + 1):
        yield from (" ".join(some) for some in combinations(sorted(words), size))


def _beginnings(words: Iterable[str]) -> Iterator[str]:
    for word in words:
        for length in range(_SHORTEST, min(_LONGEST + 1, len(word))):
            yield word[:length]
