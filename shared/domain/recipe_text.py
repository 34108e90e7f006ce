"""A recipe found in a text or on a page, before its ingredients are understood."""

import re
from collections.abc import Iterable

from shared.domain.catalog import FoodCatalog
from shared.domain.errors import Invalid
from shared.domain.found_recipe import FoundRecipe
from shared.domain.ingredient_line import LONGEST, ReadLine, read_lines
from shared.domain.language import Language
from shared.domain.own_recipe import (
    MOST_INGREDIENTS,
    MOST_STEPS,
    NewIngredient,
    NewRecipe,
    NewStep,
    minutes_in,
)

_TITLE, _PROSE, _MOST_MINUTES, _MOST_SERVINGS = 120, 2000, 1440, 50
_SERVINGS = 4
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_HEADINGS = {
    "ingredients": re.compile(r"^\W*(?:ingredientes?|ingredients?)\b.{0,40}$", re.IGNORECASE),
    "steps": re.compile(
        r"^\W*(?:preparaci[oó]n|elaboraci[oó]n|instrucciones|pasos|procedimiento|modo de hacer\w*|"
        r"method|directions|instructions|steps|preparation)\W*$",
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
_BULLET = re.compile(r"^\s*[-–—•*·]\s*")
_LONG_LINE = 70
_WORDS = {
    Language.ES: re.compile(r"\b(?:de|y|con|el|la|los|las|en|al|hasta|una?)\b", re.IGNORECASE),
    Language.EN: re.compile(r"\b(?:the|and|of|with|in|to|until|for|into|an?)\b", re.IGNORECASE),
}


def found_in(text: str) -> FoundRecipe:
    """The recipe in a plain text: its first line is the title; ingredients and steps stand under
    their headings, or are told apart by how they begin.

    Raises:
        Invalid: there are no ingredients.
    """
    lines = [line.strip() for line in _clean(text).splitlines() if line.strip()]
    title, rest = (lines[0], lines[1:]) if lines else ("", [])
    ingredients, steps, others = _sorted(rest)
    if not ingredients:
        raise Invalid("no_recipe_found")
    people = next((said for line in lines if (said := _people(line))), None)
    return FoundRecipe(
        title=title,
        summary=" ".join(others[:2]),
        servings=int(people[1] or people[2]) if people else None,
        minutes=next((found for line in others if (found := minutes_in(line))), None),
        language=None,
        ingredients=ingredients,
        steps=steps,
    )


def proposed(
    found: FoundRecipe, language: Language | None, spoken: Language, foods: FoodCatalog
) -> tuple[NewRecipe, list[ReadLine]]:
    """The recipe as it could be kept, and what was understood of each of its ingredients; told in
    `language`, or else the one it seems to be in, `spoken` where it does not show.

    Raises:
        Invalid: it names no ingredient.
    """
    tongue = language or _language(found, spoken)
    texts = [_line(text, LONGEST) for text in found.ingredients[:MOST_INGREDIENTS]]
    read = [line for text in texts if text for line in read_lines(text, foods, tongue)]
    read = read[:MOST_INGREDIENTS]
    if not read:
        raise Invalid("no_recipe_found")
    servings = found.servings or _SERVINGS
    steps: list[NewStep | str] = [NewStep(text=step) for step in map(_prose, found.steps) if step]
    recipe = NewRecipe(
        title=_line(found.title, _TITLE).ljust(2, "."),
        summary=_prose(found.summary),
        servings=min(_MOST_SERVINGS, max(1, servings)),
        minutes=found.minutes if found.minutes and 0 < found.minutes <= _MOST_MINUTES else None,
        language=tongue,
        ingredients=[_ingredient(line) for line in read],
        steps=steps[:MOST_STEPS],
    )
    return recipe, read


def _sorted(lines: Iterable[str]) -> tuple[list[str], list[str], list[str]]:
    """Ingredients, steps, and what stands before them."""
    parts: dict[str, list[str]] = {"ingredients": [], "steps": [], "": []}
    under = ""
    for line in lines:
        heading = next((name for name, shape in _HEADINGS.items() if shape.match(line)), None)
        if heading is not None:
            under = heading
            continue
        parts[under or _guessed(line)].append(line)
    steps = [_NUMBERED.sub("", line) for line in parts["steps"]]
    return [_BULLET.sub("", line) for line in parts["ingredients"]], steps, parts[""]


def _guessed(line: str) -> str:
    """Where a line under no heading belongs."""
    if _people(line):
        return ""
    if _NUMBERED.match(line) or len(line) > _LONG_LINE:
        return "steps"
    return "ingredients" if _AMOUNT.match(line) or _BULLET.match(line) else ""


def _people(line: str) -> re.Match[str] | None:
    """How many people it is for; only a short line says so, a long one is prose."""
    return _PEOPLE.search(line) if len(line) <= _LONG_LINE else None


def _ingredient(line: ReadLine) -> NewIngredient:
    return NewIngredient(
        name=line.name,
        food_id=line.food.id if line.food else None,
        quantity=line.quantity.amount,
        unit=line.quantity.unit,
        optional=line.optional,
        note=line.note,
    )


def _language(found: FoundRecipe, spoken: Language) -> Language:
    said = (found.language or "")[:2].lower()
    if said in set(Language):
        return Language(said)
    text = " ".join((*found.ingredients, *found.steps))
    counts = {one: len(words.findall(text)) for one, words in _WORDS.items()}
    if counts[Language.ES] == counts[Language.EN]:
        return spoken
    return max(counts, key=lambda one: counts[one])


def _clean(text: str) -> str:
    return _CONTROL.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))


def _line(text: str, longest: int) -> str:
    return " ".join(_clean(text).split())[:longest].strip()


def _prose(text: str) -> str:
    return _clean(text).strip()[:_PROSE].strip()
