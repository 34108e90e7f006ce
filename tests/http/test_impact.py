"""The impact function over HTTP."""

from tests.client import Phone, problem


def test_the_summary_follows_what_happens(phone: Phone) -> None:
    empty = phone.get("/impact/summary")
    assert empty.status_code == 200, empty.text
    assert empty.json()["message"]
    assert empty.json()["trend"] == []
    milk = {"id": "m", "name": "Leche entera", "quantity": 2, "unit": "l"}
    milk |= {"price": 2, "currency": "EUR"}
    assert phone.post("/inventory/items", json={"items": [milk]}).status_code == 201
    phone.post("/inventory/items/m/consume", json={"quantity": 1})
    body = {"quantity": 0.5, "reason": "spoiled"}
    thrown = phone.post("/inventory/items/m/discard", json=body).json()
    told = phone.get("/impact/summary?period=week").json()
    assert told["message"] is None
    assert told["total"]["eaten"]["value"] == {"EUR": 1.0}
    assert set(told["wasted_by_reason"]) == {"spoiled"}
    assert told["total"]["eaten"]["coverage"]["co2e"] == 1.0
    assert told["streak"]["days"] == 0
    assert phone.post(f"/inventory/movements/{thrown['movement']['id']}/undo").status_code == 200
    after = phone.get("/impact/summary").json()
    assert after["wasted_by_reason"] == {}
    assert after["streak"]["days"] == 1
    problem(phone.get("/impact/summary?from=2026-02-01&to=2026-01-01"), 422, "validation_failed")


def test_estimates_are_made_once_and_listed(phone: Phone) -> None:
    body = {"id": "e1", "ingredients": ["1 l de leche entera"], "servings": 2}
    made = phone.post("/impact/estimates", json=body)
    assert made.status_code == 201, made.text
    assert made.json()["foods"][0]["co2e_kg"]["source"].startswith("poore_nemecek:")
    assert phone.post("/impact/estimates", json=body).json() == made.json()
    assert phone.get("/impact/estimates").json()["items"] == [made.json()]
    unknown = phone.post("/impact/estimates", json={"title": "Zorgo"})
    problem(unknown, 422, "dish_unknown")
