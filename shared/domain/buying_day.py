"""The day of a purchase, where a receipt is to be believed."""

from datetime import date, timedelta

from shared.domain.recognition_result import Recognition

_OLDEST_PURCHASE = timedelta(days=60)


def believable(day: date | None, today: date) -> date:
    """The day of a purchase, or today where that one cannot be."""
    if day is None or not today - _OLDEST_PURCHASE <= day <= today:
        return today
    return day


def bought_on(recognition: Recognition, today: date) -> date:
    """The day the foods were bought: the receipt's where it is believable, else today."""
    day = recognition.receipt.bought_on if recognition.receipt else None
    return believable(day, today)
