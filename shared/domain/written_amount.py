"""Amounts as they are typed, made one with how they are said: "1.500 g", "1'5 kg", "papas 1 kg",
"some milk"."""

import re

from shared.domain.errors import Invalid

# Thousands between marks and decimals after the other one; or more than one group of thousands.
_GROUPED = re.compile(r"(?<![\d.,])\d{1,3}(?:(?:\.\d{3})+(?=,\d)|(?:,\d{3})+(?=\.\d))")
_GROUPS = re.compile(r"(?<![\d.,])\d{1,3}(?:(?:\.\d{3}){2,}|(?:,\d{3}){2,})(?![\d.,])")
# Nobody weighs thousandths of a gram, though many a kilogram to its thousandth.
_THOUSANDS = re.compile(
    r"(?<![\d.,])([1-9]\d{0,2})[.,](\d{3})"
    r"(?=\s*(?:g|gr|grs|gramos?|grams?|ml|cc|mililitros?|millilit(?:er|re)s?)\b)",
    re.IGNORECASE,
)
_APOSTROPHE = re.compile(r"(?<=\d)['’´](?=\d)")
_SIGNED = re.compile(r"\s*[-+−–—]\s*[\d¼½¾⅓⅔⅛.,]")
_RANGE = re.compile(r"^\s*[\d/.,\s]*[\d¼½¾⅓⅔⅛]\s*[-−–—]\s*[\d¼½¾⅓⅔⅛]")
_VAGUE = re.compile(
    r"^\s*(?:(?:un )?(?:poco|poquito)(?: de)?|algo de|algun[oa]s|un[oa]s(?: cuant[oa]s| poc[oa]s)?"
    r"|some|a (?:little )?bit of|a little|a few|about|around|aprox(?:imadamente|\.)?)\s+(?=\S)",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    r"\s*(?P<name>[^\d]*[^\W\d_])[\s,;:(]+"
    r"(?P<amount>(?:\d{1,4}\s*[x×]\s*)?\d{1,9}(?:[.,]\d{1,6}|/\d{1,3})?)\s*"
    r"(?P<unit>[^\W\d_]{1,20})[.)]*\s*",
    re.IGNORECASE,
)
_TIMES = re.compile(r"\s*(?P<name>[^\d]*[^\W\d_])[\s,;:(]+[x×]\s*(?P<amount>\d{1,9})\)?\s*", re.I)


def plain_numbers(text: str) -> str:
    """`text` with no mark between thousands, and a comma before decimals for an apostrophe.

    Raises:
        Invalid: it has digits of another script, or begins with a sign or a range of amounts.
    """
    foreign = any(one.isdecimal() and not one.isascii() for one in text)
    if foreign or _SIGNED.match(text) or _RANGE.match(text):
        raise Invalid("phrase_not_understood", field="text")
    plain = _APOSTROPHE.sub(",", text)
    for grouped in (_GROUPED, _GROUPS):
        plain = grouped.sub(lambda found: re.sub("[.,]", "", found[0]), plain)
    return _THOUSANDS.sub(r"\1\2", plain)


def without_vague_words(text: str) -> str:
    """Without "some" or "un poco de": how much that is, nobody knows."""
    return _VAGUE.sub("", text)


def amount_first(text: str) -> tuple[str, str] | None:
    """What was written with its amount at the end as it is said, and the word for the unit, which
    may be none; None where no amount is at the end."""
    if found := _TIMES.fullmatch(text):
        return f"{found['amount']} {found['name']}", ""
    if found := _TRAILING.fullmatch(text):
        return f"{found['amount']} {found['unit']} de {found['name']}", found["unit"]
    return None
