"""What a person says of a recognition: what was right, what was wrong and what is missing."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from shared.domain.digest import digest
from shared.domain.model import Amount, Identifier, Line, Model
from shared.domain.units import Unit


class Verdict(StrEnum):
    RIGHT = "right"
    WRONG = "wrong"
    MISSING = "missing"


class ItemFeedback(Model):
    """`index` is the item's place in the recognition; what is missing has none and a name.

    Without a verdict an item is wrong if it says what is right, and right otherwise.
    """

    index: Annotated[int, Field(ge=0)] | None = None
    verdict: Verdict | None = None
    food_id: Identifier | None = None
    name: Line | None = None
    quantity: Amount | None = None
    unit: Unit | None = None

    @property
    def named(self) -> bool:
        return self.food_id is not None or self.name is not None

    @property
    def judged(self) -> Verdict:
        if self.verdict is not None:
            return self.verdict
        corrected = self.named or self.quantity is not None or self.unit is not None
        return Verdict.WRONG if corrected else Verdict.RIGHT

    @model_validator(mode="after")
    def _is_of_something(self) -> Self:
        if (self.judged is Verdict.MISSING) is not (self.index is None):
            raise ValueError("what was seen has an index, what is missing has none")
        if self.index is None and not self.named:
            raise ValueError("say what is missing: name or food_id")
        return self


class Feedback(Model):
    """The person's last word on one recognition."""

    items: Annotated[list[ItemFeedback], Field(default_factory=list, max_length=200)]
    comment: Annotated[str, StringConstraints(strip_whitespace=True, max_length=1000)] = ""


class StoredFeedback(Model):
    """Counted as it is stored, so that sums need no reading of what was said."""

    id: str
    recognition_id: str = ""
    right: int
    wrong: int
    missing: int
    items: list[ItemFeedback]
    comment: str
    uid: str
    given_at: datetime


def stored(feedback: Feedback, recognition_id: str, uid: str, now: datetime) -> StoredFeedback:
    """The feedback with its counts: one for each person and recognition."""
    verdicts = [item.judged for item in feedback.items]
    return StoredFeedback(
        id=f"seen-{digest(f'{recognition_id} {uid}')}",
        recognition_id=recognition_id,
        right=verdicts.count(Verdict.RIGHT),
        wrong=verdicts.count(Verdict.WRONG),
        missing=verdicts.count(Verdict.MISSING),
        items=feedback.items,
        comment=feedback.comment,
        uid=uid,
        given_at=now,
    )
