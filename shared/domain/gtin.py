"""Numbers of products as barcodes carry them: GTIN-8, -12, -13 and -14.

One product has one number, told in the shortest of the lengths 8, 13 and 14 that holds it: the
zeros in front of the others say nothing (GS1 General Specifications, section 1.3).
"""

import re
from typing import Annotated

from pydantic import AfterValidator

from shared.domain.errors import Invalid

_LENGTHS = frozenset({8, 12, 13, 14})
_DIGITS = re.compile(r"[0-9]+")
_SPACERS = str.maketrans("", "", " -")
# What a shop numbers itself, weighed goods among it: 02, 04 and 2 in front of a GTIN-13, 0 and 2 in
# front of a GTIN-8 (GS1 General Specifications, section 1.4).
_IN_STORE_13 = ("02", "04", "2")
_IN_STORE_8 = ("0", "2")


def gtin(text: str) -> str:
    """The number that `text` writes.

    Raises:
        Invalid: it has another length, or its check digit is wrong.
    """
    # Only who reads a barcode pays for its import.
    from stdnum import ean

    digits = text.strip().translate(_SPACERS)
    if len(digits) not in _LENGTHS or not _DIGITS.fullmatch(digits) or not ean.is_valid(digits):
        raise Invalid("invalid_gtin", field="gtin")
    short = digits.lstrip("0")
    if not short:
        raise Invalid("invalid_gtin", field="gtin")
    return next(digits[-length:].zfill(length) for length in (8, 13, 14) if len(short) <= length)


def _gtin_given(text: str) -> str:
    try:
        return gtin(text)
    except Invalid:
        raise ValueError("a GTIN: 8, 12, 13 or 14 digits, the last a check digit") from None


# As a client gives it; what is stored is `gtin` of it.
Gtin = Annotated[str, AfterValidator(_gtin_given)]


def is_public(number: str) -> bool:
    """Whether the number means the same product everywhere: those of one shop do not."""
    return not number.startswith(_IN_STORE_8 if len(number) == 8 else _IN_STORE_13)
