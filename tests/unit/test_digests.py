"""The daily message: on time where people are, useful, and never twice."""

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from firebase_admin import exceptions, messaging

from shared.adapters.firebase_messages import outcome
from shared.adapters.local_outbox import LocalOutbox
from shared.catalog import foods, recipes
from shared.domain.daily import Message, Turn, due_after, too_late
from shared.domain.errors import NotFound, Unavailable
from shared.domain.food import Allergen
from shared.domain.item import Lot, NewItem
from shared.domain.kitchen import Needs
from shared.domain.language import Language
from shared.domain.listing import ItemFilter, Page
from shared.domain.person import Device, Person, Platform
from shared.domain.push_owner import PushOwner
from shared.domain.stocking import stocked
from shared.ports.messages import Delivery
from shared.workflows.follow_turn import follow_turn
from shared.workflows.send_digests import Post, Sent, send_digests
from tests.fakes.clock import FakeClock
from tests.fakes.household import FakeKitchens, FakePeople, FakePushOwners
from tests.fakes.messages import FakeMessages, FakeTurns
from tests.fakes.stock import FakeItems
from tests.samples import NOW, kitchen, lot, person

FOODS = foods.load()
BOOK = {one.id: one for one in recipes.load()}
NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


def somebody(uid: str = "ana", tokens: Sequence[str] = ("token-ana",), **profile: Any) -> Person:
    made = person(uid, f"k-{uid}")
    devices = tuple(
        Device(token=t, platform=Platform.IOS, session_id=f"s-{uid}", added_at=NOW) for t in tokens
    )
    said = made.profile.model_copy(update=profile)
    return made.model_copy(update={"profile": said, "devices": devices})


class Town:
    """People with a kitchen each in which milk expires the next day, and the post office."""

    def __init__(self, *people: Person, at: datetime = NOON) -> None:
        self.people, self.turns, self.messages = FakePeople(), FakeTurns(), FakeMessages()
        self.items: dict[str, FakeItems] = {}
        self.clock = FakeClock(at)
        for one in people:
            self.people.create(one, kitchen(one.kitchen_id, one.uid))
            phones = [PushOwner.of(device.token, one.uid, at) for device in one.devices]
            self.people.phones |= {phone.id: phone for phone in phones}
            self.items[one.kitchen_id] = FakeItems()
            tomorrow = (at + timedelta(days=1)).date()
            self.items[one.kitchen_id].add([lot(expires_on=tomorrow)])
            follow_turn(one.uid, self.people, self.turns, at)

    @property
    def post(self) -> Post:
        return Post(
            turns=self.turns,
            people=self.people,
            owners=FakePushOwners(self.people),
            kitchens=FakeKitchens(self.people),
            items=self.items.__getitem__,
            messages=self.messages,
            foods=FOODS,
            cookbook=BOOK,
            clock=self.clock,
        )

    def tick(self, hours: float = 0) -> Sent:
        self.clock.move(timedelta(hours=hours))
        return send_digests(self.post, self.clock.monotonic() + 60)


def allergic(town: Town, allergen: Allergen) -> None:
    home = town.people.kitchens["k-ana"]
    spared = Needs(allergens=frozenset({allergen}))
    member = home.members["ana"].model_copy(update={"needs": spared})
    town.people.kitchens["k-ana"] = home.with_member("ana", member)


@pytest.mark.parametrize(
    ("zone", "now", "expected"),
    [
        ("UTC", "2026-06-01T12:00", "2026-06-01T17:00"),
        ("UTC", "2026-06-01T17:00", "2026-06-02T17:00"),
        ("America/Bogota", "2026-06-01T12:00", "2026-06-01T22:00"),
        ("Pacific/Auckland", "2026-06-01T12:00", "2026-06-02T05:00"),
        ("No/Such_Zone", "2026-06-01T12:00", "2026-06-01T17:00"),
        # Madrid: the clocks go forward on 29 March and back on 25 October 2026.
        ("Europe/Madrid", "2026-03-28T16:30", "2026-03-29T15:00"),
        ("Europe/Madrid", "2026-10-24T15:30", "2026-10-25T16:00"),
    ],
)
def test_the_hour_is_that_of_their_own_clock(zone: str, now: str, expected: str) -> None:
    at = due_after(somebody(time_zone=zone), datetime.fromisoformat(now).replace(tzinfo=UTC))
    assert at == datetime.fromisoformat(expected).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "nobody",
    [
        somebody(digest=False),
        somebody(tokens=()),
        somebody().model_copy(update={"deleting": True}),
    ],
)
def test_who_wants_none_or_has_no_device_has_no_turn(nobody: Person) -> None:
    assert due_after(nobody, NOON) is None
    assert Town(nobody).turns.turns == {}


def test_in_the_quiet_hours_and_hours_late_nothing_is_sent() -> None:
    turn = Turn(uid="ana", next_at=NOON)
    assert not too_late(turn, somebody(), NOON + timedelta(hours=5))
    assert too_late(turn, somebody(), NOON + timedelta(hours=6))
    assert too_late(turn, somebody(time_zone="Pacific/Auckland"), NOON)
    late = Town(somebody())
    assert late.tick(hours=11) == Sent(due=1, sent=0, more=False)
    assert late.messages.sent == []
    assert late.tick(hours=18).sent == 1


def test_one_message_a_day_says_what_expires_and_what_to_cook() -> None:
    town = Town(somebody(language=Language.ES))
    assert town.tick(hours=4) == Sent(due=0, sent=0, more=False)
    assert town.turns.seen == 0
    assert town.tick(hours=1) == Sent(due=1, sent=1, more=False)
    assert town.tick(hours=1) == Sent(due=0, sent=0, more=False)
    [(token, message)] = town.messages.sent
    assert token == "token-ana"
    assert message.body.startswith("Se acaba el plazo: Leche (mañana).")
    assert "aprovechas 1 de 1" in message.body
    assert message.data["recipe_id"] in BOOK
    assert town.tick(hours=23).sent == 1


@pytest.mark.parametrize("allergen", Allergen)
def test_the_recipe_that_is_opened_suits_everybody_as_it_is_written(allergen: Allergen) -> None:
    stock = ("avocado", "banana", "potato", "spinach", "tomato", "white_rice", "egg")
    for food in (FOODS[food_id] for food_id in stock):
        town = Town(somebody())
        [near] = town.items["k-ana"].lots.values()
        said = {"name": food.name.es, "food_id": food.id, "allergens": food.allergens}
        town.items["k-ana"].lots = {near.id: near.model_copy(update=said)}
        allergic(town, allergen)
        assert town.tick(hours=5).sent == 1
        recipe_id = town.messages.sent[0][1].data.get("recipe_id")
        opened = BOOK[recipe_id].ingredients if recipe_id else ()
        assert not any(allergen in FOODS[one.food_id].allergens for one in opened), recipe_id


def test_an_avocado_still_gets_a_recipe_without_gluten() -> None:
    town = Town(somebody())
    [near] = town.items["k-ana"].lots.values()
    said = {"name": "Aguacate", "food_id": "avocado", "allergens": frozenset()}
    town.items["k-ana"].lots = {near.id: near.model_copy(update=said)}
    allergic(town, Allergen.GLUTEN)
    town.tick(hours=5)
    assert town.messages.sent[0][1].data["recipe_id"] in BOOK


def test_what_expired_long_ago_hides_nothing_that_expires_tomorrow() -> None:
    town = Town(somebody())
    gone = [lot(id=f"old{n}", expires_on=date(2026, 5, 20)) for n in range(80)]
    town.items["k-ana"].add(gone)
    assert town.tick(hours=5).sent == 1


@pytest.mark.parametrize("error", [NotFound(), ValueError("private words")])
def test_one_persons_broken_kitchen_keeps_no_message_from_the_others(
    error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    class Broken(FakeItems):
        def page(self, chosen: ItemFilter, limit: int, cursor: str | None) -> Page[Lot]:
            raise error

    town = Town(somebody(), somebody("eva", ("token-eva",)))
    town.items["k-ana"] = Broken()
    assert town.tick(hours=5) == Sent(due=2, sent=1, more=False)
    assert [token for token, _ in town.messages.sent] == ["token-eva"]
    assert town.turns.turns["ana"].next_at > town.clock.now()
    assert "digest skipped" in caplog.text
    assert "private words" not in caplog.text


def test_it_is_told_in_the_language_of_the_person() -> None:
    town = Town(somebody(language=Language.EN))
    more = [lot(id=f"l{n}", name=f"Jam {n}", expires_on=date(2026, 6, 3)) for n in range(4)]
    town.items["k-ana"].add(more)
    town.tick(hours=5)
    body = town.messages.sent[0][1].body
    assert "Leche (tomorrow)" in body
    assert "and 2 more" in body


def test_where_nothing_expires_nobody_is_disturbed() -> None:
    town = Town(somebody())
    town.items["k-ana"].remove("milk-1", None, NOW)
    assert town.tick(hours=5) == Sent(due=1, sent=0, more=False)
    assert town.turns.claims == set()
    assert town.turns.turns["ana"].next_at == datetime(2026, 6, 2, 17, tzinfo=UTC)


def test_of_overlapping_runs_one_sends() -> None:
    town = Town(*(somebody(f"p{n}", (f"token-{n:03}",)) for n in range(20)))
    town.clock.move(timedelta(hours=5))
    with ThreadPoolExecutor(4) as pool:
        runs = list(pool.map(lambda _: town.tick(), range(4)))
    assert sum(run.sent for run in runs) == 20
    assert len(town.messages.sent) == 20


class Dead(BaseException):
    """The process is gone."""


def test_dying_between_claim_and_sending_loses_a_day_and_doubles_none() -> None:
    class Dying(FakeMessages):
        def send(self, tokens: Sequence[str], message: Message) -> Sequence[Delivery]:
            raise Dead

    town = Town(somebody())
    town.messages, working = Dying(), town.messages
    with suppress(Dead):
        town.tick(hours=5)
    town.messages = working
    assert town.turns.claims == {"ana-2026-06-01"}
    assert town.tick(hours=0.25).sent == 0
    assert town.tick(hours=23.75).sent == 1


def test_a_message_not_taken_is_tried_again_and_one_perhaps_taken_is_not() -> None:
    town = Town(somebody())
    town.messages.fates["token-ana"] = Delivery.LATER
    assert town.tick(hours=5).sent == 0
    del town.messages.fates["token-ana"]
    assert town.tick(hours=0.25).sent == 1
    town.messages.fates["token-ana"] = Delivery.LOST
    assert town.tick(hours=24).sent == 0
    del town.messages.fates["token-ana"]
    assert town.tick(hours=0.25).sent == 0


def test_a_service_that_is_busy_is_asked_again() -> None:
    class Busy(FakeMessages):
        def send(self, tokens: Sequence[str], message: Message) -> Sequence[Delivery]:
            raise Unavailable

    town = Town(somebody())
    town.messages, working = Busy(), town.messages
    assert town.tick(hours=5).sent == 0
    town.messages = working
    assert town.tick(hours=0.25).sent == 1


def test_devices_whose_app_is_gone_are_forgotten() -> None:
    town = Town(somebody(tokens=("token-old", "token-new")))
    town.messages.fates["token-old"] = Delivery.GONE
    assert town.tick(hours=5).sent == 1
    assert [one.token for one in town.people.people["ana"].devices] == ["token-new"]
    town.messages.fates["token-new"] = Delivery.GONE
    assert town.tick(hours=24).sent == 0
    assert town.tick(hours=24).due == 1
    assert town.turns.turns == {}


def test_a_new_hour_after_todays_message_gives_no_second_one() -> None:
    town = Town(somebody())
    town.tick(hours=5)
    stored = town.people.people["ana"]
    later = stored.profile.model_copy(update={"digest_hour": 19})
    town.people.people["ana"] = stored.model_copy(update={"profile": later})
    follow_turn("ana", town.people, town.turns, town.clock.now())
    assert town.tick(hours=2) == Sent(due=1, sent=0, more=False)
    assert town.tick(hours=24).sent == 1


def test_five_hundred_people_in_two_zones_get_one_each_and_only_they_are_read() -> None:
    zones = ("Pacific/Auckland", "America/Bogota")
    people = [somebody(f"p{n}", (f"token-{n:03}",), time_zone=zones[n % 2]) for n in range(500)]
    town = Town(*people)
    # At 22:00 UTC it is five in the afternoon in Bogota; at 05:00, in Auckland.
    assert town.tick(hours=10).sent == 250
    assert town.turns.seen == 250
    assert town.tick(hours=7).sent == 250
    assert {token for token, _ in town.messages.sent} == {f"token-{n:03}" for n in range(500)}
    assert len(town.messages.sent) == 500


class Answer:
    def __init__(self, status_code: int) -> None:
        self.status_code = status_code


@pytest.mark.parametrize(
    ("error", "fate"),
    [
        (messaging.UnregisteredError("gone"), Delivery.GONE),
        (messaging.SenderIdMismatchError("other"), Delivery.GONE),
        (exceptions.InvalidArgumentError("The registration token is not valid"), Delivery.GONE),
        (exceptions.InvalidArgumentError("The payload is too big"), Delivery.LOST),
        (messaging.QuotaExceededError("slow"), Delivery.LATER),
        (exceptions.UnavailableError("no", http_response=Answer(503)), Delivery.LATER),
        (exceptions.UnavailableError("connection lost"), Delivery.LOST),
        (exceptions.DeadlineExceededError("slow"), Delivery.LOST),
        (messaging.ThirdPartyAuthError("key"), Delivery.LOST),
    ],
)
def test_what_the_service_says_of_a_token(error: exceptions.FirebaseError, fate: Delivery) -> None:
    assert outcome(error) is fate


def test_the_outbox_can_be_read_and_holds_no_token(tmp_path: Path) -> None:
    outbox = LocalOutbox(tmp_path / "new" / "outbox.jsonl")
    for number in range(2):
        fates = outbox.send(["token-ana", "token-eva"], Message("Hola", f"ñ {number}", {"a": "b"}))
        assert list(fates) == [Delivery.TAKEN, Delivery.TAKEN]
    written = (tmp_path / "new" / "outbox.jsonl").read_text()
    lines = [json.loads(line) for line in written.splitlines()]
    assert [line["body"] for line in lines] == ["ñ 0", "ñ 0", "ñ 1", "ñ 1"]
    assert "token" not in written


def near(town: Town, *food_ids: str, **said: Any) -> None:
    """All that the kitchen has is so much of each food, and expires tomorrow."""
    tomorrow = (NOON + timedelta(days=1)).date()
    lots = [
        stocked(
            NewItem(
                name=f"{FOODS[one].name.en}",
                food_id=one,
                quantity=FOODS[one].pack.amount,
                unit=FOODS[one].pack.unit,
                expires_on=tomorrow + timedelta(days=number % 2),
            ),
            f"l{number}",
            FOODS,
            NOON,
            NOON.date(),
        ).model_copy(update=said)
        for number, one in enumerate(food_ids)
    ]
    town.items["k-ana"].lots = {}
    town.items["k-ana"].add(lots)


def test_only_lots_the_recipe_takes_are_said_to_be_used() -> None:
    town = Town(somebody(language=Language.EN))
    near(town, *["potato"] * 6)
    town.tick(hours=5)
    [(_, message)] = town.messages.sent
    assert "uses 1 of 6." in message.body


def test_the_digest_suggests_nothing_with_what_the_person_avoids() -> None:
    town = Town(somebody())
    near(town, "potato", "egg", "onion")
    town.tick(hours=5)
    liked = town.messages.sent[0][1].data["recipe_id"]
    for avoided in {one.food_id for one in BOOK[liked].ingredients}:
        words = tuple(f"palabra {number}" for number in range(60))
        town = Town(somebody(avoid=(*words, FOODS[avoided].name.es)))
        near(town, "potato", "egg", "onion")
        town.tick(hours=5)
        recipe_id = town.messages.sent[0][1].data.get("recipe_id")
        opened = BOOK[recipe_id].ingredients if recipe_id else ()
        assert avoided not in {one.food_id for one in opened}
