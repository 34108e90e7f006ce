"""Products looked up over HTTP: what is believed, and how a lookup may end."""

import time
from collections.abc import Iterator

import pytest

from shared.adapters.local_hits import LocalHitLog
from shared.adapters.open_facts.catalog import RATE, OpenFacts
from shared.adapters.outside.host import Host
from shared.adapters.outside.patience import Patience
from shared.adapters.rate_limiter import HitLogLimiter
from shared.catalog import foods
from shared.clock import SystemClock
from shared.domain.errors import ProviderFailed
from shared.domain.food import Allergen
from shared.domain.product import Product
from tests.contract.gemini_server import dropping, hangs
from tests.contract.open_facts_server import (
    Answer,
    OpenFactsServer,
    cutting,
    drips,
    knows,
    open_facts_server,
    says,
)

GTIN = "8410000000016"
MILK = {
    "product_name": "Lait entier",
    "product_name_es": "Leche entera",
    "product_name_en": "Whole milk",
    "brands": "Pascual",
    "quantity": "6 x 1 L",
    "categories_tags": ["en:dairies", "en:milks", "en:whole-milks"],
    "allergens_tags": ["en:milk"],
    "traces_tags": ["en:soybeans", "en:nuts"],
}
NOT_FOUND = {"code": GTIN, "status": 0, "status_verbose": "product not found"}
CLOCK = SystemClock()


@pytest.fixture(scope="module")
def running() -> Iterator[OpenFactsServer]:
    with open_facts_server() as server:
        yield server


@pytest.fixture
def server(running: OpenFactsServer) -> OpenFactsServer:
    running.asked.clear()
    return running


def catalog(url: str, *, edible: bool = True) -> OpenFacts:
    patience = Patience(HitLogLimiter(LocalHitLog(), CLOCK), CLOCK, RATE)
    host = Host("open_food_facts", url, "ana@example.com", patience, CLOCK)
    return OpenFacts(host, foods.load(), edible=edible)


def looked_up(server: OpenFactsServer, answer: Answer, seconds: float = 5) -> Product | None:
    server.answer = answer
    return catalog(server.url).product(GTIN, CLOCK.monotonic() + seconds)


def reason(server: OpenFactsServer, answer: Answer, seconds: float = 5) -> str:
    with pytest.raises(ProviderFailed) as caught:
        looked_up(server, answer, seconds)
    return caught.value.reason


def test_a_product_is_told_with_its_names_amount_and_allergens(server: OpenFactsServer) -> None:
    found = looked_up(server, knows(MILK))
    assert found == Product(
        gtin=GTIN,
        name="Lait entier",
        name_es="Leche entera",
        name_en="Whole milk",
        brand="Pascual",
        amount="6 x 1 L",
        categories=("en:dairies", "en:milks", "en:whole-milks"),
        allergens=frozenset({Allergen.MILK}),
        traces=frozenset({Allergen.SOY, Allergen.NUTS}),
        edible=True,
        source="open_food_facts",
    )


def test_the_client_names_itself_and_asks_for_what_it_needs(server: OpenFactsServer) -> None:
    looked_up(server, knows(MILK))
    [asked] = server.asked
    assert asked.path == f"/api/v2/product/{GTIN}.json"
    assert asked.headers["User-Agent"] == "ZeroWasteAI/1.0 (ana@example.com)"
    fields = set(asked.args["fields"].split(","))
    assert fields >= {"product_name_es", "quantity", "allergens_tags", "categories_tags"}
    assert len(fields) < 12


@pytest.mark.parametrize("status", [200, 404])
def test_a_product_nobody_entered_is_none(status: int, server: OpenFactsServer) -> None:
    assert looked_up(server, says(NOT_FOUND, status)) is None


def test_a_product_without_a_name_is_none(server: OpenFactsServer) -> None:
    assert looked_up(server, knows({"brands": "Pascual", "quantity": "1 L"})) is None


def test_what_is_missing_is_left_open(server: OpenFactsServer) -> None:
    found = looked_up(server, knows({"product_name": "Galletas"}))
    assert found is not None
    assert (found.name, found.brand, found.amount) == ("Galletas", None, None)
    assert (found.categories, found.allergens) == ((), frozenset())


def test_fields_of_another_type_are_left_out(server: OpenFactsServer) -> None:
    odd = {
        "product_name": "Galletas\u202e\x00 maría\n",
        "product_name_es": 7,
        "product_name_en": ["x"],
        "brands": {"a": 1},
        "quantity": None,
        "categories_tags": "en:biscuits",
        "allergens_tags": [None, 3, "en:gluten", "en:" + "x" * 500, "es:avellana", "gluten <b>"],
        "traces_tags": {"en:milk": True},
    }
    found = looked_up(server, knows(odd))
    assert found is not None
    assert (found.name, found.name_es, found.brand) == ("Galletas maría", None, None)
    assert found.allergens == {Allergen.GLUTEN, Allergen.NUTS}
    assert (found.categories, found.traces) == ((), frozenset())


def test_a_name_without_end_is_cut(server: OpenFactsServer) -> None:
    found = looked_up(server, knows({"product_name": "x" * 5000, "quantity": "9" * 5000}))
    assert found is not None
    assert len(found.name) == len(found.amount or "") == 120


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (says("<html>busy</html>"), "malformed_reply"),
        (says('{"status": 1, "product": {"product_name": "Ga'), "malformed_reply"),
        (says([1, 2]), "malformed_reply"),
        (says({"status": 1, "product": None}), "malformed_reply"),
        (says({"status": 1, "product": [1]}), "malformed_reply"),
        (says("[" * 100_000), "malformed_reply"),
        (says("x" * 400_000), "reply_too_large"),
        (says({}, 500), "http_500"),
        (says({}, 503), "http_503"),
        (says({}, 403), "http_403"),
        (says({}, 302, {"Location": "http://127.0.0.1:9/"}), "http_302"),
    ],
)
def test_what_is_no_answer_fails(answer: Answer, expected: str, server: OpenFactsServer) -> None:
    assert reason(server, answer) == expected
    assert len(server.asked) == 1


@pytest.mark.parametrize("answer", [hangs(1.5), drips(0.1, 1.5)], ids=["hang", "drip"])
def test_the_deadline_holds(answer: Answer, server: OpenFactsServer) -> None:
    start = time.monotonic()
    assert reason(server, answer, seconds=0.4) in ("timeout", "unreachable")
    assert time.monotonic() - start < 1.4


def test_without_time_nobody_is_asked(server: OpenFactsServer) -> None:
    assert reason(server, knows(MILK), seconds=-1) == "out_of_time"
    assert server.asked == []


def test_a_dropped_connection_fails() -> None:
    with dropping() as (url, _), pytest.raises(ProviderFailed) as caught:
        catalog(url).product(GTIN, CLOCK.monotonic() + 3)
    assert caught.value.reason == "unreachable"


@pytest.mark.parametrize("stall", [True, False], ids=["stalls", "ends"])
def test_a_body_that_is_not_whole_fails(stall: bool) -> None:
    with cutting(stall=stall) as url, pytest.raises(ProviderFailed) as caught:
        catalog(url).product(GTIN, CLOCK.monotonic() + 0.5)
    assert caught.value.reason in ("unreachable", "malformed_reply", "timeout")


def test_nobody_listening_fails() -> None:
    with pytest.raises(ProviderFailed) as caught:
        catalog("http://127.0.0.1:9").product(GTIN, CLOCK.monotonic() + 3)
    assert caught.value.reason == "unreachable"


@pytest.mark.parametrize(
    ("status", "header", "wait"),
    [(429, "7", 7), (503, "120", 120), (429, None, 60), (429, "soon", 60), (429, "1e9", 3600)],
)
def test_who_asks_for_patience_is_left_alone(
    status: int, header: str | None, wait: float, server: OpenFactsServer
) -> None:
    server.answer = says({}, status, {"Retry-After": header} if header else {})
    one = catalog(server.url)
    waits = []
    for _ in range(3):
        with pytest.raises(ProviderFailed) as caught:
            one.product(GTIN, CLOCK.monotonic() + 5)
        waits.append((caught.value.reason, caught.value.retry_after_s))
    assert waits[0] == (f"http_{status}", wait)
    assert [told for told, _ in waits[1:]] == ["resting", "resting"]
    assert waits[1][1] == pytest.approx(wait, abs=2)
    assert len(server.asked) == 1


def test_no_more_is_asked_than_the_terms_allow(server: OpenFactsServer) -> None:
    server.answer = says(NOT_FOUND, 404)
    one = catalog(server.url)
    for _ in range(RATE.most):
        assert one.product(GTIN, CLOCK.monotonic() + 5) is None
    with pytest.raises(ProviderFailed) as caught:
        one.product(GTIN, CLOCK.monotonic() + 5)
    assert caught.value.reason == "own_limit"
    assert 0 < (caught.value.retry_after_s or 0) <= RATE.seconds
    assert len(server.asked) == RATE.most


def test_the_sister_for_cosmetics_knows_no_food(server: OpenFactsServer) -> None:
    server.answer = knows({"product_name": "Champú"})
    found = catalog(server.url, edible=False).product(GTIN, CLOCK.monotonic() + 5)
    assert found is not None
    assert not found.edible
