"""A recipe found in a text, before its ingredients are understood."""

import re
from collections.abc import Iterable

from shared.domain.errors import Invalid
from shared.domain.found_recipe import FoundRecipe
from shared.domain.ingredient_list import heads_a_part
from shared.domain.own_recipe import minutes_in
from shared.domain.printed_amount import NUMBER, PRINTED

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_HEADINGS = {
    "ingredients": re.compile(r"^\W*(?:ingredientes?|ingredients?)\b(.{0,40})$", re.IGNORECASE),
    "steps": re.compile(
        r"^\W*(?:preparaci[oó]n|elaboraci[oó]n|instrucciones|pasos|procedimiento|modo de hacer\w*|"
        r"method|directions|instructions|steps|preparation)(\W*)$",
        re.IGNORECASE,
    ),
}
_PEOPLE = re.compile(
    r"(?:(\d{1,2})\s{0,3}(?:personas|raciones|porciones|comensales|servings|people|portions)"
    r"|(?:serves|servings|raciones|porciones|personas|yields?)\s{0,3}:?\s{0,3}(\d{1,2}))\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"^\s*(?:(?:paso|step)\s*)?\d{1,2}\s*[.):-]\s+(?=\S)", re.IGNORECASE)
_AMOUNT = re.compile(r"^[\s\-–—•*·]*(?:\d|[¼½¾⅓⅔⅛])")
_AMOUNT_LAST = re.compile(
    rf"^\D{{2,60}}(?:[\s(]{PRINTED}|[:,–—-]\s*{NUMBER})[\s).]*$", re.IGNORECASE
)
_BULLET = re.compile(r"^\s*[-–—•*·]\s*")
_LONG_LINE = 70


def found_in(text: str) -> FoundRecipe:
    """The recipe in a plain text: its first line is the title; ingredients and steps stand under
    their headings, or are told apart by how they begin.

    Raises:
        Invalid: there are no ingredients.
    """
    lines = [line.strip() for line in cleaned(text).splitlines() if line.strip()]
    title, rest = (lines[0], lines[1:]) if lines else ("", [])
    ingredients, steps, others = _sorted(rest)
    if not ingredients:
        raise Invalid("no_recipe_found")
    people = next((said for line in lines if (said := _people(line))), None)
    return FoundRecipe(
        title=title,
        summary=" ".join(others),
        servings=int(people[1] or people[2]) if people else None,
        minutes=next((found for line in others if (found := minutes_in(line))), None),
        language=None,
        ingredients=ingredients,
        steps=steps,
    )


def _sorted(lines: Iterable[str]) -> tuple[list[str], list[str], list[str]]:
    """Ingredients, steps, and what stands before them."""
    parts: dict[str, list[str]] = {"ingredients": [], "steps": [], "": []}
    under = ""
    for line in lines:
        heading = next(((n, m) for n, s in _HEADINGS.items() if (m := s.match(line))), None)
        if heading is None:
            parts[under or _guessed(line)].append(line)
            continue
        under, said = heading
        if any(map(str.isalpha, said[1])):
            parts[""].append(line)
    steps = [_NUMBERED.sub("", line) for line in parts["steps"]]
    return [_BULLET.sub("", line) for line in parts["ingredients"]], steps, parts[""]


def _guessed(line: str) -> str:
    """Where a line under no heading belongs."""
    if _people(line):
        return ""
    if _NUMBERED.match(line) or len(line) > _LONG_LINE:
        return "steps"
    listed = _AMOUNT.match(line) or _BULLET.match(line) or _AMOUNT_LAST.match(line)
    return "ingredients" if listed or heads_a_part(line) else ""


def _people(line: str) -> re.Match[str] | None:
    """How many people it is for; only a short line says so, a long one is prose."""
    return _PEOPLE.search(line) if len(line) <= _LONG_LINE else None


def cleaned(text: str) -> str:
    """The text without control characters, its lines ended alike."""
    return _CONTROL.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
