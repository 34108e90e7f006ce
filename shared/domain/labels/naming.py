"""Which substance an entry of a label names.

Entries are tried as written first, then without what labels add to names: synonyms in brackets or
after a slash, the class of an additive, how it was grown or treated. Repairs of OCR come last.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from shared.domain.labels.dictionary import Dictionary, Match
from shared.domain.labels.spelling import plain
from shared.domain.labels.splitting import Part

# What labels put before an additive to say what it is there for.
_CLASSES = (
    r"^(?:emulgentes?|emulsifiers?|emulsionantes?|emulsificantes?|emulsifiants?|estabilizantes?"
    r"|estabilizador(?:es)?|stabili[sz]ers?|stabilisants?|conservantes?|conservadore?s?"
    r"|preservatives?"
    r"|conservateurs?|colorantes?|colou?rs?|colorants?|color|espesantes?|thickeners?"
    r"|epaississants?|gelificantes?|gelling agents?|gelifiants?|antioxidantes?|antioxidants?"
    r"|antioxygenes?|correctore?s? de (?:la )?acidez|corrector de acidez|acidulantes?|acidulants?"
    r"|acidity regulators?|reguladore?s? de (?:la )?acidez|correcteurs? d.acidite|acidifiants?"
    r"|edulcorante?s?|sweeteners?|potenciadore?s? del? sabor|flavou?r enhancers?"
    r"|exhausteurs? de gout|gasificantes?|raising agents?|leavening agents?|poudres? a lever"
    r"|levantes?|humectantes?|humectants?|antiaglomerantes?|anti-?caking agents?"
    r"|antiagglomerants?|agentes? de tratamiento de la harina|flour treatment agents?"
    r"|agents? de traitement de la farine|agentes? de recubrimiento|glazing agents?"
    r"|agents? d.enrobage|secuestrantes?|sequestrants?|sales? de fundido|emulsifying salts?"
    r"|sels? de fonte|endurecedore?s?|firming agents?|affermissants?|antiespumantes?"
    r"|aromas?(?! de\b| natural)"
    r"|espumantes?|agentes? de carga|bulking agents?|enzimas?|acids?|acidos?|acides?)"
)
_AFTER = r"\s*(?:[:\-]|\bde\b|\bof\b)?\s+(?=\S)"
_ADDITIVE = re.compile(_CLASSES + _AFTER)
_CLASS_ALONE = re.compile(_CLASSES + r"$")
_GROUP = re.compile(
    r"^(?:aceites? vegetales?|grasas? vegetales?|vegetable oils?|huiles? vegetales?"
    r"|vegetable fats?|graisses? vegetales?|especias|spices|epices)" + _AFTER
)
_OIL = re.compile(
    r"^(?:aceites? vegetal(?:es)?|grasas? vegetal(?:es)?|vegetable (?:oil|fat)s?|huiles? vegetales?"
    r"|graisses? vegetales?)(?: de| d.| of| from)? (.+)$"
)
_SHORTEST_PLURAL = 6
# "Natural lemon flavouring", "saborizante natural a limón".
_FLAVOURING = re.compile(
    r"^(?:saborizantes?|aromas?|aromes?|aromatizantes?) .+|.+ flavou?r(?:ing)?s?$"
)
_ADDITIVE_NUMBER = re.compile(r"\be[ .-]?\d{3,4}[a-h]?\b")
# What is made of the substances before it is none of them.
_MADE_OF = re.compile(r"(?:polymers?|polimero|polymere|esters?|esteres|condensate|complex)$")
# How it was grown or treated says nothing about what it is.
_MANNER = re.compile(
    r"\b(?:organic|bio|biologique|ecologic[oa]s?|natural(?:es)?|naturelle?s?|fresh"
    r"|fresc[oa]s?|frais"
    r"|dried|dehydrated|deshidratad[oa]s?|deshydratee?s?|secs?|seco|roasted|tostad[oa]s?|cooked"
    r"|refined|refinad[oa]s?|raw|pure?|purificad[oa]|deionized|deionised|pasteurised|pasteurized"
    r"|pasteurizad[oa]s?|pasteurisee?s?|ground|molid[oa]s?|powder|en polvo|en poudre|powdered"
    r"|de origen vegetal|d.origine vegetale|fine|virgin|iodised|reconstituted|modificad[oa] no"
    r"|free range|wholegrain|integral(?:es)?|unrefined|non gmo|fairtrade|concentrado"
    r"|concentrated)\b"
)


class Named(NamedTuple):
    """An entry and the substance it is taken for, with a confidence from 0 to 1."""

    part: Part
    match: Match | None

    @property
    def substance_id(self) -> str | None:
        return self.match.substance.id if self.match else None


def name_part(part: Part, dictionary: Dictionary) -> Named:
    return Named(part, _found(part, dictionary))


def is_class(text: str) -> bool:
    """Whether the words are the class of an additive and nothing more."""
    return _CLASS_ALONE.match(plain(text).strip()) is not None


def without_class(text: str) -> str:
    """The words without the class before them, at the length plain text has."""
    folded = "".join((plain(char) or " ")[0] for char in text)
    found = _ADDITIVE.match(folded) or _GROUP.match(folded)
    return text[found.end() :].strip(" :-") if found else text


def _found(part: Part, dictionary: Dictionary) -> Match | None:
    spellings = list(_spellings(part))
    for spelling in spellings:
        if match := dictionary.exact(spelling):
            return match
    if match := _same_by_slash(part.text, dictionary):
        return match
    if match := _same_in_brackets(part, dictionary):
        return match
    for spelling in dict.fromkeys([part.text, without_class(part.text)]):
        if match := dictionary.repaired(spelling):
            return match
    return None


def _same_in_brackets(part: Part, dictionary: Dictionary) -> Match | None:
    """A number, or a name that only cosmetics use, in brackets after one that nobody knows. What
    may be eaten is more likely what the unknown is made of: "teriyaki sauce (sugar)"."""
    matches = [dictionary.exact(inner.text) for inner in part.inner]
    ids = {match.substance.id for match in matches if match}
    if len(ids) != 1 or not all(matches) or any(inner.inner for inner in part.inner):
        return None
    match = matches[0]
    if match is None or any(char.isdigit() for char in part.inner[0].text):
        return match
    substance = match.substance
    eaten = "food" in substance.functions or substance.e_number or substance.allergens
    return None if eaten else match


def _spellings(part: Part) -> Iterator[str]:
    text = part.text
    bare = without_class(text)
    sources = part.inner if len(part.inner) == 1 else ()
    for inner in sources:
        yield f"{text} de {inner.text}"
        yield f"{bare} de {inner.text}"
    yield text
    for inner in sources:
        yield f"{text} {inner.text}"
        yield f"{inner.text} {text}"
    yield bare
    plainer = re.sub(r"\s+", " ", _MANNER.sub(" ", plain(bare))).strip(" -,")
    if plainer and plainer != plain(bare) and not plainer[-1].isdigit():
        yield plainer
    if len(bare) >= _SHORTEST_PLURAL and bare.lower().endswith("s"):
        yield bare[:-1]
    if oil := _OIL.match(plain(text)):
        yield from (f"aceite de {oil[1]}", f"{oil[1]} oil", f"huile de {oil[1]}")
    if _FLAVOURING.match(plain(text)):
        yield "flavourings"
    if len(told := set(_ADDITIVE_NUMBER.findall(plain(text)))) == 1:
        yield told.pop()


def _same_by_slash(text: str, dictionary: Dictionary) -> Match | None:
    """ "Aqua/Water/Eau": parts of a slash that mean one substance. Some may be unknown where blanks
    set them apart; "Glyceryl Oleate/Elaidate" is one name."""
    pieces = [piece.strip() for piece in re.split(r"\s*/\s*", text) if piece.strip()]
    if len(pieces) < 2 or _MADE_OF.search(plain(text)):
        return None
    matches = [dictionary.exact(piece) for piece in pieces]
    ids = {match.substance.id for match in matches if match}
    if len(ids) != 1 or not (all(matches) or " / " in text):
        return None
    return next(match for match in matches if match)
