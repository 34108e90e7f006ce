"""What goes off when: the next days one by one, later ones together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from infra.demo import texts
from infra.demo.story import Basket
from infra.demo.words import Words
from shared.domain.item import Item

_SINGLE_DAYS = 7
_SPANS = ((7, 13), (14, 30))


@dataclass(frozen=True)
class Slot:
    """A day or a span of days; `tone` is how much it presses: past, soon, near or far."""

    name: str
    about: str
    tone: str
    lots: list[Item]


def timeline(basket: Basket, words: Words) -> list[Slot]:
    """From what is past its date to what keeps for months; the next days even where they are
    empty, because distance is what a timeline shows."""
    lots = sorted(basket.lots, key=lambda lot: lot.days_left)
    past = Slot(words.of(texts.PAGE["past"]), "", "past", _within(lots, -10_000, -1))
    spans = [_span(lots, first, last, words) for first, last in _SPANS]
    last_day = _SPANS[-1][1] + 1
    later = Slot(words.of(texts.LATER), "", "far", _within(lots, last_day, 1_000_000))
    days = [_day(lots, days, basket, words) for days in range(_SINGLE_DAYS)]
    return [one for one in (past, *days, *spans, later) if one.lots or one in days]


def _day(lots: Sequence[Item], days: int, basket: Basket, words: Words) -> Slot:
    date = basket.today + timedelta(days=days)
    weekday = f"{words.weekday(date)} {date.day}"
    near = {0: texts.TODAY, 1: texts.TOMORROW}.get(days)
    tone = "soon" if days <= 3 else "near"
    name, about = (words.of(near), weekday) if near else (weekday, words.days_left(days))
    return Slot(name, about, tone, _within(lots, days, days))


def _span(lots: Sequence[Item], first: int, last: int, words: Words) -> Slot:
    name = words.of(texts.DAYS_TO, first=first, last=last)
    return Slot(name, "", "far", _within(lots, first, last))


def _within(lots: Sequence[Item], first: int, last: int) -> list[Item]:
    return [lot for lot in lots if first <= lot.days_left <= last]
