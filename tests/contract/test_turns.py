"""What every store of turns does, the fake and Firestore alike."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest

from shared.domain.daily import Turn
from shared.ports.messages import Turns
from shared.wiring import Wiring
from tests.fakes.messages import FakeTurns
from tests.samples import NOW, TODAY

# Of a time of this module's own, so that no other test's turns are due.
THEN = NOW - timedelta(days=9000)
KEPT = NOW + timedelta(days=3)


@pytest.fixture
def turns(emulated: Wiring | None) -> Turns:
    return emulated.turns if emulated else FakeTurns()


def turn(uid: str, at: datetime) -> Turn:
    return Turn(uid=uid, next_at=at)


def test_who_is_due_comes_in_order_and_nobody_else(turns: Turns, kitchen_id: str) -> None:
    uids = [f"{kitchen_id}-{n}" for n in range(4)]
    for number, uid in enumerate(uids):
        turns.schedule(turn(uid, THEN + timedelta(minutes=number)))
    first = turns.due(THEN + timedelta(minutes=2), 2, None)
    assert [one.uid for one in first.items] == uids[:2]
    turns.schedule(turn(uids[1], NOW))
    second = turns.due(THEN + timedelta(minutes=2), 2, first.next_cursor)
    assert [one.uid for one in second.items] == [uids[2]]
    for uid in uids:
        turns.cancel(uid)
        turns.cancel(uid)
    assert turns.due(THEN + timedelta(hours=1), 5, None).items == []


def test_a_day_is_claimed_once(turns: Turns, kitchen_id: str) -> None:
    following = turn(kitchen_id, THEN)
    with ThreadPoolExecutor(8) as pool:
        won = list(pool.map(lambda _: turns.claim(following, TODAY, KEPT), range(8)))
    assert won.count(True) == 1
    assert turns.due(THEN, 5, None).items == [following]
    assert turns.claim(following, TODAY + timedelta(days=1), KEPT)
    turns.release(kitchen_id, TODAY)
    assert turns.claim(following, TODAY, KEPT)
    turns.cancel(kitchen_id)
