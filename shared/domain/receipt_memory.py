"""What a kitchen has taught: which food a line of its receipts means."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Annotated, Self

from pydantic import Field

from shared.domain.catalog import fold
from shared.domain.model import Model

# What a household confirmed is surer than any match, and may still have been a slip.
CONFIDENCE = 0.95
MOST_LINES = 500
_LONGEST_KEY = 80
# Sizes, counts and currencies change from one purchase to the next; the name does not.
_NOT_NAMES = frozenset({"kg", "gr", "ml", "cl", "ud", "un", "pz", "lb", "oz", "eur", "usd", "cop"})


class Remembered(Model):
    """`name` is as the household wrote it; None where the food's own name says it."""

    food_id: str | None
    name: str | None
    learned_at: datetime


class ReceiptMemory(Model):
    """The lines of one kitchen's receipts, by `line_key`; at most `MOST_LINES`, the oldest go."""

    lines: Annotated[Mapping[str, Remembered], Field(max_length=MOST_LINES)] = {}
    version: str = ""

    def of(self, source_text: str | None) -> Remembered | None:
        """What the printed line was corrected to."""
        return self.lines.get(line_key(source_text)) if source_text else None

    def learning(self, lessons: Iterable[tuple[str, Remembered]]) -> Self:
        """With these lines, given as printed; the same object when it knew them all already."""
        lines = dict(self.lines)
        for source_text, lesson in lessons:
            key = line_key(source_text)
            if key and not _says_the_same(lines.get(key), lesson):
                lines[key] = lesson
        return self._with(lines)

    def forgetting(self, source_texts: Iterable[str]) -> Self:
        """Without these lines, given as printed."""
        gone = {line_key(text) for text in source_texts}
        return self._with({key: one for key, one in self.lines.items() if key not in gone})

    def _with(self, lines: Mapping[str, Remembered]) -> Self:
        if lines == self.lines:
            return self
        newest = sorted(lines.items(), key=lambda pair: pair[1].learned_at)[-MOST_LINES:]
        return self.model_copy(update={"lines": dict(newest)})


def line_key(source_text: str) -> str:
    """The words of a printed line that name the thing, folded: `TOM. CHERRY 250G 1,99 A` and
    `tom cherry 500 2.10` are one; empty where nothing but figures is printed."""
    words = [word for word in fold(source_text).split() if _names(word)]
    return " ".join(words)[:_LONGEST_KEY]


def _names(word: str) -> bool:
    return len(word) > 1 and word not in _NOT_NAMES and not any(c.isdigit() for c in word)


def _says_the_same(known: Remembered | None, lesson: Remembered) -> bool:
    return known is not None and (known.food_id, known.name) == (lesson.food_id, lesson.name)
