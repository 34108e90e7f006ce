"""Calls are added up whatever comes of them, and end with the day's budget."""

from datetime import timedelta

import pytest

from shared.config import read
from shared.domain.errors import ProviderFailed
from shared.domain.spending import PRICES, Usage
from shared.workflows.purse import Purse, ThreadMeter
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
    ],
)
def test_a_call_costs_what_the_table_says(usage: Usage, micro_usd: int) -> None:
    assert usage.micro_usd == micro_usd


def test_every_default_model_has_a_price() -> None:
    settings = read({"GOOGLE_CLOUD_PROJECT": "p"}).model_dump()
    assert {value for name, value in settings.items() if name.endswith("_model")} <= set(PRICES)
