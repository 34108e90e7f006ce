"""A kitchen that plans, without a store."""

from collections.abc import Callable
from collections.abc import Set as AbstractSet

from shared.catalog import foods
from shared.domain.food import Allergen
from shared.domain.item import Lot
from shared.domain.language import Language
from shared.workflows.move_stock import Stock
from shared.workflows.plan_day import Planning
from tests.fakes.recipes import FakeStore
from tests.fakes.stock import FakeItems, FakeMovements, FakePlans
from tests.samples import NOW

FOODS = foods.load()


class PlannedKitchen:
    """Its lots, the plans that hold them, its own recipes, and what happens to all of them; every
    id is new. `allergens` are those of everybody who eats there."""

    def __init__(
        self, *lots: Lot, allergens: Callable[[], AbstractSet[Allergen]] = frozenset
    ) -> None:
        self.items = FakeItems()
        self.items.add(lots)
        self.plans = FakePlans(self.items)
        self.movements = FakeMovements(self.items, self.plans)
        self.stock = Stock(self.items, self.movements, FOODS)
        self.recipes = FakeStore().recipes_of("k1")
        self.ids = iter(f"id{number}" for number in range(1000))
        self.planning = Planning(
            self.plans,
            self.items,
            self.recipes,
            {},
            FOODS,
            Language.ES,
            NOW,
            lambda: next(self.ids),
            allergens=allergens,
        )
