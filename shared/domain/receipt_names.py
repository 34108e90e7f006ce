"""Which food of the catalog a printed name means.

Receipts shorten, run together and misspell; a name is taken only where every word of a food's
name is found in it and little else is left unexplained.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from shared.domain.food import Food
from shared.domain.language import Language
from shared.domain.receipt_numbers import fold
from shared.domain.receipt_vocabulary import (
    AFTERWARDS,
    ANY_SORT,
    BRANDS,
    COMPOUND,
    GENDERED,
    NEUTRAL,
    OPTIONAL,
    OTHER_WITH_FOOD,
    REWORDED,
    SHORT,
    STOP,
)

_LETTERS = str.maketrans("01583|", "oisbel")
# Words this long may have one letter wrong, or two.
_SHORTEST_FUZZY = 5
_TWO_ERRORS = 9
_ERROR_COST = 1.3
_ACCEPTED = 0.75
# What a leftover word takes from the score: nothing is known of it, or it names another dish.
_UNKNOWN_COST = 0.07
_COMPOUND_COST = 0.45
_QUALIFIER_COST = 0.2
_FLAVOUR_COST = 0.04
_OTHER_SORT_COST = 0.3
_OPTIONAL_COST = 0.12


@dataclass(frozen=True, slots=True)
class Match:
    """`score` is how well the printed name fits the food, 0..1."""

    food: Food
    score: float


@dataclass(frozen=True, slots=True, eq=False)
class _Phrase:
    """One name of a food, as stems; `rank` is 0 for its proper name, 1 for a synonym."""

    food: Food
    stems: tuple[str, ...]
    language: Language
    rank: int


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of the printed name; `head` words say what the thing is, others what comes with it."""

    text: str
    stem: str
    head: bool


@dataclass(frozen=True, slots=True)
class _Fit:
    """How a phrase lies on the words: their positions, and how alike they are, 0..1."""

    phrase: _Phrase
    places: tuple[int, ...]
    likeness: float
    missing: int


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A word without number and, for adjectives, gender: `tomates` and `tomate` are one."""
    if len(word) <= 3:
        return word
    if word.endswith("ces"):
        word = word[:-3] + "z"
    elif word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    if GENDERED.match(word):
        return word[:-1]
    if word.endswith("y"):
        word = word[:-1] + "i"
    return word[:-1] if word.endswith("e") and len(word) > 3 else word


def _split(text: str) -> list[str]:
    return [
        w.translate(_LETTERS) if _mostly_letters(w) else w for w in re.findall(r"[a-z0-9|]+", text)
    ]


def _reworded(folded: str) -> str:
    for pattern, plain in REWORDED:
        folded = pattern.sub(plain, folded)
    return folded


def _mostly_letters(word: str) -> bool:
    return 2 * sum(c.isalpha() for c in word) > len(word) and len(word) > 2


def _expanded(words: Iterable[str]) -> Iterator[str]:
    for word in words:
        yield from SHORT.get(word, word).split()


class _Reach(NamedTuple):
    """How much of the printed name a fit explains, the weightiest first: whether the word that
    says what the thing is, how many telling letters, how many letters; and how good a name of its
    food it is."""

    head: bool
    telling: int
    letters: int
    proper: int


class FoodNames:
    """All names of a catalog, ready to be searched."""

    def __init__(self, foods: Iterable[Food]) -> None:
        self._by_stem: dict[str, list[_Phrase]] = defaultdict(list)
        self._stems: set[str] = set()
        for food in foods:
            for phrase in _phrases(food):
                self._stems.update(phrase.stems)
                for each in set(phrase.stems):
                    self._by_stem[each].append(phrase)
        self._lengthy = sorted(s for s in self._stems if len(s) >= 5)
        self._known = self._stems | {stem(w) for w in NEUTRAL | COMPOUND}

    def match(self, text: str, language: Language) -> Match | None:
        """The food that a printed name without its size and price means; None if unsure.

        `language` is the receipt's: Spanish names begin with the thing itself, English ones end
        with it.
        """
        words = self._words(text, language)
        fits = [fit for phrase in self._candidates(words) if (fit := _fitted(phrase, words))]
        rated = [(self._score(f, words, language), f) for f in fits if not _disordered(f, language)]
        scored = sorted((one for one in rated if one[0][0] >= _ACCEPTED), key=_order)
        if not scored:
            return None
        (score, reach), best = scored[-1]
        rivals = [f for (s, r), f in scored[:-1] if r == reach and s >= score - 0.01]
        if any(f.phrase.food.category is not best.phrase.food.category for f in rivals):
            score -= 0.1
        return Match(best.phrase.food, min(score, 1.0)) if score >= _ACCEPTED else None

    def is_grocery(self, text: str) -> bool:
        """Whether the words are those of a food the catalog lacks, as `CALDO` of anything is."""
        words = [stem(word) for word in _expanded(_split(fold(text)))]
        return any(word in _COMPOUND_STEMS and len(word) > 3 for word in words)

    def _words(self, text: str, language: Language) -> list[_Word]:
        raw = _split(_reworded(fold(text)))
        words: list[_Word] = []
        after = False
        for word in self._parted(raw):
            if word in STOP:
                continue
            if word in AFTERWARDS:
                after = bool(words)
                continue
            if not word.isdigit():
                words.append(_Word(word, stem(word), not after))
        return [w for n, w in enumerate(words) if w.text not in BRANDS or (n and len(words) == 1)]

    def _parted(self, words: Sequence[str]) -> Iterator[str]:
        """Expands shorthand and parts words that were read without the blank between."""
        for word in words:
            if word in SHORT:
                yield from SHORT[word].split()
            elif len(word) >= 7 and stem(word) not in self._known:
                yield from self._halves(word) or (word,)
            else:
                yield word

    def _halves(self, word: str) -> tuple[str, str] | None:
        for cut in range(len(word) - 3, 2, -1):
            left, right = word[:cut], word[cut:]
            if stem(left) in self._stems and stem(right) in self._known and len(left) > 3:
                return left, right
        return None

    def _candidates(self, words: Sequence[_Word]) -> set[_Phrase]:
        found: set[_Phrase] = set()
        for word in words:
            for alike in self._alike(word.stem):
                found.update(self._by_stem[alike])
        return found

    def _alike(self, word: str) -> list[str]:
        if word in self._stems:
            return [word]
        if len(word) < 3:
            return []
        return [s for s in self._stems if likeness(word, s) > 0]

    def _score(self, fit: _Fit, words: Sequence[_Word], language: Language) -> tuple[float, _Reach]:
        taken = set(fit.places)
        cost = _OPTIONAL_COST * fit.missing
        for place, word in enumerate(words):
            if place not in taken:
                leads = _beside(place, fit.places, language)
                cost += self._leftover(word, leads, fit.phrase.stems)
        explained = [words[place].stem for place in fit.places]
        own = fit.phrase.language is language
        reach = _Reach(
            _head(words, self._known, language) in taken,
            sum(len(each) for each in explained if each not in _NEUTRAL_STEMS),
            sum(len(each) for each in explained),
            own - fit.phrase.rank,
        )
        return fit.likeness - cost, reach

    def _leftover(self, word: _Word, leads: bool, stems: tuple[str, ...]) -> float:
        """What an unexplained word costs; `leads` is whether it stands where the thing is named."""
        if word.stem in _NEUTRAL_STEMS or len(word.text) <= 2:
            return 0.0
        if word.stem in _COMPOUND_STEMS and word.head:
            return _COMPOUND_COST if leads else _QUALIFIER_COST
        known = word.stem in self._stems
        if len(stems) == 1 and word.head and stems[0] in (_OTHERS if known else _ANY_SORT):
            return _OTHER_SORT_COST
        return _FLAVOUR_COST if known else _UNKNOWN_COST


_NEUTRAL_STEMS = frozenset(stem(word) for word in NEUTRAL)
_COMPOUND_STEMS = frozenset(stem(word) for word in COMPOUND)
_ANY_SORT = frozenset(stem(word) for word in ANY_SORT)
_OTHERS = _ANY_SORT | {stem(word) for word in OTHER_WITH_FOOD}


def _order(scored: tuple[tuple[float, _Reach], _Fit]) -> tuple[object, ...]:
    (score, reach), fit = scored
    return (*reach[:3], round(score, 3), reach.proper, fit.phrase.food.id)


def _beside(place: int, taken: Sequence[int], language: Language) -> bool:
    """Whether a word stands on the side of the phrase where a dish made of it would be named."""
    return place < min(taken) if language is Language.ES else place > max(taken)


def _disordered(fit: _Fit, language: Language) -> bool:
    """`NARANJA ZUMO` are oranges to be pressed, `ZUMO NARANJA` is their juice."""
    if fit.phrase.language is not language or list(fit.places) == sorted(fit.places):
        return False
    return any(name in _COMPOUND_STEMS for name in fit.phrase.stems)


def _head(words: Sequence[_Word], known: set[str], language: Language) -> int:
    """The place of the word that says what the thing is."""
    heads = [
        n
        for n, w in enumerate(words)
        if w.head and w.stem in known and w.text not in NEUTRAL and w.stem not in _NEUTRAL_STEMS
    ]
    if not heads:
        return -1
    return heads[0] if language is Language.ES else heads[-1]


def _phrases(food: Food) -> Iterator[_Phrase]:
    names = [
        (food.name.es, Language.ES, 0),
        (food.name.en, Language.EN, 0),
        *((name, Language.ES, 1) for name in food.synonyms_es),
        *((name, Language.EN, 1) for name in food.synonyms_en),
    ]
    for name, language, rank in names:
        stems = tuple(
            stem(w) for w in _expanded(_split(fold(name))) if w not in STOP and w not in AFTERWARDS
        )
        if stems:
            yield _Phrase(food, stems, language, rank)


@lru_cache(maxsize=50_000)
def likeness(word: str, name: str) -> float:
    """How likely `word`, as read, is `name`: both stems. 0 is not at all."""
    from rapidfuzz.distance import Levenshtein

    if word == name:
        return 1.0
    if len(word) >= 4 and name.startswith(word) and len(name) - len(word) <= 5:
        return 0.86 + 0.02 * min(len(word), 5)
    shorter = min(len(word), len(name))
    if shorter < _SHORTEST_FUZZY:
        return 0.0
    allowed = 1 if shorter < _TWO_ERRORS else 2
    errors = Levenshtein.distance(word, name, score_cutoff=allowed)
    return 1 - _ERROR_COST * errors / shorter if errors <= allowed else 0.0


def _fitted(phrase: _Phrase, words: Sequence[_Word]) -> _Fit | None:
    """Lays every stem of the phrase on a word of its own; optional ones may be missing."""
    places: list[int] = []
    total, letters, missing = 0.0, 0, 0
    for name in phrase.stems:
        best = max(
            ((likeness(w.stem, name), -n) for n, w in enumerate(words) if n not in places),
            default=(0.0, 0),
        )
        if best[0] == 0.0:
            if name not in _OPTIONAL_STEMS or len(phrase.stems) == 1:
                return None
            missing += 1
            continue
        places.append(-best[1])
        total += best[0] * len(name)
        letters += len(name)
    return _Fit(phrase, tuple(places), total / letters, missing) if places else None


_OPTIONAL_STEMS = frozenset(stem(word) for word in OPTIONAL)
