"""The stock as CSV: what is written, what is read, and that one is the other's inverse."""

import csv
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.catalog import foods
from shared.domain.food import Allergen, Category, DateKind, Storage
from shared.domain.item import ExpirySource, Kind, Lot, NewItem
from shared.domain.keeping import frozen, opened, thawed
from shared.domain.language import Language
from shared.domain.model import to_stored
from shared.domain.movement import Act
from shared.domain.sheet_export import guarded, sheet, unguarded
from shared.domain.sheet_import import MOST_ROWS
from shared.domain.sheet_plan import ImportQuery
from shared.domain.sheet_row import row_of
from shared.domain.sheet_words import (
    ALLERGENS,
    CATEGORIES,
    COLUMNS,
    DATE_KINDS,
    KINDS,
    SOURCES,
    STORAGES,
    UNITS,
    Column,
    Vocabulary,
)
from shared.domain.stocking import stocked
from shared.domain.units import Unit
from shared.workflows.stock_sheets import import_stock
from tests.fakes.stock import FakeItems
from tests.kitchen import Kitchen
from tests.samples import NOW, TODAY

FOODS = foods.load()
TOMATO = "tomate;2;unidad\r\n"
HEAD = "nombre;cantidad;unidad\r\n"


@pytest.fixture
def home() -> Kitchen:
    return Kitchen(datetime(2026, 6, 1, 12, tzinfo=UTC))


def send(
    home: Kitchen,
    text: str | bytes,
    query: str = "",
    status: int = 200,
    media_type: str = "text/csv",
) -> Any:
    answer = home.post(f"/import{query}", data=text, content_type=media_type)
    assert answer.status_code == status, answer.get_data(as_text=True)
    return answer.get_json()


def only(home: Kitchen, text: str) -> dict[str, Any]:
    [row] = send(home, text, "?preview=true")["rows"]
    return dict(row)


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        (COLUMNS, Column),
        (UNITS, Unit),
        (STORAGES, Storage),
        (CATEGORIES, Category),
        (DATE_KINDS, DateKind),
        (SOURCES, ExpirySource),
        (KINDS, Kind),
        (ALLERGENS, Allergen),
    ],
)
@pytest.mark.parametrize("language", Language)
def test_what_is_written_is_read(words: Vocabulary[Any], codes: Any, language: Language) -> None:
    for code in codes:
        assert words.code(words.word(code, language)) == code
        assert words.code(code.value) == code


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        (
            "nombre\nleche",
            {"name": "leche", "quantity": 1, "unit": "unit", "food_id": "whole_milk"},
        ),
        ("name\nun kilo de papas", {"name": "papas", "quantity": 1, "unit": "kg"}),
        ("name,unit,quantity\nmilk,l,1.5", {"quantity": 1.5, "unit": "l"}),
        ("Cantidad;NOMBRE;Unidad\n1,5;leche;litros", {"quantity": 1.5, "unit": "l"}),
        ("quantity\tname\n1/2\tonion", {"quantity": 0.5, "unit": "unit", "name": "onion"}),
        ("name,quantity\nflour,2 kg", {"quantity": 2, "unit": "kg"}),
        ("name,quantity\neggs,media docena", {"quantity": 6, "unit": "unit"}),
        ("name,quantity,unit\noil,3,cucharadas", {"quantity": 3, "unit": "tbsp"}),
        ("name,quantity,unit\nrice,2,kilo", {"quantity": 2, "unit": "kg"}),
        ("name;quantity;unit\nrice;1.234,5;g", {"quantity": 1234.5}),
        ('name,quantity,unit\nrice,"1,234.5",g', {"quantity": 1234.5}),
        ('name,quantity,unit\nrice,"1,5",kg', {"quantity": 1.5}),
        ("name;quantity;unit\nrice;1.500;g", {"quantity": 1500}),
        ("name;quantity;unit\nmilk;1,500;ml", {"quantity": 1500}),
        ("name;quantity;unit\nrice;1.500;kg", {"quantity": 1.5}),
        ("name;quantity;unit\nrice;0,250;g", {"quantity": 0.25}),
        ("name;quantity;unit\nrice;1,2500;g", {"quantity": 1.25}),
        ("name;quantity\nrice;1.500 g", {"quantity": 1500, "unit": "g"}),
        ("name,quantity,unit\nbeef,2,libras", {"quantity": 907.2, "unit": "g"}),
        ("name,quantity,unit\nbeef,,pounds", {"quantity": 453.6, "unit": "g"}),
        ("nombre;cantidad;unidad\nvino;7,5;dl", {"quantity": 750, "unit": "ml"}),
        ("nombre;cantidad;unidad\ngarbanzos;2;latas", {"quantity": 2, "unit": "unit"}),
        ("nombre\npapas 2 kg", {"name": "papas", "quantity": 2, "unit": "kg"}),
        ("nombre\nuna lata de garbanzos", {"quantity": 1, "food_id": "cooked_chickpeas"}),
        ("sep=;\r\nnombre;cantidad\r\nleche;2", {"name": "leche", "quantity": 2}),
        ("\ufeffsep=,\nname,quantity\nmilk,2", {"name": "milk", "quantity": 2}),
        ("sep=\t\nname\tquantity\nmilk\t2", {"name": "milk", "quantity": 2}),
        ("name,expires\nmilk,05/06/2026", {"expires_on": "2026-06-05", "days_left": 4}),
        ("name,vencimiento\nmilk,2026-06-05", {"expires_on": "2026-06-05"}),
        ("name,lugar\nmilk,Congelador", {"storage": "freezer"}),
        ("name,place\nmilk,cupboard", {"storage": "pantry"}),
        ("nombre;precio;moneda\nleche;1,15;eur", {"price": 1.15, "currency": "EUR"}),
        ("nombre;precio\nleche;1,15 €", {"price": 1.15, "currency": "EUR"}),
        ('name,allergens\nsauce,"fish, Mostaza"', {"allergens": ["fish", "mustard"]}),
        ('\ufeffname,notes\n\n"milk, whole","two\nlines"\n', {"name": "milk, whole"}),
        ("name,food_id\nthe white stuff,whole_milk", {"food_id": "whole_milk"}),
        ("nombre;código de barras\nleche;04006381333931", {"gtin": "4006381333931"}),
    ],
)
def test_rows_as_people_write_them(home: Kitchen, text: str, becomes: dict[str, Any]) -> None:
    row = only(home, text)
    assert not row["errors"]
    assert becomes.items() <= row["item"].items()
    assert not home.items.lots


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("name,quantity\n,1", ["name"]),
        ("name,quantity\nmilk,0", ["quantity"]),
        ("name,quantity\nmilk,-1", ["quantity"]),
        ("name,quantity\nmilk,lots", ["quantity"]),
        ("name,quantity\nmilk,1.2345", ["quantity"]),
        ("name,quantity\nmilk,1e400", ["quantity"]),
        ("name,quantity\nmilk,٣", ["quantity"]),
        ("name,quantity\nmilk,1_000", ["quantity"]),
        ("name,quantity,unit\nmilk,1.5.0,l", ["quantity"]),
        ("name,quantity,unit\nmilk,1,gallon", ["unit"]),
        ("name,expires\nmilk,31/02/2026", ["expires_on"]),
        ("name,expires\nmilk,tomorrow", ["expires_on"]),
        ("name,expires\nmilk,1999-01-01", ["expires_on"]),
        ("name,storage\nmilk,garage", ["storage"]),
        ("name,price\nmilk,1", ["currency"]),
        ("name,price,currency\nmilk,x,EUR", ["price"]),
        ("name,price,currency\nmilk,1,EURO", ["currency"]),
        ("name,allergens\nmilk,sunshine", ["allergens"]),
        ("name,food_id\nmilk,unobtainium", ["food_id"]),
        (f"name,notes\nmilk,{'x' * 501}", ["notes"]),
        (f"name\n{'x' * 121}", ["name"]),
        ("name,quantity\nmilk,1,5", ["row"]),
    ],
)
def test_what_is_wrong_is_told_by_row_and_field(
    home: Kitchen, text: str, fields: list[str]
) -> None:
    row = only(home, text)
    assert [one["field"] for one in row["errors"]] == fields
    assert all(one["message"] for one in row["errors"])
    assert (row["item"] is None) is bool(fields)


def test_guesses_are_told(home: Kitchen) -> None:
    row = only(home, "name\nflux capacitor")
    assert [one["field"] for one in row["warnings"]] == ["quantity", "name", "expires_on"]
    past = only(home, "name,quantity,unit,expires\nmilk,1,l,2026-05-31")
    assert [one["field"] for one in past["warnings"]] == ["expires_on"]
    assert past["item"]["status"] == "expired"
    assert only(home, "name,quantity,expires\nmilk,1,2026-06-03")["warnings"] == []
    for cell in ("1.500,g", '"1,500",g', "1.500 g,"):
        row = only(home, f"name,quantity,unit,expires\nrice,{cell},2026-06-03")
        assert [one["field"] for one in row["warnings"]] == ["quantity"]


def test_a_barcode_that_a_program_rounded_costs_no_row(home: Kitchen) -> None:
    row = only(home, "name,quantity,expires,ean\nmilk,1,2026-06-03,4.00638E+12")
    assert [one["field"] for one in row["warnings"]] == ["gtin"]
    assert row["item"]["gtin"] is None


def test_rows_are_numbered_as_in_the_program_and_unknown_columns_named(home: Kitchen) -> None:
    found = send(home, "\nname,colour\n\nmilk,white\n,\n,blue\n", "?preview=true")
    assert [(one["row"], bool(one["errors"])) for one in found["rows"]] == [(4, False), (6, True)]
    assert found["ignored"] == ["colour"]
    assert (found["items"], found["failed"]) == (1, 1)


def test_all_rows_or_none_unless_told_otherwise(home: Kitchen) -> None:
    text = "name,quantity\nmilk,1\nbread,none\nrice,x\n"
    refused = send(home, text, status=422)
    assert refused["code"] == "rows_invalid"
    assert [one["field"] for one in refused["errors"]] == ["rows.3.quantity"]
    assert not home.items.lots
    found = send(home, text, "?partial=true")
    assert (found["items"], found["failed"], len(home.items.lots)) == (1, 2, 1)


def test_sending_it_again_adds_nothing(home: Kitchen) -> None:
    first = send(home, HEAD + TOMATO + TOMATO)
    assert len(home.items.lots) == 2
    assert send(home, HEAD + TOMATO + TOMATO) == first
    home.items.remove(first["rows"][0]["item"]["id"], None, NOW)
    again = send(home, HEAD + TOMATO + TOMATO)
    assert [row["item"] is None for row in again["rows"]] == [True, False]
    assert len(home.items.lots) == 1


def test_a_corrected_table_adds_what_was_lacking(home: Kitchen) -> None:
    send(home, "name,quantity\nmilk,1\nrice,x", "?partial=true&import_id=june")
    send(home, "name,quantity\nrice,2\nmilk,1", "?import_id=june")
    assert sorted(one.name for one in home.items.lots.values()) == ["milk", "rice"]
    send(home, "name,quantity\nrice,2\nmilk,1", "?import_id=july")
    assert len(home.items.lots) == 4


@pytest.mark.parametrize(
    ("text", "status", "code"),
    [
        (b"", 422, "columns_unknown"),
        (b"\n\n", 422, "columns_unknown"),
        (b"colour,size\nred,1", 422, "columns_unknown"),
        (b"name,item\nmilk,milk", 422, "columns_unknown"),
        ("nombre\npiña".encode("latin-1"), 400, "unreadable_body"),
        (b'name\n"milk', 400, "unreadable_body"),
        (b'name\n"milk"x', 400, "unreadable_body"),
        (b"name\nmilk\x00", 422, "rows_invalid"),
        (b"name\n" + b"milk\n" * (MOST_ROWS + 1), 422, "too_many_rows"),
        (b"name\n" + b"\n" * (5 * MOST_ROWS), 422, "too_many_rows"),
        (b"name\n" + b"x" * 200_000, 400, "unreadable_body"),
        (b"name," + b"x" * 200_000, 400, "unreadable_body"),
        (b"name\n" + b"x" * 1_000_000, 413, "body_too_large"),
    ],
)
def test_what_is_no_table_is_refused(home: Kitchen, text: bytes, status: int, code: str) -> None:
    assert send(home, text, status=status)["code"] == code
    assert not home.items.lots


def test_other_encodings_are_read_where_they_are_named(home: Kitchen) -> None:
    text = "nombre\npiña".encode("cp1252")
    named = "text/csv; charset=windows-1252"
    assert send(home, text, media_type=named)["rows"][0]["item"]["name"] == "piña"
    for other in ("utf-7", "rot13", "nonsense"):
        unread = f"text/csv; charset={other}"
        assert send(home, text, status=400, media_type=unread)["code"] == "unreadable_body"
    assert send(home, b"{}", status=415, media_type="application/json")["retryable"] is False


def test_five_thousand_rows(home: Kitchen) -> None:
    text = HEAD + "".join(f"tomate;{n + 1};g\r\n" for n in range(MOST_ROWS))
    assert send(home, text)["items"] == MOST_ROWS
    assert len(home.items.lots) == MOST_ROWS


def test_an_export_is_what_spreadsheet_programs_want(home: Kitchen) -> None:
    home.add(id="a", name="=2+5", quantity=1.5, unit="l", notes='a "b"; c', price=2, currency="EUR")
    answer = home.get("/export", headers={"Accept-Language": "es"})
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "inventory.csv" in answer.headers["Content-Disposition"]
    data = answer.get_data()
    assert data.startswith(b"\xef\xbb\xbfnombre;cantidad;unidad;")
    [_, row] = list(csv.reader(StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert row[:3] == ["'=2+5", "1,5", "l"]
    assert row[list(Column).index(Column.NOTES)] == 'a "b"; c'
    english = home.get("/export", headers={"Accept-Language": "en"}).get_data()
    assert english.startswith(b"\xef\xbb\xbfname,quantity,unit,")
    assert b"'=2+5,1.5,l," in english


@given(st.text())
def test_no_cell_is_a_formula_and_none_is_changed(text: str) -> None:
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert unguarded(guarded(text)) == text


texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20)
lines = texts.map(str.strip).filter(bool) | st.sampled_from(
    ["Leche", "2 tomates", "=SUM(A1)", "'-x", "@me", "+1", 'a;"b"', "a,b", "12", "kilo"]
)
days = st.dates(date(2026, 1, 1), date(2027, 12, 31))
amounts = st.decimals("0.001", "99999", places=3)


@st.composite
def stock(draw: st.DrawFn) -> list[Lot]:
    lots = []
    for number in range(draw(st.integers(0, 6))):
        price = draw(st.none() | amounts)
        new = NewItem(
            name=draw(lines),
            quantity=draw(amounts),
            unit=draw(st.sampled_from(Unit)),
            food_id=draw(st.none() | st.sampled_from(["tomato", "whole_milk", "egg"])),
            category=draw(st.none() | st.sampled_from(Category)),
            storage=draw(st.none() | st.sampled_from(Storage)),
            expires_on=draw(st.none() | days),
            date_kind=draw(st.none() | st.sampled_from(DateKind)),
            opened_on=draw(st.none() | days),
            price=price,
            currency=None if price is None else draw(st.sampled_from(["EUR", "COP"])),
            notes=draw(texts | st.sampled_from(["", " ", "\t=1", "two\nlines", "'"])),
            allergens=frozenset(draw(st.sets(st.sampled_from(["milk", "fish", "nuts"])))),
            gtin=draw(st.none() | st.sampled_from(["4006381333931", "96385074"])),
        )
        one = stocked(new, f"l{number}", FOODS, NOW, TODAY)
        for rule in draw(st.lists(st.sampled_from([opened, frozen, thawed]), max_size=2)):
            one = _kept(one, rule)
        lots.append(one)
    return lots


def _kept(one: Lot, rule: Any) -> Lot:
    allowed = {
        opened: one.opened_on is None,
        frozen: one.storage is not Storage.FREEZER
        and one.thawed_on is None
        and one.expires_on >= TODAY,
        thawed: one.storage is Storage.FREEZER,
    }
    if not allowed[rule]:
        return one
    kept: Lot = rule(one, FOODS.get(one.food_id or ""), Act("m", NOW, "ana")).lot
    return kept


def said(one: Lot) -> str:
    apart = ("id", "version", "fingerprint", "added_at", "updated_at")
    return repr([pair for pair in to_stored(one).items() if pair[0] not in apart])


@settings(max_examples=150, deadline=None)
@given(lots=stock(), language=st.sampled_from(Language))
def test_what_is_exported_is_imported_as_it_was(lots: list[Lot], language: Language) -> None:
    items = FakeItems()
    found = import_stock(
        "".join(sheet(lots, language)).removeprefix("\ufeff"),
        ImportQuery(),
        items=items,
        foods=FOODS,
        now=NOW + timedelta(days=3),
        language=language,
    )
    assert found.items == len(lots)
    assert sorted(map(said, items.lots.values())) == sorted(map(said, lots))


@pytest.mark.parametrize("name", ["9" * 4_400 + " x", "2 " + "x" * 300, "9 " * 3_000])
def test_a_cell_too_long_is_an_error_of_its_row(name: str) -> None:
    row = row_of(1, {Column.NAME: name}, beyond=False)
    assert [note.field for note in row.errors] == ["name"]
    row = row_of(1, {Column.NAME: "x", Column.QUANTITY: name}, beyond=False)
    assert [note.field for note in row.errors] == ["quantity"]


@pytest.mark.parametrize("day", ["0001-01-01", "1999-12-31", "31/12/9999", "2100-01-01"])
@pytest.mark.parametrize("column", [Column.THAWED_ON, Column.OPENED_ON, Column.EXPIRES_ON])
def test_days_beyond_the_calendar_of_items_are_errors(column: Column, day: str) -> None:
    cells = {Column.NAME: "x", Column.QUANTITY: "1", column: day}
    assert [note.field for note in row_of(1, cells, beyond=False).errors] == [column.value]


@pytest.mark.parametrize(
    "cell",
    ["\uff1d1+1", "\uff0b1", "\uff0d1", "\uff20SUM(A1)", "\ufeff=1", "\u200b=1", " \ufeff @x"],
)
def test_wide_and_hidden_formulas_are_guarded(cell: str) -> None:
    assert guarded(cell) == f"'{cell}"
    assert unguarded(guarded(cell)) == cell
