"""Every outside source: what is believed of its answers, and how each may go wrong."""

import json
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qs

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from shared.domain.errors import ProviderFailed
from shared.domain.labels.kinds import OutsideKind, SourceState
from shared.domain.labels.outside import OutsideFact, SourceAnswer, Subject, statements
from shared.domain.language import Language
from shared.workflows.ask_sources import Sources
from shared.workflows.known_substances import KnownSubstances
from tests.contract.gemini_server import dropping
from tests.contract.substance_servers import CLOCK, CONTACT, SERVED, answering, source

ALL = sorted(SERVED)
Handler = Callable[[Request], Response]


@dataclass
class Server:
    url: str
    handler: Handler = lambda request: Response(status=500)
    asked: list[Request] = field(default_factory=list)

    def handle(self, request: Request) -> Response:
        request.get_data(cache=True)
        self.asked.append(request)
        return self.handler(request)


@pytest.fixture(scope="module")
def running() -> Iterator[Server]:
    with HTTPServer(threaded=True) as http:
        server = Server(http.url_for("").rstrip("/"))
        http.expect_request(re.compile(".*")).respond_with_handler(server.handle)
        yield server


@pytest.fixture
def server(running: Server) -> Server:
    running.asked.clear()
    return running


def looked_up(name: str, url: str) -> list[OutsideFact] | None:
    found = source(name, url).look_up(SERVED[name].subject, CLOCK.monotonic() + 5)
    return None if found is None else list(found)


def asked(name: str, url: str, seconds: float = 3) -> SourceAnswer:
    """The answer of the whole workflow about one source."""
    sources = Sources([source(name, url, seconds=0.4)], KnownSubstances([]), CLOCK)
    answers = sources.look_up(SERVED[name].subject, CLOCK.now(), CLOCK.monotonic() + seconds)
    return next(one for one in answers if one.source == name)


def says(body: object, status: int = 200, **headers: str) -> Handler:
    text = body if isinstance(body, str) else json.dumps(body)
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda request: Response(text, status, told, content_type="application/json")


def hang(request: Request) -> Response:
    time.sleep(0.8)
    return Response("{}", content_type="application/json")


def told(name: str, server: Server, language: Language = Language.EN) -> list[tuple[str, str]]:
    server.handler = answering(name)
    answer = asked(name, server.url)
    return [(one.statement, one.reference) for one in statements([answer], language)]


# What a source says


def test_pubchem_tells_hazard_statements_the_harmonised_before_the_notified(server: Server) -> None:
    law = "Regulation (EC) No 1272/2008 of the European Parliament and of the Council"
    assert told("pubchem", server) == [
        (
            "H317: May cause an allergic skin reaction (the pure substance).",
            f"PubChem CID 22311; {law}",
        ),
        (
            "H410: Very toxic to aquatic life with long lasting effects (the pure substance).",
            f"PubChem CID 22311; {law}",
        ),
        (
            "H315: Causes skin irritation (the pure substance; 99.1 % of notifications).",
            "PubChem CID 22311; European Chemicals Agency (ECHA)",
        ),
    ]
    by_number, classification = server.asked
    assert by_number.args["name"] == "138-86-3"
    assert classification.path == "/rest/pug_view/data/compound/22311/JSON"
    assert classification.args["heading"] == "GHS Classification"


def test_statements_are_told_in_both_languages(server: Server) -> None:
    statement = (
        "H315: Provoca irritación cutánea (la sustancia pura; 99,1 % de las notificaciones)."
    )
    assert told("pubchem", server, Language.ES)[2][0] == statement
    assert "57 notificaciones" in told("openfda", server, Language.ES)[0][0]


def test_a_compound_without_a_classification_is_known_and_nothing_is_stated(
    server: Server,
) -> None:
    fault = {"Fault": {"Code": "PUGVIEW.NotFound", "Message": "No data found"}}
    first = answering("pubchem")
    server.handler = lambda request: (
        says(fault, 404)(request) if "pug_view" in request.path else first(request)
    )
    assert looked_up("pubchem", server.url) == []


def test_names_with_slashes_go_into_arguments(server: Server) -> None:
    server.handler = says(*reversed(SERVED["pubchem"].knows_nothing))
    subject = Subject("Acrylates/C10-30 Alkyl Acrylate Crosspolymer")
    assert source("pubchem", server.url).look_up(subject, CLOCK.monotonic() + 5) is None
    assert server.asked[0].args["name"] == subject.name


def test_openfda_counts_reports_and_calls_them_so(server: Server) -> None:
    [(statement, reference)] = told("openfda", server)
    assert statement.startswith("57 adverse event reports")
    assert "proves no cause" in statement
    assert reference == "openFDA cosmetic/event, 2026-10-29"
    assert server.asked[0].path == "/cosmetic/event.json"
    assert server.asked[0].args["search"] == 'products.product_name:"Limonene"'


def test_a_name_cannot_leave_its_quotes(server: Server) -> None:
    server.handler = answering("openfda")
    odd = Subject('a" OR products.role:"Suspect\\')
    source("openfda", server.url).look_up(odd, CLOCK.monotonic() + 5)
    search = server.asked[0].args["search"]
    assert search == 'products.product_name:"a OR products.role: Suspect"'


def test_cosing_tells_its_annex_and_functions(server: Server) -> None:
    assert told("cosing", server) == [
        ("Listed in Regulation (EC) 1223/2009: III/88.", "CosIng 35081"),
        ("Functions stated: deodorant, perfuming.", "CosIng 35081"),
    ]
    [request] = server.asked
    assert request.method == "POST"
    assert request.args["apiKey"] == "search-key"
    assert '"inciName": "LIMONENE"' in request.get_data(as_text=True)


def test_cosing_of_another_name_is_unknown(server: Server) -> None:
    other = {"results": [{"metadata": {"inciName": ["LIMONENE OXIDE"], "substanceId": ["1"]}}]}
    server.handler = says(other)
    assert looked_up("cosing", server.url) is None


def test_an_additive_is_told_with_who_evaluated_it(server: Server) -> None:
    [(statement, reference)] = told("open_food_facts", server)
    assert statement.startswith("No risk of exceeding the acceptable intake")
    assert reference.startswith("additives en:e102; Scientific Opinion on the re-evaluation")
    assert reference.endswith("2009-11-12")
    assert server.asked[0].path == "/api/v2/taxonomy"
    assert server.asked[0].args["tagtype"] == "additives"


def test_an_ingredient_of_cosmetics_is_told_with_its_functions(server: Server) -> None:
    assert told("open_beauty_facts", server) == [
        ("It may not be vegan.", "ingredients en:limonene"),
        ("Functions stated: deodorant, perfuming.", "ingredients en:limonene"),
    ]
    assert server.asked[0].args["tagtype"] == "ingredients"


@pytest.mark.parametrize("name", ["ewg", "invima"])
def test_a_configured_source_is_told_in_its_own_words(name: str, server: Server) -> None:
    expected = [("Fragrance allergen; concern grows as it oxidises.", "Skin Deep, LIMONENE")]
    assert told(name, server) == expected
    assert parse_qs(server.asked[0].query_string.decode()) == {
        "name": ["Limonene"],
        "cas": ["138-86-3"],
    }


@pytest.mark.parametrize("name", ALL)
def test_every_source_is_told_who_asks_and_says_what_it_is(name: str, server: Server) -> None:
    server.handler = answering(name)
    facts = looked_up(name, server.url)
    assert facts
    assert {fact.kind for fact in facts} <= set(OutsideKind)
    for request in server.asked:
        assert request.headers["User-Agent"] == f"ZeroWasteAI/1.0 ({CONTACT})"


@pytest.mark.parametrize("name", ALL)
def test_nobody_follows_to_another_host(name: str, server: Server) -> None:
    server.handler = says({}, 302, Location="http://127.0.0.1:9/")
    assert asked(name, server.url).reason == "http_302"
    assert len(server.asked) == 1


def test_text_without_end_is_cut_and_facts_too(server: Server) -> None:
    many = {"facts": [{"statement": "x" * 900, "reference": "y" * 900, "url": "j" * 90}] * 40}
    server.handler = says(many)
    facts = looked_up("ewg", server.url) or []
    assert len(facts) == 12
    assert {len(fact.value or "") for fact in facts} == {300}
    assert {fact.url for fact in facts} == {None}


def test_a_thousand_codes_are_twelve(server: Server) -> None:
    strings = [{"String": f"H3{n:02d}: x"} for n in range(100)]
    listed = {"Name": "GHS Hazard Statements", "Value": {"StringWithMarkup": strings}}
    section = {"TOCHeading": "GHS Classification", "Information": [listed]}
    first = answering("pubchem")
    server.handler = lambda request: (
        says({"Record": {"Section": [section]}})(request)
        if "pug_view" in request.path
        else first(request)
    )
    assert len(looked_up("pubchem", server.url) or []) == 12


# Every source and every fault: what each of them is told as


FAULTS: dict[str, tuple[SourceState, str | None]] = {
    "not found": (SourceState.UNKNOWN, None),
    "malformed": (SourceState.FAILED, "malformed_reply"),
    "wrong types": (SourceState.FAILED, "malformed_reply"),
    "huge": (SourceState.FAILED, "reply_too_large"),
    "429": (SourceState.FAILED, "http_429"),
    "503": (SourceState.FAILED, "http_503"),
    "hang": (SourceState.FAILED, "timeout"),
    "dropped": (SourceState.FAILED, "unreachable"),
}
# A connection that breaks is tried once more; nothing else is.
CALLS = dict.fromkeys(FAULTS, 1) | {"dropped": 2}


@contextmanager
def failing(name: str, fault: str, server: Server) -> Iterator[tuple[str, Callable[[], int]]]:
    if fault == "dropped":
        with dropping() as (url, dropped):
            yield url, lambda: len(dropped)
        return
    status, body = SERVED[name].knows_nothing
    server.handler = {
        "not found": says(body, status),
        "malformed": says('{"results": [{"a": 1'),
        "wrong types": says(SERVED[name].wrong),
        "huge": says({"results": "x" * 2_000_000}),
        "429": says({"error": "slow down"}, 429, Retry_After="7"),
        "503": says("busy", 503),
        "hang": hang,
    }[fault]
    yield server.url, lambda: len(server.asked)


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("name", ALL)
def test_what_a_fault_is_told_as(name: str, fault: str, server: Server) -> None:
    state, reason = FAULTS[fault]
    with failing(name, fault, server) as (url, calls):
        started = time.monotonic()
        answer = asked(name, url)
        assert (answer.state, answer.reason, answer.facts) == (state, reason, ())
        assert calls() == CALLS[fault]
        assert time.monotonic() - started < 3
    assert (answer.asked_at is None) == (state is SourceState.FAILED)


@pytest.mark.parametrize("name", ALL)
def test_who_asks_for_patience_is_left_alone_as_long(name: str, server: Server) -> None:
    server.handler = says({}, 429, Retry_After="7")
    one = source(name, server.url)
    reasons = []
    for _ in range(3):
        with pytest.raises(ProviderFailed) as caught:
            one.look_up(SERVED[name].subject, CLOCK.monotonic() + 3)
        reasons.append((caught.value.reason, round(caught.value.retry_after_s or 0)))
    assert reasons == [("http_429", 7), ("resting", 7), ("resting", 7)]
    assert len(server.asked) == 1


def test_pubchem_is_asked_five_times_a_second_and_the_sixth_waits(server: Server) -> None:
    server.handler = says(*reversed(SERVED["pubchem"].knows_nothing))
    one = source("pubchem", server.url)
    started = time.monotonic()
    for _ in range(6):
        assert one.look_up(SERVED["pubchem"].subject, CLOCK.monotonic() + 3) is None
    assert time.monotonic() - started >= 0.9
    assert len(server.asked) == 6


def test_a_turn_that_does_not_come_in_time_is_not_waited_for(server: Server) -> None:
    server.handler = says(*reversed(SERVED["pubchem"].knows_nothing))
    one = source("pubchem", server.url)
    deadline = CLOCK.monotonic() + 0.3
    with pytest.raises(ProviderFailed) as caught:
        for _ in range(12):
            one.look_up(SERVED["pubchem"].subject, deadline)
    assert caught.value.reason in ("own_limit", "out_of_time")
    assert len(server.asked) <= 5
