"""Where a person's day begins and ends."""

from datetime import UTC, datetime, timezone
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

NO_ZONE = "UTC"


def told_in(moment: datetime, zone: str) -> datetime:
    """The same moment as a clock in the zone shows it, at the offset the zone has then: its date is
    the day there, and hours added to it are hours. A name that is none any more is UTC."""
    if zone == NO_ZONE:
        return moment.astimezone(UTC)
    offset = moment.astimezone(known_zone(zone)).utcoffset()
    return moment.astimezone(UTC if offset is None else timezone(offset))


def known_zone(name: str) -> ZoneInfo:
    """The zone of that name; UTC for a name that is none any more."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo(NO_ZONE)
