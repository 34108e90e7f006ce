"""Household memory: corrections of receipt lines are learned, and applied to the next receipt."""

import dataclasses
import logging
from collections.abc import Iterable, Sequence
from datetime import datetime

from shared.domain.catalog import FoodCatalog
from shared.domain.errors import Unavailable, VersionMismatch
from shared.domain.expiry import usual_storage
from shared.domain.food import Category
from shared.domain.language import Language
from shared.domain.receipt_memory import CONFIDENCE, ReceiptMemory, Remembered
from shared.domain.recognition import RecognisedItem, RecognitionKind, Sighting
from shared.domain.recognition_result import Recognition
from shared.ports.recognition import ReceiptMemories

_log = logging.getLogger("zerowaste.memory")
_ATTEMPTS = 4


@dataclasses.dataclass(frozen=True, slots=True)
class Lesson:
    """What the item at `index` really is; neither name nor food: it is not what was remembered."""

    index: int
    food_id: str | None
    name: str | None


def learn(
    recognition: Recognition,
    lessons: Sequence[Lesson],
    memories: ReceiptMemories,
    foods: FoodCatalog,
    now: datetime,
) -> int:
    """Learns the lessons that are of receipt lines and answers how many. It never fails: what the
    household asked for is done already, and the next correction teaches the same."""
    lines = [(text, one) for one in lessons if (text := _line_of(recognition, one))]
    taught = [(text, _meaning(one, foods, now)) for text, one in lines if _says(one)]
    refuted = [text for text, one in lines if not _says(one)]
    if not taught and not refuted:
        return 0
    for _ in range(_ATTEMPTS):
        try:
            known = memories.get()
            updated = known.forgetting(refuted).learning(taught)
            if updated is not known:
                memories.replace(updated)
        except VersionMismatch:
            continue
        except Unavailable:
            break
        return len(taught)
    _log.warning("corrections not learned", extra={"recognition": recognition.id})
    return 0


def recalled(
    sighting: Sighting, memory: ReceiptMemory, foods: FoodCatalog, language: Language
) -> tuple[Sighting, frozenset[int]]:
    """The sighting as the household knows it, and the places of the items it knew."""
    if sighting.kind != "receipt" or not memory.lines:
        return sighting, frozenset()
    items = [_recalled(item, memory, foods, language) for item in sighting.items]
    places = frozenset(place for place, item in enumerate(items) if item is not None)
    kept = tuple(new or old for new, old in zip(items, sighting.items, strict=True))
    return dataclasses.replace(sighting, items=kept), places


def lessons_of(corrections: Iterable[tuple[int, str | None, str | None]]) -> list[Lesson]:
    """The corrections (index, food id, name) that say what an item is."""
    return [Lesson(*one) for one in corrections if one[1] is not None or one[2] is not None]


def _line_of(recognition: Recognition, lesson: Lesson) -> str | None:
    """The line of a receipt; a label of the shelf or a menu is none, whatever is written on it."""
    item = recognition.items[lesson.index]
    receipt = recognition.kind_of(item) is RecognitionKind.RECEIPT
    return item.source_text if receipt else None


def _says(lesson: Lesson) -> bool:
    return lesson.food_id is not None or lesson.name is not None


def _meaning(lesson: Lesson, foods: FoodCatalog, now: datetime) -> Remembered:
    food = foods.get(lesson.food_id) if lesson.food_id else foods.by_name(lesson.name or "")
    return Remembered(food_id=food.id if food else None, name=lesson.name, learned_at=now)


def _recalled(
    item: RecognisedItem, memory: ReceiptMemory, foods: FoodCatalog, language: Language
) -> RecognisedItem | None:
    known = memory.of(item.source_text)
    if known is None:
        return None
    food = foods.get(known.food_id) if known.food_id else None
    category = food.category if food else Category.OTHER
    return dataclasses.replace(
        item,
        name=known.name or (food.name.of(language) if food else item.name),
        food_id=food.id if food else None,
        confidence=CONFIDENCE,
        storage=food.storage if food else usual_storage(category),
        category=category,
        allergens=food.allergens if food else frozenset(),
    )
