"""The bucket on its emulator: what an object says of itself, and links that stop with it."""

import io
import uuid

import pytest
import requests
from PIL import Image

from shared.adapters.offline_painter import OfflinePainter, thumbnail
from shared.clock import SystemClock
from shared.domain.errors import NotFound
from shared.domain.language import Language
from shared.domain.picture import LINK_LIFETIME, DishBrief, PictureNames
from shared.wiring import Wiring

BRIEF = DishBrief("Torrijas", Language.ES, "dessert", 30, 4)


@pytest.fixture
def names() -> PictureNames:
    return PictureNames.under(f"test/{uuid.uuid4().hex}/")


def test_a_picture_and_its_thumbnail_are_webp_that_phones_keep(
    wiring: Wiring, names: PictureNames
) -> None:
    clock = SystemClock()
    picture = OfflinePainter().paint(BRIEF, clock.monotonic() + 30)
    wiring.media.put(names.picture, picture.data, picture.content_type)
    wiring.media.put(names.thumbnail, thumbnail(picture.data), picture.content_type)
    sides = []
    for name in names:
        answer = requests.get(wiring.media.link(name, LINK_LIFETIME), timeout=10)
        assert answer.headers["Content-Type"] == "image/webp"
        image = Image.open(io.BytesIO(answer.content))
        assert image.format == "WEBP"
        sides.append(image.width)
    assert sides[0] == 1024
    assert sides[1] < 512


def test_objects_say_how_long_they_may_be_kept(wiring: Wiring, names: PictureNames) -> None:
    wiring.media.put(names.picture, b"picture", "image/webp")
    described = requests.get(
        f"{wiring.settings.storage_emulator_host}/storage/v1/b/"
        f"{wiring.settings.media_bucket}/o/{names.picture.replace('/', '%2F')}",
        timeout=10,
    ).json()
    assert described["cacheControl"] == "private, max-age=604800, immutable"
    assert described["contentType"] == "image/webp"


def test_links_stop_with_their_object(wiring: Wiring, names: PictureNames) -> None:
    wiring.media.put(names.picture, b"picture", "image/webp")
    link = wiring.media.link(names.picture, LINK_LIFETIME)
    assert requests.get(link, timeout=10).content == b"picture"
    assert wiring.media.remove_all(names.picture, 1) == 1
    assert requests.get(link, timeout=10).status_code == 404
    with pytest.raises(NotFound):
        wiring.media.get(names.picture)
