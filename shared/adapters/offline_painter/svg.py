"""The few SVG elements the pictures are made of. No text ever enters the drawing: every argument is
a number, a colour or a path."""

import re
from collections.abc import Iterable

NAMESPACE = "http://www.w3.org/2000/svg"

_PAINT = re.compile(r"url\(#((?:rad|lin)-[0-9a-f]{8}-[0-9a-f]{8}-\d+)\)")
_CLIP = re.compile(r"url\(#(clip-[\d_]+-[\d_]+-[\d_]+)\)")


def radial(inner: str, outer: str, hold: int = 0) -> str:
    """A gradient from the centre out, flat up to `hold` percent. Its name is its definition."""
    return f"url(#rad-{_rgba(inner)}-{_rgba(outer)}-{hold})"


def linear(first: str, last: str, angle: int = 45) -> str:
    """A gradient along a direction in degrees; 45 runs from upper left to lower right."""
    return f"url(#lin-{_rgba(first)}-{_rgba(last)}-{angle})"


def alpha(color: str, opacity: float) -> str:
    """A colour with its opacity, for gradients."""
    return f"{color}{round(opacity * 255):02x}"


def circle(x: float, y: float, r: float, fill: str, opacity: float = 1, **extra: object) -> str:
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}"{_look(fill, opacity, extra)}/>'


def ellipse(
    x: float, y: float, rx: float, ry: float, fill: str, opacity: float = 1, **extra: object
) -> str:
    size = f'rx="{rx:.1f}" ry="{ry:.1f}"'
    return f'<ellipse cx="{x:.1f}" cy="{y:.1f}" {size}{_look(fill, opacity, extra)}/>'


def path(d: str, fill: str, opacity: float = 1, **extra: object) -> str:
    return f'<path d="{d}"{_look(fill, opacity, extra)}/>'


def line(d: str, stroke: str, width: float, opacity: float = 1) -> str:
    """An unfilled path with round ends."""
    style = f'stroke="{stroke}" stroke-width="{width:.1f}" stroke-opacity="{opacity:.2f}"'
    return f'<path d="{d}" fill="none" {style} stroke-linecap="round" stroke-linejoin="round"/>'


def group(content: str, x: float = 0, y: float = 0, angle: float = 0, scale: float = 1) -> str:
    moves = f"translate({x:.1f} {y:.1f})"
    if angle:
        moves += f" rotate({angle:.1f})"
    if scale != 1:
        moves += f" scale({scale:.3f})"
    return f'<g transform="{moves}">{content}</g>'


def clipped(content: str, x: float, y: float, r: float) -> str:
    """Only what lies inside a circle."""
    name = f"clip-{x:.0f}-{y:.0f}-{r:.0f}".replace(".", "_")
    return f'<g clip-path="url(#{name})">{content}</g>'


def document(body: str, size: int) -> str:
    """A whole drawing, with a definition for every gradient and clip it names."""
    names = dict.fromkeys(_PAINT.findall(body))
    clips = dict.fromkeys(_CLIP.findall(body))
    defs = _joined(map(_gradient, names)) + _joined(map(_clip, clips))
    frame = f'width="{size}" height="{size}" viewBox="0 0 {size} {size}"'
    return f'<svg xmlns="{NAMESPACE}" {frame}><defs>{defs}</defs>{body}</svg>'


def _look(fill: str, opacity: float, extra: dict[str, object]) -> str:
    """Opacity of an element costs the renderer a layer, that of its paint nothing."""
    look = f' fill="{fill}"'
    if opacity < 1 and fill != "none":
        look += f' fill-opacity="{opacity:.2f}"'
    if opacity < 1 and "stroke" in extra:
        look += f' stroke-opacity="{opacity:.2f}"'
    return look + "".join(f' {key.replace("_", "-")}="{value}"' for key, value in extra.items())


def _rgba(color: str) -> str:
    return color[1:] if len(color) == 9 else f"{color[1:]}ff"


def _joined(parts: Iterable[str]) -> str:
    return "".join(parts)


def _stop(offset: float, rgba: str) -> str:
    opacity = int(rgba[6:], 16) / 255
    return f'<stop offset="{offset:.2f}" stop-color="#{rgba[:6]}" stop-opacity="{opacity:.3f}"/>'


def _gradient(name: str) -> str:
    kind, first, last, number = name.split("-")
    if kind == "rad":
        stops = _stop(int(number) / 100, first) + _stop(1, last)
        return f'<radialGradient id="{name}">{stops}</radialGradient>'
    stops = _stop(0, first) + _stop(1, last)
    turn = f'gradientTransform="rotate({number} .5 .5)"'
    return f'<linearGradient id="{name}" {turn}>{stops}</linearGradient>'


def _clip(name: str) -> str:
    x, y, r = name.removeprefix("clip-").split("-")
    return f'<clipPath id="{name}"><circle cx="{x}" cy="{y}" r="{r}"/></clipPath>'
