"""An ingredient line taken apart: the amount and the name, and what stands around them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from shared.domain.ingredient_words import SIZE, in_full
from shared.domain.language import Language
from shared.domain.phrase import UNITS
from shared.domain.printed_amount import (
    COUNT,
    PRINTED,
    Printed,
    of_each,
    one_amount,
    plain_figures,
    printed,
)

_TO_TASTE = re.compile(
    r"\b(?:al gusto|a gusto|a tu gusto|to taste|as needed|as required|cantidad necesaria"
    r"|la necesaria|for (?:frying|greasing|serving|garnish)|to serve"
    r"|para (?:fre[ií]r|engrasar|servir|decorar)"
    r"|c/n|c/s|q\.?b\.?)(?!\w)|^(?:un poco(?: m[aá]s)? de|algo de|some|a little|a bit of)\b",
    re.IGNORECASE,
)
_OPTIONAL = re.compile(r"\b(?:opcional(?:es)?|optional|si se desea|if desired)\b", re.IGNORECASE)
_BULLET = re.compile(r"^[\s\-–—•*·▢□☐✓]+(?=\S)")
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_ABOUT = (
    r"(?:unos|unas|aprox\.?|aproximadamente|about|around|approx\.?|approximately|casi|hasta|up to"
    r"|roughly|weighing|~)"
)
_APPROXIMATE = re.compile(rf"^(?:{_ABOUT}\s+)+(?=\S)", re.IGNORECASE)
_EACH = r"(?:each|apiece|cada un[oa]|c/u\.?|la unidad|por unidad)"
_LENGTH = re.compile(
    r"(?:\b(?:de |of )?\d+(?:[.,/]\d+)?[ -]*(?:cm|mm|inch(?:es)?|in|pulgadas?)\b\.?"
    r"|\b(?:thumb|walnut|bite|fist)[ -]sized?\b)(?![^()]*\))",
    re.IGNORECASE,
)
_PART = r"(?:zumo|jugo|ralladura|piel|c[aá]scara|juice|zest|peel|rind)"
_SQUEEZED = re.compile(
    rf"^(?:el |la |the )?(?:(?:finely )?grated |fresh )?{_PART}(?: rallada)?"
    rf"(?: (?:y|and|&) (?:la |el )?{_PART})?(?: (?:de|of|from))+ (?={COUNT} )",
    re.IGNORECASE,
)
_UNIT = "|".join(sorted(UNITS, key=len, reverse=True))
_SIZED = re.compile(rf"^({COUNT} )((?:{SIZE},? )+)(?=(?:{_UNIT})\b)", re.IGNORECASE)
_UNIT_SIZED = re.compile(
    rf"^({COUNT} \w+ )((?:{SIZE}|de (?:caf[eé]|t[eé]|moka|sopa)) )(?=de )", re.IGNORECASE
)
_IN_BRACKETS = re.compile(
    rf"^\W?(?:{_ABOUT}\s+)*(?P<amount>{PRINTED}|\d+(?: \d/\d)?(?: (?:unidad(?:es)?|units?))?)"
    rf"(?P<each>\s*{_EACH})?(?:\s*(?:aprox\.?|approx\.?|in total|en total|total))?\W?$",
    re.IGNORECASE,
)
_COUNTED = re.compile(rf"^{COUNT}\s", re.IGNORECASE)
_BEHIND = re.compile(
    r"(?:,\s?|(?<!más)(?<!mas)(?<!plus)(?<!and)(?<! [+y])\s)(?P<of>(?:de|of) )?"
    rf"(?:{_ABOUT} )*(?P<amount>{PRINTED})(?P<each> {_EACH})?$",
    re.IGNORECASE,
)
_APART = r"\s*(?:[:=]|\.{2,}|…|\s[-–—]+(?=\s)|,|\bx(?=\s?\d))\s*"
_LAST = re.compile(
    rf"^(?P<name>[^\W\d].*?){_APART}(?:{_ABOUT} )*"
    rf"(?P<amount>{PRINTED}|{COUNT}\b[^,;]*)(?P<rest>.*)$",
    re.IGNORECASE,
)
_LAST_OF_ALL = re.compile(rf"^(?P<name>[^\W\d].*)\s(?P<amount>{PRINTED})(?P<rest>)$", re.IGNORECASE)
_SIZES_BEHIND = re.compile(rf"(?<=\S)(?: {SIZE})+$", re.IGNORECASE)


class Aside(NamedTuple):
    """What stands in brackets: its words as they were, the amount it is, None for any other words,
    and whether that is of each piece."""

    text: str
    words: str | None
    amount: Printed | None
    each: bool


class Apart(NamedTuple):
    """`plain` is the amount and the name; `notes` are other words that were taken out of it."""

    plain: str
    asides: list[Aside]
    notes: list[str]
    to_taste: bool
    optional: bool


def apart(written: str, language: Language) -> Apart:
    notes: list[str] = []
    text = in_full(plain_figures(_BULLET.sub("", written)), language)
    text = _taken(_LENGTH, text, notes)
    text = one_amount(_APPROXIMATE.sub("", text.strip()))
    text = _sizes_taken(text, notes)
    if _COUNTED.match(text):
        text = _BEHIND.sub(_bracketed, text)
    asides = [_aside(found[0]) for found in _ASIDE.finditer(text)]
    plain = _ASIDE.sub(" ", text)
    optional, to_taste = _OPTIONAL.search(plain), _TO_TASTE.search(plain)
    for gone in (_TO_TASTE, _OPTIONAL):
        plain = gone.sub(" ", plain)
    plain = _SQUEEZED.sub("", " ".join(plain.split()))
    return Apart(plain.strip(" ,.;:-–—"), asides, notes, bool(to_taste), bool(optional))


def amount_first(plain: str, asides: list[Aside]) -> Iterator[tuple[str, str]]:
    """The line as it would stand with its amount before the name, and that name: ways to read one
    that begins with the name."""
    for form in (_LAST, _LAST_OF_ALL):
        if found := form.match(plain):
            sizes: list[str] = []
            amount = _taken(_SIZES_BEHIND, found["amount"], sizes)
            after = " ".join((found["rest"].lstrip(" ,;"), *sizes)).strip()
            yield f"{amount} {found['name']}" + (f", {after}" if after else ""), found["name"]
    for one in asides:
        if one.words:
            yield f"{one.words} {plain}", plain


def _taken(pattern: re.Pattern[str], text: str, taken: list[str]) -> str:
    """The text without what the pattern finds, which goes to `taken`."""
    taken += (found[0].strip() for found in pattern.finditer(text))
    return " ".join(pattern.sub(" ", text).split())


def _sizes_taken(text: str, notes: list[str]) -> str:
    """The text without what a unit is said to be like: "heaped", "rasas", "de café"."""
    for pattern in (_SIZED, _UNIT_SIZED):
        if found := pattern.match(text):
            notes.append(found[2].strip(" ,"))
            text = found[1] + text[found.end() :]
    return text


def _bracketed(amount: re.Match[str]) -> str:
    if amount["each"]:
        return f" ({amount['amount']}{amount['each']})"
    return f" ({of_each(amount['amount'], amount['of']) if amount['of'] else amount['amount']})"


def _aside(text: str) -> Aside:
    found = _IN_BRACKETS.match(text)
    if found is None:
        return Aside(text, None, None, each=False)
    return Aside(text, found["amount"], printed(found["amount"]), each=bool(found["each"]))
