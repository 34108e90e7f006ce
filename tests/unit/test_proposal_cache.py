"""The same question is asked once; anything that decides the answer makes it another question."""

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal
from threading import Event
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.cached_proposals import KEPT, proposals_key
from shared.domain.diet import Diet
from shared.domain.errors import ProviderFailed
from shared.domain.food import Allergen
from shared.domain.language import Language
from shared.domain.proposal import Meal, ProposedRecipe, RecipeBrief
from shared.domain.units import Unit
from shared.workflows.proposal_cache import CachedWriter, ProposalCache, look_ups
from tests.fakes.clock import FakeClock
from tests.fakes.spending import FakeProposals
from tests.unit.test_check import brief, line, proposal

ENGINE = ("gemini", "1", "edition")
LINE = line("potato", 900, Unit.G)
BRIEF = brief(stock=(LINE,), allergens=frozenset({Allergen.EGG, Allergen.MILK}))
RECIPE = proposal(("potato", 400, "g"))


def key(changed: RecipeBrief = BRIEF, **other: Any) -> str:
    values: dict[str, Any] = {
        "kitchen_id": "k1",
        "engine": ENGINE,
        "brief": changed,
        "findings": (),
    }
    return proposals_key(**(values | other))


def with_line(**changes: Any) -> RecipeBrief:
    return BRIEF.model_copy(update={"stock": (LINE.model_copy(update=changes),)})


@pytest.mark.parametrize(
    "other",
    [
        with_line(quantity=Decimal("899.999")),
        with_line(name="Papa"),
        with_line(item_id="another"),
        with_line(food_id=None),
        with_line(days_left=2),
        with_line(expires_on=LINE.expires_on + timedelta(days=1)),
        with_line(allergens=frozenset({Allergen.SOY})),
        BRIEF.model_copy(update={"stock": ()}),
        BRIEF.model_copy(update={"stock": (LINE, LINE)}),
        BRIEF.model_copy(update={"allergens": frozenset({Allergen.EGG})}),
        BRIEF.model_copy(update={"excluded_food_ids": frozenset({"onion"})}),
        BRIEF.model_copy(update={"excluded_words": frozenset({"kale"})}),
        BRIEF.model_copy(update={"diets": frozenset({Diet.VEGAN})}),
        BRIEF.model_copy(update={"language": Language.ES}),
        BRIEF.model_copy(update={"servings": 3}),
        BRIEF.model_copy(update={"count": 2}),
        BRIEF.model_copy(update={"meal": Meal.LUNCH}),
        BRIEF.model_copy(update={"max_minutes": 20}),
        BRIEF.model_copy(update={"cuisine": "thai"}),
        BRIEF.model_copy(update={"today": BRIEF.today + timedelta(days=1)}),
    ],
)
def test_what_decides_the_answer_changes_the_key(other: RecipeBrief) -> None:
    assert key(other) != key()


def test_every_field_of_a_brief_decides() -> None:
    for name in RecipeBrief.model_fields:
        changed = BRIEF.model_copy(update={name: "something else"})
        assert key(changed) != key(), name


@pytest.mark.parametrize(
    "other",
    [
        {"kitchen_id": "k2"},
        {"engine": ("openai", "1", "edition")},
        {"engine": ("gemini", "2", "edition")},
        {"engine": ("gemini", "1", "other rules")},
        {"findings": ("too much salt",)},
    ],
)
def test_so_do_the_kitchen_the_model_its_rules_and_the_findings(other: dict[str, Any]) -> None:
    assert key(**other) != key()


@given(st.lists(st.sampled_from(Allergen), unique=True))
def test_the_order_of_a_set_does_not(allergens: list[Allergen]) -> None:
    one = BRIEF.model_copy(update={"allergens": frozenset(allergens)})
    other = BRIEF.model_copy(update={"allergens": frozenset(reversed(allergens))})
    assert key(one) == key(other)


class Writer:
    """Answers the same, once `go` is set, and counts."""

    name, model = "gemini", "1"

    def __init__(self, *errors: Exception) -> None:
        self.asked = 0
        self.answer: tuple[ProposedRecipe, ...] = (RECIPE,)
        self.errors = list(errors)
        self.go = Event()
        self.go.set()

    def write(
        self, brief: RecipeBrief, findings: Sequence[str], deadline: float
    ) -> tuple[ProposedRecipe, ...]:
        self.asked += 1
        self.go.wait(5)
        if self.errors:
            raise self.errors.pop(0)
        return self.answer


class Setting:
    """Processes that share a store."""

    def __init__(self) -> None:
        self.clock = FakeClock()
        self.store = FakeProposals()
        self.writer = Writer()
        self.tally: Counter[str] = Counter()

    def process(self, kitchen_id: str = "k1") -> CachedWriter:
        cache = ProposalCache(self.store, self.clock)
        return CachedWriter(self.writer, "edition", kitchen_id, cache, self.tally)


def ask(writer: CachedWriter, changed: RecipeBrief = BRIEF) -> tuple[ProposedRecipe, ...]:
    return writer.write(changed, (), 2_000_000_000.0)


def test_the_same_question_is_asked_once_in_all_processes() -> None:
    setting = Setting()
    first = setting.process()
    for writer in (first, first, setting.process()):
        assert ask(writer) == (RECIPE,)
    assert setting.writer.asked == 1
    assert setting.tally == {"miss": 1, "hit": 2}
    assert setting.store.reads == 2


def test_an_answer_without_recipes_is_an_answer() -> None:
    setting = Setting()
    setting.writer.answer = ()
    writer = setting.process()
    assert ask(writer) == ask(writer) == ask(setting.process()) == ()
    assert setting.writer.asked == 1


def test_another_kitchen_finds_nothing() -> None:
    setting = Setting()
    ask(setting.process("k1"))
    ask(setting.process("k2"))
    assert setting.writer.asked == 2


def test_after_an_hour_it_is_asked_again() -> None:
    setting = Setting()
    writer = setting.process()
    ask(writer)
    setting.clock.move(KEPT - timedelta(seconds=1))
    ask(writer)
    assert setting.writer.asked == 1
    setting.clock.move(timedelta(seconds=1))
    ask(writer)
    assert setting.writer.asked == 2


def test_a_failure_is_not_kept() -> None:
    setting = Setting()
    setting.writer.errors = [ProviderFailed("http_503")]
    writer = setting.process()
    with pytest.raises(ProviderFailed):
        ask(writer)
    assert ask(writer) == (RECIPE,)


def test_a_store_that_is_down_or_holds_nonsense_is_done_without() -> None:
    setting = Setting()
    setting.store.down = True
    writer = setting.process()
    assert ask(writer) == ask(writer) == (RECIPE,)
    assert setting.writer.asked == 1
    setting.store.down = False
    ask(setting.process())
    [kept] = setting.store.cached.values()
    setting.store.cached[kept.id] = kept.model_copy(update={"body": "{}"})
    assert ask(setting.process()) == (RECIPE,)
    assert setting.writer.asked == 3


@pytest.mark.parametrize("error", [None, ProviderFailed("http_503")])
def test_equal_questions_at_once_are_one_flight(error: ProviderFailed | None) -> None:
    setting = Setting()
    setting.writer.errors = [error] if error else []
    setting.writer.go.clear()
    writer = setting.process()
    with ThreadPoolExecutor(6) as pool:
        flights = [pool.submit(ask, writer) for _ in range(6)]
        while setting.tally["shared"] < 5:
            assert not any(flight.done() for flight in flights)
        setting.writer.go.set()
        ends = [flight.exception() or flight.result() for flight in flights]
    assert ends == [error or (RECIPE,)] * 6
    assert setting.writer.asked == 1


def test_who_waits_for_another_waits_no_longer_than_their_own_deadline() -> None:
    setting = Setting()
    setting.writer.go.clear()
    writer = setting.process()
    with ThreadPoolExecutor(1) as pool:
        flight = pool.submit(ask, writer)
        while not setting.writer.asked:
            assert not flight.done()
        with pytest.raises(ProviderFailed, match="provider_unavailable") as caught:
            writer.write(BRIEF, (), setting.clock.monotonic())
        setting.writer.go.set()
    assert caught.value.reason == "out_of_time"


@pytest.mark.parametrize(
    ("tally", "outcome"),
    [({}, None), ({"hit": 2}, "hit"), ({"shared": 1}, "hit"), ({"hit": 1, "miss": 1}, "miss")],
)
def test_a_requests_line_says_whether_everything_was_known(
    tally: dict[str, int], outcome: str | None
) -> None:
    said = look_ups(Counter(tally))
    assert said.get("cache") == outcome
    assert {name: count for name, count in said.items() if name != "cache"} == {
        f"cache_{name}": count for name, count in tally.items()
    }
