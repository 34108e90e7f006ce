"""Labels read by an embedded reader of text: no network, no key."""

from collections.abc import Sequence
from typing import Protocol

from shared.domain.errors import Unreadable
from shared.domain.labels.columns import label_text
from shared.domain.receipt_lines import Page
from shared.domain.recognition import Photo
from shared.ports.clock import Clock


class PageReader(Protocol):
    def page(self, photo: Photo) -> Page: ...


class EmbeddedLabelReader:
    """A `LabelReader`. Photos that there is no time for are left out, the first never."""

    model = "embedded"

    def __init__(self, name: str, reader: PageReader, clock: Clock) -> None:
        self.name = name
        self._reader = reader
        self._clock = clock

    def read(self, photos: Sequence[Photo], deadline: float) -> str:
        """Photos one below the other, an empty line between.

        Raises:
            Unreadable: there is no print in any of them.
        """
        texts: list[str] = []
        for photo in photos:
            if texts and self._clock.monotonic() > deadline:
                break
            texts.append(label_text(*self._reader.page(photo)))
        if not any(text.strip() for text in texts):
            raise Unreadable
        return "\n\n".join(texts)
