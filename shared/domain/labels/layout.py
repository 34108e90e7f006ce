"""The lines of a label as they are meant to be read: columns one after the other, no strange
characters, no more than a label holds."""

import re

MOST_CHARACTERS = 20_000
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\ufeff]")
# A run this long parts columns; a longer one says no more.
_GAP = " " * 5
_BLANKS = re.compile(r"[^\S\n]+")
# Of a colour index the I is read as l, 1 or |, and nothing else is written so before five digits.
_COLOUR_INDEX = re.compile(r"\bC[Il1|!](?=\s?\d{5}\b)")
_SAME_MARKS = re.compile(r"([^\w\s])\1{3,}")


def lines_of(text: str) -> list[str]:
    """The text's lines, columns parted: where most lines show a wide gap, what stands left of it
    is read first. What comes after the first 20,000 characters is not read."""
    lines = re.sub(r"\n *(?:\n *)+", "\n\n", _clean(text[:MOST_CHARACTERS])).split("\n")
    filled = [line for line in lines if line.strip()]
    parted = [line.rstrip().split(_GAP, maxsplit=1) for line in filled]
    two = sum(len(parts) == 2 and bool(parts[0].strip()) for parts in parted)
    if len(filled) < 3 or two * 2 < len(filled):
        return [re.sub(r" +", " ", line).strip() for line in lines]
    left = [parts[0].strip() for parts in parted]
    right = [parts[1].strip() for parts in parted if len(parts) == 2]
    return [*left, "", *right]


def _clean(text: str) -> str:
    """The text without strange characters, its blanks plain ones, and no run of blanks or of one
    mark longer than says something: what reads it may look at each place again and again."""
    plain = _CONTROL.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    plain = _COLOUR_INDEX.sub("CI", plain)
    return _SAME_MARKS.sub(r"\1\1\1", _BLANKS.sub(_blanks, plain))


def _blanks(run: re.Match[str]) -> str:
    return _GAP if "\t" in run[0] or len(run[0]) > len(_GAP) else " " * len(run[0])
