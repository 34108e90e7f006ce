"""Feedback on a recognition: checked, stored with its counts, learned from."""

from datetime import datetime

from shared.domain.catalog import FoodCatalog
from shared.domain.errors import Invalid
from shared.domain.feedback import Feedback, StoredFeedback, Verdict, stored
from shared.domain.recognition_result import Recognition
from shared.ports.recognition import ReceiptMemories, Recognitions
from shared.workflows.remember_lines import Lesson, learn


def give_feedback(
    recognition_id: str,
    feedback: Feedback,
    uid: str,
    *,
    recognitions: Recognitions,
    memories: ReceiptMemories,
    foods: FoodCatalog,
    now: datetime,
) -> tuple[StoredFeedback, int]:
    """Stores the feedback in place of what the same person said before; the feedback as stored, and
    how many receipt lines were learned from it.

    Raises:
        NotFound: no such recognition.
        Invalid: an index outside its list or twice, or a food the catalog does not have.
    """
    recognition = recognitions.get(recognition_id)
    _check(feedback, recognition, foods)
    given = stored(feedback, recognition_id, uid, now)
    recognitions.save_feedback(given)
    lessons = [
        Lesson(item.index, item.food_id, item.name)
        for item in feedback.items
        if item.index is not None
        and item.judged is Verdict.WRONG
        and (item.named or recognition.items[item.index].remembered)
    ]
    return given, learn(recognition, lessons, memories, foods, now)


def _check(feedback: Feedback, recognition: Recognition, foods: FoodCatalog) -> None:
    seen: set[int] = set()
    for place, item in enumerate(feedback.items):
        if item.food_id is not None and foods.get(item.food_id) is None:
            raise Invalid("unknown_food", field=f"items.{place}.food_id")
        if item.index is None:
            continue
        if item.index >= len(recognition.items) or item.index in seen:
            raise Invalid(field=f"items.{place}.index")
        seen.add(item.index)
