"""Draws the label photographs anew: `python -m tests.labels.photos.render FONTS [NAME ...]`.

`FONTS` is a folder with the files that `shots` names (Liberation and DejaVu, both free to use).
Tables, light, lens and sensor are those of the receipts' photographs.
"""

import sys
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from tests.labels.photos.shots import IMAGES, SHOTS, SIDE_TEXT, Shot
from tests.receipts.paper import Flat, Plane, clouds
from tests.receipts.photo import Colours, develop, encoded, lay, light, table

WIDTH, MARGIN = 1100, 60
_GUTTER = 70


def _wrapped(text: str, face: ImageFont.FreeTypeFont, width: int) -> list[str]:
    """The text's own lines, broken where they are too wide."""
    lines: list[str] = []
    for line in text.splitlines():
        current = ""
        for word in line.split():
            longer = f"{current} {word}".strip()
            if current and face.getlength(longer) > width:
                lines.append(current)
                longer = word
            current = longer
        lines.append(current)
    return lines


def _printed(shot: Shot, fonts: Path) -> Plane:
    """Ink coverage of the label."""
    face = ImageFont.truetype(str(fonts / shot.font), shot.size)
    inner = WIDTH - 2 * MARGIN
    width = (inner - _GUTTER) // 2 if shot.columns else inner
    columns = [_wrapped(shot.truth().text, face, width)]
    if shot.columns:
        columns.append(_wrapped(SIDE_TEXT, face, width))
    step = round(shot.size * 1.35)
    height = 2 * MARGIN + step * max(len(lines) for lines in columns)
    page = Image.new("L", (WIDTH, height), 0)
    draw = ImageDraw.Draw(page)
    for place, lines in enumerate(columns):
        for row, line in enumerate(lines):
            at = (MARGIN + place * (width + _GUTTER), MARGIN + row * step)
            draw.text(at, line, font=face, fill=255)
    return np.asarray(page, dtype=np.float64) / 255


def _sheet(shot: Shot, ink: Plane, rng: np.random.Generator) -> Flat:
    coated = 0.96 + 0.03 * clouds(ink.shape, 300, rng)
    if shot.dark:
        return Flat(np.clip(0.13 + 0.75 * ink, 0, 1) * coated, np.ones(ink.shape))
    return Flat(coated * (1 - shot.contrast * ink), np.ones(ink.shape))


def _bent(flat: Flat, curve: float, below: bool) -> Flat:
    """The sheet around a bottle of which `curve` radians to each side are seen: its edges run away
    and darken, and its lines sag, since the camera looks from slightly above; or rise."""
    height, width = flat.brightness.shape
    reach = np.sin(curve)
    xs = np.linspace(-reach, reach, width)
    angle = np.arcsin(xs)
    source_x = ((angle / curve + 1) / 2 * (width - 1)).astype(np.float32)
    sag = (-0.07 if below else 0.07) * width * (1 - np.cos(angle))
    ys = np.arange(height, dtype=np.float32)[:, None] + sag[None, :].astype(np.float32)
    grid = np.broadcast_to(source_x[None, :], ys.shape).astype(np.float32)
    shade = np.cos(angle) ** 0.7

    def mapped(plane: Plane) -> Plane:
        return np.asarray(cv2.remap(plane, grid, ys, cv2.INTER_LINEAR, borderValue=0.0))

    return Flat(mapped(flat.brightness) * shade[None, :], mapped(flat.mask))


def photograph(shot: Shot, fonts: Path) -> Colours:
    rng = np.random.default_rng(shot.seed)
    flat = _sheet(shot, _printed(shot, fonts), rng)
    if shot.curve:
        flat = _bent(flat, shot.curve, shot.below)
    scene = lay(flat, table(shot.table, rng), shot.tilt, shot.perspective, rng)
    seen = develop(scene * light(shot.light, rng), rng, shot.blur)
    return np.rot90(seen, -shot.turn // 90)


def main(arguments: list[str]) -> None:
    fonts, names = Path(arguments[0]), arguments[1:]
    IMAGES.mkdir(exist_ok=True)
    for shot in SHOTS:
        if not names or shot.name in names:
            shot.image.write_bytes(encoded(photograph(shot, fonts)))


if __name__ == "__main__":
    main(sys.argv[1:])
