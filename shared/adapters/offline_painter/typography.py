"""Setting the title: as large as it goes on up to three balanced lines."""

import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

FONTS = Path(__file__).parent / "fonts"
TITLE_FONT = FONTS / "Fraunces-SemiBold.ttf"
CAPTION_FONT = FONTS / "Figtree-SemiBold.ttf"
LINES = 3
SIZES = (98, 92, 88, 84, 80, 76, 72, 68, 64, 60, 56, 53, 50, 47, 44, 41)
LEADING = 1.1
ELLIPSIS = "…"
LONGEST = 160

_DRAWN = frozenset(
    chr(code) for code in (*range(0x20, 0x7F), *range(0xA1, 0x100), 0x152, 0x153)
) | frozenset("–—‘’“”…€")


@dataclass(frozen=True, slots=True)
class SetTitle:
    """Lines and the type size they fit at."""

    lines: tuple[str, ...]
    size: int

    @property
    def height(self) -> float:
        return len(self.lines) * self.size * LEADING


@cache
def font(file: Path, size: int) -> "FreeTypeFont":
    """A face at a size. The basic layout draws the same everywhere, with or without HarfBuzz."""
    from PIL import ImageFont

    return ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.BASIC)


def drawable(text: str) -> str:
    """The text in letters the fonts have: foreign accents fall off, emoji and the rest vanish."""
    kept = "".join(_letter(char) for char in unicodedata.normalize("NFC", text[: LONGEST * 4]))
    words = " ".join(kept.split())
    return words if any(char.isalnum() for char in words) else ""


def set_title(text: str, width: float, height: float) -> SetTitle:
    """The largest size at which the text fits; past the smallest it is cut short."""
    words = (text if len(text) <= LONGEST else text[:LONGEST] + ELLIPSIS).split()
    for size in SIZES:
        lines = _balanced(words, size, width)
        if len(lines) <= _lines_at(size, height):
            return SetTitle(tuple(lines), size)
    return SetTitle(tuple(_cut(words, SIZES[-1], width)), SIZES[-1])


def _letter(char: str) -> str:
    if char in _DRAWN:
        return char
    if char.isspace():
        return " "
    return "".join(part for part in unicodedata.normalize("NFKD", char) if part in _DRAWN)


def _lines_at(size: int, height: float) -> int:
    """A single line may be large, three must be small."""
    return min(int(height / (size * LEADING)), LINES)


def _length(text: str, size: int) -> float:
    return font(TITLE_FONT, size).getlength(text)


def _wrapped(words: list[str], size: int, width: float) -> list[str]:
    lines: list[str] = []
    for word in words:
        for part in _broken(word, size, width):
            joined = f"{lines[-1]} {part}" if lines else part
            if lines and _length(joined, size) <= width:
                lines[-1] = joined
            else:
                lines.append(part)
    return lines


def _broken(word: str, size: int, width: float) -> list[str]:
    """A word too long for a line, in pieces."""
    pieces = [word]
    while _length(pieces[-1], size) > width:
        tail = pieces[-1]
        fit = bisect_right(range(1, len(tail)), width, key=lambda end: _length(tail[:end], size))
        pieces[-1:] = [tail[: max(fit, 1)], tail[max(fit, 1) :]]
    return pieces


def _balanced(words: list[str], size: int, width: float) -> list[str]:
    """The same number of lines as a greedy setting takes, but of like lengths."""
    greedy = _wrapped(words, size, width)
    best = greedy
    for share in range(95, 50, -5):
        tighter = _wrapped(words, size, width * share / 100)
        if len(tighter) > len(greedy):
            break
        best = tighter
    return best


def _cut(words: list[str], size: int, width: float) -> list[str]:
    lines = _wrapped(words, size, width)
    last = lines[LINES - 1]
    while last and _length(last + ELLIPSIS, size) > width:
        last = last[:-1]
    return [*lines[: LINES - 1], last.rstrip(f" ,;:-{ELLIPSIS}") + ELLIPSIS]
