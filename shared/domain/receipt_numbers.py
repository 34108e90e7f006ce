"""Numbers as receipts print them and as a reader misreads them."""

import re
import unicodedata
from decimal import Decimal
from typing import NamedTuple

# Full-width and look-alike characters that readers trained on Chinese text put in.
_LOOKALIKES = str.maketrans(
    {
        "（": "(",
        "）": ")",
        "，": ",",
        "．": ".",
        "：": ":",
        "￡": "£",
        "￥": "¥",
        "×": "x",
        "－": "-",
        "–": "-",
        "—": "-",
        "‐": "-",
        "’": "'",
        "‘": "'",
        "／": "/",
        "＠": "@",
        "＊": "*",
        "·": ".",
        "∙": ".",
        "•": "*",
        "−": "-",
    }
)
_DIGITS = str.maketrans("OoQDlI|iSsBZz", "0000111155822")
_LETTERS = str.maketrans("0158|", "oisbi")
_INITIALS = re.compile(r"\b[a-z](?:\.[a-z]\b)+")
_MIXED = re.compile(r"[a-z0-9|]+")

# A word of digits and letters that pass for digits, at least one of them a digit.
NUMBER = r"(?-i:\d[\dOolI|]*|[OolI|]\d[\dOolI|]*)"
DECIMAL = rf"(?:{NUMBER}(?:[.,]\s?{NUMBER})?|[Oo][.,]{NUMBER})"

_MONEY = re.compile(
    r"""(?P<before>(?<![\w-])-\s?)?
        (?P<symbol>US\$|COP|MXN|USD|EUR|GBP|[$£€¥]|(?<![A-Za-z])[fFEL€C](?=\d+[.,]\d\d))?
        \s?(?P<inner>-\s?)?
        (?P<whole>(?:\d{1,3}(?:[.,]\d{3})+|[\dOolI]{1,7}))
        (?:\s?[.,]\s?(?P<cents>[\dOolI]{2}))?
        (?P<after>\s?-(?!\d))?
        \s?(?:EUR|€|GBP|USD|COP|MXN|E)?
        (?:\s?\*?(?!(?:L|G|KG|ML|CL|LB|OZ|U|UD)\b)[A-Z]{1,2}\d?|\s?\*)?\s*$""",
    re.VERBOSE,
)
LARGEST_PRICE = Decimal(5_000_000)


class Money(NamedTuple):
    """An amount at the end of a line. `start` is where it begins; `exact` that it has cents or
    grouped thousands, which plain counts and codes have not."""

    amount: Decimal
    start: int
    exact: bool


def tidy(text: str) -> str:
    """`text` with look-alike characters as plain ones and single blanks inside columns."""
    text = unicodedata.normalize("NFC", text).translate(_LOOKALIKES)
    return re.sub(r" {3,}", "  ", text.replace("\t", "  ")).strip()


def fold(text: str) -> str:
    """Lower case without accents; digits inside words as the letters they stand for."""
    plain = unicodedata.normalize("NFKD", tidy(text)).encode("ascii", "ignore").decode().lower()
    return _MIXED.sub(lambda word: _as_letters(word.group()), plain)


def words(text: str) -> str:
    """Folded words only, single blanks between; `I.V.A.` is one word."""
    folded = _INITIALS.sub(lambda found: found.group().replace(".", ""), fold(text))
    return " ".join(re.findall(r"[a-z0-9]+", folded))


def _as_letters(word: str) -> str:
    counted = re.match(r"([1-9]\d?)([a-z]{3}.*)", word)
    if counted:
        return f"{counted[1]} {_as_letters(counted[2])}"
    letters = sum(c.isalpha() for c in word)
    digits = len(word) - letters
    return word.translate(_LETTERS) if letters >= 3 and digits <= letters / 2 else word


def number(text: str) -> Decimal:
    """The value of a `DECIMAL`; a comma or a point is a decimal mark.

    Raises ValueError where there is no number.
    """
    digits = text.translate(_DIGITS).replace(" ", "").replace(",", ".")
    try:
        return Decimal(digits)
    except ArithmeticError as error:
        raise ValueError(text) from error


def money(text: str) -> Money | None:
    """The amount of money that ends `text`: `1.234,56`, `12.990`, `-0,50`, `0.50-`, `£1.55`.

    Three digits after a mark are thousands: weights, which have them too, are read elsewhere.
    """
    found = _MONEY.search(text)
    if not found:
        return None
    whole = re.sub(r"[.,]", "", found["whole"]).translate(_DIGITS)
    cents = (found["cents"] or "").translate(_DIGITS)
    amount = Decimal(f"{whole}.{cents}" if cents else whole)
    if amount > LARGEST_PRICE:
        return None
    minus = found["before"] or found["inner"] or found["after"]
    exact = bool(found["cents"]) or len(whole) != len(found["whole"]) or bool(found["symbol"])
    return Money(-amount if minus else amount, found.start(), exact)
