"""A provider that is down is hardly asked, and asked again once it is back: the short form of
`infra.bench.overload`, on a pause of a third of a second."""

from infra.bench.overload import Plan, run
from shared.domain.breaker import Rules

PLAN = Plan(before_s=0.6, outage_s=1.5, after_s=1.5, writes=40, reads=10, rules=Rules(pause_s=0.3))


def test_an_outage_under_load() -> None:
    outcome = run(PLAN)
    assert outcome.ratio <= 1.1
    assert {one.engine or one.status for one in outcome.writes} <= {"gemini", "offline", 503}
    during = [one for one in outcome.writes if 1.2 < one.at < outcome.back]
    assert sum(one.engine == "offline" for one in during) > len(during) / 2
    assert {one.status for one in outcome.reads} == {200}
    assert [one.engine for one in outcome.writes][-1] == "gemini"
