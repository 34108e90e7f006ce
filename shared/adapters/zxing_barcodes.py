"""Barcodes in photos, read by ZXing.

Only the linear codes that shops put on products are looked for: whatever a QR code says, nobody
reads it.
"""

import io
from typing import TYPE_CHECKING

from shared.domain.errors import Invalid
from shared.domain.gtin import gtin
from shared.domain.recognition import Box, Photo

if TYPE_CHECKING:
    from zxingcpp import Position

_MOST_CODES = 10


class ZxingBarcodeReader:
    """See `shared.ports.products.BarcodeReader`. Nothing is imported before the first photo."""

    def read(self, photo: Photo) -> list[tuple[str, Box | None]]:
        import zxingcpp
        from PIL import Image

        shapes = zxingcpp.BarcodeFormat
        retail = zxingcpp.BarcodeFormats([shapes.EAN13, shapes.EAN8, shapes.UPCA, shapes.ITF14])
        with Image.open(io.BytesIO(photo.data)) as opened:
            gray = opened.convert("L")
        found: dict[str, Box | None] = {}
        for code in zxingcpp.read_barcodes(gray, formats=retail):
            number = _number(code.text)
            if number is not None:
                found.setdefault(number, _box(code.position, *gray.size))
        return list(found.items())[:_MOST_CODES]


def _number(text: str) -> str | None:
    try:
        return gtin(text)
    except Invalid:
        return None


def _box(position: "Position", width: int, height: int) -> Box | None:
    """The rectangle around the code; a line scanned through it has no height of its own."""
    corners = (
        position.top_left,
        position.top_right,
        position.bottom_left,
        position.bottom_right,
    )
    left, right = min(p.x for p in corners), max(p.x for p in corners)
    top, bottom = min(p.y for p in corners), max(p.y for p in corners)
    if not (0 <= left <= right <= width and 0 <= top <= bottom <= height):
        return None
    return Box(left / width, top / height, (right - left) / width, (bottom - top) / height)
