"""The inventory over HTTP: good values, bad values, repeated values."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from infra.local.addresses import Addresses
from tests.client import Phone, problem

MILK = {"name": "Leche entera", "quantity": 1.5, "unit": "l"}


def today() -> date:
    return datetime.now(UTC).date()


def add(phone: Phone, **item: Any) -> dict[str, Any]:
    answer = phone.post("/inventory/items", json={"items": [MILK | item]})
    assert answer.status_code == 201, answer.text
    [added] = answer.json()["items"]
    return dict(added)


def test_an_empty_kitchen_is_an_empty_list(phone: Phone) -> None:
    for path in ("/inventory/items", "/inventory/expiring", "/recipes", "/recognition"):
        assert phone.get(path).json() == {"items": [], "next_cursor": None}


def test_an_item_answers_the_contract(phone: Phone) -> None:
    item = add(phone)
    assert set(item) == {
        "id",
        "kind",
        "name",
        "food_id",
        "category",
        "quantity",
        "reserved",
        "available",
        "unit",
        "storage",
        "added_at",
        "expires_on",
        "date_kind",
        "expiry_source",
        "status",
        "urgency",
        "days_left",
        "opened_on",
        "price",
        "currency",
        "image_url",
        "notes",
        "allergens",
        "updated_at",
        "gtin",
        "opened_months",
    }
    assert item["food_id"] == "whole_milk"
    assert (item["quantity"], item["unit"], item["storage"]) == (1.5, "l", "fridge")
    assert item["expiry_source"] == "estimated"
    assert item["allergens"] == ["milk"]
    assert date.fromisoformat(item["expires_on"]) == today() + timedelta(days=item["days_left"])
    assert item["added_at"].endswith("Z")


def test_what_was_added_is_read_listed_and_deleted(phone: Phone) -> None:
    item = add(phone, id="milk-1")
    read = phone.get("/inventory/items/milk-1")
    assert read.json() == item
    assert read.headers["ETag"]
    assert phone.get("/inventory/items").json()["items"] == [item]
    assert phone.delete("/inventory/items/milk-1").status_code == 204
    problem(phone.get("/inventory/items/milk-1"), 404, "not_found")
    problem(phone.delete("/inventory/items/milk-1"), 404, "not_found")


def test_sending_an_item_again_adds_nothing(phone: Phone) -> None:
    first = add(phone, id="milk-1")
    assert add(phone, id="milk-1") == first
    assert len(phone.get("/inventory/items").json()["items"]) == 1
    answer = phone.post("/inventory/items", json={"items": [MILK | {"id": "milk-1", "unit": "kg"}]})
    problem(answer, 409, "id_taken")


def test_all_or_none(phone: Phone) -> None:
    items = [MILK | {"id": "good"}, MILK | {"id": "bad", "food_id": "no_such_food"}]
    problem(phone.post("/inventory/items", json={"items": items}), 422, "unknown_food")
    assert phone.get("/inventory/items").json()["items"] == []


def test_unknown_foods_are_kept_by_name(phone: Phone) -> None:
    item = add(phone, name="Salsa de la abuela Pepa")
    assert item["food_id"] is None
    assert item["category"] == "other"


def test_change_moves_the_estimated_date_with_the_storage(phone: Phone) -> None:
    item = add(phone, id="m", name="Pechuga de pollo", quantity=400, unit="g")
    frozen = phone.patch("/inventory/items/m", json={"storage": "freezer"}).json()
    assert frozen["storage"] == "freezer"
    assert frozen["days_left"] > item["days_left"]
    dated = phone.patch("/inventory/items/m", json={"expires_on": "2031-01-31"}).json()
    assert (dated["expires_on"], dated["expiry_source"]) == ("2031-01-31", "user")
    kept = phone.patch("/inventory/items/m", json={"storage": "fridge"}).json()
    assert kept["expires_on"] == "2031-01-31"


def test_if_match(phone: Phone) -> None:
    add(phone, id="m")
    tag = phone.get("/inventory/items/m").headers["ETag"]
    changed = phone.patch("/inventory/items/m", json={"notes": "a"}, headers={"If-Match": tag})
    assert changed.status_code == 200
    assert changed.headers["ETag"] != tag
    for stale in (tag, '"0"', 'W/"1"', "nonsense"):
        headers = {"If-Match": stale}
        refused = phone.patch("/inventory/items/m", json={"notes": "b"}, headers=headers)
        problem(refused, 412, "version_mismatch")
        problem(phone.delete("/inventory/items/m", headers=headers), 412, "version_mismatch")
    assert phone.get("/inventory/items/m").json()["notes"] == "a"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"quantity": 0}, "quantity"),
        ({"quantity": -1}, "quantity"),
        ({"quantity": 1e12}, "quantity"),
        ({"quantity": 0.00001}, "quantity"),
        ({"quantity": "much"}, "quantity"),
        ({"quantity": None}, "quantity"),
        ({"quantity": True}, "quantity"),
        ({"unit": "stone"}, "unit"),
        ({"unit": "KG"}, "unit"),
        ({"name": ""}, "name"),
        ({"name": "   "}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"name": "a\nb"}, "name"),
        ({"name": 7}, "name"),
        ({"expires_on": "2026-02-30"}, "expires_on"),
        ({"expires_on": "30/12/2026"}, "expires_on"),
        ({"expires_on": "0001-01-01"}, "expires_on"),
        ({"expires_on": "9999-12-31"}, "expires_on"),
        ({"storage": "garage"}, "storage"),
        ({"id": "a/b"}, "id"),
        ({"id": "../up"}, "id"),
        ({"id": "__x__ "}, "id"),
        ({"id": ""}, "id"),
        ({"id": "x" * 65}, "id"),
        ({"food_id": "whole/milk"}, "food_id"),
        ({"price": -1, "currency": "EUR"}, "price"),
        ({"price": 1, "currency": "euro"}, "currency"),
        ({"allergens": ["dust"]}, "allergens.0"),
        ({"notes": "x" * 501}, "notes"),
        ({"days_left": 3}, "days_left"),
        ({"status": "fresh"}, "status"),
        ({"kitchen_id": "other"}, "kitchen_id"),
    ],
    ids=str,
)
def test_bad_values_name_their_field(phone: Phone, change: dict[str, Any], field: str) -> None:
    answer = phone.post("/inventory/items", json={"items": [MILK | change]})
    document = problem(answer, 422, "validation_failed")
    assert document["errors"][0]["field"].startswith(f"items.0.{field}")
    assert document["errors"][0]["message"]
    assert phone.get("/inventory/items").json()["items"] == []


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_numbers_that_are_none(phone: Phone, number: str) -> None:
    body = f'{{"items": [{{"name": "x", "unit": "g", "quantity": {number}}}]}}'
    headers = {"Content-Type": "application/json"}
    document = problem(
        phone.post("/inventory/items", data=body, headers=headers), 422, "validation_failed"
    )
    assert document["errors"][0]["field"] == "items.0.quantity"


@pytest.mark.parametrize(
    "body",
    [{}, {"items": []}, {"items": {}}, {"items": [MILK] * 101}, {"items": [1]}, [], 1, "x", None],
    ids=lambda body: str(body)[:30],
)
def test_bad_bodies(phone: Phone, body: Any) -> None:
    problem(phone.post("/inventory/items", json=body), 422, "validation_failed")


def test_a_price_without_a_currency(phone: Phone) -> None:
    answer = phone.post("/inventory/items", json={"items": [MILK | {"price": 1}]})
    message = problem(answer, 422, "validation_failed")["errors"][0]["message"]
    assert message == "el precio y la moneda van juntos"


def test_two_items_with_one_id(phone: Phone) -> None:
    items = [MILK | {"id": "a"}, MILK | {"id": "a"}]
    problem(phone.post("/inventory/items", json={"items": items}), 422, "validation_failed")


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("limit=x", "limit"),
        ("nope=1", "nope"),
        ("status=old", "status"),
        ("limit=1&limit=2", "limit"),
    ],
)
def test_bad_queries(phone: Phone, query: str, field: str) -> None:
    answer = phone.get(f"/inventory/items?{query}")
    document = problem(answer, 422, "validation_failed")
    assert document["errors"][0]["field"].startswith(field)


def test_a_bad_cursor(phone: Phone) -> None:
    problem(phone.get("/inventory/items?cursor=nonsense"), 422, "cursor_invalid")


@pytest.mark.parametrize("change", [{"quantity": -1}, {"nope": 1}, {"unit": None}, {"id": "x"}])
def test_bad_changes(phone: Phone, change: dict[str, Any]) -> None:
    add(phone, id="m")
    answer = phone.patch("/inventory/items/m", json=change)
    assert answer.status_code == 422
    assert answer.json()["code"] in ("validation_failed", "null_not_allowed")


def test_expiring_counts_days_and_leaves_out_what_is_past(phone: Phone) -> None:
    for name, days in (("past", -1), ("now", 0), ("soon", 3), ("later", 9)):
        add(phone, id=name, expires_on=str(today() + timedelta(days=days)))

    def names(path: str) -> list[str]:
        return [item["id"] for item in phone.get(path).json()["items"]]

    assert names("/inventory/expiring") == ["now", "soon"]
    assert names("/inventory/expiring?days=9") == ["now", "soon", "later"]
    assert names("/inventory/expiring?include_expired=true") == ["past", "now", "soon"]
    assert names("/inventory/items?status=expired") == ["past"]
    assert names("/inventory/items?status=expiring") == ["now", "soon"]
    assert names("/inventory/items?status=fresh") == ["later"]


def test_pages_hold_every_item_once(phone: Phone) -> None:
    items = [MILK | {"id": f"i{n:02}"} for n in range(25)]
    assert phone.post("/inventory/items", json={"items": items}).status_code == 201
    seen: list[str] = []
    cursor = ""
    for _ in range(3):
        page = phone.get(f"/inventory/items?limit=10{cursor}").json()
        seen += [item["id"] for item in page["items"]]
        cursor = f"&cursor={page['next_cursor']}"
    assert page["next_cursor"] is None
    assert sorted(seen) == [f"i{n:02}" for n in range(25)]


def test_searching_and_sorting(phone: Phone) -> None:
    for name in ("Leche entera", "Papas", "Zumo de mi tía"):
        add(phone, name=name)

    def found(query: str) -> list[str]:
        answer = phone.get(f"/inventory/items?{query}")
        assert answer.status_code == 200, answer.text
        return [item["name"] for item in answer.json()["items"]]

    assert found("q=MILK") == ["Leche entera"]
    assert found("q=patata") == ["Papas"]
    assert found("q=tia&sort=name") == ["Zumo de mi tía"]
    assert found("q=¿") == []
    assert found("sort=name") == ["Leche entera", "Papas", "Zumo de mi tía"]
    assert found("sort=added_at") == ["Zumo de mi tía", "Papas", "Leche entera"]
    problem(phone.get("/inventory/items?sort=name&status=fresh"), 422, "validation_failed")


def test_changes_since_the_last_time(phone: Phone) -> None:
    first = phone.get("/inventory/changes").json()
    assert (first["items"], first["deleted"], first["more"]) == ([], [], False)
    item = add(phone, id="milk")
    second = phone.get(f"/inventory/changes?since={first['next_since']}").json()
    assert second["items"] == [item]
    assert phone.delete("/inventory/items/milk").status_code == 204
    third = phone.get(f"/inventory/changes?since={second['next_since']}").json()
    assert (third["items"], third["deleted"]) == ([], ["milk"])
    problem(phone.get("/inventory/changes?since=nonsense"), 422, "cursor_invalid")


def test_amounts_as_people_say_them(phone: Phone) -> None:
    texts = ["un kilo de papas", "media docena de huevos"]
    answer = phone.post("/inventory/phrases", json={"texts": texts})
    assert answer.status_code == 200, answer.text
    first, second = answer.json()["items"]
    assert first == {
        "text": "un kilo de papas",
        "name": "papas",
        "food_id": "potato",
        "quantity": 1.0,
        "unit": "kg",
    }
    assert (second["food_id"], second["quantity"]) == ("egg", 6.0)
    refused = phone.post("/inventory/phrases", json={"texts": ["un kilo de"]})
    problem(refused, 422, "phrase_not_understood")
    assert phone.get("/inventory/items").json()["items"] == []


def test_days_are_those_of_the_profiles_zone_at_once_and_in_later_sessions(phone: Phone) -> None:
    # The second is a day ahead of the first at every hour.
    days = []
    for zone in ("Pacific/Pago_Pago", "Pacific/Tongatapu"):
        assert phone.patch("/account/profile", json={"time_zone": zone}).status_code == 200
        item = add(phone, id="milk-1", expires_on="2090-01-01")
        days.append(item["days_left"])
    assert days[0] - days[1] == 1
    assert phone.get("/inventory/items/milk-1").json()["days_left"] == days[1]


def test_a_later_session_knows_the_zone(stack: Addresses) -> None:
    first, later = Phone(stack), Phone(stack)
    id_token = first.sign_up()
    first.sign_in(id_token)
    first.patch("/account/profile", json={"time_zone": "Pacific/Kiritimati"})
    later.sign_in(id_token)
    item = add(later, expires_on="2090-01-01")
    there = (datetime.now(UTC) + timedelta(hours=14)).date()
    assert item["days_left"] == (date(2090, 1, 1) - there).days


def test_the_stock_goes_out_and_in_as_csv(phone: Phone, stranger: Phone) -> None:
    head = {"Content-Type": "text/csv"}
    table = "name,quantity,unit\n" + "".join(f"tomato,{n + 1},g\n" for n in range(120))
    for _ in range(2):
        answer = phone.post("/inventory/import", data=table, headers=head)
        assert answer.json()["items"] == 120, answer.text
    exported = phone.get("/inventory/export")
    assert exported.headers["Content-Type"] == "text/csv; charset=utf-8"
    answer = stranger.post("/inventory/import", data=exported.content, headers=head)
    assert (answer.json()["items"], answer.json()["failed"]) == (120, 0)
    found = [one.get("/inventory/summary").json() for one in (phone, stranger)]
    assert found[0] == found[1]
    assert found[0]["items"] == 120
