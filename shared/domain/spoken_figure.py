"""Figures and months as a sentence tells them."""

from decimal import ROUND_HALF_UP, Decimal

from shared.domain.language import Language, Text

_TENTH = Decimal("0.1")
_WHOLE_FROM = 10
MONTHS = (
    Text("enero", "January"),
    Text("febrero", "February"),
    Text("marzo", "March"),
    Text("abril", "April"),
    Text("mayo", "May"),
    Text("junio", "June"),
    Text("julio", "July"),
    Text("agosto", "August"),
    Text("septiembre", "September"),
    Text("octubre", "October"),
    Text("noviembre", "November"),
    Text("diciembre", "December"),
)


def spoken(amount: Decimal, language: Language) -> str:
    """To a tenth below ten, else whole: "3,5" and "42"."""
    step = Decimal(1) if abs(amount) >= _WHOLE_FROM else _TENTH
    plain = amount.quantize(step, rounding=ROUND_HALF_UP)
    text = f"{plain.to_integral() if plain == plain.to_integral() else plain:f}"
    return text.replace(".", ",") if language is Language.ES else text


def month_name(month: str, language: Language) -> str:
    """Of a month `YYYY-MM`."""
    return MONTHS[int(month[-2:]) - 1].of(language)
