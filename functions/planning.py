"""planning: what is eaten when, and what is kept of the stock for it."""

from collections import Counter
from datetime import date

from shared.domain.changes import ChangesQuery
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
from shared.domain.planning.days_query import DaysQuery, day_named
from shared.domain.planning.request import CopyDay, NewDay
from shared.domain.planning.streak import LOOKED_BACK, Streaks, streaks_of
from shared.domain.planning.totals import totals_of, weeks_of
from shared.domain.planning.view import Circumstances, CookedMeal, DayList, DayView, day_view
from shared.domain.shopping.buying import NewPurchase, PurchaseView
from shared.domain.shopping.line import LineChange, NewLines, ShoppingLine
from shared.domain.shopping.listing import LineChanges, ShoppingList, WrittenLine, WrittenLines
from shared.domain.suggesting.answer import Suggestions
from shared.domain.suggesting.request import NewSuggestions
from shared.http import Access, Call, Limit, Route, Streamed, serve
from shared.workflows.buy import buy, undo_purchase
from shared.workflows.change_person import change_person
from shared.workflows.cook_planned import cook_planned
from shared.workflows.move_stock import Stock
from shared.workflows.plan_day import Held, Holding, Planning, copy_day, delete_day, put_day
from shared.workflows.proposal_cache import look_ups
from shared.workflows.read_calendar import read_calendar
from shared.workflows.read_plans import read_plans
from shared.workflows.shop import Shop, add_lines, change_line, read_list, remove_line
from shared.workflows.suggest_days import suggestions
from shared.workflows.write_for_gaps import Writing


def list_days(call: Call, query: DaysQuery) -> DayList:
    """Read the days that are planned, each with its totals, and those of their weeks.

    `reserved` and `missing` are what the items hold at this moment: what a day lacked and the stock
    has free by now is held for it first.
    """
    since, until = query.days(call.today)
    days, lots = read_plans(since, until, _holding(call))
    return DayList(
        dates=[day.date for day in days],
        days=[_seen(call, Held(day, lots)) for day in days],
        weeks=weeks_of(days, since, until),
        totals=totals_of(entry for day in days for entry in day.meals.all()),
    )


def read_day(call: Call, date: str) -> DayView:
    """Read one day; one that nobody planned is empty and has no `ETag`."""
    return _read(call, day_named(date))


def change_day(call: Call, date: str, body: NewDay) -> DayView:
    """Plan a day; `If-Match` makes it conditional.

    What its meals take is held at once, first-expiring-first: never of an item that is past its
    use-by date on that day, nor of one whose label names an allergen of somebody in the kitchen
    that its food has not, and nothing that another plan holds. What no item holds is `missing`.
    """
    return _answer(call, put_day(day_named(date), body, call.if_match, _planning(call)))


def clear_day(call: Call, date: str) -> None:
    """Delete the plan of a day, which frees what it held; `If-Match` makes it conditional."""
    delete_day(day_named(date), call.if_match, _planning(call))


def copy(call: Call, date: str, body: CopyDay) -> DayView:
    """Copy a day to another one, whose entries are new and not cooked."""
    return _answer(call, copy_day(day_named(date), body.to, body.replace, _planning(call)))


def cook(call: Call, date: str, id: str, body: PlannedCooking) -> CookedMeal:
    """Cook a planned meal: what it takes leaves the stock, first what was kept for it.

    All of it or none, unless `partial`; what was kept and not needed is free again. Nothing is
    taken whose label names an allergen of somebody in the kitchen that its food has not. Undoing
    one of the movements puts everything back into the stock, and the meal is planned again.
    """
    act = call.act()
    stock = Stock(call.items, call.movements, call.wiring.foods)
    day = day_named(date)
    made = cook_planned(
        day, id, body, act, call.plans, stock, allergens=lambda: call.needs().allergens
    )
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
    call.digested(text)
    call.answer_headers["Cache-Control"] = "private, max-age=300"
    return Streamed(iter([text]), CalendarFile.media_type)


def suggest_days(call: Call, body: NewSuggestions) -> Suggestions:
    """Fill 1 to 14 days from the stock, so that what expires is eaten in time.

    The catalog's recipes fitted to the stock and the kitchen's own, without what anybody there is
    allergic to or avoids; what is planned already stays. The same kitchen gets the same answer.
    Where a model is configured, it is asked for recipes where none fits; those that are suggested
    are kept with the kitchen's. Each day's `plan` can be sent to `PUT /planning/days/{date}` as it
    is; with `accept`, it is planned at once: sending that again only fills meals that are still
    free.
    """
    wiring, tally = call.wiring, Counter[str]()
    writing = Writing(
        call.kitchen_id, lambda: wiring.writers_of(call.kitchen_id, tally), call.deadline
    )
    made = suggestions(
        body, _planning(call), kitchens=wiring.kitchens, people=wiring.people, writing=writing
    )
    if not tally:
        call.uncounted()
    call.notes |= {"meals": made.totals.meals, "gaps": len(made.gaps)}
    call.notes |= look_ups(tally)
    return made


def read_shopping_list(call: Call, query: DaysQuery) -> ShoppingList:
    """Read what to buy for some days: what their plans lack and no free item covers, merged by food
    and told as one buys it, with the lines people wrote.

    Worked out anew each time from plans and stock, so it cannot disagree with them. `left_out` says
    what was not put on it, and why.
    """
    return read_list(*query.days(call.today), _shop(call)).shown


def add_to_list(call: Call, body: NewLines) -> WrittenLines:
    """Write lines of one's own, all or none; they may bring their own ids, and sending them again
    adds nothing."""
    new = [(line.id or call.new_id(), line) for line in body.items]
    return WrittenLines(items=[_written(call, line) for line in add_lines(new, _shop(call))])


def change_list_line(call: Call, id: str, body: LineChange) -> WrittenLine:
    """Tick a line or take the tick off, note something or change its amount; as often as one likes.

    What plans put on the list has the same id on every phone and is changed the same way.
    """
    return _written(call, change_line(id, body, _shop(call)))


def delete_list_line(call: Call, id: str) -> None:
    """Delete a line of one's own."""
    remove_line(id, _shop(call))


def list_line_changes(call: Call, query: ChangesQuery) -> LineChanges:
    """Read what people changed on the list since the last time; every change comes once.

    What plans lack is read with the list itself; here is what was written, ticked and bought.
    """
    found = call.shopping.changes(query.since, query.limit, call.now)
    return LineChanges.of(found, call.wiring.foods, call.language, call.now)


def purchase(call: Call, body: NewPurchase) -> PurchaseView:
    """Put what was bought into the stock, with its date and price, and take it off the list, all in
    one step; without `lines`, all that is ticked.

    Dates nobody gave are estimated from the catalog. Plans of the days then hold what they lacked.
    Sending it again under its `id` or an `Idempotency-Key` buys nothing twice.
    """
    act = call.act()
    bought = buy(body, act, _shop(call), _planning(call))
    call.notes["items"] = len(bought.lots)
    return PurchaseView.of(bought.purchase, bought.lots, call.today)


def undo_purchased(call: Call, id: str) -> PurchaseView:
    """Take a purchase back, once: its items leave the stock and its lines are on the list again.

    Only while nothing was done to any of the items; what plans hold of them does not count.
    """
    act = call.act()
    undone = undo_purchase(id, act, _shop(call))
    return PurchaseView.of(undone.purchase, undone.lots, call.today)


def _written(call: Call, line: ShoppingLine) -> WrittenLine:
    return WrittenLine.of(line, call.wiring.foods, call.language, call.now)


def _shop(call: Call) -> Shop:
    return Shop(
        shopping=call.shopping,
        plans=call.plans,
        items=call.items,
        foods=call.wiring.foods,
        language=call.language,
        now=call.now,
        allergens=lambda: call.needs().allergens,
    )


def _set_calendar(call: Call, address: CalendarAddress | None) -> None:
    def change(person: Person) -> Person:
        return person.model_copy(update={"calendar": address})

    change_person(call.signed_in.uid, None, call.wiring.people, change)


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
        allergens=lambda: call.needs().allergens,
    )


def _holding(call: Call) -> Holding:
    return Holding(
        plans=call.plans,
        items=call.items,
        foods=call.wiring.foods,
        today=call.today,
        allergens=lambda: call.needs().allergens,
    )


def _read(call: Call, day: date) -> DayView:
    days, lots = read_plans(day, day, _holding(call))
    return _answer(call, Held(days[0] if days else empty_day(day, call.now), lots))


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
    # Counts where a model is asked.
    Route("POST", "/suggestions", suggest_days, limit=Limit.MODEL),
    Route("GET", "/shopping-list", read_shopping_list, access=Access.VIEWER),
    Route("GET", "/shopping-list/changes", list_line_changes, access=Access.VIEWER),
    Route("POST", "/shopping-list/items", add_to_list, status=201),
    Route("PATCH", "/shopping-list/items/{id}", change_list_line),
    Route("DELETE", "/shopping-list/items/{id}", delete_list_line),
    Route("POST", "/shopping-list/purchase", purchase, status=201),
    Route("POST", "/shopping-list/purchases/{id}/undo", undo_purchased),
    Route("GET", "/calendar", read_calendar_state, access=Access.VIEWER),
    # An answer kept for its key would keep the address with it.
    Route("POST", "/calendar", open_calendar, access=Access.VIEWER, status=201, idempotent=False),
    Route("DELETE", "/calendar", close_calendar, access=Access.VIEWER),
    Route("GET", "/calendar/{secret}.ics", show_calendar, access=Access.PUBLIC),
)

planning = serve("planning", ROUTES)
