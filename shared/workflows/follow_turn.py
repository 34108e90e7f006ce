"""When somebody's next daily message is due, kept with what it rests on."""

from datetime import datetime

from shared.domain.daily import Turn, due_after
from shared.ports.household import People
from shared.ports.messages import Turns


def follow_turn(uid: str, people: People, turns: Turns, now: datetime) -> None:
    """Stores when somebody's next message is due, after what that rests on has changed."""
    person = people.get(uid)
    at = due_after(person, now) if person else None
    if at is None:
        turns.cancel(uid)
    else:
        turns.schedule(Turn(uid=uid, next_at=at))
