"""The same photos are looked at once in a kitchen, and never for another one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from shared.adapters.pillow_photos import PillowPhotoCleaner
from shared.domain.cached_sighting import KEPT, CachedSighting
from shared.domain.errors import ProviderFailed, Unreadable
from shared.domain.food import Allergen, Category, Storage
from shared.domain.language import Language
from shared.domain.recognition import (
    Box,
    Photo,
    ReceiptFacts,
    RecognisedItem,
    RecognitionKind,
    Sighting,
)
from shared.domain.units import Unit
from shared.workflows.see_photos import Look, see
from tests import hostile
from tests.fakes.recognition import FakeSightings
from tests.samples import NOW, TODAY

PHOTO = Photo(b"one", "image/jpeg", 20, 20)
OTHER = Photo(b"two", "image/jpeg", 20, 20)
LOOK = Look("k1", RecognitionKind.AUTO, Language.ES, NOW, deadline=100.0)
ITEM = RecognisedItem(
    name="Leche",
    food_id="whole_milk",
    confidence=0.9312,
    quantity=Decimal("0.125"),
    unit=Unit.L,
    storage=Storage.FRIDGE,
    category=Category.DAIRY,
    price=Decimal("1.10"),
    currency="EUR",
    box=Box(0.1, 0.2, 0.3, 0.4),
    allergens=frozenset({Allergen.MILK}),
    source_text="LECHE",
    image_index=0,
)
SIGHTING = Sighting("receipt", (ITEM,), ReceiptFacts("Tienda", TODAY, "EUR", Decimal("9.99")))


class Looker:
    def __init__(
        self, name: str = "fake", model: str = "1", error: Exception | None = None
    ) -> None:
        self.name, self.model, self.error = name, model, error
        self.photos: list[Sequence[Photo]] = []
        self.sighting = SIGHTING

    def recognise(self, images: Sequence[Photo], *_: Any) -> Sighting:
        self.photos.append(images)
        if self.error:
            raise self.error
        return self.sighting


def test_the_second_time_nobody_looks_and_the_answer_is_the_same() -> None:
    sightings, looker = FakeSightings(), Looker()
    first = see([PHOTO], LOOK, [looker], sightings)
    second = see([PHOTO], LOOK, [looker], sightings)
    assert (first.cached, second.cached, len(looker.photos)) == (False, True, 1)
    assert second.sighting == first.sighting == SIGHTING


@pytest.mark.parametrize(
    ("photos", "look", "looker"),
    [
        ([OTHER], LOOK, Looker()),
        ([PHOTO, OTHER], LOOK, Looker()),
        ([PHOTO], replace(LOOK, kitchen_id="k2"), Looker()),
        ([PHOTO], replace(LOOK, kind=RecognitionKind.RECEIPT), Looker()),
        ([PHOTO], replace(LOOK, language=Language.EN), Looker()),
        ([PHOTO], replace(LOOK, now=NOW + KEPT), Looker()),
        ([PHOTO], LOOK, Looker(model="2")),
        ([PHOTO], LOOK, Looker(name="other")),
    ],
    ids=["photo", "photos", "kitchen", "kind", "language", "expired", "model", "provider"],
)
def test_whatever_differs_is_looked_at_again(
    photos: list[Photo], look: Look, looker: Looker
) -> None:
    sightings = FakeSightings()
    see([PHOTO], LOOK, [Looker()], sightings)
    assert not see(photos, look, [looker], sightings).cached


def test_a_stand_ins_answer_is_not_kept() -> None:
    sightings = FakeSightings()
    chain = [Looker(error=ProviderFailed("down")), Looker("offline")]
    assert see([PHOTO], LOOK, chain, sightings).degraded
    assert sightings.cached == {}


def test_what_there_was_no_time_to_finish_is_not_kept() -> None:
    sightings, looker = FakeSightings(), Looker()
    looker.sighting = replace(SIGHTING, unread=(1,))
    first = see([PHOTO, OTHER], LOOK, [looker], sightings)
    assert (first.sighting.unread, sightings.cached) == ((1,), {})
    looker.sighting = SIGHTING
    assert see([PHOTO, OTHER], LOOK, [looker], sightings).sighting.unread == ()


def test_a_cached_offline_answer_is_still_degraded() -> None:
    sightings = FakeSightings()
    for cached in (False, True):
        seen = see([PHOTO], LOOK, [Looker("offline")], sightings)
        assert (seen.cached, seen.degraded, seen.engine) == (cached, True, "offline")


def test_a_cache_that_is_down_or_holds_nonsense_is_looked_past() -> None:
    sightings = FakeSightings()
    sightings.down = True
    assert not see([PHOTO], LOOK, [Looker()], sightings).cached
    sightings.down = False
    see([PHOTO], LOOK, [Looker()], sightings)
    [(key, kept)] = sightings.cached.items()
    sightings.cached[key] = kept.model_copy(update={"body": '{"kind":"soup"}'})
    assert see([PHOTO], LOOK, [Looker()], sightings).sighting == SIGHTING


def test_what_cannot_be_read_is_not_kept() -> None:
    sightings = FakeSightings()
    with pytest.raises(Unreadable):
        see([PHOTO], LOOK, [Looker(error=Unreadable())], sightings)
    assert sightings.cached == {}


def test_what_is_too_large_is_not_kept() -> None:
    huge = replace(SIGHTING, items=(replace(ITEM, source_text="x" * 600_000),))
    assert CachedSighting.of("k", "k1", "fake", huge, NOW) is None


def test_it_expires() -> None:
    kept = CachedSighting.of("k", "k1", "fake", SIGHTING, NOW)
    assert kept is not None
    assert kept.expires_at == NOW + timedelta(days=7)


def test_the_recogniser_is_shown_nothing_of_the_metadata() -> None:
    looker = Looker()
    photo = PillowPhotoCleaner(40_000_000).clean(hostile.located(), "images")
    see([photo], LOOK, [looker], FakeSightings())
    [[shown]] = looker.photos
    assert hostile.SECRET not in shown.data
