"""A deletion that was promised, kept until it is done to the end."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Self

from shared.domain.model import Model

# The request itself does the work; only one that was interrupted is taken up again.
_PERSON_DUE_AFTER = timedelta(minutes=2)
# A request or a picture under way when the kitchen went may still store something: what is there
# when no such thing can be alive any more is swept once again.
_KITCHEN_DUE_AFTER = timedelta(minutes=15)


class Subject(StrEnum):
    PERSON = "person"
    KITCHEN = "kitchen"


class Deletion(Model):
    """`id` is the uid or the kitchen's id; from `due_at` on maintenance finishes it."""

    id: str
    subject: Subject
    started_at: datetime
    due_at: datetime

    @classmethod
    def of_person(cls, uid: str, now: datetime) -> Self:
        due_at = now + _PERSON_DUE_AFTER
        return cls(id=uid, subject=Subject.PERSON, started_at=now, due_at=due_at)

    @classmethod
    def of_kitchen(cls, kitchen_id: str, now: datetime) -> Self:
        due_at = now + _KITCHEN_DUE_AFTER
        return cls(id=kitchen_id, subject=Subject.KITCHEN, started_at=now, due_at=due_at)
