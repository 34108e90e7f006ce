"""Draws the test photographs anew: `python -m tests.receipts.render FONT_DIRECTORY [NAME ...]`.

Every `texts/NAME.txt` becomes `images/NAME.jpg`; the first line of a text says how it was printed
and photographed, and its seed makes the picture the same each time. FONT_DIRECTORY holds the
files named in `paper.FONTS`.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from pydantic import TypeAdapter

from tests.receipts import nothing
from tests.receipts.paper import sheet, typeset
from tests.receipts.photo import Colours, develop, encoded, lay, light, table

HERE = Path(__file__).parent
TEXTS = HERE / "texts"
IMAGES = HERE / "images"


@dataclass(frozen=True, slots=True)
class Shot:
    """How a receipt was printed and photographed. `split` is the line at which a second photo
    begins, two lines of overlap above it; 0 is one photo. `turn` is how the phone was turned, in
    degrees."""

    columns: int
    font: str
    seed: int
    table: str
    tilt: float
    perspective: float
    ink: float
    crease: int
    light: str
    turn: int = 0
    split: int = 0
    blur: float = 0.75
    exposure: float = 1.0


def shot(line: str) -> Shot:
    """Reads `@ columns=40 font=plex ...`."""
    return TypeAdapter(Shot).validate_python(dict(word.split("=") for word in line.split()[1:]))


def photograph(lines: list[str], taken: Shot, seed: int, fonts: Path) -> Colours:
    rng = np.random.default_rng(seed)
    ink = typeset(lines, taken.columns, taken.font, fonts)
    paper = sheet(ink, taken.ink, taken.crease, rng)
    scene = lay(paper, table(taken.table, rng), taken.tilt, taken.perspective, rng)
    scene = scene * light(taken.light, rng) * taken.exposure
    return np.rot90(develop(scene, rng, taken.blur), -taken.turn // 90)


def photographs(text: str, fonts: Path) -> list[Colours]:
    """One picture of the receipt, or two that overlap by a few lines."""
    first, *lines = text.splitlines()
    taken = shot(first)
    if not taken.split:
        return [photograph(lines, taken, taken.seed, fonts)]
    parts = [lines[: taken.split + 2], lines[taken.split - 2 :]]
    return [photograph(part, taken, taken.seed + n, fonts) for n, part in enumerate(parts)]


def render(name: str, fonts: Path) -> None:
    pictures = photographs((TEXTS / f"{name}.txt").read_text(), fonts)
    names = [name] if len(pictures) == 1 else [f"{name}_{n}" for n in range(1, len(pictures) + 1)]
    for each, picture in zip(names, pictures, strict=True):
        (IMAGES / f"{each}.jpg").write_bytes(encoded(picture))


def main(arguments: list[str]) -> None:
    fonts = Path(arguments[0])
    IMAGES.mkdir(exist_ok=True)
    names = arguments[1:] or sorted(path.stem for path in TEXTS.glob("*.txt"))
    for name in names:
        render(name, fonts)
    if not arguments[1:]:
        for name, picture in nothing.scenes().items():
            (IMAGES / f"{name}.jpg").write_bytes(encoded(picture))


if __name__ == "__main__":
    main(sys.argv[1:])
