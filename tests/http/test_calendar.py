"""The calendar under its secret address: read without a session, ended at once."""

from datetime import UTC, datetime, timedelta

import icalendar
import pytest
import requests

from infra.local.addresses import Addresses
from shared.wiring import Wiring
from tests.client import SECONDS, Phone, problem

TODAY = datetime.now(UTC).date()
HOSTILE = "Ñoquis, 50%; \\n END:VCALENDAR \u2028BEGIN:VEVENT " + "ñ" * 70


def opened(phone: Phone) -> str:
    answer = phone.post("/planning/calendar", json={})
    assert answer.status_code == 201, answer.text
    return f"{phone.stack.gateway}{answer.json()['path']}"


def read(url: str, **headers: str) -> requests.Response:
    return requests.get(url, headers=headers, timeout=SECONDS)


def summaries(answer: requests.Response) -> list[str]:
    calendar = icalendar.Calendar.from_ical(answer.text)
    return [str(event["SUMMARY"]) for event in calendar.walk("VEVENT")]


@pytest.fixture
def url(phone: Phone) -> str:
    item = {"id": "milk", "name": "Leche", "quantity": 1, "unit": "l", "notes": "secreto"}
    dated = item | {"expires_on": str(TODAY + timedelta(days=2)), "price": 1, "currency": "EUR"}
    assert phone.post("/inventory/items", json={"items": [dated]}).status_code == 201
    meals = {"dinner": [{"id": "a", "title": HOSTILE}], "lunch": [{"id": "b", "title": "Sopa"}]}
    planned = phone.call("PUT", f"/planning/days/{TODAY}", json={"meals": meals})
    assert planned.status_code == 200, planned.text
    return opened(phone)


def test_it_tells_titles_and_days_and_nothing_else(phone: Phone, url: str) -> None:
    answer = read(url)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"] == "private, max-age=300"
    assert all(len(line.encode()) <= 75 for line in answer.text.split("\r\n"))
    visible = HOSTILE.replace("\u2028", "")
    assert sorted(summaries(answer)) == ["Almuerzo: Sopa", "Caduca: Leche", f"Cena: {visible}"]
    assert "secreto" not in answer.text
    calendar = icalendar.Calendar.from_ical(answer.text)
    days = {str(e["SUMMARY"]): e.decoded("DTSTART") for e in calendar.walk("VEVENT")}
    assert days["Caduca: Leche"] == TODAY + timedelta(days=2)
    kitchen = phone.get("/account/kitchen").json()["id"]
    assert kitchen not in answer.text


def test_its_tag_spares_what_did_not_change_and_its_names_stay(phone: Phone, url: str) -> None:
    first = read(url)
    same = read(url, **{"If-None-Match": first.headers["ETag"]})
    assert (same.status_code, same.content) == (304, b"")
    later = {"expires_on": str(TODAY + timedelta(days=5))}
    assert phone.patch("/inventory/items/milk", json=later).status_code == 200
    changed = read(url, **{"If-None-Match": first.headers["ETag"]})
    assert changed.status_code == 200

    def names(answer: requests.Response) -> set[str]:
        return {str(e["UID"]) for e in icalendar.Calendar.from_ical(answer.text).walk("VEVENT")}

    assert names(changed) == names(first)
    assert len(names(first)) == 3


def test_an_address_is_told_once_kept_as_a_hash_and_ends_at_once(
    phone: Phone, url: str, wiring: Wiring
) -> None:
    assert phone.get("/planning/calendar").json()["active"] is True
    secret = url.rpartition("/")[2].removesuffix(".ics")
    users = [one.to_dict() or {} for one in wiring.firestore.collection("users").stream()]
    assert secret not in str(users)
    new = opened(phone)
    problem(read(url), 404, "not_found")
    assert read(new).status_code == 200
    for _ in range(2):
        assert phone.delete("/planning/calendar").status_code == 204
    problem(read(new), 404, "not_found")
    assert phone.get("/planning/calendar").json() == {"active": False, "created_at": None}


def test_leaving_the_kitchen_or_the_service_ends_it(stack: Addresses) -> None:
    host, guest = Phone(stack), Phone(stack)
    host.sign_in()
    session = guest.sign_in()
    home = opened(guest)
    code = host.post("/account/kitchen/invites", json={"role": "viewer"}).json()["code"]
    assert guest.post("/account/kitchen/join", json={"code": code}).status_code == 200
    problem(read(home), 404, "not_found")
    renewed = guest.post("/auth/refresh", json={"refresh_token": session["refresh_token"]})
    guest.headers["Authorization"] = f"Bearer {renewed.json()['access_token']}"
    there = opened(guest)
    assert read(there).status_code == 200
    uid = session["user"]["uid"]
    assert host.delete(f"/account/kitchen/members/{uid}").status_code == 204
    problem(read(there), 404, "not_found")
    own = opened(host)
    assert host.delete("/account").status_code == 202
    problem(read(own), 404, "not_found")


def test_a_guess_opens_nothing(stack: Addresses) -> None:
    base = f"{stack.gateway}/api/v1/planning/calendar"
    for guess in ("a", "c" * 44, "c" + "0" * 63):
        problem(read(f"{base}/{guess}.ics"), 404, "not_found")
    for odd in ("__a__.ics", f"{'c' * 65}.ics", "c.txt", "%2e%2e.ics"):
        problem(read(f"{base}/{odd}"), 404, "route_not_found")
