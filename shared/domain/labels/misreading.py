"""Whether one name may be another as OCR misread it, rather than the name of something else.

Chemical names are near to one another: sodium nitrite and sodium nitrate, ethylparaben and
methylparaben, glycol stearate and distearate. So nearness alone says nothing. What OCR does is take
a glyph for one that looks like it, or drop or add one; it does not turn one right word into
another, change a number, or take off a prefix.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from shared.domain.labels.spelling import GREEK, plain, skeleton

_LOOK_ALIKE = ("aceo6", "hnmru", "uvwy", "fijrt", "gqy9", "bh6", "z2s", "kx")
# Runs of digits that are a number of the name; a glyph taken for a digit stands between letters,
# or alone at the end of a word.
_NUMBER = re.compile(r"(?<![a-z]{4})\d+(?![a-z])|(?<=[a-z]{4})\d{2,}(?![a-z])")
_WORD = re.compile(r"[a-z0-9|!]+")
_SHORTEST_WORD = 3
_ISOMERS = tuple(skeleton(letter) for letter in GREEK.values())


def words(name: str) -> frozenset[str]:
    """The skeletons of its words, without those that are too short to tell anything."""
    found = (skeleton(word) for word in _WORD.findall(plain(name)))
    return frozenset(word for word in found if len(word) >= _SHORTEST_WORD)


def may_be_misread(name: str, other: str, vocabulary: frozenset[str]) -> bool:
    """Whether `name` may be a misreading of `other`; `vocabulary` are the words of all names."""
    return (
        _told_exactly(name) == _told_exactly(other)
        and _isomers_agree(skeleton(name), skeleton(other))
        and not _other_words(name, other, vocabulary)
        and _is_glyph_work(name, other)
    )


@lru_cache(maxsize=16_384)
def _told_exactly(name: str) -> tuple[str, ...]:
    """Its numbers, and the words too short to be told from others: vitamin A is not vitamin E."""
    text = plain(name)
    short = (word for word in _WORD.findall(text) if len(word) < _SHORTEST_WORD)
    return (*_NUMBER.findall(text), *sorted(word for word in short if word.isalpha()))


def _other_words(name: str, other: str, vocabulary: frozenset[str]) -> bool:
    """Whether it holds a right word that the other name does not, plurals aside."""
    known = words(other)
    either = known | {f"{word}s" for word in known} | {word.rstrip("s") for word in known}
    return not vocabulary.isdisjoint(words(name) - either)


def _is_glyph_work(name: str, other: str) -> bool:
    """Whether glyphs that look alike, and single ones lost or added after the first, make the
    difference."""
    from rapidfuzz.distance import Levenshtein

    shape, wanted = skeleton(name), skeleton(other)
    lost_at = -2
    for kind, at, there in Levenshtein.editops(shape, wanted).as_list():
        if kind == "replace":
            if not _look_alike(shape[at], wanted[there]):
                return False
            continue
        if at == 0 or at - lost_at < 2:
            return False
        lost_at = at
    return True


def _look_alike(one: str, other: str) -> bool:
    return any(one in group and other in group for group in _LOOK_ALIKE)


def _isomers_agree(shape: str, other: str) -> bool:
    """ "Beta" is as near to "delta" as "bita" is."""
    one, two = _isomers(shape), _isomers(other)
    return one == two or not (one and two)


def _isomers(shape: str) -> frozenset[str]:
    return frozenset(letter for letter in _ISOMERS if letter in shape)


def vocabulary_of(names: Iterable[str]) -> frozenset[str]:
    return frozenset(word for name in names for word in words(name))
