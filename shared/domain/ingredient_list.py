"""The ingredients of a recipe as they are listed: a line may name several foods, or head those that
follow."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from shared.domain.catalog import FoodCatalog
from shared.domain.errors import Invalid
from shared.domain.ingredient_line import LONGEST, ReadLine, food_meant, read_line
from shared.domain.language import Language
from shared.domain.mentions import mentions
from shared.domain.phrase import UNITS
from shared.domain.printed_amount import COUNT
from shared.domain.printed_line import apart

_MOST_TOGETHER = 4
_LONGEST_HEADING = 120
_TOGETHER = re.compile(r"\s+(?:y|e|and|&)\s+|,\s*", re.IGNORECASE)
_NEXT = re.compile(
    rf"(?:\s*[+,;]\s*|\s+(?:y|e|and|&|plus|m[aá]s)\s+)(?={COUNT}\s)(?![^()]*\))", re.IGNORECASE
)
_EACH_OF = re.compile(
    r"^(?P<amount>.{1,40}?) (?:each(?: of)?|de cada(?: un[oa])?(?: de)?)[:,]? (?P<names>.+)$",
    re.IGNORECASE,
)
_LABEL = re.compile(r"^(?P<label>[^\d:(]{2,60}?)\s*(?::|\s[-–—])\s+(?P<line>\S.*)$")
_AMOUNT_ALONE = re.compile(rf"{COUNT} (?:{'|'.join(UNITS)})\W*", re.IGNORECASE)
# Beside salt "pepper" is the spice; alone it may be the vegetable.
_COUNTED = re.compile(rf"(?:{COUNT}|pinch|pizca)\b", re.IGNORECASE)
_SEASONING = re.compile(
    r"\b(salt)\s*(?:and|&|,|/)\s*(?:(?:freshly|ground|cracked) )*(?=pepper\b)", re.IGNORECASE
)
_FOR = re.compile(r"^\W*(?:para|for|to)\b", re.IGNORECASE)
_FOR_PART = re.compile(
    r"^\W*(?:para (?:el|la|los|las|decorar|servir|acompañar|rebozar|adornar)|for (?:the|serving|"
    r"decoration|garnish)|to (?:serve|garnish|decorate))\b[^,\d:;]{0,50}:?\s*$",
    re.IGNORECASE,
)
_HEADED = re.compile(r"^[^\d:]{2,60}:\s*$|^\W*ingredient(?:e?s)?\b[^,;]{0,40}$", re.IGNORECASE)
_SECTION = re.compile(
    r"^\W*(?:(?:la |el |the )?(?:masa|relleno|cobertura|glaseado|aliño|marinada|decoraci[oó]n"
    r"|guarnici[oó]n|adorno|base|sofrito|rebozado|dough|filling|topping|frosting|icing|glaze"
    r"|dressing|marinade|garnish|crust|batter|assembly|optional|opcional))\W*$",
    re.IGNORECASE,
)


class Listed(NamedTuple):
    """A line of a list: its words and what it says; nothing where it names nothing."""

    text: str
    lines: list[ReadLine]


def read_lines(text: str, foods: FoodCatalog, language: Language) -> list[ReadLine]:
    """What a line says, "salt and pepper" being two; none where it names nothing."""
    written = " ".join(text.split())[:LONGEST]
    label, line = _labelled(_SEASONING.sub(r"\1 and black ", written), foods, language)
    found = _each_of(line, foods, language) or _in_a_row(line, foods, language)
    found = found or _together(line, foods, language)
    return [noted(one, label)._replace(text=written) for one in found]


def read_list(texts: Iterable[str], foods: FoodCatalog, language: Language) -> Iterator[Listed]:
    """Every line, in order. One that heads others stands in the note of the first of them, so that
    no word of it is lost; one that heads nothing is a line that names nothing."""
    heading = ""
    for text in texts:
        if is_heading(text, foods, language):
            heading = f"{heading} {text}".strip()
            continue
        lines = read_lines(text, foods, language)
        if lines and len(heading) <= _LONGEST_HEADING:
            lines[0] = noted(lines[0], heading.rstrip(" :"))
            heading = ""
        yield Listed(text, lines)
    if heading:
        yield Listed(heading, [])


def is_heading(text: str, foods: FoodCatalog, language: Language) -> bool:
    """Whether a line heads others, such as "Para la salsa:"."""
    if _HEADED.match(text) or heads_a_part(text):
        return True
    return bool(_SECTION.match(text)) and food_meant(text, foods, language)[0] is None


def heads_a_part(text: str) -> bool:
    """Whether a line says for which part of the dish the following are: "For the sauce"."""
    return _FOR_PART.match(text) is not None


def noted(line: ReadLine, note: str) -> ReadLine:
    """The line with a note before its own."""
    whole = ", ".join(part for part in (note, line.note) if part)
    return line._replace(note=whole if len(whole) <= LONGEST else line.text)


def _labelled(written: str, foods: FoodCatalog, language: Language) -> tuple[str, str]:
    """What a line begins with that heads the rest, as "Para decorar: 50 g de almendras", and the
    rest; "Mantequilla: 100 g" has no such heading."""
    found = _LABEL.match(written)
    if (
        found is None
        or _AMOUNT_ALONE.fullmatch(found["line"])
        or not any(one.food for one in mentions(found["line"], foods, language))
    ):
        return "", written
    heads = _FOR.match(found["label"]) or _COUNTED.match(found["line"])
    named = food_meant(found["label"], foods, language)[0]
    return (found["label"], found["line"]) if heads or named is None else ("", written)


def _each_of(text: str, foods: FoodCatalog, language: Language) -> list[ReadLine]:
    """The foods that share an amount, "1 tsp each cumin and coriander"; nothing in other lines."""
    found = _EACH_OF.match(text)
    if found is None or not _COUNTED.match(text):
        return []
    link = "de" if language is Language.ES else "of"
    parts = [f"{found['amount']} {link} {name}" for name in _names(found["names"])]
    return _all_known(parts, foods, language)


def _in_a_row(text: str, foods: FoodCatalog, language: Language) -> list[ReadLine]:
    """The foods of "1 cebolla, 2 zanahorias y 3 dientes de ajo"; nothing where one is no food."""
    parts = _NEXT.split(text)
    return _all_known(parts, foods, language) if len(parts) > 1 else []


def _together(text: str, foods: FoodCatalog, language: Language) -> list[ReadLine]:
    """The line as one; as several where it has no amount and lists foods."""
    try:
        whole = read_line(text, foods, language)
    except Invalid:
        return []
    if whole.quantity.amount or whole.confidence == 1:
        return [whole]
    named = [
        (part, *food_meant(part, foods, language)) for part in _names(apart(text, language).plain)
    ]
    if not named or any(food is None for _, food, _ in named):
        return [whole]
    return [whole._replace(name=part, food=food, confidence=sure) for part, food, sure in named]


def _all_known(parts: Sequence[str], foods: FoodCatalog, language: Language) -> list[ReadLine]:
    """The parts, a line each; nothing where one of them has no food or no amount."""
    lines = []
    for part in parts:
        try:
            line = read_line(part, foods, language)
        except Invalid:
            return []
        if line.food is None or line.unread:
            return []
        lines.append(line)
    return lines


def _names(text: str) -> list[str]:
    """Foods that are listed; none where it seems to be one, or a sentence."""
    parts = [part for part in _TOGETHER.split(text) if part]
    return parts if 1 < len(parts) <= _MOST_TOGETHER else []
