"""From a recognition into the inventory: which lots, under which ids."""

from datetime import timedelta
from decimal import Decimal

import pytest

from shared.catalog import foods
from shared.domain.briefing import stock_of
from shared.domain.dish import KeepingRule
from shared.domain.errors import Invalid
from shared.domain.food import Allergen, Category, DateKind, Storage
from shared.domain.item import ExpirySource, Kind, Lot
from shared.domain.recognition import RecognitionKind
from shared.domain.recognition_result import SeenDish
from shared.domain.units import Unit
from shared.workflows.stock_recognition import Correction, stock_recognition
from tests.fakes.recognition import FakeReceiptMemories, FakeRecognitions
from tests.fakes.stock import FakeItems
from tests.samples import NOW, TODAY, recognition, seen_item

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


DISH = SeenDish(
    portions=Decimal(2),
    ingredients=[],
    kcal_per_portion=None,
    kcal_source=None,
    keeps_days=1,
    keeping_rule=KeepingRule.RICE,
)


@pytest.mark.parametrize(
    ("correction", "days"),
    [(Correction(index=0), 1), (Correction(index=0, storage=Storage.FREEZER), 60)],
)
def test_a_dish_is_stocked_with_its_own_keeping_time(correction: Correction, days: int) -> None:
    service = Service()
    item = seen_item(
        name="Arroz de la abuela",
        food_id=None,
        category=Category.PREPARED,
        unit=Unit.PORTION,
        expires_on=TODAY + timedelta(days=1),
        dish=DISH,
    )
    service.recognitions.stored["r1"] = recognition(
        id="r1", kind=RecognitionKind.DISHES, items=[item]
    )
    [lot] = service.stock("r1", correction)
    assert (lot.kind, lot.date_kind) == (Kind.DISH, DateKind.USE_BY)
    assert lot.expiry_source is ExpirySource.ESTIMATED
    assert lot.expires_on == TODAY + timedelta(days=days)


def test_a_food_known_by_its_barcode_can_be_cooked() -> None:
    service = Service()
    items = [seen_item(gtin="4006381333931", traces=["nuts"])]
    service.recognitions.stored["r1"] = recognition(id="r1", items=items)
    [lot] = service.stock("r1")
    assert (lot.kind, lot.gtin) == (Kind.INGREDIENT, "4006381333931")
    assert lot.allergens == {Allergen.NUTS}
    assert [line.item_id for line in stock_of([lot], TODAY)] == [lot.id]


def test_another_name_for_a_package_does_not_take_its_allergens_away() -> None:
    service = Service()
    kept = seen_item(gtin="4006381333931", allergens=["milk"])
    guessed = seen_item(allergens=["milk"])
    service.recognitions.stored["r1"] = recognition(id="r1", items=[kept, guessed])
    named = [Correction(index=index, name="Cosa rara") for index in (0, 1)]
    assert [lot.allergens for lot in service.stock("r1", *named)] == [{Allergen.MILK}, frozenset()]
