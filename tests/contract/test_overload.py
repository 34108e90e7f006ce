"""A provider that is down is hardly asked, and asked again once it is back: the short form of
`infra.bench.overload`, on a pause of a third of a second."""

import logging

import pytest

from infra.bench.overload import Plan, run
from shared.domain.breaker import Rules

PLAN = Plan(before_s=0.6, outage_s=1.5, after_s=2.0, writes=30, reads=10, rules=Rules(pause_s=0.3))


def test_an_outage_under_load(monkeypatch: pytest.MonkeyPatch) -> None:
    product = logging.getLogger("zerowaste")
    monkeypatch.setattr(product, "handlers", [logging.NullHandler()])
    monkeypatch.setattr(product, "propagate", False)
    outcome = run(PLAN)
    assert outcome.ratio <= 1.1
    assert {one.engine or one.status for one in outcome.writes} <= {"gemini", "offline", 503}
    assert any(one.engine == "offline" for one in outcome.writes if one.at < outcome.back)
    after = [one for one in outcome.writes if one.at > outcome.back + 1.0]
    assert any(one.engine == "gemini" for one in after)
    assert {one.status for one in outcome.reads} == {200}
