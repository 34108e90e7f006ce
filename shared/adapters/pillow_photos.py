"""Photos made safe: decoded whole, turned upright, encoded again with nothing but the pixels."""

import io
import threading

from PIL import Image, ImageOps, UnidentifiedImageError

from shared.domain.errors import BadImage
from shared.domain.recognition import Photo

_FORMATS = ("JPEG", "PNG", "WEBP")
_LONGEST_SIDE = 3072
_QUALITY = 90
_SHORTEST_SIDE = 16
# A 40 megapixel picture takes 120 MB decoded; more than two at once would not fit a small instance.
_DECODING = threading.Semaphore(2)


class PillowPhotoCleaner:
    """See `shared.ports.PhotoCleaner`."""

    def __init__(self, most_pixels: int) -> None:
        self._most_pixels = most_pixels

    def clean(self, data: bytes, field: str) -> Photo:
        with _DECODING:
            picture = self._decoded(data, field)
            picture.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
            encoded = io.BytesIO()
            picture.save(encoded, "JPEG", quality=_QUALITY)
            return Photo(
                data=encoded.getvalue(),
                content_type="image/jpeg",
                width=picture.width,
                height=picture.height,
            )

    def _decoded(self, data: bytes, field: str) -> Image.Image:
        try:
            with Image.open(io.BytesIO(data), formats=_FORMATS) as opened:
                self._check_size(opened, field)
                opened.draft("RGB", (_LONGEST_SIDE, _LONGEST_SIDE))
                opened.load()
                upright = ImageOps.exif_transpose(opened)
                return _flattened(upright)
        except UnidentifiedImageError:
            raise BadImage(field=field) from None
        except Image.DecompressionBombError:
            raise self._too_large(field) from None
        except (OSError, ValueError, SyntaxError, EOFError, MemoryError, OverflowError):
            raise BadImage("image_damaged", field=field) from None

    def _check_size(self, picture: Image.Image, field: str) -> None:
        if picture.width * picture.height > self._most_pixels:
            raise self._too_large(field)
        if min(picture.size) < _SHORTEST_SIDE:
            raise BadImage("image_not_readable", field=field)

    def _too_large(self, field: str) -> BadImage:
        return BadImage(
            "image_too_large", field=field, limit=f"{self._most_pixels / 1_000_000:g} megapixels"
        )


def _flattened(picture: Image.Image) -> Image.Image:
    """On white where it is transparent, in 8-bit RGB, with no metadata carried over."""
    if picture.mode.startswith("I;16") or picture.mode == "I":
        picture = picture.point(lambda value: value / 256).convert("L")
    rgba = picture.convert("RGBA")
    plain = Image.new("RGB", picture.size, "white")
    plain.paste(rgba, mask=rgba.getchannel("A"))
    return plain
