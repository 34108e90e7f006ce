"""A kitchen's plans and what expires as events of a calendar: titles and days, nothing more."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import ClassVar, NamedTuple

from shared.domain.digest import digest
from shared.domain.item import Lot
from shared.domain.language import Language, Text
from shared.domain.model import Instant, Model, TextFile
from shared.domain.planning.day import PlanDay

# Days before today and after it that are told.
PAST, AHEAD = timedelta(days=7), timedelta(days=31)
NAME = Text("Comidas y caducidades", "Meals and expiry dates")
_MEALS = {
    "breakfast": Text("Desayuno", "Breakfast"),
    "lunch": Text("Almuerzo", "Lunch"),
    "dinner": Text("Cena", "Dinner"),
    "snacks": Text("Merienda", "Snack"),
}
_EXPIRES = Text("Caduca", "Expires")


class CalendarFile(TextFile):
    """An iCalendar text (RFC 5545)."""

    media_type: ClassVar[str] = "text/calendar"


class CalendarState(Model):
    """Whether there is an address, and since when."""

    active: bool
    created_at: Instant | None


class CalendarSecret(Model):
    """`path` is below the address of the API. It is told only here: whoever has it reads the
    calendar without signing in."""

    path: str
    created_at: Instant


class Event(NamedTuple):
    """Something of a whole day; `uid` stays the same when day or title change."""

    uid: str
    day: date
    title: str
    written_at: datetime


def address_hash(secret: str) -> str:
    """What is kept of the secret, and looked up: nobody learns it by how long that takes."""
    return digest(f"calendar:{secret}")


def events_of(
    kitchen_id: str, days: Iterable[PlanDay], lots: Iterable[Lot], language: Language
) -> list[Event]:
    """The meals of the days and the dates of the lots, by day."""
    meals = (event for day in days for event in _meals_of(kitchen_id, day, language))
    dates = (_expiry_of(kitchen_id, lot, language) for lot in lots)
    return sorted((*meals, *dates), key=lambda event: (event.day, event.uid))


def _meals_of(kitchen_id: str, day: PlanDay, language: Language) -> Iterator[Event]:
    for name, entries in day.meals.by_name().items():
        for entry in entries:
            uid = _uid(kitchen_id, f"meal.{day.date}.{entry.id}")
            title = f"{_MEALS[name].of(language)}: {_plain(entry.title)}"
            yield Event(uid, day.date, title, _utc(day.updated_at))


def _expiry_of(kitchen_id: str, lot: Lot, language: Language) -> Event:
    title = f"{_EXPIRES.of(language)}: {_plain(lot.name)}"
    return Event(_uid(kitchen_id, f"item.{lot.id}"), lot.expires_on, title, _utc(lot.updated_at))


def _uid(kitchen_id: str, name: str) -> str:
    return f"{digest(f'{kitchen_id}:{name}')}@zerowasteai"


def _plain(text: str) -> str:
    """One line of what can be seen, whatever was written."""
    return "".join(c for c in " ".join(text.split()) if c.isprintable())


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)
