"""What was saved follows from the movements that happened, and from nothing else."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.catalog import foods
from shared.domain.effect import effect_of
from shared.domain.food import DateKind
from shared.domain.impact_query import ImpactQuery, Period, whole_months
from shared.domain.impact_summary import Counted, ImpactSummary, summarised
from shared.domain.insight import Said
from shared.domain.item import Kind
from shared.domain.language import Language
from shared.domain.movement import Act, Entry, MovementKind, Reason
from shared.domain.portion import Portion
from shared.domain.saving import saved_of
from shared.domain.streak import Streak, streak
from shared.domain.taking import consumed, discarded
from shared.domain.tally import Bucket, Tally, tallied
from shared.domain.waste import counted, waste_of
from shared.ports.stock import StockChange
from shared.workflows.move_stock import Stock, store, undo
from tests.fakes.stock import FakeItems, FakeMovements
from tests.samples import NOW, TODAY, lot

FOODS = foods.load()
IN = {"whole_milk": Decimal(750), "tomato": Decimal(500), "agar": Decimal(100)}
WHAT = st.sampled_from(["eat", "eat", "discard", "undo"])
STEPS = st.lists(
    st.tuples(
        WHAT,
        st.sampled_from(sorted(IN)),
        st.integers(1, 40),
        st.integers(0, 50),
        st.sampled_from(list(Reason)),
    ),
    max_size=25,
)


def stocked() -> Stock:
    items = FakeItems()
    for food_id, grams in IN.items():
        one = {"id": food_id, "name": food_id, "food_id": food_id, "quantity": grams, "unit": "g"}
        items.add([lot(**one, expires_on=TODAY + timedelta(days=20), price=Decimal("7.77"))])
    return Stock(items, FakeMovements(items), FOODS)


def act(name: str, days: int) -> Act:
    return Act(name, NOW + timedelta(days=days), "ana")


def take(stock: Stock, act: Act, food_id: str, grams: int, reason: Reason | None) -> None:
    def change() -> StockChange:
        held, food, portion = stock.items.get(food_id), FOODS[food_id], Portion(Decimal(grams))
        if reason is None:
            step = consumed(held, portion, food, act)
        else:
            step = discarded(held, portion, reason, food, act)
        return StockChange((step.lot,), (step.entry,))

    store(change, act, stock)


def plainly(entries: Mapping[str, Entry]) -> dict[tuple[date, str], dict[str, Decimal]]:
    """The counters as anybody would add them up from the list of movements, by the catalog."""
    sums: dict[tuple[date, str], dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for entry in entries.values():
        if entry.kind is MovementKind.UNDO or entry.undone_by is not None:
            continue
        left = (TODAY + timedelta(days=20) - entry.on).days
        fates = ["eaten", "rescued"] if left <= 3 else ["eaten"]
        for fate in fates if entry.reason is None else [entry.reason.value]:
            known = FOODS[entry.food_id or ""].footprint
            cell = sums[entry.on, fate]
            cell["times"] += 1
            cell["grams"] += entry.quantity
            cell["money"] += entry.value or 0
            for name in ("co2e_kg", "water_l", "land_m2"):
                figure = getattr(known, name)
                if figure is not None:
                    cell[name] += round(Decimal(str(figure)) * entry.quantity / 1000, 3)
                    cell[name.split("_")[0] + "_grams"] += entry.quantity
    return {key: {n: v for n, v in cell.items() if v} for key, cell in sums.items()}


def shown(tally: Tally) -> dict[str, Decimal]:
    figures = {name: Decimal(v) for name, v in tally.model_dump(exclude={"value"}).items() if v}
    return figures | ({"money": tally.value["EUR"]} if tally.value else {})


@given(steps=STEPS)
def test_the_counters_are_the_sum_of_the_movements(
    steps: list[tuple[str, str, int, int, Reason]],
) -> None:
    stock = stocked()
    movements = stock.movements
    assert isinstance(movements, FakeMovements)
    for number, (what, food_id, grams, day, reason) in enumerate(steps):
        doing = act(f"m{number}", day)
        if what == "undo":
            open_ones = [e for e in movements.entries.values() if e.kind is not MovementKind.UNDO]
            left = [e for e in open_ones if e.undone_by is None]
            if left:
                undo(left[grams % len(left)].id, doing, stock)
        elif stock.items.find([food_id])[food_id].quantity > grams:
            take(stock, doing, food_id, grams, reason if what == "discard" else None)
            take(stock, doing, food_id, grams, reason if what == "discard" else None)
    counted = movements.tallies(TODAY, TODAY + timedelta(days=60))
    found = {(bucket.day, bucket.fate): shown(tally) for bucket, tally in counted.items()}
    assert found == plainly(movements.entries)


def test_what_is_not_assessed_is_no_zero() -> None:
    of_agar = effect_of(lot(unit="g"), Decimal(10), FOODS["agar"], eaten_on=TODAY)
    assert of_agar.grams == Decimal(10)
    assert of_agar.co2e_kg is None
    assert of_agar.water_l is None
    unknown = effect_of(lot(unit="unit"), Decimal(1), None, eaten_on=TODAY)
    assert unknown.grams is None
    assert unknown.land_m2 is None


@pytest.mark.parametrize(
    ("days_left", "kind", "rescued"),
    [
        (4, DateKind.BEST_BEFORE, False),
        (3, DateKind.BEST_BEFORE, True),
        (0, DateKind.USE_BY, True),
        (-1, DateKind.USE_BY, False),
        (-9, DateKind.BEST_BEFORE, True),
    ],
)
def test_rescued_is_what_was_in_its_last_days(
    days_left: int, kind: DateKind, rescued: bool
) -> None:
    held = lot(expires_on=TODAY + timedelta(days=days_left), date_kind=kind)
    milk = FOODS["whole_milk"]
    assert effect_of(held, Decimal("0.2"), milk, eaten_on=TODAY).rescued is rescued
    assert not effect_of(held, Decimal("0.2"), milk, eaten_on=None).rescued


@pytest.mark.parametrize(
    ("kind", "eaten", "wasted"),
    [(Kind.INGREDIENT, True, True), (Kind.DISH, False, True), (Kind.PRODUCT, False, False)],
)
def test_cosmetics_are_no_food_and_dishes_were_counted_when_they_were_cooked(
    kind: Kind, eaten: bool, wasted: bool
) -> None:
    held, milk, half = lot(kind=kind), FOODS["whole_milk"], Portion(Decimal("0.2"))
    ate = consumed(held, half, milk, act("eat", 0)).entry
    threw = discarded(held, half, Reason.SPOILED, milk, act("throw", 0)).entry
    assert bool(tallied([ate], [])) is eaten
    assert bool(tallied([threw], [])) is wasted
    assert bool(counted([threw], [])) is wasted
    assert tallied([ate, threw], [ate, threw]) == {}


@pytest.mark.parametrize(
    ("eaten", "rescued", "wasted", "saved"),
    [
        (1000, 500, 0, 80),
        (1000, 30, 0, 30),
        (1000, 0, 0, 0),
        (950, 500, 50, 30),
        (900, 500, 100, 0),
        (0, 0, 0, 0),
    ],
)
def test_saved_is_never_more_than_the_average_wastes_nor_than_was_rescued(
    eaten: int, rescued: int, wasted: int, saved: int
) -> None:
    def tally(grams: int) -> Tally:
        return Tally(grams=Decimal(grams), value={"EUR": Decimal(grams)})

    found = saved_of(tally(eaten), tally(rescued), tally(wasted))
    assert found.grams == saved
    assert found.value == ({"EUR": saved} if saved else {})


def days(*numbers: int) -> list[date]:
    return [TODAY + timedelta(days=number) for number in numbers]


@pytest.mark.parametrize(
    ("active", "wasteful", "found"),
    [
        ([], [], (0, 0, 0)),
        ([0], [], (21, 3, 21)),
        ([0, 5], [5], (15, 2, 15)),
        ([0, 14], [14], (6, 0, 14)),
        ([0, 20], [20], (0, 0, 20)),
    ],
)
def test_a_streak_is_days_without_waste(
    active: list[int], wasteful: list[int], found: tuple[int, int, int]
) -> None:
    run = streak(days(*active), days(*wasteful), TODAY + timedelta(days=20))
    assert (run.days, run.weeks, run.longest_days) == found


def summary(stock: Stock, period: Period, language: Language) -> ImpactSummary:
    start, end = TODAY, TODAY + timedelta(days=60)
    waste = waste_of(stock.movements.waste("2026-06", "2026-07"))
    counted = Counted(start, end, end, stock.movements.tallies(start, end), waste)
    return summarised(counted, period, FOODS, language)


def test_the_summary_tells_what_happened() -> None:
    stock = stocked()
    take(stock, act("a", 0), "tomato", 10, Reason.EXPIRED)
    take(stock, act("b", 18), "tomato", 300, None)
    take(stock, act("c", 18), "tomato", 10, Reason.SPOILED)
    take(stock, act("d", 19), "tomato", 10, Reason.SPOILED)
    take(stock, act("e", 29), "whole_milk", 300, None)
    found = summary(stock, Period.MONTH, Language.ES)
    assert found.total.eaten.grams == 600
    assert found.total.rescued.grams == 600
    assert found.total.wasted.grams == 30
    assert found.total.saved.grams == Decimal("20.4")
    assert {r: s.times for r, s in found.wasted_by_reason.items()} == {"expired": 1, "spoiled": 2}
    assert [one.name for one in found.trend] == ["2026-06"]
    texts = [one.text for one in found.insights]
    assert texts == [
        "El tomate es lo que más se tira: 3 veces en junio.",
        "Lo más frecuente al tirar algo: se estropeó antes (2 de 3 veces).",
        "2 veces comiste algo en sus últimos días.",
    ]
    assert {one.measure for one in found.comparisons} == {"car_km", "showers"}
    assert found.streak == Streak(
        days=41, weeks=5, longest_days=41, since=TODAY + timedelta(days=20)
    )
    undo("b", act("u", 30), stock)
    undo("e", act("v", 30), stock)
    after = summary(stock, Period.WEEK, Language.EN)
    assert after.total.eaten.times == 0
    assert after.total.saved.grams == 0
    assert [one.name for one in after.trend] == ["2026-W23", "2026-W25"]
    assert after.comparisons == []
    assert "Tomato is what you throw away most: 3 times in June." in [
        one.text for one in after.insights
    ]


def test_a_kitchen_of_which_there_is_nothing_to_tell() -> None:
    found = summary(stocked(), Period.WEEK, Language.EN)
    assert found.trend == []
    assert found.insights == []
    assert found.total.eaten.coverage.co2e is None
    assert found.message is not None


def test_the_days_asked_for() -> None:
    today = date(2026, 6, 1)
    assert ImpactQuery().days(today) == (date(2025, 6, 2), today)
    late = ImpactQuery.model_validate({"from": date(2026, 7, 1)})
    assert late.days(today) == (date(2026, 7, 1), date(2026, 7, 1))
    long_ago = ImpactQuery.model_validate({"from": date(2020, 1, 1)})
    assert (long_ago.days(today)[1] - date(2020, 1, 1)).days == 730
    for start, end in (("2026-06-02", "2026-06-01"), ("2020-01-01", "2026-01-01")):
        with pytest.raises(ValueError, match="at most"):
            ImpactQuery.model_validate({"from": start, "to": end})


def test_a_bucket_knows_its_month() -> None:
    assert Bucket(TODAY, "eaten").month == "2026-06"


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ("2026-05-01", "2026-05-31", ("2026-05", "2026-05")),
        ("2026-05-02", "2026-06-30", ("2026-06", "2026-06")),
        ("2026-05-01", "2026-06-29", ("2026-05", "2026-05")),
        ("2026-05-01", "2026-07-10", ("2026-05", "2026-07")),
        ("2026-12-05", "2027-01-31", ("2027-01", "2027-01")),
        ("2025-12-05", "2026-01-30", ("2026-01", "2025-12")),
        ("2026-05-10", "2026-05-20", ("2026-06", "2026-04")),
    ],
)
def test_foods_are_told_of_months_that_are_asked_for_whole(
    start: str, end: str, months: tuple[str, str]
) -> None:
    found = whole_months(date.fromisoformat(start), date.fromisoformat(end), date(2026, 7, 10))
    assert found == months


def wasted(*stretches: tuple[int, int, int]) -> dict[Bucket, Tally]:
    """So many grams on a day of a month of 2026."""
    return {
        Bucket(date(2026, month, day), "expired"): Tally(times=1, grams=Decimal(grams))
        for month, day, grams in stretches
    }


def said(tallies: dict[Bucket, Tally], start: date, end: date, today: date) -> list[str]:
    counted = Counted(start, end, today, tallies, waste_of({}))
    found = summarised(counted, Period.MONTH, FOODS, Language.EN)
    return [one.kind for one in found.insights if one.kind in (Said.LESS_WASTE, Said.MORE_WASTE)]


@pytest.mark.parametrize(
    ("tallies", "end", "today", "kinds"),
    [
        (wasted((4, 10, 1000), (5, 10, 50)), date(2026, 5, 31), date(2026, 6, 2), ["less_waste"]),
        (wasted((4, 10, 1000), (5, 1, 50)), date(2026, 5, 31), date(2026, 5, 2), []),
        (wasted((4, 10, 1000), (5, 1, 50)), date(2026, 5, 31), date(2026, 5, 31), []),
        (wasted((1, 10, 1000), (5, 1, 50)), date(2026, 5, 31), date(2026, 6, 2), []),
        (wasted((3, 10, 1000), (4, 10, 50)), date(2026, 5, 31), date(2026, 6, 2), []),
    ],
)
def test_only_a_period_that_is_over_is_compared_with_the_one_right_before(
    tallies: dict[Bucket, Tally], end: date, today: date, kinds: list[str]
) -> None:
    assert said(tallies, date(2026, 1, 1), end, today) == kinds


def test_a_streak_counts_no_day_that_has_not_come() -> None:
    end, today = date(2026, 6, 30), date(2026, 6, 4)
    counted = Counted(date(2026, 6, 1), end, today, wasted((6, 1, 10)), waste_of({}))
    found = summarised(counted, Period.MONTH, FOODS, Language.EN)
    assert found.streak == Streak(days=3, weeks=0, longest_days=3, since=date(2026, 6, 2))
