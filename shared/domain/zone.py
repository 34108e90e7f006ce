"""Where a person's day begins and ends."""

from datetime import UTC, datetime, timezone
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

NO_ZONE = "UTC"


def told_in(moment: datetime, zone: str) -> datetime:
    """The same moment as a clock in the zone shows it, at the offset the zone has then: its date is
    the day there, and hours added to it are hours. A name that is none any more is UTC."""
    if zone == NO_ZONE:
        return moment.astimezone(UTC)
    try:
        offset = moment.astimezone(ZoneInfo(zone)).utcoffset()
    except (ZoneInfoNotFoundError, ValueError, OSError):
        offset = None
    return moment.astimezone(UTC if offset is None else timezone(offset))
