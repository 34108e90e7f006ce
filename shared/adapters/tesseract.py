"""Tesseract through `tesserocr`, where both are installed; nothing of it is imported before."""

import io
from collections.abc import Sequence
from importlib import import_module

from shared.domain.errors import ProviderFailed, Unreadable
from shared.domain.recognition import Photo
from shared.ports.clock import Clock

_LANGUAGES = ("spa", "eng", "fra")


class Tesseract:
    """A `LabelReader`."""

    name = "tesseract"
    model = "lstm"

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def read(self, photos: Sequence[Photo], deadline: float) -> str:
        """Raises Unreadable, or ProviderFailed where it is not installed or out of time."""
        try:
            tesserocr = import_module("tesserocr")
        except ImportError:
            raise ProviderFailed("not_installed") from None
        from PIL import Image

        there = [one for one in _LANGUAGES if one in tesserocr.get_languages()[1]]
        if not there:
            raise ProviderFailed("not_installed")
        texts: list[str] = []
        for photo in photos:
            if self._clock.monotonic() > deadline:
                raise ProviderFailed("out_of_time")
            with Image.open(io.BytesIO(photo.data)) as image:
                texts.append(tesserocr.image_to_text(image, lang="+".join(there)))
        if not any(text.strip() for text in texts):
            raise Unreadable
        return "\n\n".join(texts)
