"""The day of a purchase, where a receipt is to be believed."""

from datetime import date, timedelta

from shared.domain.recognition import RecognitionKind
from shared.domain.recognition_result import Recognition, SeenItem

_OLDEST_PURCHASE = timedelta(days=60)


def believable(day: date | None, today: date) -> date:
    """The day of a purchase, or today where that one cannot be."""
    if day is None or not today - _OLDEST_PURCHASE <= day <= today:
        return today
    return day


def bought_on(item: SeenItem, recognition: Recognition, today: date) -> date:
    """The day the item was bought: its receipt's where there is one to be believed, else today."""
    if recognition.kind_of(item) is not RecognitionKind.RECEIPT:
        return today
    day = item.bought_on
    if item.kind is None and recognition.receipt is not None:
        day = recognition.receipt.bought_on
    return believable(day, today)
