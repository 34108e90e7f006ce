"""What every library of a kitchen's pictures does, the fake and Firestore alike."""

from datetime import timedelta

import pytest

from shared.domain.errors import AlreadyExists, Conflict, Invalid, NotFound
from shared.domain.library import MOST_PICTURES, LibraryPicture, PictureForm, library_picture
from shared.ports.library import Library
from shared.wiring import Wiring
from tests.fakes.library import FakeLibrary
from tests.samples import NOW


@pytest.fixture
def library(emulated: Wiring | None, kitchen_id: str) -> Library:
    return emulated.library(kitchen_id) if emulated else FakeLibrary()


def picture(name: str = "p1", minutes: int = 0, photo: bytes = b"photo") -> LibraryPicture:
    form = PictureForm(name_es="Croquetas de la abuela", name_en="Grandma's croquettes")
    return library_picture(name, form, photo, NOW + timedelta(minutes=minutes))


def plain(found: LibraryPicture) -> LibraryPicture:
    return found.model_copy(update={"version": ""})


def test_it_is_read_back_and_stored_once(library: Library) -> None:
    library.admit(picture())
    assert library.page(1, None).items == []
    library.add(picture())
    assert plain(library.get("p1")) == picture()
    assert plain(library.add(picture())) == picture()
    library.admit(picture())
    for refused in (library.admit, library.add):
        with pytest.raises(AlreadyExists):
            refused(picture(photo=b"another"))


@pytest.mark.parametrize("name", ["croqueta de la ABUELA", "grandma's croquette"])
def test_it_is_found_by_either_name(library: Library, name: str) -> None:
    library.add(picture())
    found = library.named(name)
    assert found is not None
    assert found.id == "p1"
    assert library.named("Croquetas de jamón") is None


def test_pages_come_newest_first(library: Library) -> None:
    for n in range(3):
        library.add(picture(f"p{n}", n))
    first = library.page(2, None)
    assert [one.id for one in first.items] == ["p2", "p1"]
    assert [one.id for one in library.page(2, first.next_cursor).items] == ["p0"]
    with pytest.raises(Invalid):
        library.page(1, "nonsense")


def test_what_is_removed_is_gone(library: Library) -> None:
    library.add(picture())
    library.remove("p1")
    for missing in (library.get, library.remove):
        with pytest.raises(NotFound):
            missing("p1")


def test_a_full_library_takes_no_more_and_still_knows_what_it_took(library: Library) -> None:
    for n in range(MOST_PICTURES):
        library.add(picture(f"p{n}"))
    library.admit(picture("p7"))
    for refused in (library.admit, library.add):
        with pytest.raises(Conflict) as caught:
            refused(picture("more"))
        assert caught.value.code == "library_full"
    assert plain(library.add(picture("p7"))) == picture("p7")
