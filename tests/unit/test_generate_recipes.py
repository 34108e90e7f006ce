"""Generation: proposals checked, repaired once, topped up by the next writer, saved before sent."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import pytest

from shared.catalog import foods
from shared.domain.errors import AlreadyExists, DomainError, Invalid, Overloaded, ProviderFailed
from shared.domain.food import Allergen
from shared.domain.generation import GenerationRequest
from shared.domain.kitchen import Needs
from shared.domain.language import Language
from shared.domain.proposal import ProposedRecipe, RecipeBrief
from shared.domain.recipe import Generation, StoredRecipe
from shared.workflows.generate_recipes import STOCK_LIMIT, Circumstances, generate_recipes
from tests.fakes.household import FakeKitchens, FakePeople
from tests.fakes.media import FakeQueue
from tests.fakes.recipes import FakeStore
from tests.fakes.stock import FakeItems
from tests.samples import NOW, kitchen, lot, person
from tests.unit.test_check import proposal

FOODS = foods.load()
GOOD = ("potato", 400, "g")
MILKY = ("whole milk", 400, "ml")


class FakeWriter:
    """Answers its script in order, and remembers what it was asked."""

    model = "1"

    def __init__(self, name: str, *answers: Sequence[ProposedRecipe] | Exception) -> None:
        self.name = name
        self._answers = list(answers)
        self.asked: list[tuple[RecipeBrief, tuple[str, ...]]] = []

    def write(
        self, brief: RecipeBrief, findings: Sequence[str], deadline: float
    ) -> tuple[ProposedRecipe, ...]:
        self.asked.append((brief, tuple(findings)))
        answer = self._answers.pop(0) if self._answers else ()
        if isinstance(answer, Exception):
            raise answer
        return tuple(answer)


class Home:
    """A kitchen with an allergy to milk and whatever lots a test puts there."""

    def __init__(self, needs: Needs | None = None) -> None:
        self.store = FakeStore()
        self.items = FakeItems()
        self.queue = FakeQueue()
        self.people = FakePeople()
        owner = self.people.create(person("u1", "k1"), kitchen("k1", "u1"))
        self.people.change(owner, needs or Needs())
        self.avoided: tuple[str, ...] = ()

    def generate(
        self, *writers: FakeWriter, request_id: str = "g1", **request: Any
    ) -> tuple[Generation, list[StoredRecipe]]:
        circumstances = Circumstances("k1", "req", Language.EN, NOW, 60)
        return generate_recipes(
            GenerationRequest.model_validate(request),
            request_id,
            circumstances,
            items=self.items,
            kitchens=FakeKitchens(self.people),
            writers=writers,
            foods=FOODS,
            recipes=self.store.recipes_of("k1"),
            queue=self.queue,
            avoided=lambda: self.avoided,
        )


def titled(title: str, *ingredients: tuple[str, float, str]) -> ProposedRecipe:
    return proposal(*(ingredients or (GOOD,)), title=title)


def test_what_the_person_avoids_is_left_out_beside_what_they_exclude_this_time() -> None:
    home = Home()
    home.avoided = ("patata", "milk", "linalool")
    writer = FakeWriter("fake", [titled("Avoided")])
    home.generate(writer, source="ingredients", ingredients=["rice"], count=1, exclude=["onion"])
    brief = writer.asked[0][0]
    assert {"potato", "onion"} <= brief.excluded_food_ids
    assert Allergen.MILK in brief.allergens


def test_recipes_jobs_and_tasks_go_together() -> None:
    home = Home()
    generation, recipes = home.generate(
        FakeWriter("gemini", [titled("One"), titled("Two")]), count=2
    )
    assert (generation.engine, generation.degraded, generation.reason) == ("gemini", False, None)
    assert [one.title for one in recipes] == ["One", "Two"]
    assert len(home.store.jobs) == len(home.queue.sent) == 2
    assert {job.subject_id for job in home.store.jobs.values()} == {r.id for r in recipes}


def test_what_fails_is_repaired_once_with_the_findings() -> None:
    home = Home(Needs(allergens=frozenset({Allergen.MILK})))
    writer = FakeWriter("gemini", [titled("Good"), titled("Bad", MILKY)], [titled("Mended")])
    _, recipes = home.generate(writer, count=2)
    assert [one.title for one in recipes] == ["Good", "Mended"]
    again, findings = writer.asked[1]
    assert again.count == 1
    assert any("whole_milk" in finding for finding in findings)


def test_a_repair_that_repeats_what_is_kept_leaves_the_rest_to_the_next_writer() -> None:
    home = Home(Needs(allergens=frozenset({Allergen.MILK})))
    first = [titled("Roast potatoes"), titled("Bad", MILKY)]
    model = FakeWriter("gemini", first, [titled("Roast  potato!")])
    offline = FakeWriter("offline", [titled("ROAST POTATOES"), titled("Another")])
    generation, recipes = home.generate(model, offline, count=2)
    assert [one.title for one in recipes] == ["Roast potatoes", "Another"]
    assert [brief.count for brief, _ in offline.asked] == [1]
    assert (generation.engine, generation.reason) == ("gemini", None)
    assert generation.degraded


@pytest.mark.parametrize("by_the_model", range(4))
def test_one_recipe_of_the_offline_writer_is_enough_to_be_degraded(by_the_model: int) -> None:
    model = FakeWriter("gemini", [titled(f"Model {n}") for n in range(by_the_model)])
    offline = FakeWriter("offline", [titled(f"Card {n}") for n in range(3)])
    generation, recipes = Home().generate(model, offline, count=3)
    assert len(recipes) == 3
    assert generation.engine == ("gemini" if by_the_model else "offline")
    assert generation.degraded is (by_the_model < 3)


def test_an_offline_writer_who_had_nothing_to_add_degrades_nothing() -> None:
    model = FakeWriter("gemini", [titled("One")])
    offline = FakeWriter("offline", [titled("One")])
    generation, _ = Home().generate(model, offline, count=2)
    assert not generation.degraded


def test_a_dish_written_twice_at_once_is_one_dish() -> None:
    home = Home()
    model = FakeWriter("gemini", [titled("One"), titled("one"), titled("Two")])
    _, recipes = home.generate(model, count=2)
    assert [one.title for one in recipes] == ["One", "Two"]


def test_what_fails_twice_is_dropped_and_the_next_writer_asked() -> None:
    home = Home(Needs(allergens=frozenset({Allergen.MILK})))
    bad = FakeWriter("gemini", [titled("Bad", MILKY)], [titled("Worse", MILKY)])
    good = FakeWriter("offline", [titled("Safe")])
    generation, recipes = home.generate(bad, good, count=1)
    assert [one.title for one in recipes] == ["Safe"]
    assert len(bad.asked) == 2
    assert (generation.engine, generation.degraded) == ("offline", True)


@pytest.mark.parametrize("failure", [ProviderFailed("down"), Overloaded()], ids=repr)
def test_a_writer_that_fails_or_has_no_place_is_passed_over(failure: DomainError) -> None:
    home = Home()
    broken = FakeWriter("gemini", failure)
    generation, _ = home.generate(broken, FakeWriter("offline", [titled("Here")]), count=1)
    assert (generation.engine, generation.degraded) == ("offline", True)


@pytest.mark.parametrize("failure", [ProviderFailed("down"), Overloaded()], ids=repr)
def test_when_no_writer_answers_nothing_is_stored(failure: DomainError) -> None:
    home = Home()
    with pytest.raises(type(failure)):
        home.generate(FakeWriter("gemini", failure), count=1)
    assert home.store.generations == {}
    assert home.queue.sent == {}


def test_fewer_recipes_say_why() -> None:
    generation, recipes = Home().generate(FakeWriter("offline", []), count=3, meal="dinner")
    assert (recipes, generation.reason) == ([], "constraints")


def test_the_most_urgent_recipe_comes_first() -> None:
    home = Home()
    home.items.add(
        [
            lot(id="p", food_id="potato", name="Potato", quantity=1, unit="kg"),
            lot(id="c", food_id="carrot", name="Carrot", expires_on="2026-06-02", unit="kg"),
        ]
    )
    writer = FakeWriter("gemini", [titled("Later"), titled("Now", ("carrot", 300, "g"))])
    _, recipes = home.generate(writer, count=2)
    assert [one.title for one in recipes] == ["Now", "Later"]


def test_nothing_past_its_use_by_reaches_a_writer() -> None:
    home = Home()
    home.items.add(
        [
            lot(id="old", date_kind="use_by", expires_on="2026-05-31"),
            lot(id="marked", date_kind="best_before", expires_on="2026-05-31"),
            lot(id="soap", kind="product"),
        ]
    )
    writer = FakeWriter("gemini", [titled("One")])
    home.generate(writer, count=1)
    assert [line.item_id for line in writer.asked[0][0].stock] == ["marked"]


def test_a_crash_after_saving_leaves_jobs_to_sweep() -> None:
    home = Home()
    home.queue.down = True
    _, recipes = home.generate(FakeWriter("gemini", [titled("One")]), count=1)
    assert len(recipes) == len(home.store.jobs) == 1
    assert home.queue.sent == {}


def test_a_repeated_request_writes_nothing_new() -> None:
    home = Home()
    writer = FakeWriter("gemini", [titled("One")], [titled("Two")])
    first = home.generate(writer, id="g1", count=1)
    assert home.generate(writer, id="g1", count=1) == (
        first[0],
        home.store.recipes_of("k1").get_all(first[0].recipe_ids),
    )
    assert len(writer.asked) == 1
    with pytest.raises(AlreadyExists):
        home.generate(writer, id="g1", count=2)


class Overtaken(FakeWriter):
    """While it writes, another run of the same generation does all of its work."""

    def __init__(self, other: Callable[[], object], *answers: Sequence[ProposedRecipe]) -> None:
        super().__init__("gemini", *answers)
        self._other = other

    def write(
        self, brief: RecipeBrief, findings: Sequence[str], deadline: float
    ) -> tuple[ProposedRecipe, ...]:
        self._other()
        return super().write(brief, findings, deadline)


@pytest.mark.parametrize("own_id", ["g1", None])
def test_of_two_runs_at_once_both_answer_what_was_saved(own_id: str | None) -> None:
    home = Home()

    def other() -> None:
        home.generate(FakeWriter("gemini", [titled("Quick")]), id=own_id, count=1)

    _, [answered] = home.generate(Overtaken(other, [titled("Slow")]), id=own_id, count=1)
    [stored] = home.store.recipes.values()
    assert answered == stored
    assert answered.title == "Quick"
    assert len(home.store.jobs) == len(home.queue.sent) == 1


def test_another_request_that_was_quicker_has_the_id() -> None:
    home = Home()

    def other() -> None:
        home.generate(FakeWriter("gemini", [titled("Quick")]), id="g1", count=1)

    with pytest.raises(AlreadyExists):
        home.generate(Overtaken(other, [titled("Slow")]), id="g1", count=1, servings=5)
    assert [one.title for one in home.store.recipes.values()] == ["Quick"]


def test_a_run_after_a_crash_asks_nobody_again() -> None:
    """The id is the idempotency key's own, and the request names none."""
    home = Home()
    home.generate(FakeWriter("gemini", [titled("One")]), count=1)
    writer = FakeWriter("gemini", [titled("Two")])
    _, [answered] = home.generate(writer, count=1)
    assert (answered.title, writer.asked) == ("One", [])


def test_a_repair_that_fails_costs_nothing_that_was_good() -> None:
    home = Home(Needs(allergens=frozenset({Allergen.MILK})))
    first = [titled("Good"), titled("Bad", MILKY)]
    broken = FakeWriter("gemini", first, ProviderFailed("down"))
    offline = FakeWriter("offline", [titled("Safe")])
    generation, recipes = home.generate(broken, offline, count=2)
    assert [one.title for one in recipes] == ["Good", "Safe"]
    assert (generation.engine, offline.asked[0][0].count) == ("gemini", 1)


def test_a_repair_that_fails_with_nothing_good_is_a_failure() -> None:
    home = Home(Needs(allergens=frozenset({Allergen.MILK})))
    broken = FakeWriter("gemini", [titled("Bad", MILKY)], ProviderFailed("down"))
    with pytest.raises(ProviderFailed):
        home.generate(broken, count=1)


def test_nothing_is_repaired_when_there_is_enough() -> None:
    home = Home(Needs(allergens=frozenset({Allergen.MILK})))
    writer = FakeWriter("gemini", [titled("Good"), titled("Bad", MILKY)])
    _, recipes = home.generate(writer, count=1)
    assert [one.title for one in recipes] == ["Good"]
    assert len(writer.asked) == 1


@pytest.mark.parametrize("days", [1, 60, 400])
def test_forgotten_lots_do_not_hide_what_is_there(days: int) -> None:
    home = Home()
    past = NOW.date() - timedelta(days=days)
    old = [lot(id=f"old-{n}", date_kind="use_by", expires_on=past) for n in range(STOCK_LIMIT)]
    home.items.add([*old, lot(id="fresh")])
    writer = FakeWriter("gemini", [titled("One")])
    home.generate(writer, count=1)
    assert [line.item_id for line in writer.asked[0][0].stock] == ["fresh"]


def test_the_stock_is_read_in_few_pages() -> None:
    home = Home()
    past = NOW.date() - timedelta(days=1)
    home.items.add(
        [lot(id=f"o{n}", date_kind="use_by", expires_on=past) for n in range(3 * STOCK_LIMIT)]
    )
    home.items.add([lot(id=f"fresh-{n}") for n in range(STOCK_LIMIT + 1)])
    writer = FakeWriter("gemini", [titled("One")])
    home.generate(writer, count=1)
    assert writer.asked[0][0].stock == ()
    for n in range(1, 3 * STOCK_LIMIT):
        home.items.remove(f"o{n}", None, NOW)
    writer = FakeWriter("gemini", [titled("One")])
    home.generate(writer, request_id="g2", count=1)
    assert len(writer.asked[0][0].stock) == STOCK_LIMIT


def test_typed_ingredients_are_required_where_they_are_the_source() -> None:
    with pytest.raises(Invalid):
        Home().generate(FakeWriter("gemini"), source="ingredients")


@pytest.mark.parametrize("change", [lambda h: h.items.add([lot()]), lambda h: None])
def test_typed_ingredients_are_no_lots(change: Callable[[Home], object]) -> None:
    home = Home()
    change(home)
    writer = FakeWriter("gemini", [titled("Mash")])
    _, [recipe] = home.generate(
        writer, source="ingredients", ingredients=["potatoes", "zorblax"], count=1
    )
    assert [line.name for line in writer.asked[0][0].stock] == ["potatoes", "zorblax"]
    assert recipe.ingredients[0].in_stock
    assert recipe.ingredients[0].item_ids == []
    assert recipe.ingredients[0].uses == []
