"""planning: what is eaten when, and what is kept of the stock for it."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Annotated

from pydantic import Field, StrictBool, TypeAdapter, ValidationError

from shared.domain.cooking import Cooked
from shared.domain.digest import digest
from shared.domain.errors import Invalid
from shared.domain.item import Day, Lot
from shared.domain.model import Model
from shared.domain.movement import Act
from shared.domain.person import CalendarAddress, Person
from shared.domain.planning.calendar import (
    NAME,
    CalendarFile,
    CalendarSecret,
    CalendarState,
    address_hash,
)
from shared.domain.planning.cooking import PlannedCooking
from shared.domain.planning.day import empty_day
from shared.domain.planning.request import NewDay
from shared.domain.planning.streak import LOOKED_BACK, Streaks, streaks_of
from shared.domain.planning.totals import totals_of, weeks_of
from shared.domain.planning.view import Circumstances, DayList, DayView, day_view
from shared.http import Access, Call, Route, Streamed, serve
from shared.workflows.change_person import change_person
from shared.workflows.cook_planned import cook_planned
from shared.workflows.move_stock import Stock
from shared.workflows.plan_day import Held, Planning, copy_day, delete_day, put_day
from shared.workflows.read_calendar import read_calendar

MOST_DAYS = 31
_DAY: TypeAdapter[date] = TypeAdapter(Day)


class DaysQuery(Model):
    """Days from `from` to `to`, both included, at most 31; by default a week from today."""

    since: Annotated[Day | None, Field(alias="from")] = None
    until: Annotated[Day | None, Field(alias="to")] = None

    def days(self, today: date) -> tuple[date, date]:
        """Raises Invalid."""
        since = self.since or (self.until or today)
        until = self.until or since + timedelta(days=6)
        if until < since:
            raise Invalid(field="to")
        if (until - since).days >= MOST_DAYS:
            raise Invalid("range_too_long", field="to", most=MOST_DAYS)
        return since, until


class CopyDay(Model):
    """`replace` puts the copy in the place of what is planned for that day."""

    to: Day
    replace: StrictBool = False


class CookedMeal(Cooked):
    """`day` is as it is now."""

    day: DayView


def list_days(call: Call, query: DaysQuery) -> DayList:
    """Read the days that are planned, each with its totals, and those of their weeks.

    `reserved` and `missing` are what the items hold at this moment.
    """
    since, until = query.days(call.today)
    days = call.plans.between(since, until)
    lots = call.items.held_on([day.date for day in days if day.date >= call.today])
    return DayList(
        dates=[day.date for day in days],
        days=[_seen(call, Held(day, lots)) for day in days],
        weeks=weeks_of(days, since, until),
        totals=totals_of(entry for day in days for entry in day.meals.all()),
    )


def read_day(call: Call, date: str) -> DayView:
    """Read one day; one that nobody planned is empty and has no `ETag`."""
    return _read(call, _day(date))


def change_day(call: Call, date: str, body: NewDay) -> DayView:
    """Plan a day; `If-Match` makes it conditional.

    What its meals take is held at once, first-expiring-first: never of an item that is past its
    use-by date on that day, and nothing that another plan holds. What no item holds is `missing`.
    """
    return _answer(call, put_day(_day(date), body, call.if_match, _planning(call)))


def clear_day(call: Call, date: str) -> None:
    """Delete the plan of a day, which frees what it held; `If-Match` makes it conditional."""
    delete_day(_day(date), call.if_match, _planning(call))


def copy(call: Call, date: str, body: CopyDay) -> DayView:
    """Copy a day to another one, whose entries are new and not cooked."""
    return _answer(call, copy_day(_day(date), body.to, body.replace, _planning(call)))


def cook(call: Call, date: str, id: str, body: PlannedCooking) -> CookedMeal:
    """Cook a planned meal: what it takes leaves the stock, first what was kept for it.

    All of it or none, unless `partial`; what was kept and not needed is free again. Undoing one of
    the movements puts everything back into the stock, and the meal stays cooked.
    """
    act = Act(call.new_id(), call.now, call.signed_in.uid)
    stock = Stock(call.items, call.movements, call.wiring.foods)
    day = _day(date)
    made = cook_planned(day, id, body, act, call.plans, stock)
    call.notes |= {"movements": len(made.movements), "short": len(made.short)}
    return CookedMeal(**dict(made), day=_read(call, day))


def read_streak(call: Call) -> Streaks:
    """Read for how many days in a row something was planned, and cooked."""
    return streaks_of(call.plans.latest(call.today, LOOKED_BACK), call.today)


def open_calendar(call: Call) -> CalendarSecret:
    """Make a secret address under which calendar programs read meals and what expires.

    It replaces the one before. It takes no `Idempotency-Key`, whose answer would be kept for a day:
    the address is kept nowhere, only its hash.
    """
    # Never an id that is reserved, whatever the secret.
    secret = f"c{call.wiring.clock.new_secret()}"
    _set_calendar(call, CalendarAddress(hash=address_hash(secret), created_at=call.now))
    return CalendarSecret(path=f"/api/v1/planning/calendar/{secret}.ics", created_at=call.now)


def read_calendar_state(call: Call) -> CalendarState:
    """Read whether there is an address of the calendar."""
    person = call.wiring.people.get(call.signed_in.uid)
    address = person.calendar if person else None
    created = address.created_at if address else None
    return CalendarState(active=address is not None, created_at=created)


def close_calendar(call: Call) -> None:
    """End the address of the calendar at once; none is fine. Leaving the kitchen ends it too."""
    _set_calendar(call, None)


def show_calendar(call: Call, secret: str) -> Streamed[CalendarFile]:
    """Read the calendar of meals and of what expires, by its secret address.

    In the language of the person who made the address, from a week ago to a month ahead.
    `If-None-Match` answers 304 where nothing changed.
    """
    wiring = call.wiring
    found = read_calendar(
        secret, call.now, people=wiring.people, plans=wiring.plans, items=wiring.items
    )
    text = wiring.calendar_writer.write(NAME.of(found.language), found.events)
    call.version(digest(text))
    call.answer_headers["Cache-Control"] = "private, max-age=300"
    return Streamed(iter([text]), CalendarFile.media_type)


def _set_calendar(call: Call, address: CalendarAddress | None) -> None:
    def change(person: Person) -> Person:
        return person.model_copy(update={"calendar": address})

    change_person(call.signed_in.uid, None, call.wiring.people, change)


def _day(text: str) -> date:
    try:
        day = _DAY.validate_strings(text)
    except ValidationError:
        raise Invalid("invalid_date", field="date") from None
    if day.isoformat() != text:
        raise Invalid("invalid_date", field="date")
    return day


def _planning(call: Call) -> Planning:
    return Planning(
        plans=call.plans,
        items=call.items,
        recipes=call.recipes,
        cookbook=call.wiring.cookbook,
        foods=call.wiring.foods,
        language=call.language,
        now=call.now,
        new_id=call.new_id,
    )


def _read(call: Call, day: date) -> DayView:
    found = call.plans.get(day)
    lots: Sequence[Lot] = call.items.held_on([day]) if found and day >= call.today else []
    return _answer(call, Held(found or empty_day(day, call.now), lots))


def _answer(call: Call, held: Held) -> DayView:
    if held.day.version:
        call.version(held.day.version)
    return _seen(call, held)


def _seen(call: Call, held: Held) -> DayView:
    return day_view(held.day, Circumstances(held.lots, call.wiring.foods, call.today))


ROUTES = (
    Route("GET", "/days", list_days, access=Access.VIEWER),
    Route("GET", "/days/{date}", read_day, access=Access.VIEWER),
    Route("PUT", "/days/{date}", change_day, conditional=True),
    Route("DELETE", "/days/{date}", clear_day, conditional=True),
    Route("POST", "/days/{date}/copy", copy, status=201),
    Route("POST", "/days/{date}/entries/{id}/cook", cook),
    Route("GET", "/streak", read_streak, access=Access.VIEWER),
    Route("GET", "/calendar", read_calendar_state, access=Access.VIEWER),
    # An answer kept for its key would keep the address with it.
    Route("POST", "/calendar", open_calendar, access=Access.VIEWER, status=201, idempotent=False),
    Route("DELETE", "/calendar", close_calendar, access=Access.VIEWER),
    Route("GET", "/calendar/{secret}.ics", show_calendar, access=Access.PUBLIC),
)

planning = serve("planning", ROUTES)
