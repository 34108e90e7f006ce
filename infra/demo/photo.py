"""The photo that is sent, and its copy for the report."""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

from PIL import Image, ImageOps, UnidentifiedImageError

from infra.demo import texts
from infra.demo.failure import DemoError
from infra.demo.words import Words

_TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
_LONGEST_SIDE = 1600
_QUALITY = 86


@dataclass(frozen=True)
class Photo:
    """A picture file that was looked at before anything was started for it."""

    path: Path
    content_type: str

    @classmethod
    def at(cls, path: Path, words: Words) -> Self:
        """Raises DemoError where there is no file, or none that is a picture."""
        if not path.is_file():
            raise DemoError(words.of(texts.NO_PHOTO, path=path), words.of(texts.NO_PHOTO_HINT))
        try:
            with Image.open(path) as picture:
                kind = picture.format or ""
        except UnidentifiedImageError:
            kind = ""
        except (OSError, Image.DecompressionBombError) as error:
            raise DemoError(words.of(texts.PHOTO_BROKEN, path=path), str(error)) from error
        if kind not in _TYPES:
            raise DemoError(words.of(texts.NOT_A_PHOTO, path=path), words.of(texts.PHOTO_TYPES))
        return cls(path, _TYPES[kind])

    def copy_to(self, target: Path) -> None:
        """An upright, smaller copy that tells nothing of where and when it was taken."""
        with Image.open(self.path) as picture:
            upright = ImageOps.exif_transpose(picture).convert("RGB")
        upright.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
        bare = Image.new("RGB", upright.size)
        bare.paste(upright)
        bare.save(target, "JPEG", quality=_QUALITY, progressive=True)
