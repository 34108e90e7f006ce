"""Reads the date that a label says food is good until.

Strict: a date is taken only where a word on the label says what it is, or where it is the only
date there; of a lot, a packing or a production date nothing is taken. Numbers are read day first,
as the product's languages print them; month first only where another date of the label, or the date
itself, shows that it prints them so. What may still be read in two ways, as `NOV 28` may or `12/11`
behind American words, is read as the earlier where that is to come, and not at all otherwise: food
is never good for longer than was printed.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from shared.domain.food import DateKind
from shared.domain.printed_forms import Printed, printed_forms
from shared.domain.printed_readings import Readings
from shared.domain.printed_words import Said, said_before, says_otherwise

_OLDEST = timedelta(days=365)
_LATEST = timedelta(days=3660)
_PAST_WITHOUT_YEAR = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """`kind` is None where no word on the label says it."""

    day: date
    kind: DateKind | None


@dataclass(frozen=True, slots=True)
class _Found:
    """A date of the label; `day` is None where nothing certain is to be read."""

    printed: Printed
    said: Said | None
    day: date | None


def printed_date(lines: Sequence[str], today: date) -> PrintedDate | None:
    """The date on a label of these lines; None where there is none, or none that is certain.

    A month without a day ends on its last; a day without a year is at most three months from now,
    before or after. Dates more than a year past or ten years ahead are misread.
    """
    text = "\n".join(_plain(line) for line in lines)
    found = list(_found(text, today))
    for kind in (DateKind.USE_BY, DateKind.BEST_BEFORE):
        said = [one for one in found if one.said is not None and one.said.kind is kind]
        days = {one.day for one in said} - {None}
        if said:
            return PrintedDate(day, kind) if len(days) == 1 and (day := days.pop()) else None
    return _only_one(text, [one for one in found if one.day is not None])


def _only_one(text: str, found: Sequence[_Found]) -> PrintedDate | None:
    if len(found) != 1 or not (one := found[0]).printed.whole or one.day is None:
        return None
    return None if says_otherwise(text, one.printed.start) else PrintedDate(one.day, None)


def _plain(line: str) -> str:
    split = unicodedata.normalize("NFD", line.casefold())
    return " ".join("".join(c for c in split if not unicodedata.combining(c)).split())


def _found(text: str, today: date) -> Iterator[_Found]:
    forms = list(printed_forms(text))
    month_first = _prints_month_first(forms)
    for printed in forms:
        said = said_before(text, printed.start)
        if printed.c is not None and not (said and said.adjoining):
            continue
        days = Readings(printed, said, month_first, today).days()
        yield _Found(printed, said, _certain(days, printed.whole or printed.y is not None, today))


def _prints_month_first(forms: Iterable[Printed]) -> bool:
    """Some date of the label is one only month first, and none only day first."""
    pairs = [(int(one.a), int(one.b)) for one in forms if one.a and one.b and one.y]
    return any(a <= 12 < b <= 31 for a, b in pairs) and not any(b <= 12 < a for a, b in pairs)


def _certain(days: Iterable[date | None], with_year: bool, today: date) -> date | None:
    possible = {day for day in days if day and today - _OLDEST <= day <= today + _LATEST}
    if not possible:
        return None
    earliest = min(possible)
    if len(possible) > 1:
        return earliest if earliest >= today else None
    return earliest if with_year or earliest >= today - _PAST_WITHOUT_YEAR else None
