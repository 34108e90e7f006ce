"""Reads the date that a label says food is good until.

Strict: a date is taken only where a word on the label says what it is, or where it is the only
date there; of a lot, a packing or a production date nothing is taken. What may be read in two ways
is read day first, as the product's languages print it, unless that is no day.

The wordings are those of Regulation (EU) 1169/2011, annex X, and of the Codex general standard for
labelling (CXS 1-1985, section 4.7), in Spanish and English, with their usual abbreviations.
"""

import calendar
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from shared.domain.food import DateKind

_OLDEST = timedelta(days=365)
_LATEST = timedelta(days=3660)
# How far behind its words a date may stand, in characters.
_REACH = 40

_BEST = re.compile(
    r"consum\w+\s+(?:de\s+)?pref\w*\.?(?:\s+antes(?:\s+de(?:l)?(?:\s+fin\s+de)?)?)?"
    r"|cons\.?\s*pref\w*\.?|pref\w*\.?\s+antes\s+del?"
    r"|best\s+(?:before|by|if\s+used\s+by)(?:\s*:?\s*end(?:\s+of)?)?|\bbbe?\b|\bbbd\b|\bc\.?p\.?\b"
)
_USE = re.compile(
    r"fecha\s+(?:de\s+)?(?:caducidad|vencimiento|cad|venc)|caducidad|\bcaduca\b|\bcad\b\.?"
    r"|vencimiento|\bvence\b|\bvto\b\.?|\bvenc?\b\.?|f\.?\s?v\.?(?=[\s:.\d])|f\.?\s?cad\b\.?"
    r"|consum\w+\s+antes\s+del?|use[\s-]+by|\bexp\b\.?|expir\w+(?:\s+date)?|\beat\s+by\b"
)
_OTHER = re.compile(
    r"\blote?\b|\blot\b|\bl\s?:|\bbatch\b|envasad\w*|\benv\b|elaborad\w*|elaboracion|fabrica\w*"
    r"|produ\w+|\bfab\b|\bf\.?\s?e\.?\b|\bf\.?\s?p\.?\b|packed|made\s+on|\bmfg\b|\bmfd\b|\bprod\b"
    r"|congelad\w*\s+el|frozen\s+on|sacrific\w*|display\s+until|sell\s+by|\bpkd\b"
)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january ene enero",
            "feb february febrero",
            "mar march marzo",
            "apr april abr abril",
            "may mayo",
            "jun june junio",
            "jul july julio",
            "aug august ago agosto",
            "sep sept september septiembre setiembre",
            "oct october octubre",
            "nov november noviembre",
            "dec december dic diciembre",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_GAP = r"\s*[-/. ]\s*"
_FORMS = (
    re.compile(rf"(?<!\d)(?P<y>20\d\d){_GAP}(?P<m>\d{{1,2}}){_GAP}(?P<d>\d{{1,2}})(?![\d/])"),
    re.compile(rf"(?<!\d)(?P<d>\d{{1,2}}){_GAP}(?P<m>\d{{1,2}}){_GAP}(?P<y>20\d\d|\d\d)(?![\d/])"),
    re.compile(
        rf"(?<!\d)(?P<d>\d{{1,2}})(?:\s+de\s+|\s*[-/. ]?\s*)(?P<w>{_MONTH})(?![a-z])"
        rf"(?:\.?(?:\s+del?\s+|\s*[-/. ,]?\s*)(?P<y>20\d\d|\d\d)(?!\d))?"
    ),
    re.compile(rf"(?<![a-z])(?P<w>{_MONTH})\.?\s+(?P<d>\d{{1,2}}),?\s+(?P<y>20\d\d)(?!\d)"),
    re.compile(
        rf"(?<![a-z\d])(?P<w>{_MONTH})\.?(?:\s+del?\s+|\s*[-/. ]?\s*)(?P<y>20\d\d|\d\d)(?!\d)"
    ),
    re.compile(r"(?<![\d/.-])(?P<m>\d{1,2})\s*[-/.]\s*(?P<y>20\d\d)(?![\d/])"),
    re.compile(r"(?<![\d/.-])(?P<d>\d{1,2})\s*[-/]\s*(?P<m>\d{1,2})(?![\d/.,%-])"),
)


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """`kind` is None where no word on the label says it."""

    day: date
    kind: DateKind | None


@dataclass(frozen=True, slots=True)
class _Found:
    day: date
    start: int
    whole: bool


def printed_date(lines: Sequence[str], today: date) -> PrintedDate | None:
    """The date on a label of these lines; None where there is none, or none that is certain.

    A month without a day ends on its last; a day without a year is the next such day, unless it
    passed less than three months ago. Dates more than a year past or ten years ahead are misread.
    """
    text = "\n".join(_plain(line) for line in lines)
    found = list(_dates(text, today))
    named = [(one, kind) for one in found if (kind := _kind(text, one)) is not None]
    for kind in (DateKind.USE_BY, DateKind.BEST_BEFORE):
        days = {one.day for one, said in named if said is kind}
        if len(days) == 1:
            return PrintedDate(days.pop(), kind)
        if days:
            return None
    bare = {one.day for one in found if one.whole and not _is_other(text, one)}
    return PrintedDate(bare.pop(), None) if len(bare) == 1 and len(found) == 1 else None


def _plain(line: str) -> str:
    split = unicodedata.normalize("NFD", line.casefold())
    return "".join(c for c in split if not unicodedata.combining(c))


def _dates(text: str, today: date) -> Iterator[_Found]:
    taken: list[range] = []
    for form in _FORMS:
        for match in form.finditer(text):
            span = range(match.start(), match.end())
            if any(match.start() in one or match.end() - 1 in one for one in taken):
                continue
            parts = match.groupdict()
            day = _day(parts, today)
            taken.append(span)
            if day is not None and today - _OLDEST <= day <= today + _LATEST:
                yield _Found(day, match.start(), bool(parts.get("y")) and bool(parts.get("d")))


def _day(parts: dict[str, str | None], today: date) -> date | None:
    word, given_year, given_day = parts.get("w"), parts.get("y"), parts.get("d")
    month = _MONTHS[word] if word else int(parts.get("m") or 0)
    if not 1 <= month <= 12:
        return None
    if given_year is None:
        return _nearest(month, int(given_day or 0), today)
    year = int(given_year) + (2000 if len(given_year) == 2 else 0)
    return _real(year, month, int(given_day or calendar.monthrange(year, month)[1]))


def _nearest(month: int, day: int, today: date) -> date | None:
    this = _real(today.year, month, day)
    if this is not None and this >= today - timedelta(days=90):
        return this
    return _real(today.year + 1, month, day)


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _kind(text: str, found: _Found) -> DateKind | None:
    """What the last words in front of the date say of it."""
    before = text[max(0, found.start - _REACH) : found.start]
    said: list[tuple[int, int, DateKind | None]] = []
    for pattern, kind in ((_OTHER, None), (_USE, DateKind.USE_BY), (_BEST, DateKind.BEST_BEFORE)):
        said += [(m.end(), -m.start(), kind) for m in pattern.finditer(before)]
    return max(said, key=lambda one: one[:2])[2] if said else None


def _is_other(text: str, found: _Found) -> bool:
    before = text[max(0, found.start - _REACH) : found.start]
    return _OTHER.search(before) is not None
