"""A thermal receipt as flat paper: text in fixed columns, worn ink, fibres and folds.

Pictures are float arrays: grey or alpha in 0..1, shape (height, width).
"""

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

Plane = NDArray[np.float64]

# All of them are free to use, embed and modify: three under the SIL Open Font License 1.1, OCR-B
# in the public domain. They are needed to draw the photographs anew, never to run the tests.
FONTS = {
    "share": "share-tech-mono-latin-400-normal.woff",
    "plex": "ibm-plex-mono-latin-500-normal.woff",
    "vt": "vt323-latin-400-normal.woff",
    "ocrb": "OCRB.otf",
}
TEXT_WIDTH = 760
MARGIN = 56
LINE_SPACING = {"share": 1.28, "plex": 1.42, "vt": 1.02, "ocrb": 1.3}


@dataclass(frozen=True, slots=True)
class Flat:
    """A receipt before it is photographed: how bright it is and where it is paper at all."""

    brightness: Plane
    mask: Plane


def clouds(
    shape: tuple[int, int], cell: float, rng: np.random.Generator, octaves: int = 3
) -> Plane:
    """Smooth noise in 0..1 whose largest blobs are `cell` pixels wide."""
    height, width = shape
    total = np.zeros(shape)
    for octave in range(octaves):
        size = max(cell / 2**octave, 2.0)
        grid = rng.random((int(height / size) + 3, int(width / size) + 3))
        layer = cv2.resize(grid, (width, height), interpolation=cv2.INTER_CUBIC)
        total += np.asarray(layer) / 2**octave
    low, high = float(total.min()), float(total.max())
    return np.asarray((total - low) / max(high - low, 1e-6))


def laid_out(line: str, columns: int) -> tuple[str, bool]:
    """The characters of a line of a text file, and whether it is printed large.

    `~` centres, `^` prints large, `>>` pushes the rest to the right edge.
    """
    large = "^" in line
    width = round(columns / 1.3) if large else columns
    line = line.replace("^", "")
    if line.startswith("~"):
        return line[1:].center(width).rstrip(), large
    left, arrow, right = line.partition(">>")
    if not arrow:
        return left, large
    return left.rstrip() + right.rjust(max(width - len(left.rstrip()), len(right) + 1)), large


def _face(fonts: Path, name: str, columns: int) -> ImageFont.FreeTypeFont:
    path = str(fonts / FONTS[name])
    advance = ImageFont.truetype(path, 100).getlength("0") / 100
    return ImageFont.truetype(path, TEXT_WIDTH / columns / advance)


def typeset(lines: list[str], columns: int, font: str, fonts: Path) -> Plane:
    """Ink coverage of the whole receipt."""
    face = _face(fonts, font, columns)
    big = ImageFont.truetype(str(fonts / FONTS[font]), face.size * 1.3)
    step = round(face.size * LINE_SPACING[font])
    rows = [laid_out(line, columns) for line in lines]
    height = 2 * MARGIN + sum(round(step * (1.4 if large else 1)) for _, large in rows)
    page = Image.new("L", (TEXT_WIDTH + 2 * MARGIN, height), 0)
    draw = ImageDraw.Draw(page)
    y = MARGIN
    for text, large in rows:
        draw.text((MARGIN, y), text, font=big if large else face, fill=255, stroke_width=large / 2)
        y += round(step * (1.4 if large else 1))
    return np.asarray(page, dtype=np.float64) / 255


def worn(ink: Plane, strength: float, rng: np.random.Generator) -> Plane:
    """Ink as a thermal head leaves it: faded in patches, with weak dots and rows."""
    height, width = ink.shape
    fade = strength * (0.72 + 0.28 * clouds(ink.shape, 260, rng))
    columns = 1 - 0.22 * (rng.random(width) > 0.94)
    rows = 1 - 0.10 * rng.random((height, 1))
    grain = 1 - 0.25 * rng.random(ink.shape)
    spread = np.asarray(cv2.GaussianBlur(ink, (0, 0), 0.7))
    return np.clip(spread * fade * columns * rows * grain, 0, 1)


def folds(shape: tuple[int, int], count: int, rng: np.random.Generator) -> Plane:
    """Brightness factors of `count` creases across the paper, each panel lit a little otherwise."""
    height, width = shape
    ys = np.arange(height)[:, None]
    xs = np.arange(width)[None, :]
    light = np.ones(shape)
    for _ in range(count):
        at = rng.uniform(0.12, 0.9) * height + rng.uniform(-0.06, 0.06) * (xs - width / 2)
        distance = ys - at
        light *= 1 + rng.uniform(0.015, 0.05) * np.tanh(distance / 30) * rng.choice([-1, 1])
        light *= 1 - 0.13 * np.exp(-((distance / 3.0) ** 2))
        light *= 1 + 0.09 * np.exp(-(((distance - 7) / 5.0) ** 2))
    return light


def crumpled(shape: tuple[int, int], rng: np.random.Generator) -> Plane:
    """Faint facets of paper that was in a pocket."""
    relief = clouds(shape, 320, rng, octaves=4)
    slope = np.gradient(relief)[0] + np.gradient(relief)[1]
    return np.asarray(1 + np.clip(slope * 9, -0.07, 0.07))


def cut(shape: tuple[int, int], rng: np.random.Generator) -> Plane:
    """The mask of the paper: toothed where the printer's knife tore it."""
    height, width = shape
    mask = np.ones(shape)
    tooth = 9
    zigzag = np.abs((np.arange(width) + rng.integers(20)) % (2 * tooth) - tooth) * 0.7
    ys = np.arange(height)[:, None]
    mask[ys < zigzag[None, :] + 2] = 0
    mask[ys > height - 3 - zigzag[None, :]] = 0
    return np.asarray(cv2.GaussianBlur(mask, (0, 0), 0.8))


def _waved(plane: Plane, rng: np.random.Generator) -> Plane:
    """Paper never lies quite flat: lines swing by some pixels."""
    height, width = plane.shape
    ys, xs = np.mgrid[0:height, 0:width].astype(np.float32)
    phase = rng.uniform(0, 6)
    ys += (3.5 * np.sin(xs / width * 3.0 + phase)).astype(np.float32)
    xs += (3.0 * np.sin(ys / height * 7.0 + phase)).astype(np.float32)
    return np.asarray(cv2.remap(plane, xs, ys, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE))


def sheet(ink: Plane, strength: float, creases: int, rng: np.random.Generator) -> Flat:
    """The finished paper with its print."""
    fibres = 0.975 + 0.012 * clouds(ink.shape, 140, rng) + 0.013 * rng.random(ink.shape)
    printed = fibres * (1 - 0.84 * worn(ink, strength, rng))
    lit = printed * folds(ink.shape, creases, rng) * crumpled(ink.shape, rng)
    return Flat(_waved(np.clip(lit, 0, 1.05), rng), cut(ink.shape, rng))
