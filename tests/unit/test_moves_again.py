"""A movement whose answer was lost, sent again under its key: done once, and answered."""

from typing import Any

import pytest
from werkzeug.wrappers import Response

from shared.domain.errors import Unavailable
from shared.domain.item import Lot
from shared.domain.units import Unit
from shared.ports.stock import StockChange
from tests.fakes.stock import FakeMovements
from tests.kitchen import Kitchen
from tests.samples import NOW

LITRE = {"id": "milk", "name": "Leche entera", "quantity": 1, "unit": "l"}
GLASS = {"quantity": 250, "unit": "ml"}


class LosingAnswers(FakeMovements):
    """Stores what it is given, and once says that it is down."""

    losing = True

    def commit(self, change: StockChange) -> list[Lot]:
        stored = super().commit(change)
        if self.losing:
            self.losing = False
            raise Unavailable
        return stored


@pytest.fixture
def home() -> Kitchen:
    kitchen = Kitchen(NOW)
    kitchen.add(**LITRE)
    kitchen.movements = LosingAnswers(kitchen.items)
    return kitchen


def take(home: Kitchen, body: Any = GLASS, **headers: str) -> Response:
    return home.post("/items/milk/consume", key="k", json=body, headers=headers)


def amounts(home: Kitchen) -> list[float]:
    return [float(lot.quantity) for lot in home.items.lots.values()]


def test_it_is_done_once(home: Kitchen) -> None:
    assert take(home).status_code == 503
    again = take(home)
    assert (again.status_code, again.get_json()["item"]["quantity"]) == (200, 0.75)
    assert amounts(home) == [0.75]
    assert len(home.movements.entries) == 1
    assert take(home).get_data() == again.get_data()


def test_the_version_it_named_is_gone_by_its_own_doing(home: Kitchen) -> None:
    tag = home.get("/items/milk").headers["ETag"]
    assert take(home, **{"If-Match": tag}).status_code == 503
    again = take(home, **{"If-Match": tag})
    assert (again.status_code, again.get_json()["item"]["quantity"]) == (200, 0.75)
    assert amounts(home) == [0.75]
    other = home.post("/items/milk/consume", json=GLASS, headers={"If-Match": tag})
    assert (other.status_code, other.get_json()["code"]) == (412, "version_mismatch")


def test_what_could_not_be_done_any_more_is_answered_as_it_was(home: Kitchen) -> None:
    assert take(home).status_code == 503
    unknown = {"food_id": None, "name": "Nada", "unit": Unit.G}
    home.items.replace(home.items.get("milk").model_copy(update=unknown))
    assert take(home).status_code == 200
    assert amounts(home) == [0.75]
    refused = home.post("/items/milk/consume", json=GLASS)
    assert (refused.status_code, refused.get_json()["code"]) == (422, "cannot_convert")
