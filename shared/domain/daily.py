"""The daily message: when it is due, and what it says.

It goes out at the hour a person chose, in their own time zone, never in the quiet hours, and not at
all where it could not be sent for hours: what expires today is no news at midnight.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from shared.domain.language import Language, Text
from shared.domain.model import Model
from shared.domain.person import EARLIEST_DIGEST, LATEST_DIGEST, Person
from shared.domain.zone import known_zone, told_in

# What expires today, tomorrow or the day after.
LOOK_AHEAD = timedelta(days=2)
CLAIM_KEPT = timedelta(days=3)
RETRY_AFTER = timedelta(minutes=15)
_LATE = timedelta(hours=5)
_NAMED = 3
_DAY = timedelta(days=1)


class Turn(Model):
    """When somebody's next message is due, UTC."""

    uid: str
    next_at: datetime


class Message(NamedTuple):
    """A push message; `data` is for the app."""

    title: str
    body: str
    data: dict[str, str]


class Expiring(NamedTuple):
    """A lot by the name it was given, and in how many days its date is."""

    name: str
    days: int


class Rescue(NamedTuple):
    """A recipe, and how many of the expiring lots it uses."""

    recipe_id: str
    title: str
    lots: int


_TITLE = Text("Hoy toca rescatar", "Time for a rescue")
_WHEN = (Text("hoy", "today"), Text("mañana", "tomorrow"), Text("pasado mañana", "in two days"))
_SOON = Text("Se acaba el plazo: {}.", "Running out: {}.")
_MORE = Text("{} y {} más", "{} and {} more")
_RESCUE = Text(" Con «{}» aprovechas {} de {}.", " “{}” uses {} of {}.")


def due_after(person: Person, now: datetime) -> datetime | None:
    """The next time for the person's message, strictly after `now`; None where they want none or
    nothing could receive it. Where clocks change, the hour is the one that clocks there show."""
    if not person.profile.digest or not person.devices or person.deleting:
        return None
    zone = known_zone(person.profile.time_zone)
    day = now.astimezone(zone).date()
    for _ in range(3):
        at = datetime.combine(day, time(person.profile.digest_hour), zone).astimezone(UTC)
        if at > now:
            return at
        day += _DAY
    return now + _DAY


def too_late(turn: Turn, person: Person, now: datetime) -> bool:
    """Whether the message had better wait for tomorrow: it is hours late, or these are the quiet
    hours where they are."""
    hour = told_in(now, person.profile.time_zone).hour
    return now - turn.next_at > _LATE or not EARLIEST_DIGEST <= hour <= LATEST_DIGEST


def claim_id(uid: str, day: date) -> str:
    return f"{uid}-{day.isoformat()}"


def message_of(expiring: Sequence[Expiring], rescue: Rescue | None, language: Language) -> Message:
    """One thing to know and one thing to do."""
    named = ", ".join(f"{one.name} ({_when(one, language)})" for one in expiring[:_NAMED])
    left = len(expiring) - _NAMED
    listed = _MORE.of(language).format(named, left) if left > 0 else named
    body = _SOON.of(language).format(listed)
    data = {"kind": "digest"}
    if rescue is not None:
        told = _RESCUE.of(language).format(rescue.title, rescue.lots, len(expiring))
        body += told
        data["recipe_id"] = rescue.recipe_id
    return Message(_TITLE.of(language), body, data)


def _when(one: Expiring, language: Language) -> str:
    return _WHEN[max(0, min(one.days, len(_WHEN) - 1))].of(language)
