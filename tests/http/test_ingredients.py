"""One ingredient over HTTP, by any name a path can carry; without sources, from the tables."""

from urllib.parse import quote

import pytest

from tests.client import Phone, problem


def path(name: str) -> str:
    return f"/labels/ingredients/{quote(name, safe='')}"


@pytest.mark.parametrize(
    ("name", "inci"),
    [
        ("glicerina", "Glycerin"),
        ("ácido cítrico", "Citric Acid"),
        ("1,2-Hexanediol", "1,2-Hexanediol"),
        ("Aqua / Water / Eau", "Aqua"),
        ("138-86-3", "Limonene"),
    ],
)
def test_an_ingredient_is_looked_up_by_any_name(phone: Phone, name: str, inci: str) -> None:
    answer = phone.get(path(name))
    assert answer.status_code == 200, answer.text
    found = answer.json()
    assert found["name"] == name
    assert found["substance"]["inci"] == inci
    assert found["substance"]["names"].keys() == {"en", "es", "fr"}
    assert found["outside"] == []
    assert {(one["state"], one["reason"]) for one in found["sources"]} == {
        ("not_asked", "not_configured")
    }


def test_findings_are_those_of_the_product_that_is_told(phone: Phone) -> None:
    cosmetic = phone.get(path("Methylisothiazolinone"), params={"use": "leave_on"}).json()
    assert cosmetic["verdict"] == "avoid"
    assert 0 < len(cosmetic["substitutes"]) <= 3
    food = phone.get(path("E102"), params={"product_type": "food"}).json()
    assert (food["product_type"], food["verdict"]) == ("food", "caution")
    problem(phone.get(path("E102"), params={"product_type": "toy"}), 422, "validation_failed")


@pytest.mark.parametrize("name", ["never-made", "a" * 121, "\x01x", "__all__"])
def test_what_nobody_knows_is_not_found(phone: Phone, name: str) -> None:
    code = "not_found" if len(name) < 120 and name.isprintable() else "route_not_found"
    problem(phone.get(path(name)), 404, code)
