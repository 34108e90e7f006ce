"""A person's day is the day where they are, in all that rests on one."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from shared.domain.item import ItemChange
from shared.domain.movement import Act, Reason
from shared.domain.person import CalendarAddress
from shared.domain.planning.calendar import address_hash
from shared.domain.portion import ALL
from shared.domain.profile_change import ProfileChange
from shared.domain.stocking import changed
from shared.domain.taking import discarded
from shared.domain.undoing import undone
from shared.domain.waste import WasteQuery, counted
from shared.domain.zone import told_in
from shared.workflows.follow_zone import follow_zone
from shared.workflows.read_calendar import read_calendar
from shared.workflows.session_states import SessionStates
from tests.fakes.clock import FakeClock
from tests.fakes.household import FakePeople
from tests.fakes.identity import FakeSessions
from tests.fakes.stock import FakeItems, FakePlans
from tests.kitchen import Kitchen
from tests.samples import NOW, kitchen, lot, person, session
from tests.unit.test_stocking import FOODS

# Two in the morning of a first of June in UTC is the last of May in Bogota; at half past twelve
# it is the second of June in Auckland already.
NIGHT = datetime(2026, 6, 1, 2, tzinfo=UTC)
NOON = datetime(2026, 6, 1, 12, 30, tzinfo=UTC)
ZONES = [
    (NIGHT, "America/Bogota", date(2026, 5, 31)),
    (NIGHT, "UTC", date(2026, 6, 1)),
    (NIGHT, "Pacific/Auckland", date(2026, 6, 1)),
    (NOON, "Pacific/Auckland", date(2026, 6, 2)),
    (NOON, "America/Bogota", date(2026, 6, 1)),
]


@pytest.mark.parametrize(
    ("moment", "zone", "shown"),
    [
        (NIGHT, "America/Bogota", "2026-05-31T21:00:00-05:00"),
        (NIGHT, "Asia/Kathmandu", "2026-06-01T07:45:00+05:45"),
        (NIGHT, "Europe/Madrid", "2026-06-01T04:00:00+02:00"),
        (NIGHT, "UTC", "2026-06-01T02:00:00+00:00"),
        (NIGHT, "No/Such_Zone", "2026-06-01T02:00:00+00:00"),
        (NIGHT, "../etc/passwd", "2026-06-01T02:00:00+00:00"),
    ],
)
def test_the_same_moment_elsewhere(moment: datetime, zone: str, shown: str) -> None:
    told = told_in(moment, zone)
    assert told == moment
    assert told.isoformat() == shown


def test_hours_added_over_a_change_of_clocks_are_hours() -> None:
    before = told_in(datetime(2026, 10, 24, 12, tzinfo=UTC), "Europe/Madrid")
    assert before + timedelta(hours=24) == datetime(2026, 10, 25, 12, tzinfo=UTC)


@pytest.mark.parametrize(("moment", "zone", "today"), ZONES)
def test_an_item_counts_its_days_where_its_person_is(
    moment: datetime, zone: str, today: date
) -> None:
    home = Kitchen(moment, zone)
    for number, days in enumerate((-1, 0, 3, 4)):
        home.add(
            id=f"i{number}",
            name="Queso",
            quantity=1,
            unit="kg",
            expires_on=str(today + timedelta(days)),
        )
    items = home.read("/items")["items"]
    assert [one["days_left"] for one in items] == [-1, 0, 3, 4]
    assert [one["status"] for one in items] == ["expired", "expiring", "expiring", "fresh"]
    for status, found in (("expired", ["i0"]), ("expiring", ["i1", "i2"]), ("fresh", ["i3"])):
        assert ids(home.read(f"/items?status={status}")) == found
    assert ids(home.read("/expiring?days=0")) == ["i1"]
    assert home.read("/summary")["by_status"] == {"expired": 1, "expiring": 2, "fresh": 1}
    assert {one["added_at"] for one in items} == {f"{moment:%Y-%m-%dT%H:%M:%SZ}"}


def ids(answer: Any) -> list[str]:
    return [one["id"] for one in answer["items"]]


@pytest.mark.parametrize(("moment", "zone", "today"), ZONES)
def test_what_is_done_to_an_item_is_done_on_that_day(
    moment: datetime, zone: str, today: date
) -> None:
    home = Kitchen(moment, zone)
    milk = home.add(id="milk", name="Leche entera", quantity=1, unit="l")
    assert date.fromisoformat(milk["expires_on"]) == today + timedelta(days=milk["days_left"])
    opened = home.done("/items/milk/open", {})["item"]
    assert opened["opened_on"] == str(today)
    frozen = home.done("/items/milk/freeze", {})["item"]
    assert date.fromisoformat(frozen["expires_on"]) == today + timedelta(days=frozen["days_left"])
    home.done("/items/milk/thaw", {})
    assert home.items.get("milk").thawed_on == today
    movement = home.done("/items/milk/discard", {"reason": "spoiled"})["movement"]
    assert movement["at"] == f"{moment:%Y-%m-%dT%H:%M:%SZ}"
    assert [one["month"] for one in home.read("/waste")["months"]] == [f"{today:%Y-%m}"]
    home.done(f"/movements/{movement['id']}/undo", {})
    assert home.read("/waste")["months"] == []


def test_the_last_twelve_months_are_twelve_on_every_day() -> None:
    for number in range(366):
        today = date(2026, 1, 1) + timedelta(days=number)
        first, last = WasteQuery().months(today)
        since, until = (date.fromisoformat(f"{month}-01") for month in (first, last))
        assert (until.year - since.year) * 12 + until.month - since.month == 11
        assert last == f"{today:%Y-%m}"
    asked = WasteQuery.model_validate({"to": "2025-01"})
    assert asked.months(date(2026, 11, 22)) == ("2024-02", "2025-01")


@pytest.mark.parametrize(("moment", "zone", "today"), ZONES)
def test_nothing_past_its_use_by_there_is_taken_by_food(
    moment: datetime, zone: str, today: date
) -> None:
    home = Kitchen(moment, zone)
    for number, days in enumerate((-1, 0)):
        day = str(today + timedelta(days))
        home.add(
            id=f"i{number}",
            name="Pollo",
            quantity=1,
            unit="kg",
            date_kind="use_by",
            expires_on=day,
        )
    found = home.items.get("i0").food_id
    home.done("/consume", {"food_id": found, "quantity": 1, "unit": "kg"})
    assert list(home.items.lots) == ["i0"]


def test_a_movement_of_before_days_were_kept_counts_in_utc() -> None:
    act = Act("m", told_in(NIGHT, "America/Bogota"), "ana")
    step = discarded(lot(), ALL, Reason.SPOILED, None, act)
    [(cell, _)] = counted([step.entry], [])
    assert cell.month == "2026-05"
    old = step.entry.model_copy(update={"day": None, "at": NIGHT})
    [(cell, loss)] = counted([], [old])
    assert (cell.month, loss.times) == ("2026-06", -1)
    assert undone(old, step.lot, act).entry.day == date(2026, 5, 31)


def test_an_estimate_made_anew_counts_from_the_day_it_was_bought_there() -> None:
    bought = lot(food_id="rice", added_at=NIGHT)
    change = ItemChange(food_id="chicken_breast")
    there, utc = told_in(NOON, "America/Bogota"), NOON
    days = [changed(bought, change, FOODS, now).expires_on for now in (there, utc)]
    assert days[1] - days[0] == timedelta(days=1)


def test_a_session_without_a_zone_is_in_utc() -> None:
    assert session("s", "k").time_zone == "UTC"
    assert ProfileChange(time_zone="America/Bogota").time_zone == "America/Bogota"


def test_a_new_zone_reaches_every_live_session_and_this_instance_at_once() -> None:
    people, sessions, clock = FakePeople(), FakeSessions(), FakeClock(NOW)
    states = SessionStates(sessions, clock)
    ana = person("ana", "k1")
    at_home = ana.profile.model_copy(update={"time_zone": "Europe/Madrid"})
    people.create(ana.model_copy(update={"profile": at_home}), kitchen("k1", "ana"))
    for name, uid, ended in (("s1", "ana", None), ("s2", "ana", None), ("s3", "ana", NOW)):
        sessions.create(session(name, "k1", uid=uid, ended_at=ended))
    sessions.create(session("s4", "k1", uid="eva"))
    states.get("s1")
    for _ in range(2):
        follow_zone("ana", people=people, sessions=sessions, states=states)
    zones = {one.id: one.time_zone for one in sessions.sessions.values()}
    assert zones == {"s1": "Europe/Madrid", "s2": "Europe/Madrid", "s3": "UTC", "s4": "UTC"}
    found = states.get("s1")
    assert found is not None
    assert found.time_zone == "Europe/Madrid"


def test_of_two_changes_at_once_the_stored_one_counts() -> None:
    class Moving(FakeSessions):
        def move_zone(self, session_id: str, zone: str) -> None:
            super().move_zone(session_id, zone)
            people.people["ana"] = in_zone("Asia/Tokyo")

    def in_zone(zone: str) -> Any:
        profile = person("ana", "k1").profile.model_copy(update={"time_zone": zone})
        return person("ana", "k1").model_copy(update={"profile": profile})

    people, sessions = FakePeople(), Moving()
    people.create(in_zone("Europe/Madrid"), kitchen("k1", "ana"))
    sessions.create(session("s1", "k1", uid="ana"))
    states = SessionStates(sessions, FakeClock(NOW))
    follow_zone("ana", people=people, sessions=sessions, states=states)
    assert sessions.sessions["s1"].time_zone == "Asia/Tokyo"


@pytest.mark.parametrize("gone", ["Mars/Olympus", "", "../etc/passwd"])
def test_a_zone_that_is_gone_is_utc_wherever_it_is_told(gone: str) -> None:
    assert told_in(NOON, gone) == NOON
    assert told_in(NOON, gone).utcoffset() == timedelta()
    people = FakePeople()
    ana = person("ana", "k1")
    profile = ana.profile.model_copy(update={"time_zone": gone})
    secret = "a calendar's address"
    address = CalendarAddress(hash=address_hash(secret), created_at=NOW)
    people.people["ana"] = ana.model_copy(update={"profile": profile, "calendar": address})
    items = FakeItems()
    items.add([lot(id="a", expires_on=NOON.date())])
    read = read_calendar(
        secret, NOON, people=people, plans=lambda _: FakePlans(items), items=lambda _: items
    )
    assert len(read.events) == 1
