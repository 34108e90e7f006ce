"""Gaps of suggested days filled by a model over HTTP, paid, checked, kept and planned."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any, TypeAlias

import pytest

from shared.config import Settings
from shared.domain.language import Language
from shared.domain.suggesting.answer import Suggestions, Unwritten
from shared.domain.suggesting.request import NewSuggestions
from shared.wiring import Wiring
from shared.workflows.plan_day import Planning
from shared.workflows.suggest_days import suggestions
from shared.workflows.write_for_gaps import Writing
from tests.contract import gemini_server as gemini
from tests.contract import openai_server as openai
from tests.samples import NOW, TODAY, kitchen, lot, person

Server: TypeAlias = "gemini.GeminiServer | openai.OpenAiServer"
# No dish of the catalog is as quick.
ASKED = {"days": 1, "meals": ["dinner"], "max_minutes": {"dinner": 5}, "accept": True}


def dish(title: str, food: str) -> dict[str, Any]:
    return {
        "title": title,
        "summary": "Fría.",
        "minutes": 5,
        "difficulty": "easy",
        "meal": "dinner",
        "cuisine": "spanish",
        "ingredients": [
            {"id": None, "name": food, "quantity": 300, "unit": "g", "optional": False}
        ],
        "steps": [{"text": "Corta y sirve.", "minutes": 5}],
    }


TOMATO, CHEESE = dish("Tomate aliñado", "tomate"), dish("Tabla de queso", "queso manchego")


@pytest.fixture(scope="module", params=["gemini", "openai"])
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    run = gemini.gemini_server if request.param == "gemini" else openai.openai_server
    with run() as running:
        yield running


@pytest.fixture
def says(server: Server) -> Callable[[object], gemini.Answer]:
    return gemini.says if isinstance(server, gemini.GeminiServer) else openai.says


@pytest.fixture
def wired(settings: Settings, server: Server) -> Wiring:
    server.received.clear()
    chosen: dict[str, object]
    if isinstance(server, gemini.GeminiServer):
        chosen = {"gemini_api_key": gemini.KEY, "gemini_base_url": server.url}
    else:
        chosen = {"openai_api_key": openai.KEY, "openai_base_url": server.url}
    models = {"gemini_text_model": "text-model", "openai_text_model": "text-model"}
    return Wiring(settings.model_copy(update=chosen | models))


def suggested(wiring: Wiring, kitchen_id: str) -> Suggestions:
    planning = Planning(
        plans=wiring.plans(kitchen_id),
        items=wiring.items(kitchen_id),
        recipes=wiring.recipes(kitchen_id),
        cookbook=wiring.cookbook,
        foods=wiring.foods,
        language=Language.ES,
        now=NOW,
        new_id=wiring.clock.new_id,
    )
    writing = Writing(
        kitchen_id,
        lambda: wiring.writers_of(kitchen_id, Counter()),
        wiring.clock.monotonic() + 25,
    )
    return suggestions(
        NewSuggestions.model_validate(ASKED),
        planning,
        kitchens=wiring.kitchens,
        people=wiring.people,
        writing=writing,
    )


def at_home(wiring: Wiring, kitchen_id: str, **told: object) -> None:
    """Somebody with tomatoes who told this of themselves."""
    uid = f"u-{kitchen_id}"
    ana = person(uid, kitchen_id)
    ana = ana.model_copy(update={"profile": ana.profile.model_copy(update=told)})
    wiring.people.create(ana, kitchen(kitchen_id, uid))
    tomatoes = {"id": "t1", "name": "Tomate", "food_id": "tomato", "category": "vegetable"}
    soon = {"quantity": 1, "unit": "kg", "expires_on": TODAY}
    wiring.items(kitchen_id).add([lot(**tomatoes, **soon, allergens=frozenset())])


def test_what_a_model_writes_is_kept_planned_and_paid(
    wired: Wiring, server: Server, says: Callable[[object], gemini.Answer], kitchen_id: str
) -> None:
    at_home(wired, kitchen_id)
    server.answers(says({"recipes": [TOMATO]}))
    made = suggested(wired, kitchen_id)
    [meal] = made.days[0].meals
    assert (meal.title, made.gaps, made.accepted) == ("Tomate aliñado", [], True)
    assert [one.item_id for one in meal.uses_expiring] == ["t1"]
    assert wired.recipes(kitchen_id).get(meal.recipe_id).title == "Tomate aliñado"
    day = wired.plans(kitchen_id).get(TODAY)
    assert day is not None
    [entry] = day.meals.dinner
    assert (entry.recipe_id, entry.title) == (meal.recipe_id, "Tomate aliñado")
    [tomatoes] = wired.items(kitchen_id).held_on([TODAY])
    assert tomatoes.holds == {f"{TODAY}.{entry.id}": Decimal("0.3")}
    assert wired.ledger.spent(kitchen_id, wired.clock.now().date()).calls == 1
    again = suggested(wired, kitchen_id)
    assert (again.days, again.gaps, len(server.received)) == ([], [], 1)


def test_the_question_holds_what_the_household_avoids_and_no_more_than_one_repair(
    wired: Wiring, server: Server, says: Callable[[object], gemini.Answer], kitchen_id: str
) -> None:
    at_home(wired, kitchen_id, avoid=("queso manchego", "zzz"))
    server.answers(says({"recipes": [CHEESE]}))
    made = suggested(wired, kitchen_id)
    assert [gap.unwritten for gap in made.gaps] == [Unwritten.NOTHING_FITS]
    assert len(server.received) == 2
    first, second = (json.loads(_text(one)) for one in server.received)
    assert (first["meal"], first["max_minutes"]) == ("dinner", 5)
    assert {"zzz"} < set(first["excluded"])
    assert "is excluded" in second["findings"][0]
    assert wired.recipes(kitchen_id).page(10, None).items == []


def test_a_model_that_is_down_leaves_the_gap(
    wired: Wiring, server: Server, kitchen_id: str
) -> None:
    at_home(wired, kitchen_id)
    server.answers(gemini.error(501))
    made = suggested(wired, kitchen_id)
    assert (made.days, [gap.unwritten for gap in made.gaps]) == ([], [Unwritten.FAILED])
    assert wired.plans(kitchen_id).get(TODAY) is None


def _text(received: "gemini.Received | openai.Received") -> str:
    if isinstance(received, gemini.Received):
        return received.text
    return str(received.body["messages"][1]["content"])
