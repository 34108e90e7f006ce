"""Texts that mean harm: as long as they may be, made so that careless patterns never end."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from time import perf_counter

import pytest

from shared.catalog import foods
from shared.catalog.substances import load
from shared.catalog.substances.by_law import load_by_law
from shared.domain.errors import Invalid
from shared.domain.ingredient_list import read_lines
from shared.domain.labels.dictionary import Dictionary
from shared.domain.labels.layout import MOST_CHARACTERS
from shared.domain.labels.reading import read, read_names
from shared.domain.language import Language
from shared.domain.mentions import mentions
from shared.domain.phrase import phrase_of
from shared.domain.printed_date import printed_date
from shared.domain.receipt import ReceiptParser
from shared.domain.receipt_entries import PlacedLine
from shared.domain.receipt_names import FoodNames
from shared.domain.recipe_proposal import proposed
from shared.domain.recipe_text import found_in
from shared.domain.recognition import Box, TextLine
from shared.domain.sheet_import import read_sheet

FOODS = foods.load()
DICTIONARY = Dictionary(load(), besides=load_by_law)
PARSER = ReceiptParser(FoodNames(FOODS))
LONGEST_RECIPE, LONGEST_SHEET, LONGEST_PROSE, LONGEST_LINE = 50_000, 100_000, 2_000, 400
# What is careful takes a tenth of a second; what is careless, minutes.
FAR_TOO_LONG = 5.0
PIECES = (
    *(" ", "\t", "\n", "\u2003", "\u00a0", "\u3000", "\u200b", "\u0301", "\u2028"),
    *("*", "°", ".", ",", "-", "(", ")", "[", "/", "+", ":", "•", "|", "9", "a", "²"),
    *("a. A", "()", "( ", "*°", "* ", ". ", "; ", "1,", "1 ", "1/", "1-", "-\n", "\n ", " /"),
    *("e100;", "e100 ", "inci / ", "77491,", "may contain ", "+/- ", "serves ", "free ", "l-"),
    *("no ", "sin ", "de ", "12:", "1.1 ", "5%", "(5 ", "y ", "0a"),
)


Reader = Callable[[str], object]


def label(text: str) -> object:
    return read(text, DICTIONARY)


def recipe(text: str) -> object:
    return proposed(found_in(text), None, Language.ES, FOODS)


def receipt(text: str) -> object:
    return PARSER.parse([PlacedLine(TextLine(text, 1.0, Box(0, 0, 1, 0.1)), 0)], Language.ES)


# What reads, the most it is given, and what the text begins with.
READERS: tuple[tuple[Reader, int, str], ...] = (
    *((label, MOST_CHARACTERS, start) for start in ("", "Ingredients: aqua, ", "x\n")),
    (lambda text: read_names([text], DICTIONARY), LONGEST_LINE, "a"),
    *((recipe, LONGEST_RECIPE, start) for start in ("", "Soup\n2 eggs\n", "serves ", "4", "- 2")),
    (lambda text: read_lines(text, FOODS, Language.EN), LONGEST_LINE, "2 "),
    (lambda text: list(mentions(text, FOODS, Language.EN)), LONGEST_PROSE, ""),
    (phrase_of, LONGEST_LINE, ""),
    *((read_sheet, LONGEST_SHEET, start) for start in ("", "name\n", "name,quantity\nmilk,")),
    (lambda text: printed_date([text], date(2026, 11, 22)), LONGEST_PROSE, "exp "),
    *((receipt, LONGEST_PROSE, start) for start in ("", "MILK ", "2 x ")),
)


@pytest.mark.parametrize("piece", PIECES, ids=ascii)
def test_no_text_takes_long(piece: str) -> None:
    for reader, most, start in READERS:
        text = start + (piece * most)[: most - len(start) - 1] + "b"
        began = perf_counter()
        with suppress(Invalid):
            reader(text)
        assert perf_counter() - began < FAR_TOO_LONG, (reader, start)
