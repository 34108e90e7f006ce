"""What every store of shared pictures does, the fake and Firestore alike."""

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest

from shared.domain.errors import VersionMismatch
from shared.domain.recipe import AltTexts
from shared.domain.shared_picture import SharedPicture, SharedState
from shared.ports.pictures import SharedPictures
from shared.wiring import Wiring
from tests.fakes.pictures import FakeSharedPictures
from tests.samples import NOW


@pytest.fixture
def pictures(emulated: Wiring | None) -> SharedPictures:
    return emulated.shared_pictures if emulated else FakeSharedPictures()


@pytest.fixture
def picture() -> SharedPicture:
    return SharedPicture(
        id=uuid.uuid4().hex,
        dish_id="dish:torrijas",
        painter="fake:1",
        state=SharedState.DRAWING,
        leased_until=NOW,
        alt_texts=AltTexts(es="Torrijas.", en="Torrijas."),
        created_at=NOW,
    )


def test_it_is_read_back_as_it_was_stored(pictures: SharedPictures, picture: SharedPicture) -> None:
    created = pictures.create(picture)
    assert pictures.get(picture.id) == created
    ready = pictures.replace(created.finished())
    assert pictures.get_all([picture.id, "missing", picture.id]) == {picture.id: ready}
    assert pictures.get("missing") is None
    assert pictures.get_all([]) == {}


def test_one_of_many_creates_it(pictures: SharedPictures, picture: SharedPicture) -> None:
    def create(_: int) -> bool:
        try:
            pictures.create(picture)
        except VersionMismatch:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(create, range(16))) == 1


def test_only_the_version_that_was_read_is_changed(
    pictures: SharedPictures, picture: SharedPicture
) -> None:
    created = pictures.create(picture)
    taken_over = pictures.replace(created.leased(NOW))
    with pytest.raises(VersionMismatch):
        pictures.replace(created.finished())
    with pytest.raises(VersionMismatch):
        pictures.remove(created)
    pictures.remove(taken_over)
    assert pictures.get(picture.id) is None
    with pytest.raises(VersionMismatch):
        pictures.replace(taken_over.finished())
