"""Foods and allergens named in free text, in Spanish and English."""

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import NamedTuple

from shared.domain.allergen_words import GROUPS
from shared.domain.catalog import FoodCatalog, fold
from shared.domain.food import Food, Origin
from shared.domain.language import Language
from shared.domain.legible import legible
from shared.domain.misspelling import Spellings
from shared.domain.vocabulary import Contents

_MOST_PIECES = 14
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

# Words of cookery that are also names of foods, as they are written: "browned" is a sea bream in
# Spanish, and what is left over is listed with every allergen. "Claras" are egg whites, "clara" is
# clear. An ingredient of that name is looked up, not read.
_COOKERY = {
    Language.ES: frozenset(
        (
            *("clara", "dorada", "doradas", "encurtido", "encurtida", "espumoso", "espumosa"),
            *("fina", "finas", "fino", "finos", "palillo", "palillos", "pasa", "plumas"),
            *("rellena", "rellenas", "sale", "sobra", "sobras", "sobre", "sobro"),
            *("salsa", "salsas", "sopa", "tortilla"),
        )
    ),
    Language.EN: frozenset(
        (
            *("crisp", "crisps", "leftover", "leftovers", "mash", "pulse", "pulses"),
            *("soup", "soups", "turnover"),
        )
    ),
}
_FOLDED_COOKERY = {one: frozenset(map(fold, words)) for one, words in _COOKERY.items()}
_ANY_COOKERY = frozenset().union(*_FOLDED_COOKERY.values())
# A name of the other language this long is no word of this one; a shorter one might be ("pan").
_FOREIGN_LETTERS = 5
_OTHER = {Language.ES: Language.EN, Language.EN: Language.ES}

_WITHOUT = re.compile(
    r"(?:\b(?:sin|without|no|ni|nor|contiene|contain|lleva|use|need)"
    r"|\b(?:free|libres?|exent[oa]s?) (?:of|from|de)"
    r"|\b(?:instead|place) of|\b(?:vez|lugar) de)"
    r"(?: (?:the|any|an?|added|el|la|los|las|una?))?[ ]$"
)
_ARTICLE = re.compile(r"\b(?:the|el|la|los|las|del|al) $")
_VERBS = ("contiene", "contain", "lleva", "use", "need")
_NOT_CONTAINING = re.compile(r"\bno (?:contiene|lleva) |\bnot (?:contain|use|need) ")
# With a blank it says "without" only where the phrase ends: "free-form" and "free pouring" do not.
_SURELY_FREE = (
    r"(?:-(?:free|libre)\b(?!\s*-)(?!\s+(?:range|of|de)\b)|\s(?:free|libre)(?=\s*(?:$|[.,;:!?)])))"
)
_FREE = re.compile(_SURELY_FREE)
# What nobody pours or stands: "gluten free flour" needs no hyphen.
_FREE_FROM = re.compile(r"(?:gluten|dairy|lactose)\s(?:free|libre)\b(?!-|\s+(?:range|of|de)\b)")
_ALSO_FREE = re.compile(rf"-,? (?:and |or )?(?:\w+-,? (?:and |or )?)?\w+{_SURELY_FREE}")
_OR = re.compile(r" (?:ni|nor|or|o|u) (?:(?:the|any|an?|el|la|los|las|una?) )?")
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


def mentions(text: str, foods: FoodCatalog, language: Language) -> Iterator[Mention]:
    """What `text`, written in `language`, names; the longest name first, so that coconut milk is
    not milk. Names of the other language count where they cannot be a word of this one, and so do
    names that are misspelt by a letter or written in pieces.

    "Sin gluten" and "gluten-free" name nothing.
    """
    plain = legible(text)
    words = list(_WORD.finditer(plain))
    told = [_Word(word[0], _folded(word[0])) for word in words]
    at = 0
    absent_until = -1
    while at < len(words):
        found = _found(told[at : at + _MOST_PIECES], foods, language)
        if found is None:
            at += 1
            continue
        start, end = words[at].start(), words[at + found.length - 1].end()
        if _absent(plain, start, end, absent_until):
            absent_until = end
        else:
            yield found.mention._replace(with_article=bool(_ARTICLE.search(plain[:start])))
        at += found.length if _written_as_one(plain, words[at : at + found.length]) else 1


def _absent(plain: str, start: int, end: int, absent_until: int) -> bool:
    """Whether the text says that what stands there is not in it."""
    before = plain[:start]
    without = _WITHOUT.search(before)
    if without and without[0].startswith(_VERBS):
        without = _NOT_CONTAINING.search(before[-40:])
    listed = absent_until >= 0 and _OR.fullmatch(plain[absent_until:start])
    free = _FREE.match(plain, end) or _ALSO_FREE.match(plain, end) or _FREE_FROM.match(plain, start)
    return bool(without or listed or free)


def _written_as_one(plain: str, words: Sequence[re.Match[str]]) -> bool:
    """Whether nothing but blanks or hyphens parts the words: "butter, beans" are no butter beans,
    and each of them is looked at."""
    pairs = itertools.pairwise(words)
    return all(_CLEAN.fullmatch(plain, one.end(), other.start()) for one, other in pairs)


def _found(words: Sequence[_Word], foods: FoodCatalog, language: Language) -> _Found | None:
    known = _known(foods, language)
    # "Colman's" is one word as it is told and two when folded.
    longest = known.longest.get(words[0].folded.partition(" ")[0], 0)
    for count in range(min(len(words), longest), 0, -1):
        if mention := _named(words[:count], known, language):
            whole = _Found(mention, count)
            return whole if count > 1 else _pieced(words, foods) or whole
    return _pieced(words, foods) or _misspelt(words, foods)


def _named(words: Sequence[_Word], known: "_Known", language: Language) -> Mention | None:
    meaning = known.named.get(" ".join(word.folded for word in words))
    if meaning is None:
        return None
    name = " ".join(word.told for word in words)
    return None if name in _COOKERY[language] else Mention(name, *meaning)


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
        name = _meant(written, " ".join(word.folded for word in words[:count]), foods)
        if name is not None:
            return _Found(Mention(written, None, _harmful(foods)[name]), count)
    return None


@lru_cache(maxsize=16_384)
def _meant(written: str, folded: str, foods: FoodCatalog) -> str | None:
    """The folded name of something harmful that `written` may be a misspelling of."""
    if folded in foods.vocabulary.ordinary or folded in _ANY_COOKERY:
        return None
    names = _spellings(foods)
    return names.near(folded) or (names.near(written) if written != folded else None)


class _Known(NamedTuple):
    """What each folded name means in one language, and how many words the longest name has that
    begins with a word."""

    named: Mapping[str, tuple[Food | None, Contents]]
    longest: Mapping[str, int]


@lru_cache(maxsize=4)
def _known(foods: FoodCatalog, language: Language) -> _Known:
    """Foods by their names in the language go before those of the other, these before words."""
    named: dict[str, tuple[Food | None, Contents]] = {
        name: (None, contents) for name, contents in foods.vocabulary.words.items()
    }
    named |= {name: (None, Contents(family)) for name, family in GROUPS.items()}
    other = _OTHER[language]
    for told, food in foods.names_in(other):
        if len(told) >= _FOREIGN_LETTERS and told not in _FOLDED_COOKERY[other]:
            named[told] = (food, Contents.of(food))
    for told, food in foods.names_in(language):
        named[told] = (food, Contents.of(food))
    longest: dict[str, int] = {}
    for name in named:
        words = name.split(" ")
        longest[words[0]] = max(longest.get(words[0], 0), len(words))
    return _Known(named, longest)


class _Whole(NamedTuple):
    """The harmful names of one word, how they begin and how long the longest may be written."""

    contents: Mapping[str, Contents]
    openings: AbstractSet[str]
    longest: int


@lru_cache(maxsize=4)
def _whole(foods: FoodCatalog) -> _Whole:
    names = {name: one for name, one in _harmful(foods).items() if " " not in name}
    longest = max(map(len, names), default=0) + len("es")
    return _Whole(names, {name[:_OPENING] for name in names}, longest)


_folded = lru_cache(maxsize=16_384)(fold)


@lru_cache(maxsize=4)
def _spellings(foods: FoodCatalog) -> Spellings:
    return Spellings(_harmful(foods))


@lru_cache(maxsize=4)
def _harmful(foods: FoodCatalog) -> dict[str, Contents]:
    """Every folded name that brings something, and what."""
    names = {name: one for name, one in foods.vocabulary.words.items() if not one.harmless}
    for food in foods:
        contents = Contents.of(food)._replace(origins=food.origins - {Origin.PLANT})
        if not contents.harmless:
            for name in (*food.name, *food.synonyms_es, *food.synonyms_en):
                names[fold(name)] = contents
    names |= {name: Contents(family) for name, family in GROUPS.items()}
    return {name: contents for name, contents in names.items() if name not in _ANY_COOKERY}
