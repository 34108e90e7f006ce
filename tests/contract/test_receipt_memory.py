"""What every store of a kitchen's memory does, the fake and Firestore alike."""

import pytest

from shared.domain.errors import VersionMismatch
from shared.domain.receipt_memory import ReceiptMemory, Remembered
from shared.ports.recognition import ReceiptMemories
from shared.wiring import Wiring
from tests.fakes.recognition import FakeReceiptMemories
from tests.samples import NOW

LESSON = Remembered(food_id="onion", name=None, learned_at=NOW)


@pytest.fixture
def memories(emulated: Wiring | None, kitchen_id: str) -> ReceiptMemories:
    return emulated.receipt_memories(kitchen_id) if emulated else FakeReceiptMemories()


def test_it_begins_empty_and_is_read_back_exactly(memories: ReceiptMemories) -> None:
    assert memories.get() == ReceiptMemory()
    memories.replace(memories.get().learning([("CEB. ROJA 1,20", LESSON)]))
    found = memories.get()
    assert found.of("ceb roja 9") == LESSON
    memories.replace(found.forgetting(["CEB. ROJA"]))
    assert memories.get().lines == {}


def test_of_two_that_read_the_same_one_writes(memories: ReceiptMemories) -> None:
    for text in ("UNO", "DOS"):
        first, second = memories.get(), memories.get()
        memories.replace(first.learning([(text, LESSON)]))
        with pytest.raises(VersionMismatch):
            memories.replace(second.learning([("TRES", LESSON)]))
    assert set(memories.get().lines) == {"uno", "dos"}
