"""Foods and allergens named in free text, in Spanish and English."""

import functools
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from shared.domain import cookery
from shared.domain.absence import absent, without_gluten
from shared.domain.allergen_words import GROUPS
from shared.domain.catalog import FoodCatalog, fold
from shared.domain.food import Allergen, Category, Food, Origin
from shared.domain.language import Language
from shared.domain.legible import legible
from shared.domain.misspelling import Spellings
from shared.domain.vocabulary import Contents

_MOST_PIECES = 14
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

# A name of the other language this long is no word of this one; a shorter one might be ("pan").
_FOREIGN_LETTERS = 5
_OTHER = {Language.ES: Language.EN, Language.EN: Language.ES}

_ARTICLE = re.compile(r"\b(?:the|el|la|los|las|del|al) $")
_ARTICLE_LETTERS = 6
_CLEAN = re.compile(r"[\s\-–]+")
# The least letters of a name that was written in pieces: "pea nut", "but-ter".
_IN_PIECES = 6
# The letters of a name that folding never changes.
_OPENING = 3
# What reads as a name in pieces and is a cook's sentence: "salt in one layer".
_NOT_IN_PIECES = frozenset({"salt in"})


class Mention(NamedTuple):
    """Something named in a text: a food of the catalog, or a word and what it may bring. With an
    article it may mean what was named before: "the milk" of an oat drink."""

    words: str
    food: Food | None
    contents: Contents
    with_article: bool = False


class _Found(NamedTuple):
    mention: Mention
    length: int


class _Word(NamedTuple):
    told: str
    folded: str


class _Text(NamedTuple):
    """A legible text, where its words stand in it, and the words."""

    plain: str
    places: Sequence[re.Match[str]]
    words: Sequence[_Word]

    def as_one(self, at: int, length: int) -> bool:
        """Whether nothing but blanks or hyphens parts the words: "butter, beans" are no butter
        beans, and each of them is looked at."""
        pairs = itertools.pairwise(self.places[at : at + length])
        return all(_CLEAN.fullmatch(self.plain, one.end(), other.start()) for one, other in pairs)


def mentions(text: str, foods: FoodCatalog, language: Language) -> Iterator[Mention]:
    """What `text`, written in `language`, names; the longest name first, so that coconut milk is
    not milk. Names of the other language count where they cannot be a word of this one, and so do
    names that are misspelt by a letter or written in pieces.

    "Sin gluten" and "gluten-free" name nothing.
    """
    read = _read(legible(text))
    known = _known(foods, language)
    at = 0
    absent_until = -1
    while at < len(read.words):
        found = _found(read.words[at : at + _MOST_PIECES], foods, language)
        if found is None:
            at += 1
            continue
        start, end = read.places[at].start(), read.places[at + found.length - 1].end()
        if absent(read.plain, start, end, absent_until):
            absent_until = end
        elif not cookery.is_cookery(read.plain, start, end):
            yield _as_told(found.mention, read.plain, start, end)
        at += _passed(read, at, found.length, known)


def _read(plain: str) -> _Text:
    places = tuple(_WORD.finditer(plain))
    return _Text(plain, places, [_Word(place[0], _folded(place[0])) for place in places])


def _as_told(mention: Mention, plain: str, start: int, end: int) -> Mention:
    """The mention, as what stands directly around it has it."""
    if without_gluten(plain, start, end):
        contents = mention.contents
        mention = mention._replace(
            contents=contents._replace(allergens=contents.allergens - {Allergen.GLUTEN})
        )
    article = _ARTICLE.search(plain, max(0, start - _ARTICLE_LETTERS), start)
    return mention._replace(with_article=bool(article))


def _passed(read: _Text, at: int, length: int, known: "_Known") -> int:
    """How many words the name takes up: none that is a name with what follows ("la masa" is no
    name of a food, "masa quebrada" is), and one if they are not written as one."""
    if not read.as_one(at, length):
        return 1
    for inside in range(1, length):
        longest = _longest(read.words[at + inside : at + _MOST_PIECES], known)
        if longest > length - inside and read.as_one(at + inside, longest):
            return inside
    return length


def _found(words: Sequence[_Word], foods: FoodCatalog, language: Language) -> _Found | None:
    known = _known(foods, language)
    for count in range(_most(words, known), 0, -1):
        if mention := _named(words[:count], known, language):
            whole = _Found(mention, count)
            return whole if count > 1 else _pieced(words, foods) or whole
    return _pieced(words, foods) or _misspelt(words, foods)


def _most(words: Sequence[_Word], known: "_Known") -> int:
    # "Colman's" is one word as it is told and two when folded.
    return min(len(words), known.longest.get(words[0].folded.partition(" ")[0], 0))


def _longest(words: Sequence[_Word], known: "_Known") -> int:
    """The words of the longest name that begins here, of an ingredient rather than of a dish that
    is served ("una crema de calabaza"); 0 if there is none."""
    for count in range(_most(words, known), 0, -1):
        meaning = known.named.get(" ".join(word.folded for word in words[:count]))
        if meaning and not (meaning[0] and meaning[0].category is Category.PREPARED):
            return count
    return 0


def _named(words: Sequence[_Word], known: "_Known", language: Language) -> Mention | None:
    meaning = known.named.get(" ".join(word.folded for word in words))
    if meaning is None:
        return None
    name = " ".join(word.told for word in words)
    return None if name in cookery.COOKERY[language] else Mention(name, *meaning)


def brought_by(word: str, foods: FoodCatalog) -> Contents | None:
    """What a word or short name that is no food of the catalog may bring; None for any other."""
    folded = fold(word)
    family = GROUPS.get(folded)
    return Contents(family) if family else foods.vocabulary.words.get(folded)


def _pieced(words: Sequence[_Word], foods: FoodCatalog) -> _Found | None:
    """A name broken into pieces, or spelt letter by letter."""
    names = _whole(foods)
    told = [word.told for word in words]
    if "".join(told)[:_OPENING] not in names.openings:
        return None
    for count in range(len(told), 1, -1):
        whole = "".join(told[:count])
        if len(whole) > names.longest or " ".join(told[:count]) in _NOT_IN_PIECES:
            continue
        joined = fold(whole)
        spelt = all(len(word) == 1 for word in told[:count]) and count > 2
        coded = any(c.isdigit() for c in joined)
        if joined in names.contents and (len(whole) >= _IN_PIECES or spelt or coded):
            return _Found(Mention(joined, None, names.contents[joined]), count)
    return None


def _misspelt(words: Sequence[_Word], foods: FoodCatalog) -> _Found | None:
    for count in range(min(3, len(words)), 0, -1):
        written = " ".join(word.told for word in words[:count])
        names = _meant(written, " ".join(word.folded for word in words[:count]), foods)
        if names:
            contents = functools.reduce(Contents.joined, map(_harmful(foods).__getitem__, names))
            return _Found(Mention(written, None, contents), count)
    return None


@functools.lru_cache(maxsize=16_384)
def _meant(written: str, folded: str, foods: FoodCatalog) -> frozenset[str]:
    """The folded names of what is harmful that `written` may be a misspelling of; a food's own name
    in either language is none."""
    if folded in foods.vocabulary.ordinary or folded in cookery.ANY_FOLDED:
        return frozenset()
    if folded in _names_of_foods(foods):
        return frozenset()
    names = _spellings(foods)
    return names.near(folded) or (names.near(written) if written != folded else frozenset())


@functools.lru_cache(maxsize=4)
def _names_of_foods(foods: FoodCatalog) -> frozenset[str]:
    return frozenset(told for language in Language for told, _ in foods.names_in(language))


class _Known(NamedTuple):
    """What each folded name means in one language, and how many words the longest name has that
    begins with a word."""

    named: Mapping[str, tuple[Food | None, Contents]]
    longest: Mapping[str, int]


@functools.lru_cache(maxsize=4)
def _known(foods: FoodCatalog, language: Language) -> _Known:
    """Foods by their names in the language go before those of the other, these before words; what
    a word says more of a name than the food's row counts too."""
    families = {name: Contents(family) for name, family in GROUPS.items()}
    words = {**foods.vocabulary.words, **families}
    named: dict[str, tuple[Food | None, Contents]] = {
        name: (None, contents) for name, contents in words.items()
    }
    for told, food in (*_foreign(foods, language), *foods.names_in(language)):
        more = words.get(told, Contents())
        named[told] = (food, Contents.of(food).joined(more))
    longest: dict[str, int] = {}
    for name in named:
        first, *others = name.split(" ")
        longest[first] = max(longest.get(first, 0), 1 + len(others))
    return _Known(named, longest)


def _foreign(foods: FoodCatalog, language: Language) -> Iterator[tuple[str, Food]]:
    other = _OTHER[language]
    for told, food in foods.names_in(other):
        if len(told) >= _FOREIGN_LETTERS and told not in cookery.FOLDED[other]:
            yield told, food


class _Whole(NamedTuple):
    """The harmful names of one word, how they begin and how long the longest may be written."""

    contents: Mapping[str, Contents]
    openings: AbstractSet[str]
    longest: int


@functools.lru_cache(maxsize=4)
def _whole(foods: FoodCatalog) -> _Whole:
    names = {name: one for name, one in _harmful(foods).items() if " " not in name}
    longest = max(map(len, names), default=0) + len("es")
    return _Whole(names, {name[:_OPENING] for name in names}, longest)


_folded = functools.lru_cache(maxsize=16_384)(fold)


@functools.lru_cache(maxsize=4)
def _spellings(foods: FoodCatalog) -> Spellings:
    return Spellings(_harmful(foods))


@functools.lru_cache(maxsize=4)
def _harmful(foods: FoodCatalog) -> dict[str, Contents]:
    """Every folded name that brings something, and what."""
    names = {name: one for name, one in foods.vocabulary.words.items() if not one.harmless}
    for food in foods:
        contents = Contents.of(food)._replace(origins=food.origins - {Origin.PLANT})
        if not contents.harmless:
            for name in (*food.name, *food.synonyms_es, *food.synonyms_en):
                names[fold(name)] = contents
    names |= {name: Contents(family) for name, family in GROUPS.items()}
    return {name: contents for name, contents in names.items() if name not in cookery.ANY_FOLDED}
