"""What a kitchen taught is applied to its next receipt, and stays small."""

from datetime import timedelta
from decimal import Decimal

import pytest

from shared.catalog import foods
from shared.domain.errors import Invalid, VersionMismatch
from shared.domain.feedback import Feedback, ItemFeedback, stored
from shared.domain.food import Category, Storage
from shared.domain.language import Language
from shared.domain.receipt_memory import (
    CONFIDENCE,
    MOST_LINES,
    ReceiptMemory,
    Remembered,
    line_key,
)
from shared.domain.recognition import RecognisedItem, RecognitionKind, Sighting
from shared.domain.units import Unit
from shared.workflows.give_feedback import give_feedback
from shared.workflows.remember_lines import Lesson, learn, recalled
from tests.fakes.recognition import FakeReceiptMemories, FakeRecognitions
from tests.samples import NOW, recognition, seen_item

FOODS = foods.load()
CHERRY = Remembered(food_id="cherry_tomato", name=None, learned_at=NOW)


@pytest.mark.parametrize(
    ("printed", "key"),
    [
        ("TOM CHERRY 250", "tom cherri"),
        ("TOM. CHERRY 250G 1,99 A", "tom cherri"),
        ("2 x tom cherry   3.98 EUR", "tom cherri"),
        ("Melocotón 0,540 kg", "melocoton"),
        ("1,99", ""),
        ("", ""),
        ("7-UP", "up"),
        ("A" * 300, "a" * 80),
    ],
)
def test_the_key_is_the_name_without_figures(printed: str, key: str) -> None:
    assert line_key(printed) == key


def item(text: str | None = "TOM CHERRY 250 1,99") -> RecognisedItem:
    return RecognisedItem(
        name="Cereza",
        food_id="cherry",
        confidence=0.8,
        quantity=Decimal(250),
        unit=Unit.G,
        storage=Storage.FRIDGE,
        category=Category.FRUIT,
        price=Decimal("1.99"),
        currency="EUR",
        box=None,
        allergens=frozenset(),
        source_text=text,
        image_index=0,
    )


def test_a_known_line_is_what_it_was_corrected_to() -> None:
    memory = ReceiptMemory().learning([("Tom Cherry 500", CHERRY)])
    sighting = Sighting("receipt", (item("LECHE 1L 0,95"), item(), item(None)), None)
    seen, places = recalled(sighting, memory, FOODS, Language.ES)
    assert places == {1}
    assert seen.items[0] == sighting.items[0]
    found = seen.items[1]
    assert (found.food_id, found.confidence, found.price) == (
        "cherry_tomato",
        CONFIDENCE,
        Decimal("1.99"),
    )
    assert found.name == FOODS["cherry_tomato"].name.es
    assert found.category is FOODS["cherry_tomato"].category


def test_only_receipts_are_recalled() -> None:
    memory = ReceiptMemory().learning([("TOM CHERRY", CHERRY)])
    shelf = Sighting("ingredients", (item(),), None)
    assert recalled(shelf, memory, FOODS, Language.ES) == (shelf, frozenset())


def test_a_food_the_catalog_lacks_keeps_its_name_and_alarms_nobody() -> None:
    own = Remembered(food_id=None, name="Pan de la abuela", learned_at=NOW)
    memory = ReceiptMemory().learning([("TOM CHERRY", own)])
    seen, _ = recalled(Sighting("receipt", (item(),), None), memory, FOODS, Language.EN)
    assert (seen.items[0].name, seen.items[0].food_id) == ("Pan de la abuela", None)
    assert seen.items[0].category is Category.OTHER


def test_it_keeps_the_newest_lines_only() -> None:
    def numbered(n: int) -> str:
        return "line " + "".join(chr(97 + int(d)) for d in str(n))

    memory = ReceiptMemory()
    for n in range(MOST_LINES + 50):
        lesson = CHERRY.model_copy(update={"learned_at": NOW + timedelta(seconds=n)})
        memory = memory.learning([(numbered(n), lesson)])
    assert len(memory.lines) == MOST_LINES
    assert memory.of(numbered(49)) is None
    assert memory.of(numbered(50)) is not None


def test_learning_the_same_again_changes_nothing() -> None:
    memory = ReceiptMemory().learning([("TOM CHERRY", CHERRY)])
    later = CHERRY.model_copy(update={"learned_at": NOW + timedelta(days=1)})
    assert memory.learning([("tom cherry 9", later), ("123", CHERRY)]) is memory


class Contended(FakeReceiptMemories):
    """Somebody else is quicker, so many times."""

    def __init__(self, times: int) -> None:
        super().__init__()
        self.times = times

    def replace(self, memory: ReceiptMemory) -> None:
        if self.times:
            self.times -= 1
            raise VersionMismatch
        super().replace(memory)


@pytest.mark.parametrize(("times", "learned"), [(0, 1), (3, 1), (9, 0)])
def test_contention_is_tried_again_and_never_an_error(times: int, learned: int) -> None:
    memories = Contended(times)
    lesson = Lesson(0, "cherry_tomato", None)
    assert learn(recognition(), [lesson], memories, FOODS, NOW) == learned
    assert len(memories.memory.lines) == learned


def test_a_store_that_is_down_costs_only_the_lesson() -> None:
    memories = FakeReceiptMemories()
    memories.down = True
    assert learn(recognition(), [Lesson(0, "onion", None)], memories, FOODS, NOW) == 0


def test_a_shelf_teaches_nothing() -> None:
    memories = FakeReceiptMemories()
    shelf = recognition(kind=RecognitionKind.INGREDIENTS)
    assert learn(shelf, [Lesson(0, "onion", None)], memories, FOODS, NOW) == 0
    assert memories.reads == 0


def given(memories: FakeReceiptMemories, *items: ItemFeedback) -> tuple[FakeRecognitions, int]:
    recognitions = FakeRecognitions()
    seen = [seen_item(), seen_item(source_text="TOM CHERRY", remembered=True)]
    recognitions.save(recognition(items=seen), "f1")
    _, learned = give_feedback(
        "seen-1",
        Feedback(items=list(items)),
        "ana",
        recognitions=recognitions,
        memories=memories,
        foods=FOODS,
        now=NOW,
    )
    return recognitions, learned


def test_feedback_is_counted_and_learned() -> None:
    memories = FakeReceiptMemories()
    recognitions, learned = given(
        memories,
        ItemFeedback(index=0, name="Cebolla"),
        ItemFeedback(index=1),
        ItemFeedback.model_validate({"verdict": "missing", "name": "Leche"}),
    )
    [told] = recognitions.feedback.values()
    assert told.recognition_id == "seen-1"
    assert (told.right, told.wrong, told.missing, told.uid) == (1, 1, 1, "ana")
    assert learned == 1
    found = memories.memory.of("tomate 3")
    assert found is not None
    assert found.food_id == "onion"


def test_everybody_has_a_last_word_of_their_own() -> None:
    said = Feedback(items=[ItemFeedback(index=0)])
    ids = {stored(said, "seen-1", uid, NOW).id for uid in ("ana", "ben", "ana")}
    assert len(ids) == 2
    assert stored(said, "seen-2", "ana", NOW).id not in ids


def test_wrong_of_a_remembered_line_forgets_it() -> None:
    memories = FakeReceiptMemories()
    memories.memory = ReceiptMemory().learning([("TOM CHERRY", CHERRY)])
    given(memories, ItemFeedback.model_validate({"index": 1, "verdict": "wrong"}))
    assert memories.memory.of("TOM CHERRY") is None


@pytest.mark.parametrize(
    ("items", "field"),
    [
        ([{"index": 2}], "items.0.index"),
        ([{"index": 0}, {"index": 0}], "items.1.index"),
        ([{"index": 0, "food_id": "unobtainium"}], "items.0.food_id"),
    ],
)
def test_feedback_about_nothing_is_refused(items: list[dict[str, object]], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        given(FakeReceiptMemories(), *map(ItemFeedback.model_validate, items))
    assert refused.value.field == field


@pytest.mark.parametrize(
    "said", [{}, {"verdict": "right"}, {"verdict": "missing"}, {"index": 1, "verdict": "missing"}]
)
def test_feedback_says_of_what(said: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="missing"):
        ItemFeedback.model_validate(said)
