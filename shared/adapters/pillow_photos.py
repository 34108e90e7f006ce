"""Photos made safe: decoded whole, turned upright, encoded again with nothing but the pixels."""

import io
import re
from concurrent.futures import ThreadPoolExecutor

from PIL import Image, ImageOps, UnidentifiedImageError

from shared.domain.errors import BadImage
from shared.domain.recognition import Photo

_FORMATS = ("JPEG", "PNG", "WEBP")
_LONGEST_SIDE = 3072
_QUALITY = 90
_SHORTEST_SIDE = 16
_SQUARE = 1024
_SQUARE_QUALITY = 82
# Cameras and encoders write about ten; each is a pass over the whole picture.
_MOST_SCANS = 32
_START_OF_SCAN = 0xDA
# A marker inside or behind coded pixels: not a stuffed byte, a restart or a filler.
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
# A 40 megapixel WebP takes 500 MB while it is decoded: two at once would not fit a small instance,
# and what each of many threads decodes, its allocator keeps. So one thread decodes.
_DECODER = ThreadPoolExecutor(1, thread_name_prefix="photos")
# What Pillow's decoders and its reader of orientations raise for broken files.
_BROKEN = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    MemoryError,
    ArithmeticError,
    LookupError,
    TypeError,
)


class PillowPhotoCleaner:
    """See `shared.ports.PhotoCleaner`."""

    def __init__(self, most_pixels: int) -> None:
        self._most_pixels = most_pixels

    def clean(self, data: bytes, field: str) -> Photo:
        return _DECODER.submit(self._cleaned, data, field).result()

    def _cleaned(self, data: bytes, field: str) -> Photo:
        picture = self._decoded(data, field)
        if min(picture.size) < _SHORTEST_SIDE:
            raise BadImage("image_not_readable", field=field)
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
                self._check(opened, data, field)
                return _small_and_upright(opened)
        except UnidentifiedImageError:
            raise BadImage(field=field) from None
        except Image.DecompressionBombError:
            raise self._too_large(field) from None
        except _BROKEN:
            raise BadImage("image_damaged", field=field) from None

    def _check(self, picture: Image.Image, data: bytes, field: str) -> None:
        if picture.width * picture.height > self._most_pixels:
            raise self._too_large(field)
        if min(picture.size) < _SHORTEST_SIDE:
            raise BadImage("image_not_readable", field=field)
        if data.startswith(b"\xff\xd8") and _has_too_many_scans(data):
            raise BadImage("image_damaged", field=field)

    def _too_large(self, field: str) -> BadImage:
        return BadImage(
            "image_too_large", field=field, limit=f"{self._most_pixels / 1_000_000:g} megapixels"
        )


def square_webp(data: bytes) -> bytes:
    """The middle of a clean photo as a square WebP of at most 1024 pixels a side."""
    with Image.open(io.BytesIO(data)) as opened:
        side = min(_SQUARE, *opened.size)
        square = ImageOps.fit(opened.convert("RGB"), (side, side))
    encoded = io.BytesIO()
    square.save(encoded, "WEBP", quality=_SQUARE_QUALITY)
    return encoded.getvalue()


def _small_and_upright(opened: Image.Image) -> Image.Image:
    """Made small before anything else is done to it: every step on the whole copies it."""
    scale = min(1.0, _LONGEST_SIDE / max(opened.size))
    opened.draft("RGB", (max(1, int(opened.width * scale)), max(1, int(opened.height * scale))))
    opened.load()
    if opened.mode == "P":
        opened = opened.convert("RGBA" if "transparency" in opened.info else "RGB")
    if opened.mode != "RGB":
        opened = _eight_bits(opened)
    opened.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    return _flattened(ImageOps.exif_transpose(opened))


def _eight_bits(picture: Image.Image) -> Image.Image:
    if not picture.mode.startswith("I"):
        return picture
    plain = picture.point(lambda value: value / 256).convert("L")
    plain.info = picture.info
    return plain


def _flattened(picture: Image.Image) -> Image.Image:
    """On white where it is transparent, in 8-bit RGB, with no metadata carried over."""
    rgba = picture.convert("RGBA")
    plain = Image.new("RGB", picture.size, "white")
    plain.paste(rgba, mask=rgba.getchannel("A"))
    return plain


def _has_too_many_scans(jpeg: bytes) -> bool:
    """Counts up to the limit, from marker to marker (ITU-T T.81, annex B)."""
    at, scans = 2, 0
    while scans <= _MOST_SCANS and (found := _MARKER.search(jpeg, at)):
        at = found.end()
        if jpeg[at - 1] == 0xD9:
            return False
        scans += jpeg[at - 1] == _START_OF_SCAN
        at += int.from_bytes(jpeg[at : at + 2], "big")
    return scans > _MOST_SCANS
