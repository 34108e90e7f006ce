"""Changing an item while somebody else does."""

from collections.abc import Sequence
from decimal import Decimal

import pytest

from shared.catalog import foods
from shared.domain.errors import NotFound, Unavailable, VersionMismatch
from shared.domain.item import ItemChange, Lot
from shared.domain.movement import Act
from shared.workflows.change_item import change_item
from shared.workflows.move_stock import Stock
from tests.fakes.stock import FakeItems, FakeMovements
from tests.samples import NOW, lot

FOODS = foods.load()
CHANGE = ItemChange(notes="mine")


class Raced(FakeItems):
    """Somebody else is faster, `races` times; the last time they remove the lot if it is `lost`."""

    def __init__(self, races: int, *, lost: bool = False) -> None:
        super().__init__()
        self.races = races
        self.lost = lost
        self.add([lot()])

    def replace_all(self, lots: Sequence[Lot]) -> list[Lot]:
        self.races -= 1
        if self.races >= 0:
            there = self.lots[lots[0].id]
            super().replace_all([there.model_copy(update={"quantity": Decimal("0.25")})])
            if self.lost:
                self.remove(there.id, None, NOW)
        return super().replace_all(lots)


def changed(items: FakeItems, if_match: str | None = None, change: ItemChange = CHANGE) -> Lot:
    stock = Stock(items, FakeMovements(items), FOODS)
    return change_item(lot().id, change, if_match, Act("m1", NOW, "ana"), stock)


def test_a_lost_race_is_run_again_where_no_version_was_named() -> None:
    found = changed(Raced(2))
    assert (found.notes, found.quantity) == ("mine", Decimal("0.25"))
    with pytest.raises(Unavailable):
        changed(Raced(10_000))


def test_a_named_version_is_the_only_one_that_is_changed() -> None:
    items = Raced(1)
    with pytest.raises(VersionMismatch):
        changed(items, items.get(lot().id).version)
    with pytest.raises(VersionMismatch):
        changed(Raced(0), "-")


@pytest.mark.parametrize("named", [False, True])
def test_a_lot_deleted_meanwhile_is_not_there(named: bool) -> None:
    items = Raced(1, lost=True)
    with pytest.raises(NotFound):
        changed(items, items.get(lot().id).version if named else None)
