"""From a drawing to an encoded image. The libraries are loaded on first use: only a worker that
paints pays for them."""

from io import BytesIO
from random import Random
from typing import TYPE_CHECKING

from shared.adapters.offline_painter.caption import caption
from shared.adapters.offline_painter.chance import chance
from shared.adapters.offline_painter.palette import Palette
from shared.adapters.offline_painter.rasteriser import rasterise
from shared.adapters.offline_painter.table import SIZE
from shared.adapters.offline_painter.typography import (
    CAPTION_FONT,
    LEADING,
    TITLE_FONT,
    SetTitle,
    drawable,
    font,
    set_title,
)
from shared.domain.picture import SINGLE_FOOD, DishBrief, dish_title

if TYPE_CHECKING:
    from PIL import ImageDraw
    from PIL.Image import Image

QUALITY = 84
THUMBNAIL = 320
MARGIN = 68
TITLE_TOP = 752
BOTTOM = 968
CAPTION_SIZE = 25
CAPTION_DROP = 40
TRACKING = 2.6
GRAIN = 14
TILE = 256


def rasterised(svg: str) -> "Image":
    """The drawing in pixels."""
    from PIL import Image

    return Image.open(BytesIO(rasterise(svg))).convert("RGB")


def grained(image: "Image", rng: Random) -> "Image":
    """A breath of paper texture."""
    from PIL import Image, ImageChops, ImageFilter

    tile = Image.frombytes("L", (TILE, TILE), rng.randbytes(TILE * TILE))
    soft = tile.filter(ImageFilter.GaussianBlur(0.8))
    centred = soft.point([128 + (value - 128) * GRAIN // 100 for value in range(256)])
    sheet = Image.new("L", image.size)
    for x in range(0, image.width, TILE):
        for y in range(0, image.height, TILE):
            sheet.paste(centred, (x, y))
    return ImageChops.overlay(image, Image.merge("RGB", (sheet, sheet, sheet)))


def lettered(image: "Image", brief: DishBrief, palette: Palette) -> "Image":
    """The title and the line below it, from the left margin."""
    from PIL import ImageDraw

    draw = ImageDraw.Draw(image)
    small = caption(brief)
    title = title_of(brief)
    room = BOTTOM - TITLE_TOP - (CAPTION_DROP if small else 0)
    setting = set_title(title, SIZE - 2 * MARGIN, room)
    top = TITLE_TOP + (room - setting.height) * 0.5
    _title(draw, setting, top, palette.ink)
    baseline = top + setting.height + CAPTION_DROP
    x = float(MARGIN)
    for char in small:
        face = font(CAPTION_FONT, CAPTION_SIZE)
        draw.text((x, baseline), char, font=face, fill=palette.quiet_ink, anchor="ls")
        x += face.getlength(char) + TRACKING
    return image


def title_of(brief: DishBrief) -> str:
    """The title as it can be drawn, or what the meal is called."""
    unnamed = DishBrief("", brief.language, brief.meal, brief.minutes, brief.servings)
    return drawable(dish_title(brief)) or dish_title(unnamed)


def webp(image: "Image", quality: int = QUALITY) -> bytes:
    """WebP without any metadata."""
    out = BytesIO()
    image.save(out, "WEBP", quality=quality, method=4)
    return out.getvalue()


def thumbnail(data: bytes) -> bytes:
    """The middle of the same picture, 320 pixels square."""
    from PIL import Image, ImageOps

    image = Image.open(BytesIO(data)).convert("RGB")
    return webp(ImageOps.fit(image, (THUMBNAIL, THUMBNAIL), Image.Resampling.LANCZOS))


def finished(svg: str, brief: DishBrief, palette: Palette) -> bytes:
    """The drawing with texture, encoded; a dish with its words, a food without: one picture of it
    is for readers of both languages."""
    image = grained(rasterised(svg), chance(brief, "grain"))
    return webp(image if brief.style == SINGLE_FOOD else lettered(image, brief, palette))


def _title(draw: "ImageDraw.ImageDraw", setting: SetTitle, top: float, ink: str) -> None:
    face = font(TITLE_FONT, setting.size)
    for index, text in enumerate(setting.lines):
        baseline = top + setting.size * (0.86 + index * LEADING)
        draw.text((MARGIN, baseline), text, font=face, fill=ink, anchor="ls")
