"""Movements under an id of the phone's own: done once, however late they are sent again."""

from datetime import timedelta
from typing import Any

import pytest

from tests.kitchen import Kitchen
from tests.samples import NOW

MILK = {"id": "milk", "name": "Leche entera", "quantity": 1, "unit": "l"}
BREAD = {"id": "bread", "name": "Pan", "quantity": 1, "unit": "unit"}
LATER = timedelta(days=3)
MOVES: dict[str, tuple[str, dict[str, Any]]] = {
    "consume": ("/items/milk/consume", {"quantity": 250, "unit": "ml"}),
    "consume all": ("/items/milk/consume", {"rough": "all"}),
    "discard": ("/items/milk/discard", {"quantity": 1, "reason": "surplus"}),
    "open": ("/items/milk/open", {}),
    "freeze": ("/items/milk/freeze", {}),
    "of a food": ("/consume", {"food_id": "whole_milk", "quantity": 1.5, "unit": "l"}),
}


@pytest.fixture
def home() -> Kitchen:
    kitchen = Kitchen(NOW)
    kitchen.add(**MILK)
    kitchen.add(**MILK | {"id": "other"})
    kitchen.add(**BREAD)
    return kitchen


def refused(home: Kitchen, path: str, body: dict[str, Any]) -> tuple[int, str]:
    answer = home.post(path, json=body)
    return answer.status_code, answer.get_json()["code"]


@pytest.mark.parametrize(("path", "body"), MOVES.values(), ids=MOVES.keys())
def test_sent_again_days_later_it_is_answered_and_not_done(
    home: Kitchen, path: str, body: dict[str, Any]
) -> None:
    first = home.done(path, body | {"id": "mine"})
    stored, entries = dict(home.items.lots), dict(home.movements.entries)
    home.clock.at += LATER
    again = home.done(path, body | {"id": "mine"})
    assert {**again, "item": None, "items": None} == {**first, "item": None, "items": None}
    assert (home.items.lots, home.movements.entries) == (stored, entries)


def test_thawing_is_repeated_likewise(home: Kitchen) -> None:
    home.done("/items/milk/freeze", {"id": "cold"})
    first = home.done("/items/milk/thaw", {"id": "warm"})
    assert home.done("/items/milk/thaw", {"id": "warm"}) == first
    assert set(home.movements.entries) == {"cold", "warm"}


def test_the_id_is_the_movements(home: Kitchen) -> None:
    assert home.done(*MOVES["consume"])["movement"]["id"] != "mine"
    path, body = MOVES["consume"]
    assert home.done(path, body | {"id": "mine"})["movement"]["id"] == "mine"
    home.done("/movements/mine/undo", {})
    assert home.read("/items/milk")["quantity"] == 0.75
    assert home.done(path, body | {"id": "mine"})["movement"]["undone"]
    assert home.read("/items/milk")["quantity"] == 0.75


def test_of_a_food_it_is_the_groups(home: Kitchen) -> None:
    path, body = MOVES["of a food"]
    moved = home.done(path, body | {"id": "mine"})["movements"]
    assert [(one["id"], one["group_id"]) for one in moved] == [
        ("mine-0", "mine"),
        ("mine-1", "mine"),
    ]
    assert refused(home, path, body | {"id": "m" * 61}) == (422, "validation_failed")
    home.done(path, {"food_id": "whole_milk", "quantity": 0.1, "unit": "l", "id": "m" * 60})


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/items/milk/consume", {"quantity": 250}),
        ("/items/other/consume", {"quantity": 250, "unit": "ml"}),
        ("/items/milk/discard", {"quantity": 250, "unit": "ml", "reason": "other"}),
        ("/items/milk/open", {}),
        ("/items/never/consume", {"quantity": 250, "unit": "ml"}),
        ("/consume", {"food_id": "whole_milk", "quantity": 9, "unit": "l"}),
    ],
)
def test_another_request_under_it_is_refused(
    home: Kitchen, path: str, body: dict[str, Any]
) -> None:
    first, said = MOVES["consume"]
    home.done(first, said | {"id": "mine"})
    left = dict(home.items.lots)
    assert refused(home, path, body | {"id": "mine"}) == (409, "id_taken")
    assert home.items.lots == left


def test_the_same_said_in_other_words_is_the_same(home: Kitchen) -> None:
    path, body = MOVES["consume"]
    first = home.done(path, body | {"id": "mine"})
    assert home.done(path, {"id": "mine", "unit": "ml", "quantity": 250.0, "rough": None}) == first


def test_an_id_that_we_made_is_nobody_elses(home: Kitchen) -> None:
    path, body = MOVES["consume"]
    ours = home.done(path, body)["movement"]["id"]
    assert refused(home, path, body | {"id": ours}) == (409, "id_taken")
    assert home.read("/items/milk")["quantity"] == 0.75


def test_it_holds_with_the_version_it_named(home: Kitchen) -> None:
    path, body = MOVES["consume"]
    tag = {"If-Match": home.get("/items/milk").headers["ETag"]}
    for _ in range(2):
        answer = home.post(path, json=body | {"id": "mine"}, headers=tag)
        assert (answer.status_code, answer.get_json()["item"]["quantity"]) == (200, 0.75)


@pytest.mark.parametrize("wrong", ["", "a/b", "a" * 65, "__x__", 7])
def test_an_id_is_an_id(home: Kitchen, wrong: Any) -> None:
    assert refused(home, "/items/milk/open", {"id": wrong}) == (422, "validation_failed")
