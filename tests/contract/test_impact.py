"""What every store of the counters does, and what reading them costs."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from shared import telemetry
from shared.adapters.firestore import impacts
from shared.catalog import foods
from shared.domain.composing import ingredient
from shared.domain.errors import AlreadyExists
from shared.domain.estimate import Dish, StoredEstimate, estimated
from shared.domain.movement import Act, Reason
from shared.domain.portion import Portion
from shared.domain.taking import consumed, discarded
from shared.domain.tally import EATEN, Bucket, Tally
from shared.domain.units import Quantity, Unit
from shared.ports.impact import Estimates
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


def estimate(name: str, at: datetime) -> StoredEstimate:
    milk = ingredient("Leche", FOODS["whole_milk"], Quantity(Decimal(1), Unit.L), optional=False)
    body = estimated(Dish("r", "Leche", 2, [milk]), FOODS, [lot()])
    own = {"id": name, "recipe_id": "r", "title": "Leche", "fingerprint": "f", "created_at": at}
    return StoredEstimate.model_validate(dict(body) | own)


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


def test_estimates_are_stored_once_and_listed(estimates: Estimates) -> None:
    made = [estimate(f"e{n}", NOW + timedelta(minutes=n)) for n in range(3)]
    for one in made:
        assert estimates.add(one) == one
    later = made[0].model_copy(update={"created_at": NOW + WEEK})
    assert estimates.add(later) == made[0]
    with pytest.raises(AlreadyExists):
        estimates.add(made[0].model_copy(update={"fingerprint": "other"}))
    page = estimates.page(2, None)
    assert page.items == [made[2], made[1]]
    assert estimates.page(2, page.next_cursor).items == [made[0]]
