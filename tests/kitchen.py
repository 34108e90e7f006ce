"""The inventory in this process, on fakes, for a person in a time zone of their own."""

from datetime import datetime
from typing import Any

from werkzeug.wrappers import Response

from functions.inventory import ROUTES
from shared.catalog import foods
from shared.domain.session import Session
from tests.boundary import Boundary
from tests.fakes.stock import FakeItems, FakeMovements, FakePlans
from tests.samples import session


class Zoned:
    """Everybody's session, in one zone."""

    def __init__(self, zone: str) -> None:
        self.zone = zone

    def get(self, session_id: str) -> Session:
        kitchen_id = f"kitchen-of-{session_id}"
        return session(session_id, kitchen_id, uid=session_id, time_zone=self.zone)


class Kitchen(Boundary):
    """`add(name=..., quantity=..., unit=...)` puts an item in; `items` and `movements` are what is
    stored."""

    def __init__(self, at: datetime, zone: str = "UTC") -> None:
        super().__init__(ROUTES)
        self.clock.at = at
        self.items = FakeItems()
        self.plans = FakePlans(self.items)
        self.movements = FakeMovements(self.items, self.plans)
        self.put(
            session_states=Zoned(zone),
            items=lambda _: self.items,
            movements=lambda _: self.movements,
            plans=lambda _: self.plans,
            foods=foods.load(),
        )

    def add(self, **item: Any) -> Any:
        [added] = self.done("/items", {"items": [item]}, status=201)["items"]
        return added

    def done(self, path: str, body: Any, status: int = 200) -> Any:
        return _read(self.post(path, json=body), status)

    def read(self, path: str) -> Any:
        return _read(self.get(path), 200)


def _read(answer: Response, status: int) -> Any:
    assert answer.status_code == status, answer.get_data(as_text=True)
    return answer.get_json()
