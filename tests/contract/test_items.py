"""What every store of lots does, the fake and Firestore alike."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from decimal import Decimal

import pytest

from shared.domain.errors import AlreadyExists, Invalid, NotFound, VersionMismatch
from shared.domain.food import Category, Storage
from shared.domain.item import Lot
from shared.domain.listing import ItemFilter, ItemSort
from shared.ports.stock import Items
from tests.samples import NOW, TODAY, lot


def without_version(one: Lot) -> Lot:
    return one.model_copy(update={"version": ""})


def test_what_was_added_is_read_back_exactly(items: Items) -> None:
    added = lot(quantity=Decimal("0.333"), price=Decimal("12990"), currency="COP", notes="ñ ¿?")
    [answered] = items.add([added])
    assert without_version(answered) == added
    assert items.get(added.id) == answered
    assert answered.version


def test_a_missing_lot_is_not_found(items: Items) -> None:
    with pytest.raises(NotFound):
        items.get("nothing")


def test_adding_again_answers_what_is_there(items: Items) -> None:
    [first] = items.add([lot()])
    changed = items.replace(first.model_copy(update={"quantity": Decimal("0.5")}))
    assert items.add([lot()]) == [changed]


def test_adding_something_else_under_a_taken_id_stores_nothing(items: Items) -> None:
    items.add([lot(id="a")])
    with pytest.raises(AlreadyExists):
        items.add([lot(id="b"), lot(id="a", fingerprint="other")])
    with pytest.raises(NotFound):
        items.get("b")


def test_half_sent_batches_converge(items: Items) -> None:
    items.add([lot(id="a")])
    both = items.add([lot(id="a"), lot(id="b")])
    assert [one.id for one in both] == ["a", "b"]
    assert items.get("b").id == "b"


def test_replacing_takes_the_version_that_was_read(items: Items) -> None:
    [first] = items.add([lot()])
    second = items.replace(first.model_copy(update={"name": "Leche fresca"}))
    assert second.version != first.version
    assert items.get(first.id) == second
    with pytest.raises(VersionMismatch):
        items.replace(first.model_copy(update={"name": "Leche vieja"}))


@pytest.mark.parametrize("version", ["-", "zz", "", "f" * 60])
def test_a_version_never_given_matches_nothing(items: Items, version: str) -> None:
    items.add([lot()])
    with pytest.raises(VersionMismatch):
        items.replace(lot(version=version))


def test_what_was_removed_before_it_came_never_comes(items: Items) -> None:
    assert items.bar("late", NOW)
    assert not items.bar("late", NOW)
    assert [one.id for one in items.add([lot(id="a"), lot(id="late")])] == ["a"]
    assert [one.id for one in items.add([lot(id="late", fingerprint="other")])] == []
    for refused in (items.get, lambda name: items.remove(name, None, NOW)):
        with pytest.raises(NotFound):
            refused("late")
    assert set(items.find(["a", "late"])) == {"a"}
    found = items.changes(None, 10, NOW)
    assert ([one.id for one in found.lots], found.gone) == (["a"], [])


def test_what_was_ever_there_is_not_barred(items: Items) -> None:
    items.add([lot(id="there"), lot(id="removed")])
    items.remove("removed", None, NOW)
    assert not items.bar("there", NOW)
    assert not items.bar("removed", NOW)
    assert items.get("there").id == "there"


def test_removing(items: Items) -> None:
    [first] = items.add([lot(id="a")])
    items.add([lot(id="b")])
    with pytest.raises(VersionMismatch):
        items.remove("b", first.version + "1", NOW)
    items.remove("a", first.version, NOW)
    items.remove("b", None, NOW)
    for gone in ("a", "b"):
        with pytest.raises(NotFound):
            items.remove(gone, None, NOW)
    with pytest.raises(NotFound):
        items.remove("a", first.version, NOW)


def test_pages_come_soonest_first_and_hold_each_lot_once(items: Items) -> None:
    days = [TODAY + timedelta(days=n % 4) for n in range(11)]
    items.add([lot(id=f"l{n:02}", expires_on=day) for n, day in enumerate(days)])
    seen: list[Lot] = []
    cursor = None
    for _ in range(4):
        page = items.page(ItemFilter(), 3, cursor)
        seen += page.items
        cursor = page.next_cursor
    assert cursor is None
    assert [(one.expires_on, one.id) for one in seen] == sorted(
        (day, f"l{n:02}") for n, day in enumerate(days)
    )


def test_a_cursor_stays_right_while_others_write(items: Items) -> None:
    items.add([lot(id=f"l{n}", expires_on=TODAY + timedelta(days=n)) for n in range(4)])
    first = items.page(ItemFilter(), 2, None)
    items.add([lot(id="new", expires_on=TODAY - timedelta(days=1))])
    rest = items.page(ItemFilter(), 10, first.next_cursor)
    assert [one.id for one in rest.items] == ["l2", "l3"]


@pytest.mark.parametrize("cursor", ["nonsense", "e30", "W10", "eyJhIjoxfQ", "WzEsMiwzXQ"])
def test_a_foreign_cursor_is_refused(items: Items, cursor: str) -> None:
    with pytest.raises(Invalid):
        items.page(ItemFilter(), 5, cursor)


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (ItemFilter(storage=Storage.FREEZER), ["b"]),
        (ItemFilter(category=Category.FRUIT), ["b", "c"]),
        (ItemFilter(food_id="apple"), ["c"]),
        (ItemFilter(expires_to=date(2026, 6, 2)), ["a"]),
        (ItemFilter(expires_from=date(2026, 6, 2), expires_to=date(2026, 6, 3)), ["a", "b"]),
        (ItemFilter(category=Category.FRUIT, expires_from=date(2026, 6, 4)), ["c"]),
        (ItemFilter(food_id="nothing"), []),
    ],
)
def test_filters(items: Items, chosen: ItemFilter, expected: list[str]) -> None:
    items.add(
        [
            lot(id="a", expires_on=date(2026, 6, 2)),
            lot(
                id="b",
                expires_on=date(2026, 6, 3),
                storage=Storage.FREEZER,
                category=Category.FRUIT,
                food_id="raspberry",
            ),
            lot(id="c", expires_on=date(2026, 6, 4), category=Category.FRUIT, food_id="apple"),
        ]
    )
    assert [one.id for one in items.page(chosen, 10, None).items] == expected


def test_of_parallel_writers_with_one_version_exactly_one_wins(items: Items) -> None:
    [first] = items.add([lot()])

    def write(number: int) -> bool:
        try:
            items.replace(first.model_copy(update={"notes": str(number)}))
        except VersionMismatch:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(write, range(16))) == 1


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        (ItemSort.EXPIRES_ON, ["c", "a", "b"]),
        (ItemSort.ADDED_AT, ["b", "c", "a"]),
        (ItemSort.NAME, ["b", "a", "c"]),
    ],
)
def test_sorting_and_searching_page_by_page(
    items: Items, sort: ItemSort, expected: list[str]
) -> None:
    names = {"a": "mango", "b": "lima", "c": "nuez"}
    added = {"a": 0, "b": 2, "c": 1}
    days = {"a": 1, "b": 2, "c": 0}
    items.add(
        [
            lot(
                id=name,
                sort_name=names[name],
                search_keys=("fruta", names[name]),
                added_at=NOW + timedelta(hours=added[name]),
                expires_on=TODAY + timedelta(days=days[name]),
            )
            for name in "abc"
        ]
        + [lot(id="d", search_keys=("otra",))]
    )
    seen: list[str] = []
    cursor = None
    for _ in range(3):
        page = items.page(ItemFilter(search_keys=("fruta",), sort=sort), 1, cursor)
        seen += [one.id for one in page.items]
        cursor = page.next_cursor
    assert cursor is None
    assert seen == expected
    assert items.page(ItemFilter(search_keys=("nada", "nadie"), sort=sort), 1, None).items == []
