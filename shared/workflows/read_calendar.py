"""A calendar by its secret address: who has the address reads it, and nobody else."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from shared.domain.errors import NotFound
from shared.domain.language import Language
from shared.domain.listing import ItemFilter
from shared.domain.planning.calendar import AHEAD, PAST, Event, address_hash, events_of
from shared.domain.zone import told_in
from shared.ports.household import People
from shared.ports.planning import Plans
from shared.ports.stock import Items

# What expires soonest; nobody looks through more in a calendar.
_MOST_ITEMS = 200


class CalendarRead(NamedTuple):
    """The events, and the language of the person whose calendar it is."""

    events: list[Event]
    language: Language


def read_calendar(
    secret: str,
    now: datetime,
    *,
    people: People,
    plans: Callable[[str], Plans],
    items: Callable[[str], Items],
) -> CalendarRead:
    """The meals of the kitchen the person cooks in now, and what expires there, a week back and a
    month ahead.

    Raises:
        NotFound: the address is none, or no longer one.
    """
    person = people.with_calendar(address_hash(secret))
    if person is None or person.deleting:
        raise NotFound
    today = told_in(now, person.profile.time_zone).date()
    since, until = today - PAST, today + AHEAD
    days = plans(person.kitchen_id).between(since, until)
    chosen = ItemFilter(expires_from=since, expires_to=until)
    lots = items(person.kitchen_id).page(chosen, _MOST_ITEMS, None).items
    language = person.profile.language
    return CalendarRead(events_of(person.kitchen_id, days, lots, language), language)
