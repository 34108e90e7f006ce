"""The lines of a label as they are meant to be read: columns one after the other, no strange
characters, no more than a label holds."""

import re

MOST_CHARACTERS = 20_000
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\ufeff]")
_GAP = re.compile(r"\s{5,}|\t+")


def lines_of(text: str) -> list[str]:
    """The text's lines, columns parted: where most lines show a wide gap, what stands left of it
    is read first. What comes after the first 20,000 characters is not read."""
    clean = _CONTROL.sub("", text[:MOST_CHARACTERS]).replace("\r\n", "\n").replace("\r", "\n")
    lines = re.sub(r"\n[ \t]*(?:\n[ \t]*)+", "\n\n", clean).split("\n")
    filled = [line for line in lines if line.strip()]
    parted = [_GAP.split(line.rstrip(), maxsplit=1) for line in filled]
    two = sum(len(parts) == 2 and bool(parts[0].strip()) for parts in parted)
    if len(filled) < 3 or two * 2 < len(filled):
        return [re.sub(r"[ \t]+", " ", line).strip() for line in lines]
    left = [parts[0].strip() for parts in parted]
    right = [parts[1].strip() for parts in parted if len(parts) == 2]
    return [*left, "", *right]
