"""What every store of plans does, the fake and Firestore alike, alone and under fifty writers."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal

import pytest

from shared.catalog import foods, recipes
from shared.domain.errors import Conflict, NotFound, Unavailable, VersionMismatch
from shared.domain.food import Food
from shared.domain.item import Lot
from shared.domain.language import Language
from shared.domain.listing import ItemFilter
from shared.domain.movement import Act, Step
from shared.domain.planning.cooking import PlannedCooking
from shared.domain.planning.day import Meals, PlanDay, Planned, Want
from shared.domain.planning.holds import holds_of
from shared.domain.planning.request import NewDay, NewPlanned, NewWant
from shared.domain.portion import Portion
from shared.domain.taking import consumed
from shared.domain.units import Quantity, Unit
from shared.ports.planning import Plans
from shared.ports.recipes import Recipes
from shared.ports.stock import Items, Movements, StockChange
from shared.workflows.cook_planned import cook_planned
from shared.workflows.move_stock import Stock, consume_food, move
from shared.workflows.plan_day import Planning, copy_day, delete_day, put_day
from shared.workflows.remove_item import remove_item
from tests.samples import NOW, TODAY, lot

FOODS = foods.load()
COOKBOOK = {one.id: one for one in recipes.load()}
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def planning(items: Items, plans: Plans, recipes: Recipes) -> Planning:
    ids = iter(f"id{number}" for number in range(10_000))
    return Planning(plans, items, recipes, COOKBOOK, FOODS, Language.ES, NOW, lambda: next(ids))


@pytest.fixture
def stock(items: Items, movements: Movements) -> Stock:
    return Stock(items, movements, FOODS)


def potatoes(lot_id: str, quantity: int, days: int = 5) -> Lot:
    day = TODAY + timedelta(days=days)
    return lot(
        id=lot_id, food_id="potato", name="Patata", unit="g", quantity=quantity, expires_on=day
    )


def dinner(quantity: int, entry_id: str = "e") -> NewDay:
    want = NewWant(food_id="potato", quantity=Decimal(quantity), unit=Unit.G)
    entry = NewPlanned(id=entry_id, title="Puré", ingredients=(want,))
    return NewDay(meals=Meals[NewPlanned](dinner=(entry,)))


def stored(day: PlanDay) -> PlanDay:
    return day.model_copy(update={"version": ""})


def test_days_are_stored_and_found(plans: Plans) -> None:
    want = Want(food_id=None, name="Azafrán", quantity=Decimal("0.5"), unit=Unit.G)
    entry = Planned(
        id="e",
        recipe_id=None,
        title="Arroz",
        servings=2,
        minutes=None,
        nutrition_per_serving=None,
        wants=(want,),
        cooked_at=NOW,
    )
    days = [
        PlanDay(
            date=TODAY + timedelta(days=n), meals=Meals[Planned](lunch=(entry,)), updated_at=NOW
        )
        for n in range(4)
    ]
    for day in days:
        plans.commit(day, [])
    assert plans.get(TODAY - timedelta(days=1)) is None
    found = plans.get(TODAY)
    assert found is not None
    assert stored(found) == days[0]
    between = plans.between(TOMORROW, TODAY + timedelta(days=2))
    assert [stored(day) for day in between] == days[1:3]
    assert [day.date for day in plans.latest(TODAY + timedelta(days=2), 2)] == [
        TODAY + timedelta(days=2),
        TOMORROW,
    ]


def test_a_day_and_its_lots_are_stored_together_or_not_at_all(plans: Plans, items: Items) -> None:
    [there] = items.add([potatoes("a", 300)])
    day = PlanDay(date=TODAY, meals=Meals[Planned](), updated_at=NOW)
    held = there.model_copy(update={"holds": {f"{TODAY}.e": Decimal(100)}})
    stale = held.model_copy(update={"version": f"{there.version}1"})
    with pytest.raises(VersionMismatch):
        plans.commit(day, [stale])
    assert plans.get(TODAY) is None
    first = plans.commit(day, [held])
    with pytest.raises(VersionMismatch):
        plans.commit(day, [])
    now = items.get("a")
    assert now.holds == held.holds
    assert items.held_on([TODAY, TOMORROW]) == [now]
    assert items.held_on([TOMORROW]) == items.held_on([]) == []
    with pytest.raises(VersionMismatch):
        plans.remove(first.model_copy(update={"version": "1"}), [now])
    plans.remove(first, [now.model_copy(update={"holds": {}})])
    assert plans.get(TODAY) is None
    assert items.held_on([TODAY]) == []


def test_lots_of_many_foods_come_soonest_first(items: Items) -> None:
    items.add([potatoes("late", 1, 9), potatoes("soon", 1, 2), lot(id="milk")])
    many = [f"food{n}" for n in range(40)]
    assert [one.id for one in items.of_foods([*many, "potato"], 10)] == ["soon", "late"]
    assert [one.id for one in items.of_foods(["potato"], 1)] == ["soon"]
    assert items.of_foods([], 10) == []


def test_a_lot_that_goes_holds_nothing_and_comes_back_free(
    planning: Planning, stock: Stock
) -> None:
    stock.items.add([potatoes("a", 300)])
    put_day(TODAY, dinner(200), None, planning)
    eat(stock, "a", 300, "m1")
    assert stock.items.held_on([TODAY]) == []
    assert stock.items.find(["a"])["a"].holds == {}
    stock.items.add([potatoes("b", 300)])
    put_day(TODAY, dinner(200), None, planning)
    remove_item("b", None, items=stock.items, foods=FOODS, now=NOW)
    assert stock.items.held_on([TODAY]) == []


def test_a_named_version_of_the_lot_is_heeded_though_its_holds_move(
    planning: Planning, stock: Stock
) -> None:
    stock.items.add([potatoes("a", 300), potatoes("b", 300, 9)])
    put_day(TODAY, dinner(200), None, planning)
    named = stock.items.get("a").version
    with pytest.raises(VersionMismatch):
        remove_item("a", f"{named}1", items=stock.items, foods=FOODS, now=NOW)
    remove_item("a", named, items=stock.items, foods=FOODS, now=NOW)
    assert stock.items.get("b").holds == {f"{TODAY}.e": Decimal(200)}


def test_deleting_and_copying_a_day(planning: Planning, stock: Stock) -> None:
    stock.items.add([potatoes("a", 300)])
    put_day(TODAY, dinner(200), None, planning)
    copied = copy_day(TODAY, TOMORROW, False, planning)
    [lot_now] = copied.lots
    assert lot_now.holds == stock.items.get("a").holds
    assert sum(lot_now.holds.values()) == 300
    delete_day(TODAY, None, planning)
    with pytest.raises(NotFound):
        delete_day(TODAY, None, planning)
    assert sum(stock.items.get("a").holds.values()) == 100


def test_cooking_stores_lots_movements_and_day_at_once(
    planning: Planning, stock: Stock, plans: Plans
) -> None:
    stock.items.add([potatoes("a", 300)])
    put_day(TODAY, dinner(200), None, planning)
    made = cook_planned(TODAY, "e", PlannedCooking(), Act("c", NOW, "ana"), plans, stock)
    assert [one.quantity for one in made.movements] == [Decimal(200)]
    again = cook_planned(TODAY, "e", PlannedCooking(), Act("c", NOW, "ana"), plans, stock)
    assert again == made
    after = stock.items.get("a")
    assert (after.quantity, after.holds) == (Decimal(100), {})
    day = plans.get(TODAY)
    assert day is not None
    assert [one.cooked_at for one in day.meals.all()] == [NOW]
    with pytest.raises(VersionMismatch):
        stock.movements.commit(StockChange((), (), day=day.model_copy(update={"version": "1"})))


def test_a_repeated_cooking_answers_what_was_short_the_first_time(
    planning: Planning, stock: Stock, plans: Plans
) -> None:
    stock.items.add([potatoes("a", 300)])
    put_day(TODAY, dinner(400), None, planning)
    put_day(TOMORROW, dinner(100), None, planning)
    some = PlannedCooking(partial=True)
    for day, name, short in ((TODAY, "c1", 300), (TOMORROW, "c2", 0)):
        made = cook_planned(day, "e", some, Act(name, NOW, "ana"), plans, stock)
        assert [one.available for one in made.short] == [Decimal(short)]
        assert cook_planned(day, "e", some, Act(name, NOW, "ana"), plans, stock) == made
        with pytest.raises(Conflict) as error:
            cook_planned(day, "e", some, Act("other", NOW, "ana"), plans, stock)
        assert error.value.code == "already_cooked"


def eat(stock: Stock, item_id: str, quantity: int, name: str) -> None:
    def decide(lot: Lot, food: Food | None, act: Act) -> Step:
        return consumed(lot, Portion(Decimal(quantity)), food, act)

    move(item_id, decide, Act(name, NOW, "ana"), stock, None)


def test_fifty_writers_never_hold_the_same_gram_twice(
    planning: Planning, stock: Stock, plans: Plans
) -> None:
    stock.items.add([potatoes("a", 900, 3), potatoes("b", 900, 6), potatoes("c", 900, 9)])
    days = [TODAY + timedelta(days=n) for n in range(10)]

    def write(number: int) -> str:
        day = days[number % 10]
        doings: list[Callable[[], object]] = [
            lambda: put_day(day, dinner(100 + number, f"e{number}"), None, planning),
            lambda: put_day(day, dinner(200, f"e{number}"), None, planning),
            lambda: eat(stock, "abc"[number % 3], 20, f"m{number}"),
            lambda: consume_food(
                FOODS["potato"], Quantity(Decimal(30), Unit.G), Act(f"f{number}", NOW, "b"), stock
            ),
            lambda: delete_day(day, None, planning),
        ]
        try:
            doings[number // 10]()
        except Unavailable:
            return "later"
        except (NotFound, Conflict):
            return "refused"
        return "done"

    with ThreadPoolExecutor(50) as pool:
        ends = list(pool.map(write, range(50)))
    lots = stock.items.page(ItemFilter(), 10, None).items
    entries = stock.movements.page(None, None, 100, None).items
    eaten = sum((one.quantity for one in entries), Decimal(0))
    assert sum((one.quantity for one in lots), eaten) == 2700
    planned = {day.date: day for day in plans.between(days[0], days[-1])}
    for one in lots:
        assert sum(one.holds.values(), Decimal(0)) <= one.quantity
        for key, _ in holds_of(one):
            assert planned[key.day].entry(key.entry_id) is not None, "nothing is held for nobody"
    for day in planned.values():
        for need in day.needs():
            held = sum((dict(holds_of(one)).get(need.key, Decimal(0)) for one in lots), Decimal(0))
            assert held <= need.quantity.amount
    assert ends.count("later") <= 5, ends
