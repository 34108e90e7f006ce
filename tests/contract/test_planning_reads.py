"""What planning and shopping read does not grow with the days that were planned."""

from infra.bench.planning_reads import STREAK, fill, grown, measured
from shared.wiring import Wiring


def test_reads_do_not_grow_with_history(wiring: Wiring, kitchen_id: str) -> None:
    found = []
    for days in (20, 60):
        fill(wiring, f"{kitchen_id}-{days}", days)
        found.append(measured(wiring, f"{kitchen_id}-{days}"))
    assert grown(found) == []
    assert found[0][STREAK].documents < found[1][STREAK].documents
    assert found[1]["shopping list"].trips <= 5
