"""A recipe as it could be kept, from one that somebody else put: all of its words are in it, or
named as left out."""

import re
from collections.abc import Sequence
from decimal import Decimal
from textwrap import wrap
from typing import NamedTuple

from shared.domain.catalog import FoodCatalog
from shared.domain.composing import composed, ingredient
from shared.domain.errors import Invalid
from shared.domain.found_recipe import FoundRecipe, LeftOut, RecipePart
from shared.domain.ingredient_line import LONGEST, ReadLine
from shared.domain.ingredient_list import read_lines, read_list
from shared.domain.language import Language
from shared.domain.own_recipe import (
    MOST_INGREDIENTS,
    MOST_STEPS,
    NewIngredient,
    NewRecipe,
    NewStep,
    drafted,
    numbered,
)
from shared.domain.recipe import Ingredient, RecipeBody
from shared.domain.recipe_text import cleaned
from shared.domain.units import Quantity, Unit

LONGEST_RECIPE = 50_000
_MOST_LINES = 200
_TITLE, _PROSE, _MOST_MINUTES, _MOST_SERVINGS = 120, 2000, 1440, 50
_SERVINGS = 4
_TOLD = (RecipePart.SUMMARY, RecipePart.STEP)
_NO_AMOUNT = Quantity(Decimal(0), Unit.UNIT)
_WORDS = {
    Language.ES: re.compile(r"\b(?:de|y|con|el|la|los|las|en|al|hasta|una?)\b", re.IGNORECASE),
    Language.EN: re.compile(r"\b(?:the|and|of|with|in|to|until|for|into|an?)\b", re.IGNORECASE),
}


class Proposed(NamedTuple):
    """The recipe as it could be kept, what was understood of each of its ingredients, and what it
    does not hold."""

    recipe: NewRecipe
    lines: list[ReadLine]
    left_out: list[LeftOut]


def proposed(
    found: FoundRecipe, language: Language | None, spoken: Language, foods: FoodCatalog
) -> Proposed:
    """The recipe told in `language`, or else the one it seems to be in, `spoken` where it does not
    show. Every word of it is in what is answered, but those for amounts.

    Raises:
        Invalid: it names no ingredient, or is longer than anybody reads.
    """
    _check_length(found)
    tongue = language or _language(found, spoken)
    lines, unread = _understood(found.ingredients, foods, tongue)
    if not lines:
        raise Invalid("no_recipe_found")
    title, *more = _pieces(" ".join(cleaned(found.title).split()), _TITLE) or [""]
    summary, *beyond = _pieces(" ".join((*more, cleaned(found.summary))), _PROSE) or [""]
    steps = [piece for step in found.steps for piece in _pieces(cleaned(step), _PROSE)]
    kept: list[NewStep | str] = [NewStep(text=step) for step in steps[:MOST_STEPS]]
    recipe = NewRecipe(
        title=title.ljust(2, "."),
        summary=summary,
        servings=min(_MOST_SERVINGS, max(1, found.servings or _SERVINGS)),
        minutes=found.minutes if found.minutes and 0 < found.minutes <= _MOST_MINUTES else None,
        language=tongue,
        ingredients=[_ingredient(line) for line in lines],
        steps=kept,
    )
    left_out = [LeftOut(part=RecipePart.SUMMARY, text=text) for text in beyond]
    left_out += unread
    left_out += [LeftOut(part=RecipePart.STEP, text=text) for text in steps[MOST_STEPS:]]
    left_out += _too_large(found)
    return Proposed(recipe, lines, left_out)


def read_whole(found: Proposed, foods: FoodCatalog) -> RecipeBody:
    """All that was in the text, as one recipe: for whoever must know what is in it."""
    tongue = found.recipe.language or Language.ES
    draft = drafted(found.recipe, tongue, foods)
    unread = [one.text for one in found.left_out if one.part is RecipePart.INGREDIENT]
    others = [one.text for one in found.left_out if one.part in _TOLD]
    whole = draft._replace(
        ingredients=[*draft.ingredients, *(_unread(text, foods, tongue) for text in unread)],
        steps=[*draft.steps, *numbered(others)],
    )
    return composed(whole, foods)


def _too_large(found: FoundRecipe) -> list[LeftOut]:
    figures = (
        (RecipePart.SERVINGS, found.servings, _MOST_SERVINGS),
        (RecipePart.MINUTES, found.minutes, _MOST_MINUTES),
    )
    return [
        LeftOut(part=part, text=str(figure))
        for part, figure, most in figures
        if figure and figure > most
    ]


def _unread(text: str, foods: FoodCatalog, tongue: Language) -> Ingredient:
    """An ingredient by all of its words, and the food it seems to be."""
    food = next((line.food for line in read_lines(text, foods, tongue)), None)
    return ingredient(text, food, _NO_AMOUNT, optional=False)


def _check_length(found: FoundRecipe) -> None:
    texts = (found.title, found.summary, *found.ingredients, *found.steps)
    long = sum(map(len, texts)) > LONGEST_RECIPE
    if long or max(len(found.ingredients), len(found.steps)) > _MOST_LINES:
        raise Invalid("recipe_too_long", most_characters=LONGEST_RECIPE, most_lines=_MOST_LINES)


def _understood(
    written: Sequence[str], foods: FoodCatalog, tongue: Language
) -> tuple[list[ReadLine], list[LeftOut]]:
    """The ingredients that there is room for, and the words of all that are not among them; with
    them the lines whose amount was not understood."""
    read: list[ReadLine] = []
    left_out: list[LeftOut] = []
    texts, beyond = _cut(written)
    for text, lines in read_list(texts, foods, tongue):
        room = MOST_INGREDIENTS - len(read)
        read += lines[:room]
        if len(lines) > room or (not lines and any(map(str.isalnum, text))):
            left_out.append(LeftOut(part=RecipePart.INGREDIENT, text=text))
        elif any(line.unread for line in lines):
            left_out.append(LeftOut(part=RecipePart.AMOUNT, text=text))
    return read, left_out + [LeftOut(part=RecipePart.INGREDIENT, text=text) for text in beyond]


def _cut(written: Sequence[str]) -> tuple[list[str], list[str]]:
    """The beginnings of the lines, each as long as a line may be, and what lies beyond them."""
    pieces = [_pieces(" ".join(cleaned(text).split()), LONGEST) or [""] for text in written]
    return [first for first, *_ in pieces], [text for _, *rest in pieces for text in rest]


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


def _pieces(text: str, longest: int) -> list[str]:
    """The text in pieces of whole words, as few as go; none of an empty one."""
    if len(stripped := text.strip()) <= longest:
        return [stripped] if stripped else []
    return wrap(stripped, longest, replace_whitespace=False, break_on_hyphens=False)
