"""A kitchen's own photos of its foods and dishes, found by names in either language."""

from collections.abc import Iterable
from datetime import datetime
from typing import Self

from pydantic import model_validator

from shared.domain.catalog import fold
from shared.domain.digest import digest
from shared.domain.model import Identifier, Instant, Line, Model
from shared.domain.recipe import AltTexts, ImageOrigin

MOST_PICTURES = 100
# Below it a name is another one: a typo or two in a word stay above.
LIKENESS = 0.7


class PictureForm(Model):
    """The names of what the photo shows, one at least. `id` may be the client's own, to repeat the
    request safely."""

    id: Identifier | None = None
    name_es: Line | None = None
    name_en: Line | None = None

    @model_validator(mode="after")
    def _named(self) -> Self:
        if self.name_es is None and self.name_en is None:
            raise ValueError("name_es or name_en is needed")
        return self


class LibraryPicture(Model):
    """A photo in the library; `keys` are its names as they are compared, `fingerprint` tells a
    repeated upload from another one under the same id."""

    id: str
    name_es: str | None
    name_en: str | None
    keys: tuple[str, ...]
    fingerprint: str
    created_at: datetime
    version: str = ""

    @property
    def alt_texts(self) -> AltTexts:
        """The names; the one there is where the other is missing."""
        es, en = self.name_es or self.name_en or "", self.name_en or self.name_es or ""
        return AltTexts(es=es, en=en)


class PictureView(Model):
    """A picture as a client sees it; its links work until `url_expires_at`."""

    id: str
    origin: ImageOrigin
    names: AltTexts
    url: str
    thumbnail_url: str
    url_expires_at: Instant


def library_picture(
    picture_id: str, form: PictureForm, photo: bytes, now: datetime
) -> LibraryPicture:
    """The form's picture; `photo` is what is kept of the upload."""
    names = [name for name in (form.name_es, form.name_en) if name]
    return LibraryPicture(
        id=picture_id,
        name_es=form.name_es,
        name_en=form.name_en,
        keys=tuple(dict.fromkeys(fold(name) for name in names)),
        fingerprint=digest(repr(names) + digest(photo.hex())),
        created_at=now,
    )


def likeness(text: str, names: Iterable[str]) -> float:
    """How much `text` resembles the likest of the names: 1 for the same after folding, 0 where
    nothing is alike."""
    # Only those who search pay for its import, in time and memory.
    from rapidfuzz import fuzz

    wanted = fold(text)
    scores = (
        (fuzz.WRatio(wanted, fold(one)) + fuzz.token_sort_ratio(wanted, fold(one))) / 200
        for one in names
    )
    return max(scores, default=0.0) if wanted else 0.0
