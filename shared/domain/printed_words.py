"""What the words in front of a date on a label say of it.

The wordings are those of Regulation (EU) 1169/2011, annex X, and of the Codex general standard for
labelling (CXS 1-1985, section 4.7), in Spanish and English, with their usual abbreviations and the
American ones (USDA FSIS, "Food Product Dating"). Blanks between words may be missing: so is what a
photograph's text reads like.
"""

import re
from dataclasses import dataclass
from enum import Enum, auto

from shared.domain.food import DateKind

# How far behind its words a date may stand, in characters.
_REACH = 40


class Order(Enum):
    """How the numbers of a date behind such words are to be read."""

    DAY_FIRST = auto()
    AS_THE_LABEL_SHOWS = auto()
    EITHER = auto()


@dataclass(frozen=True, slots=True)
class Said:
    """Of a date. `kind` is None where it is no date to eat by: a lot's, or that of packing.
    `of_month_end`: the words say that a month and a year follow; `adjoining`: nothing is between
    the words and the date."""

    kind: DateKind | None
    order: Order
    of_month_end: bool
    adjoining: bool


_BEST, _USE = DateKind.BEST_BEFORE, DateKind.USE_BY
_WORDS: tuple[tuple[DateKind | None, Order, re.Pattern[str]], ...] = (
    (
        _BEST,
        Order.DAY_FIRST,
        re.compile(
            r"consum\w*?\s*(?:de\s*)?pref\w*\.?(?:\s*antes\s*(?:del?)?)?|mejor\s*antes\s*del?"
            r"|cons\.?\s*pref\w*\.?|pref\w*\.?\s*antes\s*del?|duracion\s*minima|\bf?\.?c\.?p(?![a-z])"
        ),
    ),
    (_BEST, Order.EITHER, re.compile(r"best\s*(?:if|when)\s*used\s*(?:by|before)|best\s*by")),
    (
        _BEST,
        Order.AS_THE_LABEL_SHOWS,
        re.compile(r"best\s*(?:enjoyed\s*)?(?:before|by)|\bb[./]?b[./]?[ed]?(?![a-z])\.?"),
    ),
    (
        _USE,
        Order.DAY_FIRST,
        re.compile(
            r"fecha\s*(?:de\s*)?(?:cad|venc)\w*|fecha\s*limite(?:\s*de)?\s*consumo|\bcad(?![a-z])"
            r"|\bcaduc\w*|\bvencimiento|\bvence|\bvto(?![a-z])|\bvenc?(?![a-z])"
            r"|f\.?\s?v\.?(?=[\s:.\d])|\bv[.:]\s?(?=\d|$)|f\.?\s?cad(?![a-z])|consum\w*?\s*antes\s*del?"
            r"|no\s*consum\w*?\s*despues\s*del?"
        ),
    ),
    (
        _USE,
        Order.AS_THE_LABEL_SHOWS,
        re.compile(
            r"\b(?:use|eat|consume)[\s-]*(?:(?:or|/)\s*freeze\s*)?(?:by|before)(?:\s*date)?"
            r"|\bexp(?![a-z])\.?(?:\s*date)?|\bexpi\w+(?:\s*date)?"
            r"|not\s*(?:use|eat|consume)\s*after"
        ),
    ),
    (
        None,
        Order.AS_THE_LABEL_SHOWS,
        re.compile(
            r"\blot(?:e|es|to)?(?![a-z])|\bl[a-z]?\d{3,}|\be[.:]\s?(?=\d|$)"
            # An L behind an amount is a litre.
            r"|(?<![^\d/.-]\d )(?<![.,]\d )\bl(?:\s?:|[ .#-]{0,2}(?=\d|$))"
            r"|\bbatch\b|envasad\w*|\benv\b|elaborad\w*|elaboracion|fabrica\w*|produ\w+|\bfab\b"
            r"|\bf\.?\s?e\.?\b|\bf\.?\s?p\.?\b|packed|made\s*on|\bmfg\b|\bmfd\b|\bprod\b|\bpkd\b"
            r"|congelad\w*\s*el|frozen\s*on|freeze\s*by|sacrific\w*|display\s*until|sell\s*by"
        ),
    ),
)
_MONTH_END = re.compile(r"(?:fin(?:al(?:es)?)?\s*del?(?:\s*mes\s*de)?|end(?:\s*of)?|bbe)[\s.:]*$")
_BETWEEN = " \n.:/-"


def said_before(text: str, start: int) -> Said | None:
    """What the last words in front of the date at `start` say of it; None where nothing does."""
    before = text[max(0, start - _REACH) : start]
    last = max(
        ((m.end(), -m.start(), -place) for place, m in _matches(before)),
        default=None,
    )
    if last is None:
        return None
    end, _, place = last
    kind, order, _ = _WORDS[-place]
    ended = _MONTH_END.search(before) is not None
    return Said(kind, order, ended, not before[end:].strip(_BETWEEN))


def says_otherwise(text: str, start: int) -> bool:
    """Any words near it say that this is no date to eat by."""
    before = text[max(0, start - _REACH) : start]
    return any(_WORDS[place][0] is None for place, _ in _matches(before))


def _matches(before: str) -> list[tuple[int, re.Match[str]]]:
    return [(place, m) for place, words in enumerate(_WORDS) for m in words[2].finditer(before)]
