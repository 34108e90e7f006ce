"""Planning, cooking, eating and undoing in any order: no gram is lost, none held twice."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal
from itertools import starmap

from hypothesis import given, settings
from hypothesis import strategies as st

from shared.domain.errors import Conflict, Invalid, NotFound
from shared.domain.item import Lot
from shared.domain.movement import Act, MovementKind
from shared.domain.planning.cooking import PlannedCooking, RecipeCooking
from shared.domain.planning.day import Meals, Planned
from shared.domain.planning.holds import holds_of
from shared.domain.planning.request import NewDay, NewPlanned
from shared.domain.portion import Portion
from shared.domain.taking import consumed
from shared.domain.units import Quantity, Unit
from shared.workflows.cook_planned import cook_planned
from shared.workflows.cook_recipe import cook_recipe
from shared.workflows.move_stock import consume_food, move, undo
from shared.workflows.plan_day import copy_day, delete_day, put_day
from tests.planned import FOODS, PlannedKitchen
from tests.samples import NOW, TODAY, lot, stored_recipe

LOTS = {"a": 300, "b": 500, "c": 200}
DAYS = st.integers(0, 3)
KINDS = ("plan", "plan", "copy", "delete", "cook", "cook_recipe", "eat", "consume", "undo")
STEPS = st.lists(
    st.tuples(st.sampled_from(KINDS), DAYS, DAYS, st.integers(1, 4)), min_size=1, max_size=14
)


def _potatoes(place: int, one: tuple[str, int]) -> Lot:
    name, grams = one
    potatoes = {"id": name, "name": "Patata", "food_id": "potato", "category": "vegetable"}
    amount = {"quantity": Decimal(grams), "unit": "g", "allergens": frozenset()}
    return lot(**potatoes, **amount, expires_on=TODAY + timedelta(days=2 + place))


class Kitchen(PlannedKitchen):
    """Three lots of potatoes, and a recipe that takes 200 g of them a serving."""

    def __init__(self) -> None:
        super().__init__(*starmap(_potatoes, enumerate(LOTS.items())))
        self.recipe = self.recipes.add(stored_recipe(id="r"))

    def do(self, kind: str, first: int, second: int, much: int) -> None:
        day, other = (TODAY + timedelta(days=n) for n in (first, second))
        act = Act(f"m{next(self.ids)}", NOW, "ana")
        ways: dict[str, Callable[[], object]] = {
            "plan": lambda: self.plan(day, much),
            "copy": lambda: copy_day(day, other, replace=True, planning=self.planning),
            "delete": lambda: delete_day(day, None, self.planning),
            "cook": lambda: self.cook(day, much, act),
            "cook_recipe": lambda: self.cook_recipe(much, act),
            "eat": lambda: self.eat("abc"[second % 3], 60 * much, act),
            "consume": lambda: consume_food(
                FOODS["potato"], Quantity(Decimal(50 * much), Unit.G), act, self.stock
            ),
            "undo": lambda: self.undo(much, act),
        }
        with suppress(NotFound, Conflict, Invalid):
            ways[kind]()

    def plan(self, day: date, servings: int) -> None:
        kept = self.plans.get(day)
        known = [one.id for one in kept.meals.all()] if kept else []
        entries = tuple(
            NewPlanned(id=one, recipe_id="r", servings=servings)
            for one in (*known, next(self.ids))[-3:]
        )
        put_day(day, NewDay(meals=Meals[NewPlanned](dinner=entries)), None, self.planning)

    def cook(self, day: date, servings: int, act: Act) -> None:
        found = self.plans.get(day)
        for entry in found.meals.all() if found else ():
            said = PlannedCooking(servings=servings, partial=servings > 2)
            cook_planned(day, entry.id, said, act, self.plans, self.stock)

    def cook_recipe(self, servings: int, act: Act) -> None:
        said = RecipeCooking(servings=servings, partial=servings > 2, planned=servings != 1)
        before = self.uncooked_today()
        made = cook_recipe("r", lambda: self.recipe, said, act, self.plans, self.stock)
        assert (made.meal is None) is not (said.planned and bool(before))

    def uncooked_today(self) -> list[Planned]:
        day = self.plans.get(TODAY)
        return [one for one in day.meals.all() if one.cooked_at is None] if day else []

    def eat(self, item_id: str, grams: int, act: Act) -> None:
        move(
            item_id,
            lambda it, food, act: consumed(it, Portion(Decimal(grams)), food, act),
            act,
            self.stock,
            None,
        )

    def undo(self, number: int, act: Act) -> None:
        open_ones = [
            one
            for one in self.movements.entries.values()
            if one.kind is not MovementKind.UNDO and one.undone_by is None
        ]
        if open_ones:
            undo(open_ones[number % len(open_ones)].id, act, self.stock)

    def check(self) -> None:
        lots = self.items.of_foods(["potato"], 10)
        eaten = sum(
            (
                one.quantity
                for one in self.movements.entries.values()
                if one.kind is not MovementKind.UNDO and one.undone_by is None
            ),
            Decimal(0),
        )
        assert sum((one.quantity for one in lots), eaten) == sum(LOTS.values())
        held: dict[tuple[date, str], Decimal] = {}
        for one in lots:
            assert sum(one.holds.values(), Decimal(0)) <= one.quantity
            for key, much in holds_of(one):
                held[key] = held.get(key, Decimal(0)) + much
        for (day, entry_id), much in held.items():
            found = self.plans.get(day)
            entry = found.entry(entry_id) if found else None
            assert entry is not None, "nothing is held for nobody"
            assert entry.cooked_at is None, "what was cooked holds nothing"
            assert much <= sum(want.quantity for want in entry.wants)


@settings(max_examples=150)
@given(STEPS)
def test_no_gram_is_lost_or_held_twice(steps: list[tuple[str, int, int, int]]) -> None:
    home = Kitchen()
    for step in steps:
        home.do(*step)
        home.check()
    for number in range(4):
        home.do("delete", number, 0, 1)
    assert not any(one.holds for one in home.items.of_foods(["potato"], 10))
