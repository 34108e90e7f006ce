"""The facts at the head and foot of a receipt: shop, day, currency, total."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from shared.domain.language import Language
from shared.domain.receipt_kind import LineKind, classify, is_final
from shared.domain.receipt_numbers import fold, money, tidy, words
from shared.domain.receipt_words import ENGLISH, NOTICE, SPANISH
from shared.domain.recognition import ReceiptFacts

_MONTHS = {
    month: number
    for number, names in enumerate(
        (
            "jan ene january enero",
            "feb february febrero",
            "mar march marzo",
            "apr abr april abril",
            "may mayo",
            "jun june junio",
            "jul july julio",
            "aug ago august agosto",
            "sep sept september septiembre",
            "oct october octubre",
            "nov november noviembre",
            "dec dic december diciembre",
        ),
        start=1,
    )
    for month in names.split()
}
_NAME = "|".join(sorted(_MONTHS, key=len, reverse=True))
_YEAR = r"(20\d\d|\d\d(?!\d)|\d\d(?=\d\d:))"
_ISO = re.compile(r"(?<!\d)(20\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_NUMERIC = re.compile(rf"(?<!\d)(\d{{1,2}})\s?[-/.]\s?(\d{{1,2}})\s?[-/.]\s?{_YEAR}")
_DAY_MONTH = re.compile(
    rf"(?<!\d)(\d{{1,2}})[\s\-/.]*(?:de )?({_NAME})[a-z]*[\s\-/.,]*(?:de )?{_YEAR}"
)
_MONTH_DAY = re.compile(rf"(?<![a-z])({_NAME})[a-z]*[\s\-.]*(\d{{1,2}})(?:,\s?|\s){_YEAR}")

# The surer a word is, the earlier it is asked for; `$` alone is three currencies.
_CURRENCIES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("COP", re.compile(r"\b(cop|nit|redeban|dian|impoconsumo|regimen comun|bogota|colombia)\b")),
    ("MXN", re.compile(r"\b(mxn|m\.? ?n\.?|rfc|ieps|pesos mexicanos|mexico)(?![a-z])")),
    ("GBP", re.compile(r"\b(gbp|pence|sterling)\b")),
    ("EUR", re.compile(r"\b(eur|euros?|nif|cif|n\.i\.f|c\.i\.f|nie)\b|\bie\d{4}")),
    (
        "USD",
        re.compile(
            r"\b(usd|us\$|sales tax|ebt|mfr coupon|snap)\b|tax ?1\b|/ ?(lb|1b)\b|\b\d+ ?ct\b"
        ),
    ),
    ("GBP", re.compile(r"\bvat")),
    ("EUR", re.compile(r"\biva\b")),
)
_PESOS = frozenset({"COP", "MXN"})
_SHOP_LINES = 4
_COMPANY = re.compile(
    r"[ ,]+(s\.? ?a\.?|s\.? ?l\.?( ?u\.?)?|s\.? ?a\.? ?s\.?|ltd|inc|plc|llc)\.?\s*$", re.IGNORECASE
)
_LONGEST_SHOP = 80
_ADDRESS = re.compile(
    r"\b(calle|c/|avda|av|avenida|plaza|pza|paseo|ctra|carretera|ronda|cra|blvd|street|st|road|rd"
    r"|lane|ave|avenue|row|way|main)\b"
)


def language_of(texts: Sequence[str]) -> Language:
    """The language of a receipt, by its commonest words."""
    whole = " ".join(words(text) for text in texts)
    english, spanish = len(ENGLISH.findall(whole)), len(SPANISH.findall(whole))
    return Language.EN if english > spanish else Language.ES


def currency_of(texts: Sequence[str]) -> str | None:
    """An ISO 4217 code, by symbols and by words that only one country prints."""
    whole = "\n".join(_with_symbols(text) for text in texts)
    found = [code for code, pattern in _CURRENCIES if pattern.search(whole)]
    if found and (found[0] in _PESOS or "$" not in whole):
        return found[0]
    if "$" not in whole:
        return None
    if language_of(texts) is Language.EN:
        return "USD"
    grouped = sum(bool(re.search(r"\$\s?\d{1,3}\.\d{3}$", tidy(text))) for text in texts)
    return "COP" if grouped > 1 else "MXN"


def _with_symbols(text: str) -> str:
    """Folded, with the currency signs that folding to plain letters would lose."""
    return fold(tidy(text).replace("€", " eur ").replace("£", " gbp "))


def _made(year: str, month: int, day: int) -> date | None:
    full = int(year) + (2000 if len(year) == 2 else 0)
    try:
        return date(full, month, day)
    except ValueError:
        return None


def _numeric(first: int, second: int, year: str, month_first: bool) -> date | None:
    if month_first and first <= 12:
        return _made(year, first, second)
    return _made(year, second, first) or _made(year, first, second)


def date_in(text: str, month_first: bool) -> date | None:
    """The first date in a line. `month_first` reads 03/04 as the fourth of March."""
    text = fold(text)
    if found := _ISO.search(text):
        return _made(found[1], int(found[2]), int(found[3]))
    if found := _NUMERIC.search(text):
        return _numeric(int(found[1]), int(found[2]), found[3], month_first)
    if found := _DAY_MONTH.search(text):
        return _made(found[3], _MONTHS[found[2]], int(found[1]))
    if found := _MONTH_DAY.search(text):
        return _made(found[3], _MONTHS[found[1]], int(found[2]))
    return None


def shop_of(texts: Sequence[str]) -> str | None:
    """The name at the top, as printed; None where the first lines are something else."""
    for text in texts[:_SHOP_LINES]:
        folded = words(text)
        letters = sum(c.isalpha() for c in folded)
        if letters < 4 or letters < sum(c.isdigit() for c in folded):
            continue
        if NOTICE.search(re.sub(r"\b(store|tienda|club|market)\b", "", folded)):
            continue
        if _ADDRESS.search(fold(text)) or classify(text) is not LineKind.GOODS:
            continue
        return re.sub(r"\s+", " ", _COMPANY.sub("", tidy(text))).strip(" ,.")[:_LONGEST_SHOP]
    return None


def total_of(texts: Sequence[str]) -> Decimal | None:
    """What was to be paid, discounts taken off: the last line that says so, else the total."""
    plain: Decimal | None = None
    final: Decimal | None = None
    for text in texts:
        amount = money(tidy(text))
        if not amount or amount.amount <= 0 or classify(text) is not LineKind.TOTAL:
            continue
        if is_final(text):
            final = amount.amount
        elif plain is None:
            plain = amount.amount
    return final if final is not None else plain


def facts(texts: Sequence[str]) -> ReceiptFacts:
    """Everything the receipt says beside its goods; what it does not say is None."""
    currency = currency_of(texts)
    days = (date_in(text, currency == "USD") for text in texts)
    bought_on = next((day for day in days if day), None)
    return ReceiptFacts(shop_of(texts), bought_on, currency, total_of(texts))
