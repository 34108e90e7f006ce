"""The forms in which a date is printed, and where in a text one stands.

A form tells its parts and no more; what they mean is for `shared.domain.printed_date`. They are
`d`, `m`, `y`, `w` (a month's name), `n` (behind a month's name: a day, or a year), `a` and `b` (day
and month in an order that is not said, or month and year) and `c` (digits without marks).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

MONTHS = {
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
_MONTH = (
    rf"(?P<w>{'|'.join(sorted(MONTHS, key=len, reverse=True))})(?:(?![a-z])|(?=del?\d))"
    r"(?!\s(?:contain|be|have|vary|cause|also|not|include)\b)"
)
_ORDINAL = r"(?: ?(?:st|nd|rd|th|ero|er|ro|\.?[oºª°]))?"
_GAP = r" ?[-/. ] ?"
_UNIT = r" ?(?:[%€$°º]|(?:g|gr|kg|ml|cl|oz|lb|eur|usd|dias?|days?|horas?|hours?|hrs?)\b)"
# Nothing that would make the number before it part of another one, of a time or of an amount.
_ENDS = rf"(?!\d|[.,:]\d|{_UNIT})"
_ALONE = rf"(?![\w/]|[.,:-]\d|{_UNIT}| ?c\b)"
_YEAR = r"(?P<y>20\d\d|\d\d)"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"(?<!\d)(?P<y>20\d\d){_GAP}(?P<m>\d{{1,2}}){_GAP}(?P<d>\d{{1,2}})(?![\d/])",
        rf"(?<!\d)(?P<y>20\d\d) ?[-/.]? ?{_MONTH} ?[-/.]? ?(?P<d>\d{{1,2}}){_ENDS}",
        rf"(?<!\d)(?P<a>\d{{1,2}}){_GAP}(?P<b>\d{{1,2}}){_GAP}{_YEAR}(?![\d/]|:\d)",
        rf"(?<!\d)(?P<d>\d{{1,2}}){_ORDINAL} ?(?:de|of|[-/.,])? ?{_MONTH}"
        rf"(?:\.? ?(?:del?|[-/.,])? ?'?{_YEAR}{_ENDS})?",
        rf"(?<![a-z\d]){_MONTH}\.? ?[-/.]? ?(?P<d>\d{{1,2}}){_ORDINAL}(?:, ?|{_GAP})'?"
        rf"{_YEAR}{_ENDS}",
        rf"(?<![a-z\d]){_MONTH}\.? ?(?:del?|[-/.,])? ?(?P<y>20\d\d)(?!\d)",
        rf"(?<![a-z\d]){_MONTH}\.? ?(?:del? ?|')(?P<y>\d\d){_ENDS}",
        rf"(?<![a-z\d]){_MONTH}\.? ?[-/.]? ?(?P<n>\d{{1,2}}){_ORDINAL}{_ALONE}",
        r"(?<![\d/.-])(?P<m>\d{1,2}) ?[-/. ] ?(?P<y>20\d\d)(?![\d/])",
        r"(?<!\d)(?P<y>20\d\d) ?[-/.] ?(?P<m>\d{1,2})(?![\d/.-])",
        rf"(?<![\d/.-])(?P<a>\d{{1,2}}) ?[-/] ?(?P<b>\d{{1,2}}){_ALONE}",
        rf"(?<![\d/.,-])(?P<a>\d\d)\.(?P<b>\d\d){_ALONE}",
        rf"(?<!\d)(?P<c>\d{{8}}|\d{{6}}){_ALONE}",
    )
)
# What is left of a day in front of a month and a year: digits, or what is mistaken for them.
_HALF_A_DAY = re.compile(rf"(?:\d{_ORDINAL}|\b[oli|]{{1,2}}|\|)[\W_]*(?:de|of)?\W*$")
_HALF_REACH = 12


@dataclass(frozen=True, slots=True)
class Printed:
    """Where a date begins in the text, and what it shows; a part that is not there is None."""

    start: int
    d: str | None = None
    m: str | None = None
    y: str | None = None
    w: str | None = None
    n: str | None = None
    a: str | None = None
    b: str | None = None
    c: str | None = None

    @property
    def whole(self) -> bool:
        """A day, a month and a year are there."""
        return self.c is not None or (self.y is not None and (self.d or self.a) is not None)


def printed_forms(text: str) -> Iterator[Printed]:
    """The dates of a text in small letters, without accents, blanks single; none within another."""
    matches = [
        (match.start(), place, match)
        for place, form in enumerate(_FORMS)
        for match in form.finditer(text)
    ]
    end = 0
    for start, _, match in sorted(matches, key=lambda one: one[:2]):
        if start < end:
            continue
        end = match.end()
        printed = Printed(start, **match.groupdict())
        if not (_is_month_of_a_year(printed) and _follows_half_a_day(text, start)):
            yield printed


def _is_month_of_a_year(printed: Printed) -> bool:
    return printed.y is not None and (printed.d or printed.a) is None


def _follows_half_a_day(text: str, start: int) -> bool:
    return _HALF_A_DAY.search(text[max(0, start - _HALF_REACH) : start]) is not None
