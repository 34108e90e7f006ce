"""A list of ingredients parted into its entries, nesting and percentages kept."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

MOST_ENTRIES = 400
_LONGEST_NAME = 140
_DEEPEST = 6
_PERCENT = re.compile(
    r"\(?\s*(?:min\.?|minimum|m[ií]nimo|>|<|≥|≤)?\s*(\d{1,3}(?:[.,]\d{1,3})?)\s*%\s*\)?"
)
_NANO = re.compile(r"[\[(]\s*nano\s*[\])]", re.IGNORECASE)
_BULLETS = re.compile(r"[•·●▪■◦‣∙|¤]|(?<=\s)[*–—-](?=\s)")
_STOP = re.compile(r"\.(?:\s*$|\s+[A-ZÁÉÍÓÚÑ\d])")
# At the end of the characters before a full stop, which are one more than the longest of these.
_ABBREVIATION = re.compile(r"\b(?:C\.I|C|I|No|St|var|spp?|cf)$", re.IGNORECASE)
_ABBREVIATED = 4
_COLOUR_INDEX = re.compile(r"\d{5}")
_MARKS = re.compile(r"[*°†‡¹²³⁴®™]+")
_NUMBERED = re.compile(r"(?:^|(?<=\s))(\d{1,2})[.)]\s+(?=[^\W\d])")
_WITHOUT = re.compile(
    r"(?:sin|without|sans|free from|libre de|exempte? de|contains no|no contiene"
    r"|ne contient pas)\s",
    re.IGNORECASE,
)
_NOR = re.compile(r"\b(?:ni|nor|or)\s", re.IGNORECASE)
_OPEN, _CLOSE = "([{", ")]}"


class Part(NamedTuple):
    """One entry: its words, share in percent if it is printed, what stands in its brackets."""

    text: str
    inner: tuple["Part", ...]
    percent: float | None
    nano: bool


def split(listed: str) -> tuple[Part, ...]:
    """The entries in their order, no more than 400 of them; what is said not to be in it is no
    entry."""
    return tuple(_listed(_parts(_joined(listed), 0)))[:MOST_ENTRIES]


def _listed(parts: tuple[Part, ...]) -> Iterator[Part]:
    """All but "sin gluten" and, up to its last word, "sin leche, huevo ni gluten"."""
    denied_to = -1
    for place, part in enumerate(parts):
        if _WITHOUT.match(part.text):
            following = enumerate(parts[place:], place)
            denied_to = next((at for at, one in following if _NOR.search(one.text)), place)
        if place > denied_to:
            yield part


def _joined(listed: str) -> str:
    """Broken lines put together; a list of one entry a line gets its commas."""
    lines = [line.strip() for line in listed.split("\n") if line.strip()]
    if len(lines) > 2 and sum(bool(re.search(r"[,;•·]", line)) for line in lines) * 4 < len(lines):
        return ", ".join(line.strip("-*• ") for line in lines)
    text = "\n".join(lines)
    if [found[1] for found in islice(_NUMBERED.finditer(text), 3)] == ["1", "2", "3"]:
        text = _NUMBERED.sub(", ", text)
    text = re.sub(r"[-\u00ad]\n", "-", text)
    text = re.sub(r"\)\s+(?:y|e|and|et|&)\s+", "), ", text)
    return text.replace("\n", " ")


def _parts(text: str, depth: int) -> tuple[Part, ...]:
    found = (_part(piece, depth) for piece in _pieces(text))
    return tuple(part for part in found if part is not None)


def _pieces(text: str) -> list[str]:
    """What stands between separators outside brackets; an unclosed bracket ends with the text."""
    text = _BULLETS.sub(", ", text)
    pieces: list[str] = []
    depth = start = 0
    for at, char in enumerate(text):
        if char in _OPEN:
            depth += 1
        elif char in _CLOSE:
            depth = max(0, depth - 1)
        elif depth == 0 and _separates(text, at):
            pieces.append(text[start:at])
            start = at + 1
    pieces.append(text[start:])
    if depth and len(pieces[-1]) > _LONGEST_NAME:
        return [*pieces[:-1], *re.split(r"[,;]\s", re.sub(r"[(\[{]", ", ", pieces[-1]))]
    return pieces


def _separates(text: str, at: int) -> bool:
    """Commas between digits belong to names and decimals; a full stop ends an entry only before a
    blank and a capital or the end."""
    char = text[at]
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if char == ",":
        return not (before.isdigit() and after.isdigit()) or _between_numbers(text, at)
    if char == ".":
        return (
            before.isalnum()
            and _STOP.match(text, at) is not None
            and not _ABBREVIATION.search(text[max(0, at - _ABBREVIATED) : at])
        )
    return char == ";"


def _between_numbers(text: str, at: int) -> bool:
    """A comma between two colour indices: "77491,77492"."""
    before = _COLOUR_INDEX.match(text, at - 5) if at >= 5 else None
    return before is not None and _COLOUR_INDEX.match(text, at + 1) is not None


def _part(piece: str, depth: int) -> Part | None:
    nano = _NANO.search(piece) is not None
    piece = _MARKS.sub("", _NANO.sub("", piece))
    outside, inside = _brackets(piece)
    percent = _PERCENT.search(outside) or _PERCENT.fullmatch(inside.strip())
    if _PERCENT.fullmatch(inside.strip()):
        inside = ""
    name = _tidy(_PERCENT.sub(" ", outside))
    inner = _parts(inside, depth + 1) if inside.strip() and depth < _DEEPEST else ()
    if not any(char.isalnum() for char in name):
        return inner[0] if len(inner) == 1 else None
    if len(name) > _LONGEST_NAME:
        return None
    return Part(name, inner, _number(percent), nano)


def _brackets(piece: str) -> tuple[str, str]:
    """What stands outside and inside the outermost brackets, several of them joined."""
    outside: list[str] = []
    inside: list[str] = []
    depth = 0
    for char in piece:
        if char in _OPEN:
            depth += 1
            (inside if depth > 1 else outside).append(char if depth > 1 else " ")
        elif char in _CLOSE:
            depth = max(0, depth - 1)
            inside.append(char if depth else ", ")
        else:
            (inside if depth else outside).append(char)
    return " ".join("".join(outside).split()), " ".join("".join(inside).split()).strip(" ,")


def _number(percent: re.Match[str] | None) -> float | None:
    share = float(percent[1].replace(",", ".")) if percent else None
    return share if share is not None and share <= 100 else None


def _tidy(name: str) -> str:
    name = re.sub(r"\s+", " ", name).strip(" .,:;-–—_'\"*/\\")
    name = re.sub(r"\s+\d+(?:[.,]\d+)?\s?(?:g|kg|ml|cl|oz)$", "", name)
    return re.sub(r"^(?:y|e|and|et|&)\s+(?=\w{3})", "", name)
