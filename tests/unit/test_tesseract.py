"""Tesseract's adapter against a stand-in with the interface of `tesserocr` 2.13, and against the
library itself where it is installed with its languages."""

import io
import sys
from importlib.util import find_spec
from types import ModuleType
from typing import Self

import pytest
from PIL import Image

from shared.adapters.tesseract import Tesseract
from shared.clock import SystemClock
from shared.domain.errors import ProviderFailed, Unreadable
from shared.domain.recognition import Photo
from tests.fakes.clock import FakeClock
from tests.labels.photos.shots import SHOTS


def photo() -> Photo:
    encoded = io.BytesIO()
    Image.new("RGB", (40, 20), "white").save(encoded, "JPEG")
    return Photo(encoded.getvalue(), "image/jpeg", 40, 20)


class Library(ModuleType):
    """What the adapter uses of `tesserocr`; `print` is on every photo, None fails to be read."""

    class PSM:
        AUTO_OSD, AUTO = 1, 3

    def __init__(self, languages: list[str], print_: str | None = "Aqua\n", took: int = 10) -> None:
        super().__init__("tesserocr")
        self.languages, self.print, self.took = languages, print_, took
        self.opened: list[tuple[str, str, int]] = []
        self.ended = 0

    def get_languages(self, path: str = "") -> tuple[str, list[str]]:
        return (path, self.languages) if path else ("./", [])

    def PyTessBaseAPI(self, *, path: str, lang: str, psm: int) -> "Page":  # noqa: N802
        self.opened.append((path, lang, psm))
        if path == "./":
            raise RuntimeError("Failed to init API, possibly an invalid tessdata path: ./")
        return Page(self)


class Page:
    def __init__(self, library: Library) -> None:
        self.library = library

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.library.ended += 1

    def SetImage(self, image: Image.Image) -> None:  # noqa: N802
        assert image.size == (40, 20)

    def Recognize(self, timeout: int) -> bool:  # noqa: N802
        return self.library.took <= timeout

    def GetUTF8Text(self) -> str:  # noqa: N802
        if self.library.print is None:
            raise RuntimeError("Failed to recognize. No image set?")
        return self.library.print


def read(library: Library, monkeypatch: pytest.MonkeyPatch, seconds: float = 20.0) -> str:
    monkeypatch.setitem(sys.modules, "tesserocr", library)
    clock = FakeClock()
    return Tesseract(clock, ["/"]).read([photo(), photo()], clock.monotonic() + seconds)


def test_photos_are_read_in_the_languages_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    library = Library(["eng", "deu", "spa"])
    assert read(library, monkeypatch) == "Aqua\n\n\nAqua\n"
    assert library.opened == [("/", "spa+eng", Library.PSM.AUTO)] * 2
    assert library.ended == 2


def test_pages_are_turned_where_orientation_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    library = Library(["fra", "osd"])
    read(library, monkeypatch)
    assert library.opened[0] == ("/", "fra", Library.PSM.AUTO_OSD)


@pytest.mark.parametrize(
    ("library", "seconds", "reason"),
    [
        (Library([]), 20.0, "no_languages"),
        (Library(["deu", "osd"]), 20.0, "no_languages"),
        (Library(["eng"], took=30_000), 20.0, "out_of_time"),
        (Library(["eng"]), 0.1, "out_of_time"),
        (Library(["eng"], None), 20.0, "failed"),
    ],
)
def test_every_failure_is_the_providers(
    library: Library, seconds: float, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ProviderFailed) as failed:
        read(library, monkeypatch, seconds)
    assert failed.value.reason == reason


def test_photos_without_print_are_unreadable(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Unreadable):
        read(Library(["eng"], " \n"), monkeypatch)


def test_it_fails_over_where_it_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tesserocr", None)
    with pytest.raises(ProviderFailed) as failed:
        Tesseract(FakeClock()).read([photo()], 20.0)
    assert failed.value.reason == "not_installed"


@pytest.mark.skipif(find_spec("tesserocr") is None, reason="tesserocr is not installed")
def test_the_library_itself_reads_a_label() -> None:
    [shot] = [one for one in SHOTS if one.name == "plain_en"]
    clock, seen = SystemClock(), Photo(shot.image.read_bytes(), "image/jpeg", 1440, 1920)
    text = Tesseract(clock).read([seen], clock.monotonic() + 60)
    assert "Caprylic/Capric" in text
