"""A phone that was offline sends what it made and removed, in whatever order it arrives."""

from datetime import datetime
from itertools import permutations

import pytest

from shared.catalog import foods
from shared.domain.errors import NotFound, VersionMismatch
from shared.workflows.remove_item import remove_item
from tests.fakes.stock import FakeItems
from tests.kitchen import Kitchen
from tests.samples import NOW, lot

MILK = {"id": "milk", "name": "Leche entera", "quantity": 1, "unit": "l"}
FOODS = foods.load()


@pytest.mark.parametrize("order", sorted(set(permutations("mmd"))))
def test_made_twice_and_removed_it_is_not_there(order: tuple[str, ...]) -> None:
    home = Kitchen(NOW)
    for step in order:
        if step == "m":
            home.done("/items", {"items": [MILK]}, status=201)
        else:
            assert home.call("DELETE", "/items/milk").status_code in (204, 404)
    assert home.read("/items")["items"] == []
    assert home.get("/items/milk").status_code == 404


def test_the_others_that_came_with_it_are_there() -> None:
    home = Kitchen(NOW)
    assert home.call("DELETE", "/items/milk").status_code == 404
    made = home.done("/items", {"items": [MILK, MILK | {"id": "other"}]}, status=201)
    assert [one["id"] for one in made["items"]] == ["other"]


def test_whoever_names_a_version_has_seen_it() -> None:
    home = Kitchen(NOW)
    answer = home.call("DELETE", "/items/milk", headers={"If-Match": '"1"'})
    assert answer.status_code == 404
    assert home.items.barred == set()


class Arriving(FakeItems):
    """A lot is stored right before its id is barred."""

    def bar(self, item_id: str, at: datetime) -> bool:
        self.add([lot(id=item_id)])
        return super().bar(item_id, at)


def test_one_that_comes_at_the_same_moment_is_removed() -> None:
    items = Arriving()
    remove_item("milk", None, items=items, foods=FOODS, now=NOW)
    assert (items.lots, items.removed) == ({}, {"milk"})


def test_what_is_used_up_stays_so() -> None:
    items = FakeItems()
    items.gone["milk"] = lot(id="milk")
    with pytest.raises(NotFound):
        remove_item("milk", None, items=items, foods=FOODS, now=NOW)
    assert items.barred == set()


def test_another_version_than_the_one_named_is_left() -> None:
    items = FakeItems()
    items.add([lot(id="milk")])
    with pytest.raises(VersionMismatch):
        remove_item("milk", "other", items=items, foods=FOODS, now=NOW)
    assert "milk" in items.lots
