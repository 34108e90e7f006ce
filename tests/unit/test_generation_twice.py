"""Generating again: what it costs, what is checked again, and what is told when money is spent."""

from collections import Counter
from typing import Any

import pytest

from shared.domain.errors import AlreadyExists
from shared.domain.food import Allergen
from shared.domain.generation import GenerationRequest
from shared.domain.kitchen import Needs
from shared.domain.language import Language
from shared.domain.recipe import Generation, StoredRecipe
from shared.domain.spending import Usage
from shared.ports.recipes import RecipeWriter
from shared.workflows.generate_recipes import Circumstances, generate_recipes
from shared.workflows.guarding import paid
from shared.workflows.proposal_cache import CachedWriter, ProposalCache
from shared.workflows.purse import Purse, ThreadMeter
from tests.fakes.clock import FakeClock
from tests.fakes.household import FakeKitchens
from tests.fakes.spending import FakeLedger, FakeProposals
from tests.samples import NOW, lot
from tests.unit.test_generate_recipes import FOODS, MILKY, FakeWriter, Home, titled


class Kitchen(Home):
    """A home whose writer is asked through the cache."""

    def __init__(self, writer: RecipeWriter, needs: Needs | None = None) -> None:
        super().__init__(needs)
        self.tally: Counter[str] = Counter()
        self.proposals = FakeProposals()
        cache = ProposalCache(self.proposals, FakeClock(NOW))
        self.writer = CachedWriter(writer, "edition", "k1", cache, self.tally)
        self.last = FakeWriter("offline", *[[titled("Simple")]] * 9)

    def again(
        self, generation_id: str, accepted: Language = Language.EN, **request: Any
    ) -> tuple[Generation, list[StoredRecipe]]:
        return generate_recipes(
            GenerationRequest.model_validate({"count": 1} | request),
            generation_id,
            Circumstances("k1", "req", accepted, NOW, 2_000_000_000),
            items=self.items,
            kitchens=FakeKitchens(self.people),
            writers=[self.writer, self.last],
            foods=FOODS,
            recipes=self.store.recipes_of("k1"),
            queue=self.queue,
        )


def test_with_nothing_changed_the_model_is_not_asked_and_ids_are_new() -> None:
    model = FakeWriter("gemini", [titled("One")])
    kitchen = Kitchen(model)
    (first, [one]), (second, [other]) = kitchen.again("g1"), kitchen.again("g2")
    assert len(model.asked) == 1
    assert (first.engine, second.engine) == ("gemini", "gemini")
    assert (first.id, second.id) == ("g1", "g2")
    assert one.id != other.id
    assert one.title == other.title
    assert len(kitchen.queue.sent) == 2
    assert kitchen.tally == {"miss": 1, "hit": 1}


@pytest.mark.parametrize("change", ["lot", "language", "wish"])
def test_with_anything_changed_it_is(change: str) -> None:
    model = FakeWriter("gemini", [titled("One")], [titled("Two")])
    kitchen = Kitchen(model)
    kitchen.again("g1")
    if change == "lot":
        kitchen.items.add([lot()])
    language = Language.ES if change == "language" else Language.EN
    kitchen.again("g2", language, servings=3 if change == "wish" else 2)
    assert len(model.asked) == 2


def test_what_is_found_is_checked_again() -> None:
    """Whatever may lie in the store: nobody who is allergic is shown it."""
    kitchen = Kitchen(
        FakeWriter("gemini", [titled("Safe")], []), Needs(allergens=frozenset({Allergen.MILK}))
    )
    kitchen.again("g1")
    [kept] = kitchen.proposals.cached.values()
    bad = titled("Bad", MILKY).model_dump_json()
    poisoned = kept.model_copy(update={"body": f"[{bad}]"})
    other = Kitchen(FakeWriter("gemini", []), Needs(allergens=frozenset({Allergen.MILK})))
    other.proposals.cached[kept.id] = poisoned
    generation, recipes = other.again("g1")
    assert other.tally["hit"] == 1
    assert [one.title for one in recipes] == ["Simple"]
    assert generation.degraded


def test_an_id_belongs_to_its_language_too() -> None:
    kitchen = Kitchen(FakeWriter("gemini", [titled("One")]))
    kitchen.again("g1", Language.EN)
    kitchen.again("g1", Language.EN)
    with pytest.raises(AlreadyExists):
        kitchen.again("g1", Language.ES)
    kitchen.again("g1", Language.ES, language="en")


def test_a_spent_budget_is_told_and_the_offline_writer_answers() -> None:
    class Dear(FakeWriter):
        def write(self, *question: Any) -> Any:
            ThreadMeter().record(Usage("gemini", "gemini-3.5-flash-lite", 0, 400_000))
            return super().write(*question)

    model = Dear("gemini", [titled("One")], [titled("Two")])
    purse = Purse("k1", 1.0, FakeLedger(), FakeClock(NOW))
    kitchen = Kitchen(paid(model, purse))
    first, _ = kitchen.again("g1")
    assert (first.engine, first.degraded, first.reason) == ("gemini", False, None)
    second, recipes = kitchen.again("g2", servings=4)
    assert (second.engine, second.degraded, second.reason) == ("offline", True, "budget")
    assert [one.title for one in recipes] == ["Simple"]
    repeated, _ = kitchen.again("g3")
    assert (repeated.engine, repeated.reason) == ("gemini", None)
    assert len(model.asked) == 1
