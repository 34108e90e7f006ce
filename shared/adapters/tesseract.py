"""Tesseract through `tesserocr`, where both are installed; nothing of it is imported before.

Its wheels bring the library and no languages: those are looked for where Tesseract is told to by
`TESSDATA_PREFIX`, and where Debian puts them. Run with tesserocr 2.13 and Tesseract 5.5.
"""

import io
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from shared.domain.errors import ProviderFailed, Unreadable
from shared.domain.recognition import Photo
from shared.ports.clock import Clock

_LANGUAGES = ("spa", "eng", "fra")
# With this one it turns a page that lies on its side or on its head.
_ORIENTATION = "osd"
_FOLDERS = ("/usr/share/tesseract-ocr/5/tessdata", "/usr/share/tessdata")
_SHORTEST_S = 0.5


class _Installed(NamedTuple):
    """`folder` is where its languages are, `languages` what is there."""

    library: Any
    folder: str
    languages: frozenset[str]


class Tesseract:
    """A `LabelReader`."""

    name = "tesseract"
    model = "lstm"

    def __init__(self, clock: Clock, folders: Sequence[str] = _FOLDERS) -> None:
        self._clock = clock
        self._folders = folders

    def read(self, photos: Sequence[Photo], deadline: float) -> str:
        """Raises Unreadable, or ProviderFailed where it is not installed, fails or is late."""
        installed = _installed(self._folders)
        texts = [self._text(photo, installed, deadline) for photo in photos]
        if not any(text.strip() for text in texts):
            raise Unreadable
        return "\n\n".join(texts)

    def _text(self, photo: Photo, installed: _Installed, deadline: float) -> str:
        from PIL import Image

        seconds = deadline - self._clock.monotonic()
        if seconds < _SHORTEST_S:
            raise ProviderFailed("out_of_time")
        opened = installed.library.PyTessBaseAPI
        try:
            with Image.open(io.BytesIO(photo.data)) as image, opened(**_options(installed)) as page:
                page.SetImage(image)
                if not page.Recognize(int(seconds * 1000)):
                    raise ProviderFailed("out_of_time")
                return str(page.GetUTF8Text())
        except RuntimeError:
            raise ProviderFailed("failed") from None


def _installed(folders: Sequence[str]) -> _Installed:
    try:
        library = import_module("tesserocr")
    except ImportError:
        raise ProviderFailed("not_installed") from None
    folder, languages = library.get_languages()
    for other in folders:
        if not languages and Path(other).is_dir():
            folder, languages = library.get_languages(other)
    if not set(_LANGUAGES) & set(languages):
        raise ProviderFailed("no_languages")
    return _Installed(library, folder, frozenset(languages))


def _options(installed: _Installed) -> dict[str, object]:
    library, folder, languages = installed
    there = "+".join(one for one in _LANGUAGES if one in languages)
    turning = library.PSM.AUTO_OSD if _ORIENTATION in languages else library.PSM.AUTO
    return {"path": folder, "lang": there, "psm": turning}
