"""The offline recogniser over a reader that reads what the test says."""

import time
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest

from shared.adapters.offline_recogniser import OfflineRecogniser
from shared.catalog.foods import load
from shared.domain.errors import ProviderFailed, Unreadable
from shared.domain.food import DateKind
from shared.domain.language import Language
from shared.domain.recognition import Box, Photo, RecognitionKind, Sighting, TextLine
from shared.domain.units import Unit
from tests.fakes.clock import FakeClock
from tests.samples import NOW

BOX = Box(0, 0, 1, 0.1)


class Reader:
    """Gives the text of a photograph's bytes, line by line."""

    def __init__(self) -> None:
        self.reads = 0

    def read(self, photo: Photo) -> list[TextLine]:
        self.reads += 1
        return [TextLine(line, 0.9, BOX) for line in photo.data.decode().splitlines()]


def recognise(
    texts: Sequence[str], kind: RecognitionKind = RecognitionKind.AUTO, seconds: float = 10
) -> Sighting:
    photos = [Photo(text.encode(), "image/jpeg", 100, 100) for text in texts]
    recogniser = OfflineRecogniser(Reader(), load(), FakeClock(NOW))
    return recogniser.recognise(photos, kind, Language.EN, time.monotonic() + seconds)


RECEIPT = "SUPER LUNA\nARROZ 1KG  1,39\nLECHE ENTERA 1L  0,95\nTOTAL  2,34"


@pytest.mark.parametrize("kind", [RecognitionKind.AUTO, RecognitionKind.RECEIPT])
def test_a_receipt_is_recognised(kind: RecognitionKind) -> None:
    seen = recognise([RECEIPT], kind)

    assert seen.kind == "receipt"
    assert [item.name for item in seen.items] == ["white rice", "whole milk"]
    assert seen.receipt is not None
    assert seen.receipt.shop == "SUPER LUNA"


def test_a_written_list_is_ingredients() -> None:
    seen = recognise(["tomates\nCebolla\nARROZ 1KG\nllamar a Ana\ntomate"], RecognitionKind.AUTO)

    assert seen.kind == "ingredients"
    assert [item.food_id for item in seen.items] == ["tomato", "onion", "white_rice"]
    assert seen.receipt is None


def test_a_receipt_is_not_read_as_a_list_when_a_receipt_was_asked_for() -> None:
    with pytest.raises(Unreadable) as raised:
        recognise(["tomates\ncebolla"], RecognitionKind.RECEIPT)

    assert raised.value.code == "image_not_readable"


@pytest.mark.parametrize("kind", [k for k in RecognitionKind if k is not RecognitionKind.DISHES])
@pytest.mark.parametrize("text", ["", "Dear Emilia,\nwe came back from the market", "O  O"])
def test_nothing_to_read_is_refused(text: str, kind: RecognitionKind) -> None:
    with pytest.raises(Unreadable) as raised:
        recognise([text], kind)

    assert raised.value.code == "image_not_readable"


def test_dishes_cannot_be_seen() -> None:
    with pytest.raises(Unreadable) as raised:
        recognise([RECEIPT], RecognitionKind.DISHES)

    assert raised.value.code == "offline_cannot_see_dishes"


def test_a_dish_whose_name_is_written_is_known() -> None:
    seen = recognise(["MENU\nLasaña\nlasagne\n12,50"], RecognitionKind.DISHES)

    [dish] = seen.items
    assert (seen.kind, dish.food_id, dish.name) == ("dishes", "lasagne", "lasagne")
    assert (dish.quantity, dish.unit) == (Decimal(1), Unit.PORTION)


def test_two_photographs_of_one_receipt_are_one() -> None:
    seen = recognise(
        [
            "SUPER LUNA\nARROZ 1KG  1,39\nLECHE ENTERA 1L  0,95",
            "ARROZ 1KG  1,39\nLECHE ENTERA 1L  0,95\nSAL FINA 1KG  0,45\nTOTAL  2,79",
        ]
    )

    assert [(i.food_id, i.image_index) for i in seen.items] == [
        ("white_rice", 0),
        ("whole_milk", 0),
        ("salt", 1),
    ]


def test_past_the_deadline_the_first_photograph_alone_is_read_and_the_others_are_told() -> None:
    seen = recognise([RECEIPT, RECEIPT.replace("ARROZ", "SAL"), RECEIPT], seconds=-1)

    assert {item.image_index for item in seen.items} == {0}
    assert seen.unread == (1, 2)
    assert recognise([RECEIPT], seconds=-1).unread == ()


def test_what_was_not_looked_at_is_not_called_unreadable() -> None:
    with pytest.raises(ProviderFailed) as refused:
        recognise(["....", RECEIPT], seconds=-1)
    assert refused.value.reason == "out_of_time"


def test_the_date_on_a_label_is_that_foods() -> None:
    label = "YOGUR NATURAL\nFecha de caducidad\n05/06/26\nLOTE 12/05/26"
    [item] = recognise([label], RecognitionKind.INGREDIENTS).items

    assert (item.expires_on, item.date_kind) == (date(2026, 6, 5), DateKind.USE_BY)


def test_a_date_beside_several_foods_is_nobodys() -> None:
    seen = recognise(["tomates\ncebolla\nCaducidad 05/06/26"], RecognitionKind.INGREDIENTS)

    assert {item.expires_on for item in seen.items} == {None}
