"""A kitchen's writer as the wiring makes it: asked once, paid for, and stopped by the budget."""

from collections import Counter
from collections.abc import Iterator

import pytest

from shared.config import Settings
from shared.domain.breaker import State
from shared.domain.errors import ProviderFailed
from shared.wiring import Wiring
from tests.contract.gemini_server import KEY, GeminiServer, error, gemini_server, says
from tests.unit.test_check import brief

RECIPE = {
    "title": "Patatas asadas",
    "summary": "Al horno.",
    "minutes": 40,
    "difficulty": "easy",
    "meal": "dinner",
    "cuisine": "spanish",
    "ingredients": [
        {"id": "potato", "name": "patata", "quantity": 400, "unit": "g", "optional": False}
    ],
    "steps": [{"text": "Asa las patatas.", "minutes": 40}],
}
MODEL = {"gemini_api_key": KEY, "gemini_text_model": "text-model"}


@pytest.fixture(scope="module")
def server() -> Iterator[GeminiServer]:
    with gemini_server() as running:
        yield running


def wired(settings: Settings, server: GeminiServer, **changes: float) -> Wiring:
    update = MODEL | {"gemini_base_url": server.url} | changes
    return Wiring(settings.model_copy(update=update))


def test_a_question_is_paid_for_once(
    settings: Settings, server: GeminiServer, kitchen_id: str
) -> None:
    server.received.clear()
    server.answers(says({"recipes": [RECIPE]}))
    wiring, tally = wired(settings, server), Counter[str]()
    deadline = wiring.clock.monotonic() + 20
    for _ in range(2):
        gemini, offline = wiring.writers_of(kitchen_id, tally)
        [recipe] = gemini.write(brief(), (), deadline)
        assert recipe.title == "Patatas asadas"
    assert (gemini.name, offline.name) == ("gemini", "offline")
    assert len(server.received) == 1
    assert tally == {"miss": 1, "hit": 1}
    spent = wiring.ledger.spent(kitchen_id, wiring.clock.now().date())
    assert (spent.calls, spent.input_tokens, spent.output_tokens) == (1, 11, 12)
    assert wiring.breakers == {"writer gemini": State.CLOSED}


def test_a_spent_budget_asks_nobody(
    settings: Settings, server: GeminiServer, kitchen_id: str
) -> None:
    server.received.clear()
    wiring = wired(settings, server, daily_budget_usd=0.0)
    gemini = wiring.writers_of(kitchen_id, Counter())[0]
    with pytest.raises(ProviderFailed) as caught:
        gemini.write(brief(), (), wiring.clock.monotonic() + 20)
    assert caught.value.reason == "budget"
    assert server.received == []


def test_an_outage_opens_the_breaker_of_every_kitchen(
    settings: Settings, server: GeminiServer, kitchen_id: str
) -> None:
    server.answers(error(501))
    wiring = wired(settings, server)
    for number in range(7):
        gemini = wiring.writers_of(f"{kitchen_id}{number}", Counter())[0]
        with pytest.raises(ProviderFailed) as caught:
            gemini.write(brief(), (), wiring.clock.monotonic() + 20)
    assert caught.value.reason == "circuit_open"
    assert wiring.breakers == {"writer gemini": State.OPEN}
