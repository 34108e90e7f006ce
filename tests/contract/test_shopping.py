"""What every shopping list does, the fake and Firestore alike, alone and under twenty tickers."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from shared.catalog import foods, recipes
from shared.domain.errors import AlreadyExists, Conflict, Invalid, NotFound
from shared.domain.food import Food
from shared.domain.item import Lot
from shared.domain.language import Language
from shared.domain.listing import ItemFilter
from shared.domain.movement import Act, Step
from shared.domain.planning.day import Meals
from shared.domain.planning.request import NewDay, NewPlanned, NewWant
from shared.domain.portion import Portion
from shared.domain.shopping.buying import BoughtLine, NewPurchase, PurchaseView
from shared.domain.shopping.line import LineChange, NewLine
from shared.domain.shopping.listing import LineView
from shared.domain.taking import consumed
from shared.domain.units import Unit
from shared.ports.planning import Plans
from shared.ports.recipes import Recipes
from shared.ports.shopping import Shopping
from shared.ports.stock import Items, Movements
from shared.workflows.buy import buy, undo_purchase
from shared.workflows.move_stock import Stock, move
from shared.workflows.plan_day import Planning, put_day
from shared.workflows.shop import Shop, add_lines, change_line, read_list, remove_line
from tests.killing import Killed, Plug
from tests.samples import NOW, TODAY, lot

FOODS = foods.load()
COOKBOOK = {one.id: one for one in recipes.load()}
WEEK = TODAY + timedelta(days=6)
TICK = LineChange(ticked=True)


@pytest.fixture
def planning(items: Items, plans: Plans, recipes: Recipes) -> Planning:
    ids = iter(f"id{number}" for number in range(10_000))
    return Planning(plans, items, recipes, COOKBOOK, FOODS, Language.ES, NOW, lambda: next(ids))


@pytest.fixture
def shop(shopping: Shopping, plans: Plans, items: Items) -> Shop:
    return Shop(shopping, plans, items, FOODS, Language.ES, NOW)


def dinner(planning: Planning, quantity: int, food_id: str = "potato", day: int = 1) -> None:
    want = NewWant(food_id=food_id, quantity=Decimal(quantity), unit=Unit.G)
    entry = NewPlanned(id=f"e{day}", title="Cena", ingredients=(want,))
    new = NewDay(meals=Meals[NewPlanned](dinner=(entry,)))
    put_day(TODAY + timedelta(days=day), new, None, planning)


def lines(shop: Shop) -> dict[str, LineView]:
    return {line.id: line for line in read_list(TODAY, WEEK, shop).shown.all()}


def act(name: str) -> Act:
    return Act(name, NOW, "ana")


def held(items: Items) -> Decimal:
    found = items.page(ItemFilter(), 100, None).items
    return sum((much for one in found for much in one.holds.values()), Decimal(0))


def write(shop: Shop, *new: tuple[str, NewLine]) -> Sequence[str]:
    return [line.id for line in add_lines(new, shop)]


def test_own_lines_are_written_once_changed_and_deleted(shop: Shop) -> None:
    soap = NewLine(name="Jabón")
    egg = NewLine(food_id="egg", quantity=Decimal(6), unit=Unit.UNIT)
    assert write(shop, ("a", soap), ("b", egg)) == ["a", "b"]
    assert write(shop, ("a", soap), ("b", egg)) == ["a", "b"]
    with pytest.raises(AlreadyExists):
        write(shop, ("c", soap), ("a", egg))
    assert set(lines(shop)) == {"a", "b"}
    assert lines(shop)["b"].text == "6 huevos"
    first = change_line("a", TICK, shop)
    assert change_line("a", TICK, shop) == first
    remove_line("a", shop)
    for gone in ("a", "nobody", "plan-egg"):
        with pytest.raises(NotFound):
            remove_line(gone, shop)
    with pytest.raises(NotFound):
        change_line("a", TICK, shop)
    assert write(shop, ("a", soap)) == []
    assert set(lines(shop)) == {"b"}


def test_what_plans_need_is_ticked_unticked_and_forgotten(shop: Shop, planning: Planning) -> None:
    dinner(planning, 300)
    assert not lines(shop)["plan-potato"].ticked
    for _ in range(2):
        assert change_line("plan-potato", TICK, shop).ticked
    assert lines(shop)["plan-potato"].ticked
    change_line("plan-potato", LineChange(ticked=False), shop)
    assert shop.shopping.lines() == []
    change_line("plan-potato", LineChange(quantity=Decimal(2), unit=Unit.KG), shop)
    assert (lines(shop)["plan-potato"].text, shop.shopping.count()) == ("2 kg", 1)
    for name in ("plan-nothing", "plan-potato-stone", "plan-n-12", "plan-"):
        with pytest.raises(NotFound):
            change_line(name, TICK, shop)


def test_the_feed_tells_every_change_once(shop: Shop, planning: Planning) -> None:
    now = datetime.now(UTC)
    cursor = shop.shopping.changes(None, 10, now).cursor
    write(shop, ("a", NewLine(name="Jabón")), ("b", NewLine(name="Velas")))
    dinner(planning, 300)
    change_line("plan-potato", TICK, shop)
    found = shop.shopping.changes(cursor, 10, now)
    assert (sorted(one.id for one in found.there), found.gone) == (["a", "b", "plan-potato"], [])
    remove_line("a", shop)
    buy(NewPurchase(), act("p"), shop, planning)
    after = shop.shopping.changes(found.cursor, 10, now)
    assert (after.there, sorted(after.gone)) == ([], ["a", "plan-potato"])
    assert shop.shopping.changes(after.cursor, 10, now)[:2] == ([], [])
    with pytest.raises(Invalid):
        shop.shopping.changes("nonsense", 10, now)


def test_a_purchase_stocks_holds_and_can_be_repeated(shop: Shop, planning: Planning) -> None:
    dinner(planning, 300)
    write(shop, ("soap", NewLine(name="Jabón")), ("milk", NewLine(food_id="whole_milk")))
    change_line("plan-potato", TICK, shop)
    change_line("milk", TICK, shop)
    made = buy(NewPurchase(id="p"), act("x"), shop, planning)
    assert sorted((one.food_id, one.quantity, one.unit) for one in made.lots) == [
        ("potato", Decimal(300), Unit.G),
        ("whole_milk", Decimal(1), Unit.L),
    ]
    assert held(shop.items) == 300
    assert set(lines(shop)) == {"soap"}
    again = buy(NewPurchase(id="p"), act("y"), shop, planning)
    assert [one.id for one in again.lots] == [one.id for one in made.lots]
    assert len(shop.items.page(ItemFilter(), 10, None).items) == 2
    with pytest.raises(AlreadyExists):
        buy(NewPurchase(id="p", lines=(BoughtLine(name="Pan"),)), act("z"), shop, planning)
    with pytest.raises(Conflict) as refused:
        buy(NewPurchase(), act("q"), shop, planning)
    assert refused.value.code == "nothing_ticked"


def test_a_purchase_names_what_it_bought(shop: Shop, planning: Planning) -> None:
    paid = Decimal("2.5")
    new = NewPurchase(
        lines=(
            BoughtLine(food_id="egg", price=paid, currency="EUR"),
            BoughtLine(name="Galletas raras", quantity=Decimal(2), unit=Unit.UNIT),
            BoughtLine(id="plan-onion", expires_on=WEEK),
            BoughtLine(name="Jabón", into_stock=False),
        )
    )
    eggs, biscuits, onion = buy(new, act("p"), shop, planning).lots
    assert (eggs.quantity, eggs.price, eggs.currency) == (Decimal(12), paid, "EUR")
    assert (biscuits.food_id, biscuits.quantity) == (None, Decimal(2))
    assert (onion.food_id, onion.expires_on) == ("onion", WEEK)
    for wrong in (BoughtLine(id="nobody"), BoughtLine(food_id="nothing")):
        with pytest.raises(Invalid):
            buy(NewPurchase(lines=(wrong,)), act("w"), shop, planning)


def test_what_a_purchase_cost_is_told_whatever_became_of_it(
    shop: Shop, planning: Planning, movements: Movements
) -> None:
    lines = [
        BoughtLine(food_id="egg", price=Decimal("2.5"), currency="EUR"),
        BoughtLine(food_id="potato", price=Decimal("1.25"), currency="EUR"),
        BoughtLine(food_id="onion", price=Decimal(3), currency="USD"),
        BoughtLine(food_id="garlic"),
    ]
    new = NewPurchase(id="p", lines=tuple(lines))
    eggs = buy(new, act("p"), shop, planning).lots[0]
    eat(eggs, Stock(shop.items, movements, FOODS))
    again = buy(new, act("p"), shop, planning)
    spent = {"EUR": Decimal("3.75"), "USD": Decimal(3)}
    assert PurchaseView.of(again.purchase, again.lots, TODAY).spent == spent


def test_a_purchase_that_was_undone_cost_nothing_however_often_it_is_undone(
    shop: Shop, planning: Planning
) -> None:
    line = BoughtLine(food_id="egg", price=Decimal("2.5"), currency="EUR")
    buy(NewPurchase(id="p", lines=(line,)), act("p"), shop, planning)
    for _ in range(2):
        undone = undo_purchase("p", act("u"), shop)
        assert PurchaseView.of(undone.purchase, undone.lots, TODAY).spent == {}


def test_undoing_takes_untouched_lots_away_and_brings_the_lines_back(
    shop: Shop, planning: Planning, movements: Movements
) -> None:
    dinner(planning, 300)
    write(shop, ("milk", NewLine(food_id="whole_milk")))
    change_line("plan-potato", TICK, shop)
    change_line("milk", TICK, shop)
    made = buy(NewPurchase(), act("p"), shop, planning)
    plain = {"food_id": "potato", "allergens": frozenset(), "unit": "g"}
    shop.items.add([lot(id="other", **plain, quantity=Decimal(200))])
    undone = undo_purchase("p", act("u"), shop)
    assert undone == undo_purchase("p", act("u"), shop)._replace(purchase=undone.purchase)
    assert [one.id for one in shop.items.page(ItemFilter(), 10, None).items] == ["other"]
    assert held(shop.items) == 200, "what is free elsewhere takes over"
    seen = lines(shop)
    assert {name: line.ticked for name, line in seen.items()} == {
        "plan-potato": True,
        "milk": True,
    }
    assert seen["plan-potato"].needed is not None
    assert seen["plan-potato"].needed.quantity == 100
    with pytest.raises(Conflict) as refused:
        undo_purchase("p", act("v"), shop)
    assert refused.value.code == "already_undone"
    with pytest.raises(NotFound):
        undo_purchase("nobody", act("v"), shop)
    second = buy(NewPurchase(), act("p2"), shop, planning)
    eat(second.lots[0], Stock(shop.items, movements, FOODS))
    with pytest.raises(Conflict) as refused:
        undo_purchase("p2", act("v"), shop)
    assert refused.value.code == "purchase_touched"
    assert len(made.lots) == len(second.lots) == 2


def test_twenty_tickers_at_once_leave_one_mark_and_buy_once(shop: Shop, planning: Planning) -> None:
    dinner(planning, 300)

    def tick(number: int) -> bool:
        change = LineChange(ticked=True, note=f"{number}" if number % 2 else "")
        return change_line("plan-potato", change, shop).ticked

    with ThreadPoolExecutor(20) as pool:
        assert all(pool.map(tick, range(20)))
    [mark] = shop.shopping.lines()
    assert mark.ticked

    def pay(_: int) -> str:
        return buy(NewPurchase(id="p"), act("x"), shop, planning).purchase.id

    with ThreadPoolExecutor(5) as pool:
        ends = set(pool.map(pay, range(5)))
    assert ends == {"p"}
    assert sum(one.quantity for one in shop.items.page(ItemFilter(), 10, None).items) == 300


@pytest.mark.parametrize("writes", range(3))
def test_dying_between_two_writes_loses_nothing(
    shop: Shop, planning: Planning, writes: int
) -> None:
    dinner(planning, 300)
    dinner(planning, 300, day=2)
    change_line("plan-potato", TICK, shop)
    plug = Plug(writes)
    dying = replace(shop, shopping=plug.around(shop.shopping))
    falling = replace(planning, plans=plug.around(planning.plans))
    with pytest.raises(Killed):
        buy(NewPurchase(id="p"), act("x"), dying, falling)
    bought = shop.shopping.purchase("p") is not None
    assert bought is (writes > 0)
    assert ("plan-potato" in lines(shop)) is not bought, "the list counts what is free"
    buy(NewPurchase(id="p"), act("y"), shop, planning)
    assert held(shop.items) == 600
    assert lines(shop) == {}


def eat(one: Lot, stock: Stock) -> None:
    def decide(lot: Lot, food: Food | None, act: Act) -> Step:
        return consumed(lot, Portion(Decimal("0.1")), food, act)

    move(one.id, decide, Act("m", NOW + timedelta(hours=1), "ana"), stock, None)
