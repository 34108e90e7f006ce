"""The feed of changes: every change once per cursor, the fake and Firestore alike."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from shared.catalog import foods
from shared.domain.changes import REMEMBERED, Changes
from shared.domain.errors import Conflict, Invalid
from shared.domain.food import Food
from shared.domain.item import Lot
from shared.domain.movement import Act, Step
from shared.domain.portion import Portion, Rough
from shared.domain.taking import consumed
from shared.ports.stock import Items, Movements
from shared.wiring import Wiring
from shared.workflows.move_stock import Stock, move, undo
from shared.workflows.remove_item import remove_item
from tests.samples import NOW, lot

FOODS = foods.load()


def now() -> datetime:
    return datetime.now(UTC)


def following(items: Items, cursor: str | None, limit: int = 3) -> Iterator[Changes]:
    """Pages until nothing is left for now."""
    while True:
        page = items.changes(cursor, limit, now())
        yield page
        cursor = page.cursor
        if not page.more:
            return


def read(items: Items, cursor: str | None) -> tuple[list[str], list[str], str]:
    pages = list(following(items, cursor))
    lots = sorted(lot.id for page in pages for lot in page.lots)
    return lots, sorted(name for page in pages for name in page.gone), pages[-1].cursor


def test_what_changed_and_what_is_gone(items: Items, movements: Movements) -> None:
    stock = Stock(items, movements, FOODS)
    lots, gone, cursor = read(items, None)
    assert (lots, gone) == ([], [])
    added = items.add([lot(id=f"l{n}") for n in range(7)])
    lots, gone, cursor = read(items, cursor)
    assert (lots, gone) == ([f"l{n}" for n in range(7)], [])
    assert read(items, cursor)[:2] == ([], [])
    items.replace(added[1].model_copy(update={"notes": "x"}))
    items.remove("l2", None, NOW)

    def eat(lot: Lot, food: Food | None, act: Act) -> Step:
        return consumed(lot, Portion(rough=Rough.ALL), food, act)

    move("l3", eat, Act("m1", NOW, "ana"), stock, None)
    lots, gone, cursor = read(items, cursor)
    assert (lots, gone) == (["l1"], ["l2", "l3"])
    undo("m1", Act("u1", NOW, "ana"), stock)
    assert read(items, cursor)[:2] == (["l3"], [])


def test_a_removal_is_remembered_from_its_own_day_on(wiring: Wiring, kitchen_id: str) -> None:
    items = wiring.items(kitchen_id)
    items.add([lot(updated_at=NOW - timedelta(days=200))])
    remove_item("milk-1", None, items=items, foods=FOODS, now=NOW)
    stored = wiring.firestore.document("kitchens", kitchen_id, "items", "milk-1").get()
    assert stored.get("forget_at") == NOW + REMEMBERED


@pytest.mark.parametrize("cursor", ["nonsense", "x", "é"])
def test_a_foreign_cursor_is_refused(items: Items, cursor: str) -> None:
    with pytest.raises(Invalid):
        items.changes(cursor, 5, now())


def test_what_is_forgotten_is_said(wiring: Wiring, kitchen_id: str) -> None:
    items = wiring.items(kitchen_id)
    items.add([lot()])
    cursor = items.changes(None, 5, now()).cursor
    with pytest.raises(Conflict):
        items.changes(cursor, 5, now() + timedelta(days=181))


def test_where_nothing_happens_a_cursor_does_not_grow_old(wiring: Wiring, kitchen_id: str) -> None:
    for items in (wiring.items(kitchen_id), wiring.items(f"{kitchen_id}x")):
        cursor: str | None = None
        for days in range(0, 400, 100):
            found = items.changes(cursor, 5, now() + timedelta(days=days))
            assert (found.lots, found.gone, found.more) == ([], [], False)
            cursor = found.cursor
        items.add([lot()])
        with pytest.raises(Conflict):
            items.changes(items.changes(None, 5, now()).cursor, 5, now() + timedelta(days=181))


def test_what_comes_after_an_empty_answer_is_told_once(items: Items) -> None:
    cursor = items.changes(items.changes(None, 5, now()).cursor, 5, now()).cursor
    items.add([lot()])
    found = items.changes(cursor, 5, now())
    assert [one.id for one in found.lots] == ["milk-1"]
    assert items.changes(found.cursor, 5, now()).lots == []


def test_another_kitchens_cursor_begins_anew(wiring: Wiring, kitchen_id: str) -> None:
    for feed, other in (
        (wiring.items(kitchen_id), wiring.items(f"{kitchen_id}x")),
        (wiring.shopping(kitchen_id), wiring.shopping(f"{kitchen_id}x")),
    ):
        cursor = other.changes(None, 5, now()).cursor
        assert other.changes(cursor, 5, now()).cursor
        with pytest.raises(Conflict) as refused:
            feed.changes(cursor, 5, now())
        assert refused.value.code == "changes_forgotten"


def test_a_follower_sees_every_change_of_many_writers_exactly_once(
    wiring: Wiring, kitchen_id: str
) -> None:
    """Writers add and change lots without pause while a follower reads the feed."""
    items = wiring.items(kitchen_id)
    writers, changes = 8, 25
    states: list[tuple[str, str]] = []

    def write(number: int) -> None:
        for turn in range(changes):
            [one] = items.add([lot(id=f"w{number}-{turn}")])
            if turn % 3 == 1:
                items.replace(one.model_copy(update={"quantity": Decimal(2)}))
            elif turn % 3 == 2:
                items.remove(one.id, None, NOW)

    def follow(cursor: str | None) -> str:
        for page in following(items, cursor, 7):
            states.extend((one.id, one.version) for one in page.lots)
            states.extend((name, "gone") for name in page.gone)
            cursor = page.cursor
        assert cursor is not None
        return cursor

    with ThreadPoolExecutor(writers) as pool:
        running = [pool.submit(write, number) for number in range(writers)]
        cursor = follow(None)
        while not all(one.done() for one in running):
            cursor = follow(cursor)
        for one in running:
            one.result()
    cursor = follow(cursor)
    # No state of a lot comes twice, and the last one of each came.
    assert {state: n for state, n in Counter(states).items() if n > 1} == {}
    names = [f"w{number}-{turn}" for number in range(writers) for turn in range(changes)]
    there = items.find(names)
    last = {name: there[name].version if name in there else "gone" for name in names}
    assert set(last.items()) <= set(states)
    assert not any(page.lots + page.gone for page in following(items, cursor))
