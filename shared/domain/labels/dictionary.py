"""The substances by every way of writing them, and how sure a name found there is.

Nothing is invented: a spelling that two substances come close to belongs to neither, and one that
is another right name, or may be, is no misspelling (see `misreading`).

What the substances do not have is looked for among others besides, as it is written or with glyphs
that look alike: most of these are prohibited, and nobody's product is said to hold such a thing for
a name that is merely near. They are asked for, and read, when the first name is met that nobody
has.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, lru_cache
from typing import NamedTuple

from shared.domain.labels.misreading import may_be_misread, vocabulary_of
from shared.domain.labels.spelling import key, plain, skeleton
from shared.domain.labels.substance import Substance

_E_NUMBER = re.compile(
    r"\(?(?:e|ins|sin)[\s.:°-]*([1-9][\dol]{2,3})\s*\(?([a-h]?)\)?\s*\(?[ivx]{0,4}\)?"
)
_COLOUR_INDEX = re.compile(r"(?:c\s*[.\s]?\s*[i1l]\s*[.:#\s]*\s*(?:n[o°.]+\s*)?)?(\d{5})(:\d)?")
_CAS = re.compile(r"(?:cas\s*(?:no\.?|n°|:)?\s*)?(\d{2,7}-\d\d-\d)")
_SHORTEST_REPAIRED = 10
_MOST_REMEMBERED = 8_192
_MOST_COMPARED = 12
EXACT, LOOKALIKE = 1.0, 0.9
# The confidence of a repaired name by the number of characters it is away.
_REPAIRED = {1: 0.85, 2: 0.75, 3: 0.65}


class Match(NamedTuple):
    substance: Substance
    confidence: float


class Dictionary:
    """Built once from the tables: about 9,000 spellings. `besides` brings what is only recognised,
    never offered nor counted among them."""

    def __init__(
        self, substances: Iterable[Substance], besides: Callable[[], Iterable[Substance]] = tuple
    ) -> None:
        self._told_besides = besides
        self._by_id: dict[str, Substance] = {}
        self._exact: dict[str, Substance] = {}
        self._numbers: dict[str, Substance] = {}
        shapes: dict[str, dict[str, Substance]] = defaultdict(dict)
        self._written: dict[str, str] = {}
        for substance in substances:
            self._add(substance)
            for spelling in substance.spellings:
                shape = skeleton(spelling)
                shapes[shape][substance.id] = substance
                self._written.setdefault(shape, spelling)
        self._shapes = {
            shape: next(iter(owners.values()))
            for shape, owners in shapes.items()
            if len(owners) == 1
        }
        # Every name unknown is compared with all; labels are read again whenever they are shown.
        self._repaired = lru_cache(maxsize=_MOST_REMEMBERED)(self._nearest)

    def _add(self, substance: Substance) -> None:
        self._by_id[substance.id] = substance
        for spelling in substance.spellings:
            self._exact.setdefault(key(spelling), substance)
        for number in (*substance.cas, substance.colour_index, substance.e_number.lower()):
            if number:
                self._numbers.setdefault(number, substance)

    def __iter__(self) -> Iterator[Substance]:
        return iter(self._by_id.values())

    def get(self, substance_id: str) -> Substance | None:
        return self._by_id.get(substance_id)

    def exact(self, name: str) -> Match | None:
        """By name or number as it is written, spaces, accents and hyphens aside."""
        found = self._exact.get(key(name)) or self._by_number(name)
        if found:
            return Match(found, EXACT)
        return self._ours(self._besides.exact(name)) if self._besides else None

    def repaired(self, name: str) -> Match | None:
        """By the only name that looks alike or is few characters away from it."""
        shape = skeleton(name)
        if len(shape) < 4:
            return None
        if shape in self._written:
            return self._alike(shape)
        if match := self._repaired(plain(name)):
            return match
        return self._ours(self._besides._alike(shape)) if self._besides else None

    def _alike(self, shape: str) -> Match | None:
        found = self._shapes.get(shape)
        return Match(found, LOOKALIKE) if found else None

    @cached_property
    def _besides(self) -> "Dictionary | None":
        others = tuple(self._told_besides())
        return Dictionary(others) if others else None

    def _ours(self, match: Match | None) -> Match | None:
        """What has a name or a number of one of the substances is that one by another name."""
        if match is None:
            return None
        found = match.substance
        known = (self._numbers[cas] for cas in found.cas if cas in self._numbers)
        named = self._exact.get(key(found.name))
        return match._replace(substance=named or next(known, found))

    @cached_property
    def _vocabulary(self) -> frozenset[str]:
        return vocabulary_of(self._written.values())

    def _by_number(self, name: str) -> Substance | None:
        text = plain(name).strip()
        if additive := _E_NUMBER.fullmatch(text):
            digits = additive[1].replace("o", "0").replace("l", "1")
            return self._numbers.get(f"e{digits}{additive[2]}") or self._numbers.get(f"e{digits}")
        if colour := _COLOUR_INDEX.fullmatch(text):
            exact = self._numbers.get(colour[1] + (colour[2] or ""))
            return exact or self._numbers.get(colour[1])
        if chemical := _CAS.fullmatch(text):
            return self._numbers.get(chemical[1])
        return None

    def _nearest(self, name: str) -> Match | None:
        """The only substance that the name may be a misreading of, well before any other."""
        shape = skeleton(name)
        if len(shape) < _SHORTEST_REPAIRED:
            return None
        from rapidfuzz.distance import Levenshtein
        from rapidfuzz.process import extract

        farthest = 1 if len(shape) < 14 else 2 if len(shape) < 24 else 3
        near = extract(
            shape,
            self._written.keys(),
            scorer=Levenshtein.distance,
            processor=None,
            score_cutoff=farthest + 1,
            limit=_MOST_COMPARED,
        )
        likely = [
            (int(distance), self._shapes.get(other))
            for other, distance, _ in near
            if may_be_misread(name, self._written[other], self._vocabulary)
        ]
        if not likely or likely[0][0] > farthest:
            return None
        best, found = likely[0]
        if found is None or any(other is not found for far, other in likely if far <= best + 1):
            return None
        return Match(found, _REPAIRED[best])
