"""Freezing, thawing, opening, moving, renaming and undoing, in any order and over days: food past
its use-by date stays past it, and nothing keeps longer than one thaw allows."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.catalog import foods
from shared.domain.errors import Conflict
from shared.domain.expiry import keeping_days, thawed_days
from shared.domain.food import Category, DateKind, Food, Storage
from shared.domain.item import ExpirySource, ItemChange, Lot, safe_to_cook
from shared.domain.keeping import frozen, opened, thawed
from shared.domain.movement import Act, Entry, Step
from shared.domain.stocking import changed
from shared.domain.undoing import undone
from tests.samples import NOW, TODAY, lot

FOODS = foods.load()
CHICKEN = FOODS["chicken_breast"]
PERISHABLE = [food for food in FOODS if food.date_kind is DateKind.USE_BY]
OUTSIDE = (Storage.FRIDGE, Storage.PANTRY)


@dataclass
class Kept:
    """A lot through the days; `entries` are its movements, the last one last."""

    lot: Lot
    food: Food | None
    days: int = 0
    entries: list[Entry] = field(default_factory=list)

    @property
    def today(self) -> date:
        return TODAY + timedelta(days=self.days)

    def act(self) -> Act:
        return Act(f"m{len(self.entries)}", NOW + timedelta(days=self.days), "ana")

    def does(self, rule: Any) -> "Kept":
        return self._stepped(rule(self.lot, self.food, self.act()))

    def undoes(self, entry: Entry) -> "Kept":
        return self._stepped(undone(entry, self.lot, self.act()))

    def patched(self, **said: Any) -> "Kept":
        change = ItemChange.model_validate(said)
        self.lot = changed(self.lot, change, FOODS, NOW + timedelta(days=self.days))
        return self

    def after(self, days: int) -> "Kept":
        self.days += days
        return self

    def _stepped(self, step: Step) -> "Kept":
        self.lot = step.lot
        self.entries.append(step.entry)
        return self


def chicken(days_left: int = 0, **changes: Any) -> Kept:
    values = {
        "name": "Pechuga de pollo",
        "food_id": CHICKEN.id,
        "category": Category.POULTRY,
        "date_kind": DateKind.USE_BY,
        "expires_on": TODAY + timedelta(days=days_left),
        "expiry_source": ExpirySource.USER,
    }
    return Kept(lot(**(values | changes)), CHICKEN)


def test_out_of_the_freezer_is_thawed_however_it_is_said() -> None:
    by_word = chicken().does(frozen).after(40).does(thawed)
    by_place = chicken().does(frozen).after(40).patched(storage="fridge")
    kept = {"storage", "expires_on", "expiry_source", "thawed_on"}
    assert by_place.lot.model_dump(include=kept) == by_word.lot.model_dump(include=kept)
    assert by_place.lot.thawed_on == TODAY + timedelta(days=40)


def test_into_the_freezer_is_frozen_however_it_is_said() -> None:
    by_word, by_place = chicken(1).does(frozen), chicken(1).patched(storage="freezer")
    assert by_place.lot.expires_on == by_word.lot.expires_on > TODAY + timedelta(days=90)
    assert by_place.lot.expiry_source is ExpirySource.ESTIMATED


def test_frozen_and_moved_again_and_again_gains_one_thaw() -> None:
    kept = chicken().does(frozen).patched(storage="fridge")
    first = kept.lot.expires_on
    assert first == TODAY + timedelta(days=thawed_days(CHICKEN))
    for _ in range(6):
        with pytest.raises(Conflict, match="thawed_before"):
            kept.does(frozen)
        kept.patched(storage="freezer").patched(storage="fridge")
    assert kept.lot.expires_on == first


def test_what_was_thawed_gains_nothing_by_lying_in_the_freezer_again() -> None:
    kept = chicken().does(frozen).does(thawed)
    thawed_until = kept.lot.expires_on
    kept.patched(storage="freezer").after(60)
    assert kept.lot.expires_on == thawed_until
    assert kept.does(thawed).lot.expires_on == thawed_until
    assert not safe_to_cook(kept.lot, kept.today)


def test_a_date_that_is_given_with_the_move_is_kept() -> None:
    day = TODAY + timedelta(days=4)
    kept = chicken().does(frozen).patched(storage="fridge", expires_on=str(day))
    assert (kept.lot.expires_on, kept.lot.expiry_source) == (day, ExpirySource.USER)
    assert kept.lot.thawed_on == TODAY


def test_another_food_out_of_the_freezer_is_thawed_as_well() -> None:
    kept = chicken().does(frozen).after(3)
    kept.patched(food_id="white_rice", storage="pantry")
    assert kept.lot.thawed_on == kept.today


def test_a_thaw_is_taken_back_on_its_day_only() -> None:
    kept = chicken().does(frozen).after(20)
    deep = kept.lot
    kept.does(thawed).undoes(kept.entries[-1])
    assert kept.lot.model_dump(exclude={"updated_at"}) == deep.model_dump(exclude={"updated_at"})
    kept.does(thawed)
    for later in (1, 29):
        with pytest.raises(Conflict, match="cannot_undo"):
            kept.after(later).undoes(kept.entries[-1])


def test_an_opening_is_not_taken_back_once_its_date_has_passed() -> None:
    milk = Kept(lot(expires_on=TODAY + timedelta(days=90)), FOODS["whole_milk"])
    milk.does(opened)
    last = (milk.lot.expires_on - TODAY).days
    again = Kept(milk.lot, milk.food, last, list(milk.entries)).undoes(milk.entries[0])
    assert again.lot.expires_on == TODAY + timedelta(days=90)
    with pytest.raises(Conflict, match="cannot_undo"):
        milk.after(last + 1).undoes(milk.entries[0])


def test_a_freezing_is_taken_back_to_a_date_that_has_passed() -> None:
    kept = chicken().does(frozen).after(30)
    kept.undoes(kept.entries[0])
    assert not safe_to_cook(kept.lot, kept.today)


@pytest.mark.parametrize("name", ["Arroz", "Muslos de pollo", "Zorblax", "Leche en polvo"])
def test_what_is_past_its_use_by_stays_so_under_any_name(name: str) -> None:
    kept = chicken(-1, expiry_source=ExpirySource.ESTIMATED).patched(name=name)
    assert not safe_to_cook(kept.lot, TODAY)
    with pytest.raises(Conflict, match="past_use_by"):
        kept.does(frozen)
    assert not safe_to_cook(kept.patched(name="Pechuga de pollo").lot, TODAY)


def test_who_says_a_date_or_its_kind_with_the_name_is_believed() -> None:
    rice = chicken(-1).patched(name="Arroz", date_kind="best_before").lot
    assert (rice.food_id, rice.date_kind) == ("white_rice", DateKind.BEST_BEFORE)
    day = str(TODAY + timedelta(days=200))
    dated = chicken(-1).patched(name="Arroz", expires_on=day).lot
    assert (dated.date_kind, str(dated.expires_on)) == (DateKind.BEST_BEFORE, day)


STEPS = st.sampled_from(
    [
        *(("does", rule) for rule in (opened, frozen, thawed) for _ in range(3)),
        *(("moved", place) for place in Storage for _ in range(2)),
        *(("undoes", back) for back in (0, 0, 0, 0, 1, 2)),
        *(("renamed", name) for name in ("Arroz", "Zorblax", "Muslos de pollo")),
        *(("after", days) for days in (1, 1, 1, 1, 2, 5, 30, 400)),
    ]
)


def tried(kept: Kept, step: tuple[str, Any], names: tuple[str, str]) -> None:
    what, value = step
    if what == "does":
        kept.does(value)
    elif what == "moved":
        kept.patched(storage=value)
    elif what == "undoes" and kept.entries:
        kept.undoes(kept.entries[-1 - value % len(kept.entries)])
    elif what == "renamed":
        kept.patched(name=value).patched(name=names[0], food_id=names[1])
    elif what == "after":
        kept.after(value)


def estimated_anew(held: Lot, what: str) -> bool:
    """From the day it was bought: by its name, or by its place if nothing was begun."""
    begun = held.opened_on is not None or held.thawed_on is not None
    return held.expiry_source is ExpirySource.ESTIMATED and (
        what == "renamed" or (what == "moved" and not begun)
    )


@settings(max_examples=1200)
@given(
    food=st.sampled_from(PERISHABLE),
    left=st.integers(-1, 9),
    source=st.sampled_from(ExpirySource),
    place=st.sampled_from(Storage),
    steps=st.lists(STEPS, min_size=4, max_size=14),
)
def test_no_way_round_makes_perishable_food_fresher_than_one_thaw(
    food: Food, left: int, source: ExpirySource, place: Storage, steps: list[tuple[str, Any]]
) -> None:
    """Every food comes back to its name, as often as it was called another."""
    first = lot(
        name=food.name.es,
        food_id=food.id,
        category=food.category,
        storage=place,
        date_kind=DateKind.USE_BY,
        expires_on=TODAY + timedelta(days=left),
        expiry_source=source,
    )
    kept = Kept(first, food)
    bought = max(keeping_days(food, food.category, where) for where in OUTSIDE)
    most, estimate = first.expires_on, TODAY + timedelta(days=bought)
    ever_thawed: date | None = None
    for step in steps:
        was_safe = safe_to_cook(kept.lot, kept.today)
        try:
            tried(kept, step, (first.name, food.id))
        except Conflict:
            continue
        if estimated_anew(kept.lot, step[0]):
            most = max(most, estimate)
        assert was_safe or not safe_to_cook(kept.lot, kept.today), step
        if ever_thawed in {None, kept.today}:
            ever_thawed = kept.lot.thawed_on
        if kept.lot.storage is not Storage.FREEZER:
            limit = ever_thawed and ever_thawed + timedelta(days=thawed_days(food))
            assert kept.lot.expires_on <= max(most, limit or most), step
