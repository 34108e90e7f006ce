"""Every query the code asks is answered by an index that is declared, and none is declared in vain.

The emulator answers without indexes, so the queries are recorded as they go out and compared with
`infra/firestore.indexes.json`; `python -m infra.bench.queries` tells which route asks which.
"""

import inspect
import itertools
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from google.cloud.firestore import Query
from google.cloud.firestore_v1.aggregation import AggregationQuery

from infra.bench.shapes import Shape, declared, shape, shape_of_figures
from shared.domain.food import Category, Storage
from shared.domain.listing import ItemFilter, ItemSort
from shared.domain.movement import MovementKind
from shared.domain.recipe import RecipeSource
from shared.domain.recipe_search import RecipeFilter
from shared.wiring import Wiring
from tests.samples import NOW, lot

ROOT = Path(__file__).parents[2]
ADAPTERS = ROOT / "shared" / "adapters" / "firestore"
DAY = date(2026, 6, 1)


@pytest.fixture
def asked(wiring: Wiring, monkeypatch: pytest.MonkeyPatch) -> tuple[set[Shape], set[str]]:
    """The shapes of the queries that go out, and the modules that ask them."""
    shapes: set[Shape] = set()
    modules: set[str] = set()

    def recorded(kind: Any, name: str, read: Callable[[Any], Shape]) -> None:
        real = getattr(kind, name)

        def wrapper(self: Any, *arguments: Any, **options: Any) -> Any:
            shapes.add(read(self))
            frames = (Path(frame.filename) for frame in inspect.stack(context=0))
            modules.update(path.stem for path in frames if path.parent == ADAPTERS)
            return real(self, *arguments, **options)

        monkeypatch.setattr(kind, name, wrapper)

    recorded(Query, "get", shape)
    recorded(AggregationQuery, "get", shape_of_figures)
    return shapes, modules


def ask_everything(wiring: Wiring, kitchen_id: str) -> None:
    items, movements = wiring.items(kitchen_id), wiring.movements(kitchen_id)
    some = ("egg", "hen egg")
    for storage, category, food, keys, sort in itertools.product(
        (None, Storage.FRIDGE), (None, Category.DAIRY), (None, "egg"), ((), some), ItemSort
    ):
        chosen = ItemFilter(storage, category, food, search_keys=keys, sort=sort)
        items.page(chosen, 1, None)
        if sort is ItemSort.EXPIRES_ON:
            for start, end in ((DAY, None), (None, DAY), (DAY, DAY)):
                items.page(chosen._replace(expires_from=start, expires_to=end), 1, None)
    items.add([lot()])
    items.changes(None, 1, NOW)
    items.summary(DAY)
    items.of_foods(["egg"], 1)
    items.held_on([DAY])
    wiring.plans(kitchen_id).between(DAY, DAY)
    wiring.plans(kitchen_id).latest(DAY, 1)
    wiring.shopping(kitchen_id).lines()
    wiring.shopping(kitchen_id).count()
    wiring.shopping(kitchen_id).changes(None, 1, NOW)
    for item_id, kind in itertools.product((None, "a"), (None, MovementKind.UNDO)):
        movements.page(item_id, kind, 1, None)
    movements.group("a")
    movements.waste("2026-01", "2026-02")
    movements.tallies(DAY, DAY)
    wiring.estimates(kitchen_id).page(1, None)
    for favorite, source, keys in itertools.product(
        (None, True), (None, RecipeSource.USER), ((), ("egg", "food:egg"))
    ):
        wiring.recipes(kitchen_id).page(1, None, RecipeFilter(favorite, source, keys))
    wiring.recipes(kitchen_id).showing("p", 1)
    wiring.recognitions(kitchen_id).page(1, None)
    wiring.analyses(kitchen_id).page(1, None)
    wiring.jobs.overdue(NOW, 1)
    wiring.jobs.dead(1, None)
    wiring.library(kitchen_id).page(1, None)
    wiring.library(kitchen_id).named("torrijas")
    wiring.sessions.live_of("nobody", 1, None)
    wiring.people.with_calendar("nobody")
    wiring.deletions.due(NOW, 1)
    wiring.turns.due(NOW, 1, None)
    wiring.deletions.erase_sessions("nobody")
    wiring.contents.page(kitchen_id, "items", 1, None)
    wiring.contents.erase(kitchen_id, 1)
    wiring.security_counts.since(DAY)
    for collection in wiring.leftovers.collections:
        wiring.leftovers.page(collection, NOW, 1, None)


def test_the_declared_indexes_are_those_the_queries_need(
    wiring: Wiring, kitchen_id: str, asked: tuple[set[Shape], set[str]]
) -> None:
    ask_everything(wiring, kitchen_id)
    shapes, modules = asked
    there = declared()
    needed = {index for one in shapes for index in one.needs(there)}
    assert needed - there == set()
    assert there - needed == set()
    querying = {path.stem for path in ADAPTERS.glob("*.py") if ".where(" in path.read_text()}
    assert querying - modules == set()
