"""Importing recipes over HTTP: shown first, kept when asked."""

from pathlib import Path
from typing import Any

import pytest

from tests.client import Phone, problem

PAGE = (Path(__file__).parents[1] / "pages" / "json_ld_es.html").read_text()
TEXT = "Tortilla\n\nIngredientes\n- 6 huevos\n- 1/2 kg de patatas\n\nPasos\n1. Cuájala 8 minutos."


def sent(phone: Phone, body: dict[str, Any], status: int = 200) -> dict[str, Any]:
    answer = phone.post("/recipes/imports", json=body)
    assert answer.status_code == status, answer.text
    return dict(answer.json())


def test_a_text_is_shown_and_then_kept(phone: Phone) -> None:
    shown = sent(phone, {"text": TEXT})
    assert shown["saved"] is None
    assert [(one["food_id"], one["quantity"], one["confidence"]) for one in shown["lines"]] == [
        ("egg", 6, 1),
        ("potato", 0.5, 1),
    ]
    assert phone.get("/recipes").json()["items"] == []
    kept = phone.post("/recipes", json=shown["recipe"])
    assert kept.status_code == 201, kept.text
    assert (kept.json()["title"], kept.json()["source"]) == ("Tortilla", "user")
    assert kept.json()["steps"][0]["minutes"] == 8
    assert kept.json()["nutrition_per_serving"]["coverage"] > 0.9


def test_a_page_is_kept_once_under_a_key(phone: Phone) -> None:
    body = {"html": PAGE, "save": True}
    for _ in range(2):
        answer = phone.post("/recipes/imports", json=body, headers={"Idempotency-Key": "import"})
        assert answer.status_code == 201, answer.text
        assert answer.json()["saved"]["title"] == "Tortilla de patatas"
    assert len(phone.get("/recipes").json()["items"]) == 1


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "validation_failed"),
        ({"text": TEXT, "html": PAGE}, "validation_failed"),
        ({"url": "https://example.test/"}, "validation_failed"),
        ({"text": "Hola"}, "no_recipe_found"),
        ({"html": "<p>Hola</p>"}, "no_recipe_found"),
    ],
    ids=str,
)
def test_what_holds_no_recipe(phone: Phone, body: dict[str, Any], code: str) -> None:
    problem(phone.post("/recipes/imports", json=body), 422, code)


def test_a_page_too_large(phone: Phone) -> None:
    answer = phone.post("/recipes/imports", json={"html": "x" * 1_100_000})
    problem(answer, 413, "body_too_large")


def test_what_does_not_fit_is_told_and_then_nothing_is_kept(phone: Phone) -> None:
    phone.call("PATCH", "/account/profile", json={"allergies": ["peanut"]})
    many = "\n".join(f"- {n} g de arroz" for n in range(1, 41))
    text = f"Arroz\n\nIngredientes\n{many}\n- 50 g de cacahuetes\n\nPasos\n1. Cuécelo."
    shown = sent(phone, {"text": text, "save": True})
    assert shown["saved"] is None
    assert shown["left_out"] == [{"part": "ingredient", "text": "50 g de cacahuetes"}]
    assert shown["allergens"] == ["peanut"]
    assert [one["allergens"] for one in shown["allergen_alerts"]] == [["peanut"]]
    assert phone.get("/recipes").json()["items"] == []
