"""Planning over HTTP: days, what they hold, copies, cooking, totals and streaks."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from infra.local.addresses import Addresses
from tests.client import Phone, problem

TODAY = datetime.now(UTC).date()
TOMORROW = TODAY + timedelta(days=1)
POTATO = {"food_id": "potato", "quantity": 300, "unit": "g"}


def item(item_id: str, quantity: float = 500, days: int = 9, **more: Any) -> dict[str, Any]:
    facts = {"id": item_id, "name": "Patata", "quantity": quantity, "unit": "g"}
    return facts | {"expires_on": str(TODAY + timedelta(days)), **more}


def stock(phone: Phone, *items: dict[str, Any]) -> None:
    assert phone.post("/inventory/items", json={"items": list(items)}).status_code == 201


def words(*wants: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"title": "Puré", "servings": 2, "minutes": 20, "ingredients": list(wants), **more}


def plan(phone: Phone, day: object, *dinner: dict[str, Any], **headers: str) -> Any:
    body = {"meals": {"dinner": list(dinner)}}
    return phone.call("PUT", f"/planning/days/{day}", json=body, headers=headers)


def kept(phone: Phone, item_id: str) -> tuple[float, float]:
    """Reserved and available."""
    found = phone.get(f"/inventory/items/{item_id}").json()
    return found["reserved"], found["available"]


def test_a_day_holds_what_it_needs_and_says_what_is_missing(phone: Phone) -> None:
    stock(phone, item("old", 200, 3), item("new", 500, 9))
    answer = plan(phone, TOMORROW, words(POTATO), words({**POTATO, "quantity": 600}, id="more"))
    assert answer.status_code == 200, answer.text
    first, second = answer.json()["meals"]["dinner"]
    [potato] = first["ingredients"]
    assert first["ready"]
    assert potato["reserved"] == [
        {"item_id": "old", "quantity": 200, "unit": "g"},
        {"item_id": "new", "quantity": 100, "unit": "g"},
    ]
    assert second["id"] == "more"
    assert not second["ready"]
    assert second["ingredients"][0]["missing"] == 200
    assert kept(phone, "old") == (200, 0)
    assert kept(phone, "new") == (500, 0)
    read = phone.get(f"/planning/days/{TOMORROW}")
    assert read.json() == answer.json()
    assert read.headers["ETag"] == answer.headers["ETag"]
    assert phone.call("DELETE", f"/planning/days/{TOMORROW}").status_code == 204
    assert kept(phone, "old") == (0, 200)
    assert phone.get(f"/planning/days/{TOMORROW}").json()["meals"]["dinner"] == []
    problem(phone.call("DELETE", f"/planning/days/{TOMORROW}"), 404, "not_found")


def test_nothing_is_held_past_its_use_by_date(phone: Phone) -> None:
    stock(phone, item("soon", 500, 1, date_kind="use_by"))
    late = plan(phone, TODAY + timedelta(days=2), words(POTATO)).json()
    assert late["meals"]["dinner"][0]["ingredients"][0]["missing"] == 300
    assert plan(phone, TOMORROW, words(POTATO)).json()["meals"]["dinner"][0]["ready"]


def test_if_match_guards_a_day(phone: Phone) -> None:
    none = phone.get(f"/planning/days/{TODAY}")
    assert none.status_code == 200
    assert "ETag" not in none.headers
    problem(plan(phone, TODAY, words(), **{"If-Match": '"1"'}), 412, "version_mismatch")
    first = plan(phone, TODAY, words(id="a")).headers["ETag"]
    second = plan(phone, TODAY, words(id="a"), **{"If-Match": first})
    assert second.status_code == 200
    problem(plan(phone, TODAY, words(id="b"), **{"If-Match": first}), 412, "version_mismatch")
    path = f"/planning/days/{TODAY}"
    stale = phone.call("DELETE", path, headers={"If-Match": first})
    problem(stale, 412, "version_mismatch")
    assert phone.call("DELETE", path, headers={"If-Match": second.headers["ETag"]}).ok


def test_recipes_are_planned_for_their_servings_and_stay_as_they_were(phone: Phone) -> None:
    stock(phone, item("eggs", 2, name="Huevo", unit="unit", food_id="egg"))
    answer = plan(phone, TODAY, {"id": "x", "recipe_id": "shakshuka", "servings": 1})
    [entry] = answer.json()["meals"]["dinner"]
    assert entry["minutes"] == 30
    eggs = next(one for one in entry["ingredients"] if one["food_id"] == "egg")
    assert (eggs["quantity"], eggs["missing"]) == (2, 0)
    assert "coriander" not in {one["food_id"] for one in entry["ingredients"]}
    totals = answer.json()["totals"]
    assert (totals["recipes"], totals["servings"], totals["minutes"]) == (1, 1, 30)
    assert totals["kcal"] == pytest.approx(entry["nutrition_per_serving"]["kcal"], abs=0.1)
    assert totals["coverage"] > 0.9
    own = phone.post("/recipes/generations", json={"count": 1}).json()["recipes"][0]["id"]
    known = plan(phone, TODAY, {"id": "y", "recipe_id": own}).json()["meals"]["dinner"][0]
    assert phone.delete(f"/recipes/{own}").status_code == 204
    again = plan(phone, TODAY, {"id": "y", "recipe_id": own})
    assert again.json()["meals"]["dinner"][0]["title"] == known["title"]
    problem(plan(phone, TODAY, {"id": "z", "recipe_id": own}), 422, "unknown_recipe")


def test_a_range_says_which_days_are_planned_and_what_they_add_up_to(phone: Phone) -> None:
    empty = phone.get("/planning/days").json()
    assert (empty["days"], empty["dates"], empty["weeks"]) == ([], [], [])
    assert (empty["totals"]["kcal"], empty["totals"]["coverage"]) == (None, 0)
    stock(phone, item("p", 400))
    days = [TODAY, TODAY + timedelta(days=7)]
    for day in days:
        plan(phone, day, words(POTATO))
    found = phone.get("/planning/days", params={"from": TODAY, "to": days[1]}).json()
    assert found["dates"] == [str(day) for day in days]
    assert [one["meals"]["dinner"][0]["ready"] for one in found["days"]] == [True, False]
    assert len(found["weeks"]) == 2
    assert found["totals"]["servings"] == 4
    assert found["totals"]["kcal"] == 2 * found["days"][0]["totals"]["kcal"]
    far = TODAY + timedelta(days=31)
    wide = {"from": TODAY, "to": far}
    problem(phone.get("/planning/days", params=wide), 422, "range_too_long")
    back = {"from": far, "to": TODAY}
    problem(phone.get("/planning/days", params=back), 422, "invalid_value")


@pytest.mark.parametrize("day", ["tomorrow", "2026-02-30", "20260601", "1999-12-31", "2100-01-01"])
def test_what_is_no_date_is_refused(phone: Phone, day: str) -> None:
    for method in ("GET", "DELETE"):
        problem(phone.call(method, f"/planning/days/{day}"), 422, "invalid_date")


@pytest.mark.parametrize(
    "entry",
    [
        {},
        {"title": "a", "recipe_id": "b"},
        {"recipe_id": "b", "minutes": 3},
        {"title": "a", "servings": 0},
        {"title": "a", "ingredients": [{"quantity": 1, "unit": "g"}]},
        {"title": "a", "ingredients": [{"food_id": "nothing", "quantity": 1, "unit": "g"}]},
        {"title": "a", "id": "bad id"},
    ],
)
def test_what_is_no_entry_is_refused(phone: Phone, entry: dict[str, Any]) -> None:
    assert plan(phone, TODAY, entry).status_code == 422
    assert plan(phone, TODAY, *[{"title": "a"}] * 9).status_code == 422
    assert (
        plan(phone, TODAY, {"title": "a", "id": "x"}, {"title": "b", "id": "x"}).status_code == 422
    )


def test_a_copy_is_a_plan_of_its_own(phone: Phone) -> None:
    stock(phone, item("p", 700))
    plan(phone, TODAY, words(POTATO, id="a"))
    copied = phone.post(f"/planning/days/{TODAY}/copy", json={"to": str(TOMORROW)})
    assert copied.status_code == 201, copied.text
    [entry] = copied.json()["meals"]["dinner"]
    assert entry["id"] != "a"
    assert entry["ready"]
    assert kept(phone, "p") == (600, 100)
    again = {"to": str(TOMORROW)}
    problem(phone.post(f"/planning/days/{TODAY}/copy", json=again), 409, "day_planned")
    replaced = phone.post(f"/planning/days/{TODAY}/copy", json=again | {"replace": True})
    assert replaced.status_code == 201
    assert kept(phone, "p") == (600, 100)
    nothing = phone.post("/planning/days/2026-01-01/copy", json=again)
    problem(nothing, 404, "not_found")


def test_cooking_takes_what_was_kept_and_is_undone(phone: Phone) -> None:
    stock(phone, item("mine", 300, 3), item("rest", 300, 5))
    plan(phone, TODAY, words({**POTATO, "quantity": 200}, id="a"))
    plan(phone, TOMORROW, words({**POTATO, "quantity": 300}, id="b"))
    path = f"/planning/days/{TODAY}/entries/a/cook"
    problem(phone.post(path, json={"servings": 8}), 409, "short_of_ingredients")
    key = {"Idempotency-Key": "cook-1"}
    made = phone.post(path, json={"servings": 4, "partial": True}, headers=key)
    assert made.status_code == 200, made.text
    answer = made.json()
    assert [(m["item_id"], m["quantity"]) for m in answer["movements"]] == [
        ("mine", 200),
        ("rest", 100),
    ]
    assert [(s["food_id"], s["available"]) for s in answer["short"]] == [("potato", 300)]
    assert answer["day"]["meals"]["dinner"][0]["cooked_at"]
    assert phone.post(path, json={"servings": 4, "partial": True}, headers=key).json() == answer
    problem(phone.post(path, json={}), 409, "already_cooked")
    assert kept(phone, "mine") == (100, 0)
    streak = phone.get("/planning/streak").json()
    assert streak == {"planned": 1, "cooked": 1}
    undone = phone.post(f"/inventory/movements/{answer['movements'][0]['id']}/undo", json={})
    assert undone.status_code == 200
    assert kept(phone, "mine") == (100, 200)
    [meal] = phone.get(f"/planning/days/{TODAY}").json()["meals"]["dinner"]
    assert meal["cooked_at"] is None
    assert phone.post(path, json={"partial": True}).status_code == 200
    problem(phone.post(f"/planning/days/{TODAY}/entries/no/cook", json={}), 404, "not_found")


def test_eating_what_was_kept_moves_the_plan_to_other_items(phone: Phone) -> None:
    stock(phone, item("a", 300, 3), item("b", 200, 5))
    plan(phone, TOMORROW, words(POTATO, id="x"))
    assert phone.post("/inventory/items/a/consume", json={"quantity": 250}).status_code == 200
    assert kept(phone, "a") == (50, 0)
    assert kept(phone, "b") == (200, 0)
    entry = phone.get(f"/planning/days/{TOMORROW}").json()["meals"]["dinner"][0]
    assert entry["ingredients"][0]["missing"] == 50
    assert phone.delete("/inventory/items/b").status_code == 204
    entry = phone.get(f"/planning/days/{TOMORROW}").json()["meals"]["dinner"][0]
    assert entry["ingredients"][0]["missing"] == 250


def test_eating_a_food_leaves_what_is_kept_while_it_can(phone: Phone) -> None:
    stock(phone, item("a", 300, 3), item("b", 200, 5))
    plan(phone, TODAY, words(POTATO, id="x"))
    food = {"food_id": "potato", "unit": "g"}
    eaten = phone.post("/inventory/consume", json=food | {"quantity": 150}).json()
    assert [m["item_id"] for m in eaten["movements"]] == ["b"]
    eaten = phone.post("/inventory/consume", json=food | {"quantity": 100}).json()
    assert [(m["item_id"], m["quantity"]) for m in eaten["movements"]] == [("a", 50), ("b", 50)]
    assert kept(phone, "a") == (250, 0)


def test_a_lot_labelled_with_somebodys_allergen_is_held_and_cooked_by_nobody(phone: Phone) -> None:
    stock(phone, item("nuts", 500, 2, allergens=["nuts"]), item("safe", 500, 9))
    assert phone.patch("/account/profile", json={"allergies": ["nuts"]}).status_code == 200
    assert plan(phone, TODAY, words({**POTATO, "quantity": 400}, id="a")).status_code == 200
    assert (kept(phone, "nuts"), kept(phone, "safe")) == ((0, 500), (400, 100))
    plan(phone, TOMORROW, words(POTATO, id="b"))
    shopping = phone.get("/planning/shopping-list").json()
    [line] = [line for aisle in shopping["aisles"] for line in aisle["lines"]]
    assert (line["food_id"], line["needed"]["quantity"]) == ("potato", 200)
    cooked = phone.post(f"/planning/days/{TODAY}/entries/a/cook", json={})
    assert [one["item_id"] for one in cooked.json()["movements"]] == ["safe"]
    recipe = {
        "title": "Puré",
        "servings": 2,
        "ingredients": [{"name": "Patata", **POTATO}],
        "steps": [{"text": "Cuece las patatas."}],
    }
    made = phone.post("/recipes", json=recipe)
    assert made.status_code == 201, made.text
    path = f"/recipes/{made.json()['id']}/cook"
    problem(phone.post(path, json={"servings": 2}), 409, "short_of_ingredients")
    assert phone.post("/inventory/items/nuts/consume", json={"quantity": 100}).status_code == 200
    some = {"from": str(TODAY + timedelta(days=2)), "days": 2, "accept": True}
    assert phone.post("/planning/suggestions", json=some).json()["accepted"]
    assert kept(phone, "nuts") == (0, 400)


def test_a_changed_date_or_unit_keeps_the_promise(phone: Phone) -> None:
    stock(phone, item("a", 300, 9, date_kind="use_by"), item("b", 200, 9))
    plan(phone, TODAY + timedelta(days=3), words(POTATO, id="x"))
    change = {"unit": "kg", "quantity": 0.3}
    assert phone.patch("/inventory/items/a", json=change).json()["reserved"] == 0.3
    patched = phone.patch("/inventory/items/a", json={"expires_on": str(TOMORROW)})
    assert patched.json()["reserved"] == 0
    assert kept(phone, "b") == (200, 0)


def test_another_kitchen_sees_nothing_of_it(phone: Phone, stranger: Phone) -> None:
    plan(phone, TODAY, words(id="x"))
    assert stranger.get(f"/planning/days/{TODAY}").json()["meals"]["dinner"] == []
    cook = stranger.post(f"/planning/days/{TODAY}/entries/x/cook", json={})
    problem(cook, 404, "not_found")


def test_without_a_session_nothing_is_told(stack: Addresses) -> None:
    assert Phone(stack).get("/planning/days").status_code == 401
