"""The profile, devices, the export of everything and the deletion of everything, over HTTP."""

import json
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from google.cloud.firestore import FieldFilter

from infra.local.addresses import Addresses
from shared.clock import SystemClock
from shared.wiring import Wiring
from shared.workflows.delete_account import resume_deletions
from shared.workflows.push_devices import still_theirs
from tests.client import Phone, problem
from tests.http.test_kitchen import Person

WHOLE = {
    "display_name": "Ana",
    "language": "en",
    "units": "imperial",
    "cooking_level": "advanced",
    "time_zone": "Europe/Madrid",
    "diets": ["vegetarian"],
    "allergies": ["frutos secos", "Leche", "kiwi", "eggs", "marisco"],
    "avoid": ["cilantro", "sodium lauryl sulfate", "Cilantros"],
    "skin_type": "sensitive",
    "pregnancy": True,
    "goals": ["waste_less", "save_money"],
    "digest": False,
    "digest_hour": 8,
}
# What the allergies above mean: a family brings all that usually comes under its word.
ALLERGENS = ["crustaceans", "egg", "milk", "molluscs", "nuts", "peanut"]


def change(phone: Phone, **fields: Any) -> dict[str, Any]:
    answer = phone.patch("/account/profile", json=fields)
    assert answer.status_code == 200, answer.text
    profile: dict[str, Any] = answer.json()
    return profile


def test_a_profile_begins_in_the_language_of_the_phone(stack: Addresses) -> None:
    for language in ("es", "en"):
        phone = Phone(stack, language)
        phone.sign_in()
        profile = phone.get("/account/profile").json()
        assert profile == {
            "display_name": None,
            "language": language,
            "units": "metric",
            "cooking_level": "beginner",
            "time_zone": "UTC",
            "diets": [],
            "allergies": [],
            "avoid": [],
            "skin_type": None,
            "pregnancy": False,
            "goals": [],
            "digest": True,
            "digest_hour": 17,
        }


def test_the_whole_profile_is_kept(phone: Phone) -> None:
    profile = change(phone, **WHOLE)
    assert sorted(profile["allergies"]) == sorted([*ALLERGENS, "kiwi"])
    assert profile["avoid"] == ["cilantro", "sodium lauryl sulfate"]
    same = [name for name in WHOLE if name not in ("allergies", "avoid", "goals")]
    assert {name: profile[name] for name in same} == {name: WHOLE[name] for name in same}
    assert sorted(profile["goals"]) == ["save_money", "waste_less"]
    assert phone.get("/account/profile").json().keys() == profile.keys()
    assert change(phone, units="metric")["pregnancy"] is True
    cleared = change(phone, skin_type=None, display_name=None, avoid=[])
    assert (cleared["skin_type"], cleared["display_name"], cleared["avoid"]) == (None, None, [])


@pytest.mark.parametrize(
    ("body", "code", "field"),
    [
        ({"allergies": ["milk", "polvo de estrellas"]}, "unknown_allergy", "allergies.1"),
        ({"units": None}, "null_not_allowed", "units"),
        ({"pregnancy": None}, "null_not_allowed", "pregnancy"),
        ({"time_zone": "Mars/Base"}, "validation_failed", "time_zone"),
        ({"avoid": ["x" * 61]}, "validation_failed", "avoid.0"),
        ({"avoid": ["x"] * 101}, "validation_failed", "avoid"),
        ({"skin_type": "scaly"}, "validation_failed", "skin_type"),
        ({"goals": ["win"]}, "validation_failed", "goals.0"),
        ({"digest_hour": 3}, "validation_failed", "digest_hour"),
        ({"uid": "other"}, "validation_failed", "uid"),
        ({"kitchen_id": "other"}, "validation_failed", "kitchen_id"),
        ({"deleting": True}, "validation_failed", "deleting"),
    ],
)
def test_what_nobody_understands_names_its_field(
    phone: Phone, body: dict[str, Any], code: str, field: str
) -> None:
    before = phone.get("/account/profile")
    document = problem(phone.patch("/account/profile", json=body), 422, code)
    assert [one["field"] for one in document["errors"]] == [field]
    assert phone.get("/account/profile").headers["ETag"] == before.headers["ETag"]


def test_if_match_keeps_two_phones_from_overwriting(phone: Phone) -> None:
    tag = phone.get("/account/profile").headers["ETag"]
    first = phone.patch("/account/profile", json={"units": "imperial"}, headers={"If-Match": tag})
    assert first.status_code == 200
    late = phone.patch("/account/profile", json={"units": "metric"}, headers={"If-Match": tag})
    problem(late, 412, "version_mismatch")
    fresh = {"If-Match": first.headers["ETag"]}
    assert phone.patch("/account/profile", json={"pregnancy": True}, headers=fresh).ok


def test_skin_and_pregnancy_never_reach_the_kitchen(stack: Addresses, wiring: Wiring) -> None:
    person = Person(stack)
    change(person.phone, **WHOLE)
    kitchen = wiring.firestore.document("kitchens", person.home).get().to_dict()
    assert kitchen is not None
    member = kitchen["members"][person.uid]
    assert set(member) == {"role", "name", "joined_at", "needs", "away"}
    assert member["name"] == "Ana"
    assert member["needs"]["allergens"] == ALLERGENS
    assert "sensitive" not in str(kitchen)


def test_devices_are_kept_once_and_at_most_twenty(stack: Addresses, wiring: Wiring) -> None:
    person = Person(stack)
    for n in range(22):
        body = {"token": f"token-of-phone-{n}", "platform": "android"}
        assert person.phone.post("/account/devices", json=body).status_code == 201
    again = {"token": "token-of-phone-21", "platform": "android", "language": "en"}
    first = person.phone.post("/account/devices", json=again).json()
    assert person.phone.post("/account/devices", json=again).json() == first
    stored = wiring.people.get(person.uid)
    assert stored is not None
    assert [one.token for one in stored.devices] == [f"token-of-phone-{n}" for n in range(2, 22)]
    assert stored.devices[-1].language == "en"
    for _ in range(2):
        gone = person.phone.delete("/account/devices", json={"token": "token-of-phone-21"})
        assert gone.status_code == 204
    assert len(getattr(wiring.people.get(person.uid), "devices", ())) == 19
    bad = person.phone.post("/account/devices", json={"token": "with space", "platform": "ios"})
    assert "with space" not in bad.text
    problem(bad, 422, "validation_failed")


def test_a_phone_goes_to_who_registers_it_last_and_with_its_session(
    stack: Addresses, wiring: Wiring
) -> None:
    first, second = Person(stack), Person(stack)
    body = {"token": f"one-phone-of-two-{first.uid}", "platform": "ios"}

    def reached() -> list[bool]:
        people = [wiring.people.get(one.uid) for one in (first, second)]
        now = datetime.now(UTC)
        return [bool(one and still_theirs(one, now, wiring.push_owners)) for one in people]

    found = []
    for person in (first, second, first):
        assert person.phone.post("/account/devices", json=body).status_code == 201
        found.append(reached())
    assert found == [[True, False], [False, True], [True, False]]
    assert first.phone.post("/auth/logout", json={}).status_code == 204
    assert reached() == [False, False]
    assert getattr(wiring.people.get(first.uid), "devices", None) == ()


class Later(SystemClock):
    """A quarter of an hour on."""

    def now(self) -> datetime:
        return super().now() + timedelta(minutes=16)


def filled(person: Person, kitchen: str, wiring: Wiring) -> None:
    """A document in every collection, jobs and photos included."""
    milk = person.add_milk()
    eaten = person.phone.post(f"/inventory/items/{milk}/consume", json={"rough": "half"})
    assert eaten.status_code == 200
    for name in wiring.contents.collections[1:]:
        if name in ("movements", "recognitions", "generations", "recipes", "estimates"):
            continue
        fields = {"at": datetime(2026, 1, 1, tzinfo=UTC), "deep": {"days": [1, 2]}}
        wiring.firestore.document("kitchens", kitchen, name, "one").set(fields)
    made = person.phone.post(
        "/recipes/generations", json={"source": "ingredients", "ingredients": ["tomate", "huevo"]}
    )
    assert made.status_code == 201
    estimated = person.phone.post("/impact/estimates", json={"ingredients": ["1 kg de tomate"]})
    assert estimated.status_code == 201
    for recipe in made.json()["recipes"]:
        wait_for_picture(person.phone, recipe["id"])
    for n in range(3):
        wiring.media.put(f"kitchens/{kitchen}/photos/{n}.jpg", b"photo", "image/jpeg")


def test_the_export_holds_everything_and_no_secret(stack: Addresses, wiring: Wiring) -> None:
    host, person = Person(stack), Person(stack)
    filled(person, person.home, wiring)
    change(person.phone, **WHOLE)
    device = {"token": "token-of-phone", "platform": "web"}
    assert person.phone.post("/account/devices", json=device).status_code == 201
    host.add_milk()
    person.join(host.invite())
    answer = person.phone.get("/account/export")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/json"
    assert "Content-Length" not in answer.headers
    whole = answer.json()
    assert whole["profile"]["skin_type"] == "sensitive"
    assert [one["token"] for one in whole["devices"]] == ["token-of-phone"]
    assert [one["id"] for one in whole["sessions"]] == [person.session["session_id"]]
    shared, own = whole["kitchens"]
    assert (shared["id"], own["id"]) == (host.home, person.home)
    assert {one["uid"] for one in shared["members"]} == {host.uid, person.uid}
    assert [one["quantity"] for one in shared["items"]] == [1.0]
    assert own["plans"] == [
        {"id": "one", "at": "2026-01-01T00:00:00+00:00", "deep": {"days": [1, 2]}}
    ]
    empty = [name for name in wiring.contents.collections if not own[name]]
    assert empty == ["recognitions"]
    photos = [one for one in own["media"] if "/photos/" in one["name"]]
    assert len(photos) == 3
    stored = wiring.firestore.document("sessions", person.session["session_id"]).get().to_dict()
    assert stored is not None
    assert stored["secret"] not in answer.text
    assert "needs" not in answer.text


def wait_for_picture(phone: Phone, recipe_id: str) -> None:
    for _ in range(200):
        if phone.get(f"/recipes/{recipe_id}").json()["image"]["status"] != "pending":
            return
        time.sleep(0.05)
    raise AssertionError("no picture came")


def left_of(wiring: Wiring, person: Person) -> list[str]:
    """What is still stored of somebody, but for the promise to sweep their kitchen again."""
    db = wiring.firestore
    kitchen = db.document("kitchens", person.home)
    own = (db.document("users", person.uid), db.document("digests", person.uid), kitchen)
    found = [one.path for one in own if one.get().exists]
    found += [one.path for name in kitchen.collections() for one in name.list_documents()]
    for collection, field, value in (
        ("sessions", "uid", person.uid),
        ("idempotency", "uid", person.uid),
        ("digest_claims", "uid", person.uid),
        ("push_owners", "uid", person.uid),
        ("jobs", "kitchen_id", person.home),
        ("dead_letters", "kitchen_id", person.home),
    ):
        query = db.collection(collection).where(filter=FieldFilter(field, "==", value))
        found += [one.reference.path for one in query.get()]
    return found + list(wiring.media.names(f"kitchens/{person.home}/"))


def test_a_deleted_account_leaves_nothing(stack: Addresses, wiring: Wiring) -> None:
    person = Person(stack)
    filled(person, person.home, wiring)
    key = {"Idempotency-Key": "only-mine"}
    assert person.phone.post("/account/kitchen/invites", json={}, headers=key).status_code == 201
    answer = person.phone.delete("/account")
    assert (answer.status_code, answer.json()) == (202, {"status": "deleted"})
    assert left_of(wiring, person) == []
    problem(person.phone.get("/account/profile"), 401, "session_ended")
    refresh = {"refresh_token": person.session["refresh_token"]}
    assert person.phone.post("/auth/refresh", json=refresh).status_code == 401


def test_what_a_worker_stores_too_late_goes_with_the_second_sweep(
    stack: Addresses, wiring: Wiring
) -> None:
    person = Person(stack)
    assert person.phone.delete("/account").json() == {"status": "deleted"}
    wiring.media.put(f"kitchens/{person.home}/recipes/late/image.webp", b"late", "image/webp")
    later = Wiring(wiring.settings, Later())
    while resume_deletions(later.eraser(later.clock.monotonic() + 20)).finished:
        pass
    assert left_of(wiring, person) == []
    assert not wiring.firestore.document("deletions", person.home).get().exists


def test_a_shared_kitchen_stays_for_the_others(stack: Addresses, wiring: Wiring) -> None:
    host, guest = Person(stack), Person(stack)
    filled(host, host.home, wiring)
    milk = host.add_milk()
    guest.join(host.invite())
    assert host.phone.delete("/account").status_code == 202
    assert guest.phone.get(f"/inventory/items/{milk}").status_code == 200
    assert guest.roles() == {guest.uid: "owner"}
    assert len(list(wiring.media.names(f"kitchens/{host.home}/photos/"))) == 3
    assert guest.phone.delete("/account").json() == {"status": "deleted"}
    assert left_of(wiring, host) == []
    assert left_of(wiring, guest) == []


def test_who_signs_in_again_starts_afresh(stack: Addresses) -> None:
    phone = Phone(stack)
    token = phone.sign_up()
    before = phone.sign_in(token)
    assert phone.delete("/account").status_code == 202
    bearer = {"Authorization": f"Bearer {token}"}
    problem(phone.call("POST", "/auth/exchange", headers=bearer), 401, "token_invalid")
    after = phone.sign_in()
    assert after["user"]["is_new"] is True
    assert after["user"]["uid"] != before["user"]["uid"]
    assert phone.get("/inventory/items").json()["items"] == []


def test_nobody_signs_in_while_the_account_is_being_deleted(
    stack: Addresses, wiring: Wiring
) -> None:
    phone = Phone(stack)
    token = phone.sign_up()
    uid = phone.sign_in(token)["user"]["uid"]
    wiring.firestore.document("users", uid).update({"deleting": True})
    bearer = {"Authorization": f"Bearer {token}"}
    problem(phone.call("POST", "/auth/exchange", headers=bearer), 401, "account_deleted")
    assert phone.delete("/account").status_code == 202


def test_no_token_or_profile_is_logged(
    stack: Addresses, wiring: Wiring, caplog: pytest.LogCaptureFixture
) -> None:
    person = Person(stack)
    person.phone.post("/account/devices", json={"token": "very-secret-token", "platform": "ios"})
    change(person.phone, display_name="Somebody Private")
    resume_deletions(wiring.eraser(wiring.clock.monotonic() + 5))
    logged = json.dumps([str(vars(record)) for record in caplog.records])
    assert "very-secret-token" not in logged
    assert "Somebody Private" not in logged
