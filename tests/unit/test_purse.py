"""Calls are added up whatever comes of them, and end with the day's budget."""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest

from shared.adapters.prompting.asking import ask
from shared.adapters.prompting.question import Question
from shared.adapters.prompting.reply import Count, Reply
from shared.config import read
from shared.domain.errors import ProviderFailed
from shared.domain.spending import DEAREST, PRICES, Usage, sold_at
from shared.ports.spending import Meter
from shared.workflows.purse import Purse, ThreadMeter, metered
from tests.fakes.clock import FakeClock
from tests.fakes.spending import FakeLedger

METER = ThreadMeter()
# Half a cent.
CALL = Usage("gemini", "gemini-3.5-flash-lite", 0, 2_000)


class Setting:
    def __init__(self, most_usd: float) -> None:
        self.clock = FakeClock()
        self.ledger = FakeLedger()
        self.purse = Purse("k1", most_usd, self.ledger, self.clock)

    def pay(self, error: Exception | None = None) -> str:
        def call() -> str:
            METER.record(CALL)
            if error:
                raise error
            return "answer"

        return self.purse.run(call)

    @property
    def micro_usd(self) -> int:
        return self.ledger.spent("k1", self.clock.now().date()).micro_usd


def test_calls_are_added_up_until_the_budget_is_spent() -> None:
    setting = Setting(0.01)
    assert [setting.pay(), setting.pay()] == ["answer"] * 2
    with pytest.raises(ProviderFailed) as caught:
        setting.pay()
    assert caught.value.reason == "budget"
    assert setting.micro_usd == 10_000


def test_the_next_day_begins_anew() -> None:
    setting = Setting(0.005)
    setting.pay()
    setting.clock.move(timedelta(days=1))
    assert setting.pay() == "answer"


def test_without_a_budget_nobody_is_asked() -> None:
    setting = Setting(0)
    with pytest.raises(ProviderFailed):
        setting.pay()
    assert setting.micro_usd == 0


def test_a_call_that_failed_is_paid_for() -> None:
    setting = Setting(1)
    with pytest.raises(ProviderFailed):
        setting.pay(ProviderFailed("finish_length"))
    assert setting.micro_usd == 5_000


def test_a_ledger_that_is_down_costs_no_answer(
    caplog: pytest.LogCaptureFixture,
) -> None:
    setting = Setting(1)
    setting.ledger.down = True
    assert setting.pay() == "answer"
    assert "spending not added up" in caplog.text


def test_what_is_used_outside_of_a_purse_counts_for_nobody() -> None:
    setting = Setting(1)
    METER.record(CALL)
    setting.purse.run(lambda: None)
    assert setting.ledger.days[("k1", setting.clock.now().date())].calls == 0


@pytest.mark.parametrize(
    ("usage", "micro_usd"),
    [
        (Usage("gemini", "gemini-3.5-flash-lite", 1_000_000, 0), 300_000),
        (Usage("gemini", "gemini-3.5-flash-lite", 1_000, 1_000), 2_800),
        (Usage("gemini", "gemini-nano-banana-2.1", 0, 1_120, pictures=1), 33_600),
        (Usage("gemini", "gemini-nano-banana-2.1", pictures=1), 33_600),
        (Usage("openai", "gpt-image-2.5-flare", pictures=1), 6_000),
        (Usage("openai", "llama-at-home", 9_000_000, 9_000_000, 5, 5), 0),
        (Usage("openai", "gpt-6-luna-2026-09-22", 1_000_000, 1_000_000, sold=True), 600_000),
        (Usage("gemini", "gemini-3.5-flash-lite-001", 1_000_000, 0), 300_000),
        (Usage("gemini", "gemini-3.5-pro", 1_000_000, 1_000_000, sold=True), 35_000_000),
        (Usage("gemini", "gemini-3.5-flash-image", pictures=1, sold=True), 33_600),
    ],
)
def test_a_call_costs_what_the_table_says(usage: Usage, micro_usd: int) -> None:
    assert usage.micro_usd == micro_usd


@pytest.mark.parametrize(
    ("url", "sold"),
    [
        ("https://generativelanguage.googleapis.com", True),
        ("https://europe-west1-aiplatform.googleapis.com/v1", True),
        ("https://api.openai.com/v1", True),
        ("https://eu.api.openai.com/v1/", True),
        ("http://localhost:11434/v1", False),
        ("http://openai.com.example:8000/v1", False),
        ("https://notopenai.com/v1", False),
        ("http://10.0.0.7/v1", False),
        ("", False),
    ],
)
def test_what_google_and_openai_serve_is_sold(url: str, sold: bool) -> None:
    assert sold_at(url) is sold


def test_nothing_listed_is_dearer_than_the_dearest() -> None:
    for price in PRICES.values():
        assert all(most >= one for most, one in zip(DEAREST, price, strict=True))


def test_every_default_model_has_a_price() -> None:
    settings = read({"GOOGLE_CLOUD_PROJECT": "p"}).model_dump()
    assert {value for name, value in settings.items() if name.endswith("_model")} <= set(PRICES)


class Service:
    """A provider of models whose calls end with `error`."""

    name = "gemini"

    def __init__(self, error: Exception | None, *, sold: bool = True) -> None:
        self.error, self.sold = error, sold
        self.meter: Meter = METER

    def send(self, question: Question, seconds: float, count: Count) -> Reply:
        if self.error:
            raise self.error
        count(100, 10)
        return Reply("{}", None)


WRITE = Question(
    "write",
    "gemini-3.5-flash-lite",
    "r" * 1_200,
    "t" * 1_200,
    schema={"type": "object"},
    max_tokens=2_000,
)
PAINT = Question("paint", "gemini-nano-banana-2.1", "rules", "dish")


def used(question: Question, error: Exception | None, *, sold: bool = True) -> Usage:
    with metered() as usages, suppress(ProviderFailed):
        ask(Service(error, sold=sold), FakeClock(), question, FakeClock().monotonic() + 60)
    return usages[-1]


def test_a_call_that_the_clock_cut_off_is_counted_at_its_most() -> None:
    late = ProviderFailed("timeout")
    assert used(WRITE, None)[2:4] == (100, 10)
    sent, written = used(WRITE, late)[2:4]
    assert (sent > 1_000, written) == (True, 2_000)
    assert used(PAINT, late).pictures == 1
    assert used(PAINT, late).micro_usd >= 33_600


@pytest.mark.parametrize("reason", ["http_503", "unreachable", "rate_limited"])
def test_a_call_that_was_turned_away_costs_nothing(reason: str) -> None:
    assert used(WRITE, ProviderFailed(reason)).micro_usd == 0
    assert used(PAINT, ProviderFailed(reason)).micro_usd == 0


def test_a_model_nobody_priced_ends_the_budget_and_is_told_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    unlisted = replace(WRITE, model="gemini-9-pro")
    found = [used(unlisted, None) for _ in range(2)]
    assert all(one.micro_usd == 100 * 5 + 10 * 30 for one in found)
    warned = [one for one in caplog.records if one.levelname == "WARNING"]
    assert [getattr(one, "model", "") for one in warned] == ["gemini-9-pro"]
    assert used(unlisted, None, sold=False).micro_usd == 0
