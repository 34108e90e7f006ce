"""A batch of photos of different kinds: each item goes into the stock by the kind of its own."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from shared.catalog import foods
from shared.domain.expiry import keeping_days
from shared.domain.food import Category, Storage
from shared.domain.ideas import IdeaBook
from shared.domain.item import Kind, Lot
from shared.domain.kitchen import Needs
from shared.domain.language import Language
from shared.domain.recognition import ReceiptFacts, RecognisedItem, RecognitionKind, Sighting
from shared.domain.recognition_batch import DONE, Batch, Part, part_name
from shared.domain.recognition_result import Detail, Recognition, SeenImage
from shared.domain.seen_items import Audience, seen_items, seen_receipt
from shared.domain.units import Unit
from shared.workflows.stock_recognition import Correction, stock_recognition
from tests.fakes.recognition import FakeReceiptMemories, FakeRecognitions
from tests.fakes.stock import FakeItems
from tests.samples import NOW, TODAY

FOODS = foods.load()
ONION = RecognisedItem(
    name="Cebolla",
    food_id="onion",
    confidence=0.8,
    quantity=Decimal(1),
    unit=Unit.KG,
    storage=Storage.PANTRY,
    category=Category.VEGETABLE,
    price=None,
    currency=None,
    box=None,
    allergens=frozenset(),
    source_text="CEBOLLA",
    image_index=0,
)
STEW = replace(ONION, name="Guiso", food_id=None, category=Category.PREPARED, source_text="Guiso")


def receipt(day: date) -> Sighting:
    return Sighting("receipt", (ONION,), ReceiptFacts(None, day, None, None))


SHELF = Sighting("ingredients", (ONION,), None)
DISHES = Sighting("dishes", (STEW,), None)
OLD = receipt(TODAY - timedelta(days=5))
NEW = receipt(TODAY - timedelta(days=2))


def part(sighting: Sighting) -> Part:
    audience = Audience(Needs(), Language.ES, Detail.BASIC, TODAY)
    return Part(
        status=DONE,
        kind=RecognitionKind(sighting.kind),
        items=seen_items(sighting, frozenset(), audience, FOODS, IdeaBook(tuple, FOODS)),
        receipt=seen_receipt(sighting),
    )


def batch(sightings: Sequence[Sighting]) -> Recognition:
    parts = {part_name(n): part(one) for n, one in enumerate(sightings)}
    return Batch(
        id="b1",
        asked=RecognitionKind.AUTO,
        detail=Detail.BASIC,
        language=Language.ES,
        images=[SeenImage(id=f"{n}" * 64, width=10, height=10) for n in range(len(parts))],
        parts=parts,
        created_at=NOW,
    ).shown()


def put(sightings: Sequence[Sighting], *chosen: Correction) -> tuple[list[Lot], int]:
    """The lots, and how many receipt lines were learned."""
    recognitions, memories = FakeRecognitions(), FakeReceiptMemories()
    recognitions.stored["b1"] = batch(sightings)
    lots = stock_recognition(
        "b1",
        chosen or None,
        recognitions=recognitions,
        items=FakeItems(),
        memories=memories,
        foods=FOODS,
        now=NOW,
    )
    return lots, len(memories.memory.lines)


@pytest.mark.parametrize(
    "sightings", [(DISHES, SHELF, OLD, NEW), (OLD, NEW, DISHES, SHELF), (SHELF, OLD, DISHES, NEW)]
)
def test_each_item_is_stocked_as_what_its_own_photo_shows(sightings: Sequence[Sighting]) -> None:
    lots, _ = put(sightings)
    keeps = timedelta(days=keeping_days(FOODS["onion"], Category.VEGETABLE, Storage.PANTRY))
    for sighting, lot in zip(sightings, lots, strict=True):
        dish = sighting.kind == "dishes"
        assert lot.kind is (Kind.DISH if dish else Kind.INGREDIENT)
        bought = sighting.receipt.bought_on if sighting.receipt else TODAY
        assert dish or lot.expires_on - keeps == bought


@pytest.mark.parametrize(
    "sightings", [(SHELF, OLD), (OLD, SHELF), (DISHES, NEW), (NEW, DISHES), (NEW,)]
)
def test_the_lines_of_its_receipts_alone_are_learned(sightings: Sequence[Sighting]) -> None:
    chosen = [Correction(index=n, food_id="garlic") for n in range(len(sightings))]
    for n, sighting in enumerate(sightings):
        assert put(sightings, chosen[n])[1] == int(sighting.kind == "receipt")
