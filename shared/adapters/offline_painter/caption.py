"""The line under the title."""

from shared.domain.language import Language, Text
from shared.domain.picture import DishBrief

_SERVING = Text("{count} ración", "serves {count}")
_SERVINGS = Text("{count} raciones", "serves {count}")
_LONGEST_HOURS = 48


def caption(brief: DishBrief) -> str:
    """Time and servings, whichever are sensible: `25 min  ·  2 raciones`."""
    parts = [_time(brief.minutes), _servings(brief.servings, brief.language)]
    return "   ·   ".join(part for part in parts if part).upper()


def _time(minutes: int) -> str:
    if not 0 < minutes <= _LONGEST_HOURS * 60:
        return ""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def _servings(count: int, language: Language) -> str:
    if not 0 < count < 1000:
        return ""
    return (_SERVING if count == 1 else _SERVINGS).of(language).format(count=count)
