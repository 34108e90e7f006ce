"""What every store of the counters does, and what reading them costs."""

from datetime import timedelta
from decimal import Decimal

import pytest

from shared import telemetry
from shared.adapters.firestore import impacts
from shared.catalog import foods
from shared.domain.movement import Act, Reason
from shared.domain.portion import Portion
from shared.domain.taking import consumed, discarded
from shared.domain.tally import EATEN, Bucket, Tally
from shared.ports.stock import Items, Movements
from shared.wiring import Wiring
from shared.workflows.move_stock import Decision, Stock, move, undo
from tests.samples import NOW, TODAY, lot

FOODS = foods.load()
QUARTER = Portion(Decimal("0.25"))
WEEK = timedelta(days=7)


def eat() -> Decision:
    return lambda held, food, doing: consumed(held, QUARTER, food, doing)


def throw() -> Decision:
    return lambda held, food, doing: discarded(held, QUARTER, Reason.SPOILED, food, doing)


def test_counters_follow_the_movements(items: Items, movements: Movements) -> None:
    stock = Stock(items, movements, FOODS)
    items.add([lot()])
    for name, decide, days in (("a", eat(), 0), ("b", eat(), 3), ("c", throw(), 3)):
        move("milk-1", decide, Act(name, NOW + timedelta(days=days), "ana"), stock, None)
    first, second = TODAY, TODAY + timedelta(days=3)
    found = movements.tallies(TODAY, TODAY + WEEK)
    assert set(found) == {
        Bucket(first, "eaten"),
        Bucket(second, "eaten"),
        Bucket(second, "rescued"),
        Bucket(second, "spoiled"),
    }
    milk = FOODS["whole_milk"].footprint
    eaten = found[Bucket(first, EATEN)]
    assert (eaten.times, eaten.unweighed) == (1, 0)
    assert eaten.co2e_grams == eaten.grams > 0
    assert float(eaten.co2e_kg) == pytest.approx((milk.co2e_kg or 0) * 0.2575, rel=0.01)
    assert eaten.value == {"EUR": Decimal("0.383")}
    undo("b", Act("u", NOW + WEEK, "ana"), stock)
    after = movements.tallies(TODAY, TODAY + WEEK)
    assert set(after) == {Bucket(first, "eaten"), Bucket(second, "spoiled")}
    assert after[Bucket(first, EATEN)] == eaten
    assert movements.tallies(second, second) == {
        Bucket(second, "spoiled"): after[Bucket(second, "spoiled")]
    }


@pytest.mark.parametrize("history", [1, 100, 1000])
def test_reads_do_not_grow_with_history(wiring: Wiring, kitchen_id: str, history: int) -> None:
    batch = wiring.firestore.batch()
    one = Tally(times=1, grams=Decimal(100))
    past = [TODAY - timedelta(days=number) for number in range(history)]
    impacts.add(batch, wiring.firestore, kitchen_id, {Bucket(day, EATEN): one for day in past})
    batch.commit()
    with telemetry.trail({}) as trail:
        found = wiring.movements(kitchen_id).tallies(TODAY - timedelta(days=31), TODAY)
    assert len(found) == min(history, 32)
    assert trail.sums["trips"] == 1
    assert trail.sums["reads"] <= 3
