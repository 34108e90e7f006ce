"""Words that find a lot, and words that do not."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.catalog import foods
from shared.domain.catalog import fold
from shared.domain.item import ItemChange, NewItem
from shared.domain.search import search_keys, words_searched
from shared.domain.stocking import changed, stocked
from shared.domain.units import Unit
from tests.samples import NOW, TODAY

FOODS = foods.load()
NAMES = """
    leche entera pascual queso cabra fresco curado tomate pera conferencia harina trigo integral
    aceite oliva virgen extra yogur natural pan molde
"""


def rows(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in row.split("|")] for row in table.strip().splitlines()]


WHOLE_MILK = """
LECHE | yes
milk | yes
whole milk | yes
milk whole | yes
pascual | yes
leche entera | yes
entera leche pascual | yes
lec | yes
pascu | yes
leche ent | yes
leche entera pas | yes
mil | yes
fresh cow milk | no
soy | no
leche soja | no
le | no
"""
CHEESE = """
queso de cabra | yes
queso cabra | yes
cabra queso | yes
fresco | yes
queso de cabra fresco | yes
queso fresco de cabra de la abuela | yes
abuela del queso | yes
queso de cabra fre | yes
abuelas | yes
abu | yes
abuelo | no
queso de oveja | no
queso de cabra curado | no
queso fresco de cabra del abuelo | no
"""


@pytest.mark.parametrize(
    ("name", "food", "text", "found"),
    [
        *(("Leche entera Pascual", "whole_milk", *row) for row in rows(WHOLE_MILK)),
        *(("Queso de cabra fresco de la abuela", None, *row) for row in rows(CHEESE)),
        ("Aceite oliva virgen", None, "aceite oliva virgen extra", "no"),
        ("Papas", "potato", "patata", "yes"),
        ("Papas", "potato", "potatoes", "yes"),
        ("Papas", "potato", "pota", "yes"),
        ("Plátano", "banana", "platanos", "yes"),
        ("Tomates", "tomato", "toma", "yes"),
        ("Pechuga de pollo", "chicken_breast", "pollo pechuga", "yes"),
        ("Pechuga de pollo", "chicken_breast", "pechu", "yes"),
        ("Pechuga de pollo", "chicken_breast", "pechuga de po", "no"),
        ("Pechuga de pollo", "chicken_breast", "pechuga de pol", "yes"),
        ("Danone", "natural_yogurt", "yog", "yes"),
        ("Yogur de fresa", "fruit_yogurt", "fresa yogur", "yes"),
        ("De la", None, "de la", "yes"),
        ("Arroz", None, "arroces", "yes"),
    ],
)
def test_what_finds_what(name: str, food: str | None, text: str, found: str) -> None:
    keys = search_keys(name, FOODS[food] if food else None)
    assert (not set(words_searched(text)).isdisjoint(keys)) is (found == "yes")


@pytest.mark.parametrize("text", ["LECHE", "whole milk", "leche entera pascual", "queso de cabra"])
def test_what_was_kept_before_is_found_as_before(text: str) -> None:
    words = fold("Leche entera Pascual").split() + fold("whole milk queso de cabra").split()
    phrases = {" ".join(words[n : n + size]) for size in (1, 2, 3) for n in range(len(words))}
    assert not phrases.isdisjoint(words_searched(text))


@given(
    words=st.lists(st.sampled_from(fold(NAMES).split()), min_size=1, max_size=9), order=st.data()
)
def test_every_name_is_found_by_its_words_in_any_order(
    words: list[str], order: st.DataObject
) -> None:
    """Up to four of the first six."""
    name = " ".join(words)
    keys = set(search_keys(name, None))
    some = order.draw(st.permutations(list(dict.fromkeys(words))[:6]))[:4]
    assert not keys.isdisjoint(words_searched(" ".join(some)))
    assert not keys.isdisjoint(words_searched(name))


def test_punctuation_alone_asks_for_nothing() -> None:
    assert words_searched(" ¿?... ") == ()


def test_keys_are_few_and_short() -> None:
    """A key is four index entries, and an index tells apart no more than 1,500 bytes of one."""
    counts = [len(search_keys(food.name.es, food)) for food in FOODS]
    assert sum(counts) / len(counts) < 40
    assert max(counts) < 120
    longest = "ñ" * 120
    assert all(len(key.encode()) <= 1500 for key in search_keys(longest, FOODS["egg"]))
    many = search_keys("uno dos tres cuatro cinco seis siete ocho nueve diez", FOODS["egg"])
    assert len(many) <= 150


def test_the_keys_follow_the_name() -> None:
    new = NewItem.model_validate({"name": "Leche", "quantity": 1, "unit": Unit.L})
    lot = stocked(new, "a", FOODS, NOW, TODAY)
    assert "milk" in lot.search_keys
    renamed = changed(lot, ItemChange(name="Zumo raro"), FOODS, NOW)
    assert "raro" in renamed.search_keys
    assert renamed.sort_name == "zumo raro"


@pytest.mark.parametrize("text", ["4006381333931", "04006381333931", "4 006381 333931"])
def test_a_package_is_found_by_its_number(text: str) -> None:
    new = NewItem(name="Rotulador", quantity=Decimal(1), unit=Unit.UNIT, gtin="04006381333931")
    lot = stocked(new, "a", FOODS, NOW, TODAY)
    assert lot.gtin == "4006381333931"
    assert words_searched(text)[0] in lot.search_keys
    other = changed(lot, ItemChange(gtin="96385074"), FOODS, NOW)
    assert words_searched(text)[0] not in other.search_keys
    assert words_searched("96385074")[0] in other.search_keys
    assert changed(other, ItemChange(gtin=None), FOODS, NOW).gtin is None
