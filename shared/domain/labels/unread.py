"""Photos of labels that wait to be read: kept until they are, and a week where they cannot be.

They stand apart from what a kitchen keeps, each with its day in its name, so that those nobody came
back for are found without looking anything up.
"""

from datetime import UTC, date, datetime

from shared.domain.job import RETENTION
from shared.domain.labels.stored import StoredAnalysis

UNREAD = "unread_labels/"


def unread_of(kitchen_id: str) -> str:
    """What the names of a kitchen's unread photos begin with."""
    return f"{UNREAD}{kitchen_id}/"


def unread_folder(kitchen_id: str, analysis_id: str) -> str:
    return f"{unread_of(kitchen_id)}{analysis_id}/"


def unread_photo(kitchen_id: str, analysis: StoredAnalysis, place: int) -> str:
    day = analysis.created_at.astimezone(UTC).date()
    return f"{unread_folder(kitchen_id, analysis.id)}{day.isoformat()}-{place}.jpg"


def forgotten(name: str, now: datetime) -> bool:
    """Whether the photo of that name is kept for nothing."""
    try:
        day = date.fromisoformat(name.rpartition("/")[2][:10])
    except ValueError:
        return False
    return day < (now - RETENTION).astimezone(UTC).date()
