"""The days that a date on a label may mean: more than one, where its numbers leave that open."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from shared.domain.printed_forms import MONTHS, Printed
from shared.domain.printed_words import Order, Said

# A date needs a year where food keeps for more than three months (Regulation (EU) 1169/2011,
# annex X, 1c): so much later than its printing, or than today, no date without one is.
_KEEPS_WITHOUT_YEAR = timedelta(days=92)


@dataclass(frozen=True, slots=True)
class Readings:
    """Of one date; `month_first` where the label prints its dates so."""

    printed: Printed
    said: Said | None
    month_first: bool
    today: date

    def days(self) -> list[date | None]:
        it = self.printed
        if it.c is not None:
            return self._of_digits(it.c)
        if it.a is not None and it.b is not None:
            if it.y is None and len(it.b) < len(it.a):
                return []  # `23/1` is also what is left of 23/11.
            return self._of_pair(int(it.a), int(it.b), it.y)
        month = MONTHS[it.w] if it.w else int(it.m or 0)
        if it.n is not None:
            return [self._of_number(month, it.n)]
        if it.d is None:
            return [_month_end(_year(it.y or ""), month)]
        return [_real(_year(it.y), month, int(it.d)) if it.y else self._near(month, int(it.d))]

    def _of_pair(self, a: int, b: int, year: str | None) -> list[date | None]:
        if year is not None:
            return [_real(_year(year), month, day) for day, month in self._orders(a, b)]
        if b <= 12 and not self._ends_a_month:
            return [self._near(month, day) for day, month in self._orders(a, b)]
        of_year = _month_end(2000 + b, a)
        if self._ends_a_month or self._order is Order.DAY_FIRST:
            return [of_year]
        return [self._near(a, b), of_year]

    def _of_number(self, month: int, number: str) -> date | None:
        if self._ends_a_month or int(number) > 31:
            return _month_end(2000 + int(number), month)
        return self._near(month, int(number))

    def _of_digits(self, digits: str) -> list[date | None]:
        """Day first or, as in barcodes (GS1 General Specifications, section 3.4), year first."""
        if len(digits) == 6 and digits.endswith("20"):
            return []  # 27112026, of which the end was cut off, is no 20th of 2027.
        long = len(digits) - 4
        a, b, year = int(digits[:2]), int(digits[2:4]), digits[4:]
        days = [_real(_year(year), month, day) for day, month in self._orders(a, b)]
        last = _year(digits[:long]), int(digits[long : long + 2]), int(digits[long + 2 :])
        return [*days, _real(*last)]

    def _orders(self, a: int, b: int) -> list[tuple[int, int]]:
        """Day and month."""
        if self.month_first and self._order is not Order.DAY_FIRST:
            return [(b, a)]
        return [(a, b), (b, a)] if self._order is Order.EITHER else [(a, b)]

    def _near(self, month: int, day: int) -> date | None:
        """The last such day that is not too far ahead to go without a year."""
        latest = self.today + _KEEPS_WITHOUT_YEAR
        years = range(self.today.year - 1, self.today.year + 2)
        days = [found for year in years if (found := _real(year, month, day))]
        return max((one for one in days if one <= latest), default=None)

    @property
    def _order(self) -> Order:
        return self.said.order if self.said else Order.AS_THE_LABEL_SHOWS

    @property
    def _ends_a_month(self) -> bool:
        return self.said is not None and self.said.of_month_end


def _year(digits: str) -> int:
    return int(digits) + (2000 if len(digits) == 2 else 0)


def _month_end(year: int, month: int) -> date | None:
    return _real(year, month, calendar.monthrange(year, month)[1]) if 1 <= month <= 12 else None


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
