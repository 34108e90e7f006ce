"""Recognising: an id is used once, and a repeated request asks nobody."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from shared.catalog import foods, recipes
from shared.domain.errors import AlreadyExists, Unreadable
from shared.domain.ideas import IdeaBook
from shared.domain.language import Language
from shared.domain.product import LookupStatus
from shared.domain.progress import Progress, WorkStatus
from shared.domain.recognition import Photo, RecognitionKind, Sighting
from shared.domain.recognition_result import Detail, Recognition
from shared.domain.units import Unit
from shared.workflows.look_up_products import Scanner
from shared.workflows.recognise import RecognitionRequest, recognise
from tests.fakes.household import FakeKitchens, FakePeople
from tests.fakes.media import FakeMedia
from tests.fakes.products import NO_SCANNER, FakeCachedProducts, FakeCatalog, FakeReader
from tests.fakes.recognition import FakeReceiptMemories, FakeRecognitions, FakeSightings
from tests.samples import NOW, kitchen, person
from tests.unit.test_products import product

FOODS = foods.load()
REQUEST = RecognitionRequest(
    id="mine",
    kind=RecognitionKind.RECEIPT,
    detail=Detail.BASIC,
    language=Language.EN,
    uploads=[b"one", b"two"],
    now=NOW,
    deadline=60,
)


class Cleaner:
    def clean(self, data: bytes, field: str) -> Photo:
        return Photo(data, "image/jpeg", 10, 10)


class Eye:
    """Sees nothing but a receipt; `calls` counts, `meanwhile` happens while it looks."""

    name = "gemini"
    model = "1"

    def __init__(self, meanwhile: Callable[[], object] = lambda: None) -> None:
        self.calls = 0
        self.meanwhile = meanwhile
        self.photos: list[Photo] = []

    def recognise(
        self, images: Sequence[Photo], kind: RecognitionKind, language: Language, deadline: float
    ) -> Sighting:
        self.calls += 1
        self.photos = list(images)
        self.meanwhile()
        return Sighting("receipt", (), None)


class Home:
    def __init__(self) -> None:
        self.recognitions = FakeRecognitions()
        self.media = FakeMedia()
        self.scanner = NO_SCANNER
        self.people = FakePeople()
        self.people.create(person("u1", "k1"), kitchen("k1", "u1"))

    def recognise(self, eye: Eye, request: RecognitionRequest = REQUEST) -> Recognition:
        return recognise(
            request,
            "k1",
            cleaner=Cleaner(),
            recognisers=[eye],
            media=self.media,
            recognitions=self.recognitions,
            kitchens=FakeKitchens(self.people),
            memories=FakeReceiptMemories(),
            sightings=FakeSightings(),
            foods=FOODS,
            book=IdeaBook(recipes.load, FOODS),
            scanner=self.scanner,
        )[0]


def test_a_repeated_request_asks_nobody() -> None:
    home, eye = Home(), Eye()
    first = home.recognise(eye)
    kept = list(home.media.puts)
    assert home.recognise(eye) == first
    assert (eye.calls, home.media.puts) == (1, kept)


@pytest.mark.parametrize(
    "other",
    [
        replace(REQUEST, uploads=[b"one", b"other"]),
        replace(REQUEST, uploads=[b"two", b"one"]),
        replace(REQUEST, kind=RecognitionKind.AUTO),
        replace(REQUEST, detail=Detail.FULL),
        replace(REQUEST, language=Language.ES),
    ],
)
def test_another_request_under_the_id_is_refused_before_it_costs(
    other: RecognitionRequest,
) -> None:
    home, eye = Home(), Eye()
    home.recognise(eye)
    kept = list(home.media.puts)
    with pytest.raises(AlreadyExists):
        home.recognise(eye, other)
    assert (eye.calls, home.media.puts) == (1, kept)


def test_the_same_photo_twice_is_looked_at_once() -> None:
    home, eye = Home(), Eye()
    seen = home.recognise(eye, replace(REQUEST, uploads=[b"one", b"two", b"one"]))
    assert [photo.data for photo in eye.photos] == [b"one", b"two"]
    assert len(seen.images) == len(home.media.puts) == 2


class Slow(Eye):
    def recognise(
        self, images: Sequence[Photo], kind: RecognitionKind, language: Language, deadline: float
    ) -> Sighting:
        return Sighting("receipt", (), None, unread=(1,))


def test_a_photo_that_there_was_no_time_for_is_told_as_failed() -> None:
    seen = Home().recognise(Slow())
    assert [(one.status, one.reason) for one in seen.images] == [
        (WorkStatus.DONE, None),
        (WorkStatus.FAILED, "out_of_time"),
    ]
    assert seen.progress == Progress(done=1, failed=1, total=2)
    assert seen.status is WorkStatus.DONE


def test_of_two_requests_at_once_one_has_the_id() -> None:
    home = Home()
    first = replace(REQUEST, uploads=[b"quick"])
    eye = Eye(meanwhile=lambda: home.recognise(Eye(), first))
    with pytest.raises(AlreadyExists):
        home.recognise(eye)
    [stored] = home.recognitions.stored.values()
    assert stored == home.recognise(Eye(), first)


NUMBER = "8410000000016"


class Blind(Eye):
    def recognise(
        self, images: Sequence[Photo], kind: RecognitionKind, language: Language, deadline: float
    ) -> Sighting:
        raise Unreadable


def test_a_barcode_becomes_an_item_where_nothing_else_can_be_read() -> None:
    home = Home()
    found = product(name="Leche entera", amount="6 x 1 L")
    home.scanner = Scanner(FakeReader(NUMBER), [FakeCatalog(found)], FakeCachedProducts())
    request = replace(REQUEST, kind=RecognitionKind.AUTO)
    seen = home.recognise(Blind(), request)
    [item] = seen.items
    assert (item.gtin, item.food_id, item.unit) == (NUMBER, "whole_milk", Unit.L)
    assert item.quantity == 6
    assert [(one.status, one.hint) for one in seen.barcodes] == [(LookupStatus.FOUND, None)]
    assert seen.engine == "barcodes"


def test_without_anything_to_read_nothing_is_stored() -> None:
    home = Home()
    with pytest.raises(Unreadable):
        home.recognise(Blind())
    assert home.recognitions.stored == {}


def test_what_a_till_prints_is_no_package() -> None:
    home, catalog = Home(), FakeCatalog(product())
    home.scanner = Scanner(FakeReader(NUMBER), [catalog], FakeCachedProducts())
    seen = home.recognise(Eye(), replace(REQUEST, kind=RecognitionKind.AUTO))
    assert (seen.items, seen.barcodes, catalog.calls) == ([], [], [])
