"""Calendars as iCalendar texts (RFC 5545); the library escapes and folds."""

from collections.abc import Sequence
from datetime import timedelta

import icalendar

from shared.domain.planning.calendar import Event

_PRODUCT = "-//ZeroWasteAI//planning//ES"
_AGAIN_AFTER = timedelta(hours=1)


class IcalCalendarWriter:
    """See `shared.ports.CalendarWriter`."""

    def write(self, name: str, events: Sequence[Event]) -> str:
        calendar = icalendar.Calendar()
        calendar.add("prodid", _PRODUCT)
        calendar.add("version", "2.0")
        calendar.add("method", "PUBLISH")
        calendar.add("x-wr-calname", name)
        # RFC 7986, section 5.7: how often it is worth looking.
        calendar.add("refresh-interval", _AGAIN_AFTER, parameters={"VALUE": "DURATION"})
        for event in events:
            calendar.add_component(_component(event))
        text: str = calendar.to_ical().decode()
        return text


def _component(event: Event) -> icalendar.Event:
    component = icalendar.Event()
    component.add("uid", event.uid)
    component.add("dtstamp", event.written_at)
    component.add("dtstart", event.day)
    component.add("dtend", event.day + timedelta(days=1))
    component.add("summary", event.title)
    component.add("transp", "TRANSPARENT")
    return component
