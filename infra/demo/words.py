"""Texts, numbers, amounts and days the way one language writes them."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from infra.demo import texts
from shared.domain.language import Language, Text
from shared.domain.spoken_figure import MONTHS
from shared.domain.units import GRAMS, MILLILITRES, Unit

_SIGNS = {"EUR": "€", "GBP": "£", "USD": "$"}
_WHOLE_ABOVE = 1000
_FRACTIONS = {Decimal("0.25"): "¼", Decimal("0.5"): "½", Decimal("0.75"): "¾"}
_MEASURED = {*GRAMS, *MILLILITRES} - {Unit.TBSP, Unit.TSP, Unit.CUP, Unit.PINCH}
_MONTH_DAYS = 30.4
_MONTHS_FROM, _YEARS_FROM = 61, 730


class Words:
    """Everything a person reads passes through here."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def of(self, text: Text, **values: object) -> str:
        """The text, filled in."""
        return text.of(self.language).format(**values)

    def counted(self, texts_for: Sequence[Text], count: int, **values: object) -> str:
        """The text for so many, the last one for all greater numbers."""
        return self.of(texts_for[min(count, len(texts_for)) - 1], count=count, **values)

    def number(self, value: Decimal | float, places: int = 0, *, fixed: bool = False) -> str:
        """Grouped by thousands; trailing zeros only where they are `fixed`."""
        written = f"{value:,.{places}f}"
        if places and not fixed:
            written = written.rstrip("0").rstrip(".")
        if self.language is Language.EN:
            return written
        return written.translate(str.maketrans(",.", ".,"))

    def percent(self, share: Decimal | float) -> str:
        """A share of 0 to 1."""
        space = "\u00a0" if self.language is Language.ES else ""
        return f"{self.number(share * 100)}{space}%"

    def money(self, amount: Decimal | None, currency: str | None) -> str:
        """A price, or that there is none."""
        if amount is None:
            return "—"
        whole = amount >= _WHOLE_ABOVE and amount == amount.to_integral_value()
        number = self.number(amount, 0 if whole else 2, fixed=True)
        sign = _SIGNS.get(currency or "")
        if sign is None:
            return f"{number}\u00a0{currency}" if currency else number
        return f"{sign}{number}" if self.language is Language.EN else f"{number}\u00a0{sign}"

    def quantity(self, amount: Decimal, unit: Unit) -> str:
        """An amount as a cook says it: `½ bunch`, `1.12 kg`."""
        whole, part = divmod(amount, 1)
        if unit not in _MEASURED and part in _FRACTIONS:
            number = f"{whole.normalize():f}" if whole else ""
            number += _FRACTIONS[part]
        else:
            number = self.number(amount, 3 if unit in {Unit.KG, Unit.L} else 1)
        return f"{number}\u00a0{self.of(texts.UNITS[unit][amount > 1])}"

    def day(self, day: date, today: date) -> str:
        """`26 Nov`, with its year where that is another one."""
        month = self.of(MONTHS[day.month - 1])[:3]
        form = texts.DAY if day.year == today.year else texts.DAY_AND_YEAR
        return self.of(form, day=day.day, month=month, year=day.year)

    def long_day(self, day: date) -> str:
        """`21 November 2026`."""
        month = self.of(MONTHS[day.month - 1])
        return self.of(texts.LONG_DAY, day=day.day, month=month, year=day.year)

    def weekday(self, day: date) -> str:
        """`Thu`."""
        return self.of(texts.WEEKDAYS[day.weekday()])[:3]

    def days_left(self, days: int) -> str:
        """How far off a day is, roughly where it is far."""
        near = {-1: texts.YESTERDAY, 0: texts.TODAY, 1: texts.TOMORROW}
        if days in near:
            return self.of(near[days])
        if days < 0:
            return self.of(texts.DAYS_AGO, count=-days)
        if days < _MONTHS_FROM:
            return self.of(texts.IN_DAYS, count=days)
        if days < _YEARS_FROM:
            return self.of(texts.IN_MONTHS, count=round(days / _MONTH_DAYS))
        return self.of(texts.IN_YEARS, count=round(days / 365))

    def listed(self, names: Sequence[str]) -> str:
        """Names in a row."""
        return ", ".join(names)
