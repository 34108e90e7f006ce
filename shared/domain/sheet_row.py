"""One row of a table of items: what it says, what is wrong with it, and what was made of it."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from pydantic import TypeAdapter, ValidationError

from shared.domain.errors import Invalid
from shared.domain.food import Allergen
from shared.domain.gtin import gtin
from shared.domain.item import Day, ExpirySource, NewItem
from shared.domain.language import Text
from shared.domain.model import DEFERRED
from shared.domain.phrase import Phrase, phrase_of
from shared.domain.sheet_export import unguarded
from shared.domain.sheet_words import (
    ALLERGENS,
    CATEGORIES,
    DATE_KINDS,
    KINDS,
    SOURCES,
    STORAGES,
    UNITS,
    Code,
    Column,
    Vocabulary,
)
from shared.domain.units import Unit

_KNOWN_DAY = TypeAdapter(Day, config=DEFERRED)
# A name or an amount longer than this is not looked into: none that is kept is.
_LONGEST = 200
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]*)?|\.[0-9]+")
_GROUPED = re.compile(r"[0-9]{1,3}(?:(?:\.[0-9]{3})+(?:,[0-9]*)?|(?:,[0-9]{3})+(?:\.[0-9]*)?)")
_DAY = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")
_SYMBOLS = {"€": "EUR", "£": "GBP"}
_LIST = re.compile(r"[,;|/]")
_WORD = Text("no se entiende", "not understood")
_DATE = Text(
    "debe ser una fecha AAAA-MM-DD o dd/mm/aaaa", "must be a date YYYY-MM-DD or dd/mm/yyyy"
)
_WRONG: dict[Column, Text] = {
    Column.NAME: Text(
        "debe tener de 1 a 120 caracteres, en una línea", "takes 1 to 120 characters, in one line"
    ),
    Column.QUANTITY: Text(
        "debe ser mayor que 0, con tres decimales como máximo",
        "must be more than 0, with three decimal places at most",
    ),
    Column.UNIT: Text(
        "debe ser g, kg, ml, l, unidad, cucharada, taza…", "must be g, kg, ml, l, piece, tbsp, cup…"
    ),
    Column.EXPIRES_ON: _DATE,
    Column.OPENED_ON: _DATE,
    Column.THAWED_ON: _DATE,
    Column.PRICE: Text("debe ser un número, 0 o más", "must be a number, 0 or more"),
    Column.CURRENCY: Text(
        "son tres letras (EUR), y va junto con un precio",
        "takes three letters (EUR), and goes with a price",
    ),
    Column.NOTES: Text("admite 500 caracteres", "takes 500 characters"),
    Column.FOOD_ID: Text("el catálogo no tiene ese alimento", "the catalog has no such food"),
}
ROW = "row"
_BEYOND = Text(
    "hay más celdas que columnas; pon entre comillas lo que lleve el separador",
    "there are more cells than columns; quote what holds the delimiter",
)
_NO_NUMBER = Text(
    "no es el número de un código de barras: se deja sin él",
    "is not the number of a barcode: it is left out",
)
_ONE = Text("no dice cuánto: se toma 1", "it does not say how much: 1 is taken")
_THOUSANDS = Text(
    "el signo se toma por el de los millares: 1.500 g son mil quinientos",
    "the mark is taken for that of thousands: 1,500 g are fifteen hundred",
)
# Nobody weighs thousandths of a gram, though many a kilogram to its thousandth.
_OF_THOUSANDS = re.compile(r"(?<![0-9.,])[1-9][0-9]{0,2}[.,][0-9]{3}(?![0-9.,])")
_SMALL = frozenset({Unit.G, Unit.ML})


class Note(NamedTuple):
    """Something about a field of the row."""

    field: str
    text: Text


class SheetRow(NamedTuple):
    """`new` is None where there are errors; `source` and `thawed_on` are what an item carries that
    nobody gives by hand."""

    number: int
    new: NewItem | None
    source: ExpirySource | None
    thawed_on: date | None
    warnings: tuple[Note, ...]
    errors: tuple[Note, ...]


def wrong(column: Column) -> Note:
    return Note(column.value, _WRONG.get(column, _WORD))


def row_of(number: int, cells: Mapping[Column, str], beyond: bool) -> SheetRow:
    """`beyond`: something stands where no column is."""
    reader = _Reader(cells)
    values = reader.values()
    source, thawed_on = reader.code(Column.EXPIRY_SOURCE, SOURCES), reader.day(Column.THAWED_ON)
    errors = reader.errors + ([Note(ROW, _BEYOND)] if beyond else [])
    new = None if errors else _item(values, errors)
    return SheetRow(number, new, source, thawed_on, tuple(reader.warnings), tuple(errors))


def _item(values: Mapping[str, Any], errors: list[Note]) -> NewItem | None:
    try:
        return NewItem.model_validate(values)
    except ValidationError as error:
        # What concerns no single field is a price without its currency, or the other way round.
        fields = [str(e["loc"][0]) if e["loc"] else Column.CURRENCY for e in error.errors()]
        errors += [wrong(Column(field)) for field in dict.fromkeys(fields)]
        return None


class _Reader:
    """The cells of a row, and what was noticed while reading them."""

    def __init__(self, cells: Mapping[Column, str]) -> None:
        self._cells = {column: unguarded(cell) for column, cell in cells.items()}
        self.errors: list[Note] = []
        self.warnings: list[Note] = []

    def values(self) -> dict[str, Any]:
        """What `NewItem` takes; what was not said is left out."""
        price, currency = self._price()
        values = {
            "food_id": self._text(Column.FOOD_ID) or None,
            "category": self.code(Column.CATEGORY, CATEGORIES),
            "storage": self.code(Column.STORAGE, STORAGES),
            "expires_on": self.day(Column.EXPIRES_ON),
            "date_kind": self.code(Column.DATE_KIND, DATE_KINDS),
            "opened_on": self.day(Column.OPENED_ON),
            "price": price,
            "currency": currency,
            "notes": self._cells.get(Column.NOTES) or None,
            "allergens": self._allergens(),
            "kind": self.code(Column.KIND, KINDS),
            "gtin": self._gtin(),
        }
        return {k: v for k, v in values.items() if v is not None} | self._amount()

    def code(self, column: Column, words: Vocabulary[Code]) -> Code | None:
        text = self._text(column)
        found = words.code(text) if text else None
        if text and found is None:
            self.errors.append(wrong(column))
        return found

    def day(self, column: Column) -> date | None:
        text = self._text(column)
        if not text:
            return None
        try:
            if given := _DAY.fullmatch(text):
                day, month, year = map(int, given.groups())
                return _KNOWN_DAY.validate_python(date(year, month, day))
            return _KNOWN_DAY.validate_python(date.fromisoformat(text))
        except ValueError:
            self.errors.append(wrong(column))
            return None

    def _amount(self) -> dict[str, Any]:
        """Name, quantity and unit; where only a name is there, it may say all three."""
        name, amount = self._text(Column.NAME), self._text(Column.QUANTITY)
        said = self._text(Column.UNIT)
        if said and UNITS.code(said) is None and _is_weighed(said):
            return {"name": name} | self._spoken(f"{amount or 1} {said}", None)
        unit = self.code(Column.UNIT, UNITS)
        if not amount and not said:
            return self._phrase(name)
        quantity = _number(amount)
        if unit in _SMALL and _OF_THOUSANDS.fullmatch(amount):
            self._doubt(amount, unit)
            quantity = _number(amount.replace(",", "").replace(".", ""))
        if amount and quantity is None:
            return {"name": name} | self._spoken(amount, unit)
        if quantity is None:
            self.warnings.append(Note(Column.QUANTITY, _ONE))
        return {
            "name": name,
            "quantity": quantity or Decimal(not amount),
            "unit": unit or Unit.UNIT,
        }

    def _phrase(self, name: str) -> dict[str, Any]:
        phrase = _understood(name)
        if phrase is None:
            self.warnings.append(Note(Column.QUANTITY, _ONE))
            return {"name": name, "quantity": Decimal(1), "unit": Unit.UNIT}
        if phrase.name == name:
            self.warnings.append(Note(Column.QUANTITY, _ONE))
        self._doubt(name, phrase.unit)
        return phrase._asdict()

    def _spoken(self, amount: str, unit: Unit | None) -> dict[str, Any]:
        """ "Media docena", "1/2", "2 kg": an amount in words or with its unit."""
        said = f"{amount} {unit.value}" if unit else amount
        phrase = _understood(f"{said} x")
        if phrase is None or phrase.name != "x":
            self.errors.append(wrong(Column.QUANTITY))
            return {}
        self._doubt(amount, phrase.unit)
        return {"quantity": phrase.quantity, "unit": phrase.unit}

    def _doubt(self, amount: str, unit: Unit | None) -> None:
        """Tells where a mark was taken for that of thousands, which it may not be."""
        if unit in _SMALL and _OF_THOUSANDS.search(amount):
            self.warnings.append(Note(Column.QUANTITY, _THOUSANDS))

    def _price(self) -> tuple[Decimal | None, str | None]:
        text, currency = self._text(Column.PRICE), self._text(Column.CURRENCY).upper()
        for symbol, code in _SYMBOLS.items():
            if symbol in text:
                text, currency = text.replace(symbol, "").strip(), currency or code
        price = _number(text)
        if text and price is None:
            self.errors.append(wrong(Column.PRICE))
        return price, _SYMBOLS.get(currency, currency) or None

    def _allergens(self) -> frozenset[Allergen]:
        words = [one.strip() for one in _LIST.split(self._text(Column.ALLERGENS)) if one.strip()]
        found = [ALLERGENS.code(word) for word in words]
        if None in found:
            self.errors.append(wrong(Column.ALLERGENS))
        return frozenset(code for code in found if code is not None)

    def _gtin(self) -> str | None:
        """Spreadsheet programs round long numbers, and no item is lost for that."""
        text = self._text(Column.GTIN)
        try:
            return gtin(text) if text else None
        except Invalid:
            self.warnings.append(Note(Column.GTIN, _NO_NUMBER))
            return None

    def _text(self, column: Column) -> str:
        return self._cells.get(column, "").strip()


def _understood(text: str) -> Phrase | None:
    try:
        return phrase_of(text) if len(text) <= _LONGEST else None
    except Invalid:
        return None


def _is_weighed(unit: str) -> bool:
    """Whether it is a unit outside the list that speech knows: pounds, decilitres."""
    phrase = _understood(f"1 {unit} x")
    return phrase is not None and phrase.name == "x" and phrase.unit is not Unit.UNIT


def _number(text: str) -> Decimal | None:
    """With a comma or a point before the decimals, and perhaps the other between thousands."""
    plain = "".join(text.split())
    marks = [c for c in plain if c in ",."]
    if len(marks) > 1:
        if not _GROUPED.fullmatch(plain):
            return None
        plain = plain.replace(marks[0], "")
    plain = plain.replace(",", ".")
    return Decimal(plain) if _NUMBER.fullmatch(plain) else None
