"""What each listing route reads does not grow with what is stored."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from google.cloud.firestore import Query

from shared.domain.listing import ItemFilter, ItemSort
from shared.ports.stock import Items
from shared.wiring import Wiring
from tests.samples import NOW, TODAY, lot

LIMIT = 5
SIZES = (10, 1000)
ROUTES: dict[str, Callable[[Items], object]] = {
    "items": lambda items: items.page(ItemFilter(), LIMIT, None),
    "items?sort=name": lambda items: items.page(ItemFilter(sort=ItemSort.NAME), LIMIT, None),
    "items?q=": lambda items: items.page(ItemFilter(search_keys=("milk",)), LIMIT, None),
    "expiring": lambda items: items.page(ItemFilter(expires_to=TODAY), LIMIT, None),
    "changes": lambda items: items.changes(None, LIMIT, NOW),
    "summary": lambda items: items.summary(TODAY),
}


@pytest.fixture
def documents(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How many documents the queries answer."""
    counted: Counter[str] = Counter()
    real = Query.get

    def get(self: Query, *arguments: Any, **options: Any) -> Any:
        found = real(self, *arguments, **options)
        counted["documents"] += len(found)
        return found

    monkeypatch.setattr(Query, "get", get)
    return counted


def test_reads_do_not_grow(wiring: Wiring, kitchen_id: str, documents: Counter[str]) -> None:
    found: dict[str, list[int]] = {name: [] for name in ROUTES}
    for size in SIZES:
        items = wiring.items(f"{kitchen_id}-{size}")
        days = [TODAY + timedelta(days=number % 30) for number in range(size)]
        lots = [
            lot(id=f"l{n}", expires_on=day, search_keys=("milk",)) for n, day in enumerate(days)
        ]
        for start in range(0, size, 250):
            items.add(lots[start : start + 250])
        for name, ask in ROUTES.items():
            documents.clear()
            ask(items)
            found[name].append(documents["documents"])
    assert found == {
        "items": [6, 6],
        "items?sort=name": [6, 6],
        "items?q=": [6, 6],
        "expiring": [1, 6],
        "changes": [5, 5],
        # The one currency there is, found in the index.
        "summary": [1, 1],
    }
