"""The benchmarks in short: nothing is said of time, everything of what is counted and compared."""

from collections.abc import Iterator

import pytest

from infra.bench import all as whole
from infra.bench import cost, journey, reads, routes
from infra.bench.app import NAMES, App, Took, serving
from infra.bench.cold import Module, Start
from infra.bench.day import DAY, DAYS, RECIPES
from infra.bench.home import WORKING
from infra.bench.meter import Reads
from infra.bench.routes import Counts
from infra.bench.soak import Household
from infra.bench.throughput import Compared, Rate
from infra.deploy.table import read as functions
from infra.local.addresses import Addresses

# Round trips, documents read and written; whatever else is stored.
KNOWN = {
    "GET /inventory/items": Counts(1, 21, 0),
    "GET /inventory/items/{id}": Counts(1, 1, 0),
    "POST /inventory/items": Counts(1, 0, 5),
    "POST /inventory/items/{id}/consume": Counts(2, 1, 3),
    "GET /inventory/expiring": Counts(1, 21, 0),
    "GET /planning/days/{date}": Counts(2, 3, 0),
    "POST /recipes": Counts(4, 3, 1),
    "PATCH /recipes/{id}": Counts(5, 4, 1),
    "GET /impact/summary": Counts(2, 2, 0),
    "GET /labels/ingredients/{name}": Counts(1, 1, 0),
    "GET /status": Counts(0, 0, 0),
}


@pytest.fixture
def app(stack: Addresses) -> Iterator[App]:
    with serving(stack) as served:
        yield served


def test_every_route_is_counted_and_timed(app: App) -> None:
    found = routes.measured(app, (50, 80), rounds=1)
    assert {size: {name: one[name] for name in KNOWN} for size, one in found.counts.items()} == {
        50: KNOWN,
        80: KNOWN,
    }
    # These look at the whole stock, up to a bound.
    assert set(found.grown()) <= {"POST /planning/suggestions", "POST /recipes/generations"}
    asks_a_store = {name for name, counts in found.counts[50].items() if counts.trips}
    assert found.times.keys() == asks_a_store - WORKING.keys()
    assert all(ratio > 0 for ratio in found.times.values())
    told = {one.what for one in whole.asked(found)}
    assert told == routes.ALL.keys()


def test_listings_read_a_page_however_much_is_stored(app: App) -> None:
    few, many = reads.measured(app, 40), reads.measured(app, 70)
    assert few.keys() == many.keys() == set(reads.ROUTES)
    assert few["/inventory/items?limit=5"] == many["/inventory/items?limit=5"] == Reads(6, 1)
    assert reads.growing([few, few, many]) == []
    assert reads.growing([few, few, {**many, "/recipes?limit=5": Reads(99, 1)}]) == [
        "/recipes?limit=5"
    ]


def test_the_table_holds_every_function_and_says_what_was_missed() -> None:
    assert set(NAMES) == functions().keys()
    starts = whole.started({name: Start(1.2, 1.1) for name in NAMES})
    loads = whole.loaded({name: [Module("shared.http", 3.0), Module("re", 1.0)] for name in NAMES})
    slow, refused = Rate(10.0, 0.1, 0), Rate(10.0, 0.1, 3)
    rates = whole.answered([Compared(1, slow, slow, 1.0), Compared(8, refused, slow, 9.0)])
    figures = [*starts, *loads, *rates]
    assert {one.what for one in figures} >= set(NAMES)
    assert [(one.what, one.measured) for one in figures if one.met is False] == [
        ("8 clients (10 a second here)", "9.00"),
        ("refused", "3"),
    ]
    assert whole.table(figures).row_count > len(figures)


def test_a_journey_ends_with_every_picture_and_its_way_is_counted(app: App) -> None:
    found = journey.measured(app, rounds=1, recipes=1, lots=6)
    [[new], [known]] = found.values()
    for one in (new, known):
        assert one.ready
        assert one.images == ["ready"]
        counted = [one.asked, *one.drawn]
        assert all(took.trips and took.reads and took.writes for took in counted)
        whole = one.steps()[journey.IN_TURN]
        assert whole.reads == sum(took.reads for took in counted)
    # Who draws first claims the dish, and says when it is drawn.
    assert new.drawn[0].writes == known.drawn[0].writes + 2
    assert journey.table(found).row_count == 2 * (1 + len(new.steps()))


def test_a_journey_whose_picture_never_came_is_not_ready() -> None:
    took = Took(seconds=1.0, cpu=0.1)
    assert journey.Journey(0.1, took, [took, took], ["ready", "ready"]).ready
    assert not journey.Journey(0.1, took, [took, took], ["ready", "pending"]).ready
    assert not journey.Journey(0.1, took, [took, took], ["ready"]).ready


def test_a_month_is_priced_from_what_the_day_takes(app: App) -> None:
    rows = cost.prices()
    month = cost.measured(app, rounds=1)
    used = month.units(10)
    assert used.keys() == rows.keys()
    runs = sum(cost.schedules().values())
    assert used["requests"] == pytest.approx(10 * sum(DAY.values()) * DAYS + runs)
    assert used["reads"] > used["writes"] > 0
    # Each picture is a task, sent once and delivered once.
    pictures = DAY["POST /recipes/generations"] * RECIPES * DAYS
    assert 0 < month.kitchen["tasks"] <= 2 * pictures
    assert cost.sleeping_usd(rows) < 0.01
    assert cost.table(month, rows).row_count > len(rows)


def test_the_free_tier_is_taken_off_once_and_unknown_prices_are_left_out() -> None:
    rows = cost.prices()
    assert all(row.source for row in rows.values())
    assert rows["schedules"].of(4, free=True) == pytest.approx(0.10)
    assert rows["schedules"].of(4, free=False) == pytest.approx(0.40)
    assert rows["reads"].of(1_000_000, free=True) == 0
    assert rows["secrets"].usd is None
    assert rows["secrets"].of(100, free=False) == 0
    assert set(cost.schedules()) == {"jobs", "deletions", "digest", "tokens"}
    assert cost.schedules()["jobs"] == pytest.approx(60 * 24 * DAYS)


def test_a_household_knows_what_it_has(stack: Addresses) -> None:
    home = Household(stack, seed=7)
    for _ in range(25):
        home.ask()
    assert not home.failures
    assert home.movements > 0
    assert home.wrong() == []
    home.taken += 1
    home.movements += 1
    home.lots["never-added"] = None
    assert len(home.wrong()) == 3
