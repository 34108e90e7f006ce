"""What a line of a receipt is about, told by its words and the sign of its amount."""

import re
from enum import StrEnum

from shared.domain.receipt_detail import detail
from shared.domain.receipt_numbers import Money, money, tidy, words
from shared.domain.receipt_words import (
    COLUMN_TITLE,
    DISCOUNT,
    FINAL,
    NOT_FOOD,
    PAYMENT,
    SUBTOTAL,
    TAX,
    TOTAL,
)


class LineKind(StrEnum):
    GOODS = "goods"
    DETAIL = "detail"
    DISCOUNT = "discount"
    SUBTOTAL = "subtotal"
    TOTAL = "total"
    TAX = "tax"
    PAYMENT = "payment"
    NOT_FOOD = "not_food"
    BLANK = "blank"


# Long words that are never a food, however they were misread.
_UNMISTAKABLE = (
    "subtotal",
    "descuento",
    "tarjeta",
    "efectivo",
    "discount",
    "savings",
    "coupon",
    "voucher",
    "importe",
    "mastercard",
    "contactless",
)
_LIKE = 86
_GLUED = re.compile(r"(?<=[a-z]{3})(?=\d)|(?<=\d)(?=[a-z]{3})")


def _misread(text: str) -> str:
    """`text` with words that are nearly one of the unmistakable replaced by it."""
    from rapidfuzz.process import extractOne

    def mended(word: str) -> str:
        found = extractOne(word, _UNMISTAKABLE, score_cutoff=_LIKE) if len(word) >= 6 else None
        return found[0] if found else word

    return " ".join(mended(word) for word in text.split())


def classify(text: str) -> LineKind:
    """The kind of a line. Whatever is neither money matters nor household goods is `GOODS`,
    which does not yet say that it is food."""
    text = tidy(text)
    if detail(text):
        return LineKind.DETAIL
    folded = _misread(_GLUED.sub(" ", words(text)))
    amount = money(text)
    titles = not amount and len(COLUMN_TITLE.findall(folded)) > 1
    if titles or not re.search(r"[a-z]{2}", folded):
        return LineKind.BLANK
    return _matter(folded, amount) or (
        LineKind.NOT_FOOD if NOT_FOOD.search(folded) else LineKind.GOODS
    )


def _matter(folded: str, amount: Money | None) -> LineKind | None:
    if (amount and amount.amount < 0) or DISCOUNT.search(folded):
        return LineKind.DISCOUNT
    if TOTAL.search(folded):
        return LineKind.TOTAL if TOTAL.search(SUBTOTAL.sub("", folded)) else LineKind.SUBTOTAL
    if TAX.search(folded):
        return LineKind.TAX
    return LineKind.PAYMENT if PAYMENT.search(folded) else None


def is_final(text: str) -> bool:
    """Whether a total line says that it is what has to be paid."""
    return bool(FINAL.search(words(text)))
