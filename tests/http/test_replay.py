"""A short replay of random operations; the long one is `python -m infra.bench.replay`."""

from infra.bench.replay import Replay
from infra.local.addresses import Addresses


def test_random_operations_agree_with_a_kitchen_written_by_hand(stack: Addresses) -> None:
    replay = Replay(stack, seed=3)
    replay.run(150)
    assert replay.differences == []
    assert sum(replay.counts.values()) >= 150
    assert {status for _, status in replay.counts} >= {200, 201, 409}


def test_a_difference_would_be_seen(stack: Addresses) -> None:
    replay = Replay(stack, seed=5)
    for _ in range(10):
        replay.run(20)
        if replay.plain.present():
            break
    wrong = next(iter(replay.plain.present().values()))
    wrong["quantity"] += 1
    replay.run(1)
    assert replay.differences
