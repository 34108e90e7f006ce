"""From a recognition into the inventory: which lots, under which ids."""

from decimal import Decimal

import pytest

from shared.catalog import foods
from shared.domain.errors import Invalid
from shared.domain.item import Lot
from shared.workflows.stock_recognition import Correction, stock_recognition
from tests.fakes.recognition import FakeReceiptMemories, FakeRecognitions
from tests.fakes.stock import FakeItems
from tests.samples import NOW, recognition, seen_item

FOODS = foods.load()


class Service:
    def __init__(self) -> None:
        self.recognitions = FakeRecognitions()
        self.items = FakeItems()

    def seen(self, name: str) -> str:
        two = [seen_item(), seen_item(name="Pan")]
        self.recognitions.stored[name] = recognition(id=name, items=two)
        return name

    def stock(self, name: str, *chosen: Correction) -> list[Lot]:
        return stock_recognition(
            name,
            chosen or None,
            recognitions=self.recognitions,
            items=self.items,
            memories=FakeReceiptMemories(),
            foods=FOODS,
            now=NOW,
        )


@pytest.mark.parametrize(
    "chosen",
    [
        (Correction(index=0, id="a"), Correction(index=1, id="a")),
        (Correction(index=0), Correction(index=1, id="r1-0")),
    ],
)
def test_one_id_for_two_items_is_refused(chosen: tuple[Correction, ...]) -> None:
    service = Service()
    with pytest.raises(Invalid) as refused:
        service.stock(service.seen("r1"), *chosen)
    assert refused.value.field == "items.1.id"
    assert service.items.lots == {}


def test_a_correction_that_makes_no_item_is_refused_by_its_place() -> None:
    service = Service()
    service.seen("r1")
    unpriced = [seen_item(price=None, currency=None)]
    service.recognitions.stored["r1"] = recognition(id="r1", items=unpriced)
    with pytest.raises(Invalid) as refused:
        service.stock("r1", Correction(index=0, price=Decimal(1)))
    assert refused.value.field == "items.0"


def test_long_recognition_ids_that_differ_at_the_end_share_no_lot() -> None:
    service = Service()
    names = [service.seen("r" * 63 + end) for end in "ab"]
    made = [one.id for name in names for one in service.stock(name)]
    assert len(set(made)) == 4
    assert all(len(one) <= 64 for one in made)
    assert [one.id for one in service.stock(names[0])] == made[:2]


def test_an_id_that_fits_is_the_recognitions_and_the_place() -> None:
    service = Service()
    name = service.seen("r" * 62)
    assert [one.id for one in service.stock(name)] == [f"{name}-0", f"{name}-1"]
