"""Several photographs of one long receipt: the lines they share are taken once."""

from collections.abc import Sequence

from shared.domain.receipt_entries import PlacedLine
from shared.domain.receipt_numbers import words
from shared.domain.recognition import TextLine

_ALIKE = 88
# A line at the edge of a photograph may be cut: so many are passed over on either side.
_RAGGED = 2


def _same(above: Sequence[TextLine], below: Sequence[TextLine]) -> bool:
    from rapidfuzz.fuzz import ratio

    likeness = [ratio(words(a.text), words(b.text)) for a, b in zip(above, below, strict=True)]
    return sum(likeness) / len(likeness) >= _ALIKE and min(likeness) > _ALIKE / 2


def overlap(above: Sequence[TextLine], below: Sequence[TextLine]) -> tuple[int, int]:
    """How many lines to take off the end of `above` and off the start of `below`, so that what
    both show is there once. The longest stretch that both show is the one that counts."""
    for length in range(min(len(above), len(below)), 0, -1):
        for end in range(_RAGGED + 1):
            for start in range(_RAGGED + 1):
                tail = above[len(above) - end - length : len(above) - end]
                head = below[start : start + length]
                whole = len(tail) == len(head) == length and end + length <= len(above)
                if whole and (length > 1 or len(words(head[0].text)) > 5) and _same(tail, head):
                    return end, start + length
    return 0, 0


def concatenated(pages: Sequence[Sequence[TextLine]]) -> list[PlacedLine]:
    """All lines in order, each with the photograph that it is from."""
    placed: list[PlacedLine] = []
    for index, page in enumerate(pages):
        before = [each.line for each in placed]
        end, start = overlap(before, page) if before and page else (0, 0)
        placed = placed[: len(placed) - end]
        placed += [PlacedLine(line, index) for line in page[start:]]
    return placed
