"""Colours as `#rrggbb` strings, mixed the way a gouache painter would: shade is warm, light is
creamy."""

import colorsys
import re
from random import Random

SHADE = "#3b1a10"
LIGHT = "#fff4dc"

_HEX = re.compile(r"#?([0-9a-fA-F]{6})\Z")
_SHORT_HEX = re.compile(r"#?([0-9a-fA-F]{3})\Z")


def parse(text: str | None) -> str | None:
    """The colour in full lower-case form, or None for anything that is not a hex triplet."""
    if not text:
        return None
    if full := _HEX.match(text.strip()):
        return "#" + full[1].lower()
    if short := _SHORT_HEX.match(text.strip()):
        return "#" + "".join(digit * 2 for digit in short[1].lower())
    return None


def channels(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def mix(first: str, second: str, share: float) -> str:
    """`share` of the second colour in the first."""
    pairs = zip(channels(first), channels(second), strict=True)
    return _hex(tuple(a + (b - a) * share for a, b in pairs))


def darker(color: str, share: float) -> str:
    return mix(color, SHADE, share)


def lighter(color: str, share: float) -> str:
    return mix(color, LIGHT, share)


def vary(rng: Random, color: str, amount: float = 0.05) -> str:
    """The same colour as another hand-cut piece would have it."""
    red, green, blue = (channel / 255 for channel in channels(color))
    hue, light, chroma = colorsys.rgb_to_hls(red, green, blue)
    hue = (hue + rng.uniform(-amount, amount) * 0.25) % 1
    light = min(max(light + rng.uniform(-amount, amount), 0), 1)
    return _hex(tuple(part * 255 for part in colorsys.hls_to_rgb(hue, light, chroma)))


def appetising(color: str) -> str:
    """Pulled away from grey, black and neon, which no food on a plate has."""
    red, green, blue = (channel / 255 for channel in channels(color))
    hue, light, chroma = colorsys.rgb_to_hls(red, green, blue)
    light, chroma = min(max(light, 0.2), 0.92), min(chroma, 0.85)
    bounded = _hex(tuple(part * 255 for part in colorsys.hls_to_rgb(hue, light, chroma)))
    return mix(bounded, "#e0a050", 0.08)


def blend(weighted: list[tuple[str, float]]) -> str | None:
    """The weighted mean, or None of nothing."""
    total = sum(weight for _, weight in weighted)
    if total <= 0:
        return None
    sums = [0.0, 0.0, 0.0]
    for color, weight in weighted:
        for index, channel in enumerate(channels(color)):
            sums[index] += channel * weight / total
    return _hex(tuple(sums))


def luminance(color: str) -> float:
    """Relative luminance by WCAG 2."""
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (channel / 255 for channel in channels(color))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _hex(parts: tuple[float, ...]) -> str:
    return "#" + "".join(f"{min(max(round(part), 0), 255):02x}" for part in parts)
