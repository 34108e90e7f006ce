"""Why a recipe stands where it does among the ones proposed, in a sentence."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from shared.domain.language import Language
from shared.domain.recipe import ExpiringUse, Ingredient
from shared.domain.wording import tidy

_WEEKDAYS = {
    Language.ES: ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
    Language.EN: (
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ),
}


class _Words(NamedTuple):
    """`one` and `several` hold what varies; `latest` goes before the last of several days."""

    today: str
    tomorrow: str
    on: str
    latest: str
    latest_on: str
    one: str
    several: str
    one_past: str
    several_past: str
    conjunction: str
    complete: str
    one_missing: str
    several_missing: str
    nothing: str


_WORDS = {
    Language.ES: _Words(
        today="hoy",
        tomorrow="mañana",
        on="el {day}",
        latest="a más tardar {day}",
        latest_on="a más tardar el {day}",
        one="usa 1 producto que caduca {day}: {names}",
        several="usa {count} productos que caducan {day}: {names}",
        one_past="aprovecha 1 producto que pasó su consumo preferente: {names}",
        several_past="aprovecha {count} productos que pasaron su consumo preferente: {names}",
        conjunction="y",
        complete="no hay que comprar nada",
        one_missing="falta 1 ingrediente",
        several_missing="faltan {count} ingredientes",
        nothing="habría que comprar todo",
    ),
    Language.EN: _Words(
        today="today",
        tomorrow="tomorrow",
        on="on {day}",
        latest="by {day}",
        latest_on="by {day}",
        one="uses 1 item that expires {day}: {names}",
        several="uses {count} items that expire {day}: {names}",
        one_past="saves 1 item past its best-before date: {names}",
        several_past="saves {count} items past their best-before date: {names}",
        conjunction="and",
        complete="nothing to buy",
        one_missing="1 ingredient to buy",
        several_missing="{count} ingredients to buy",
        nothing="everything would have to be bought",
    ),
}


def why(
    expiring: Sequence[ExpiringUse],
    ingredients: Sequence[Ingredient],
    language: Language,
    today: date,
) -> str:
    """What the order of recipes goes by: the lots that go off and their days, then purchases."""
    words = _WORDS[language]
    past = [use for use in expiring if use.expires_on < today]
    soon = [use for use in expiring if use.expires_on >= today]
    parts = []
    if soon:
        parts.append(
            _counted(soon, words.one, words.several, words, _day(soon, words, language, today))
        )
    if past:
        parts.append(_counted(past, words.one_past, words.several_past, words, ""))
    parts.append(_purchases(ingredients, words))
    sentence = "; ".join(parts)
    return tidy(f"{sentence[:1].upper()}{sentence[1:]}.", language)


def _counted(uses: Sequence[ExpiringUse], one: str, several: str, words: _Words, day: str) -> str:
    pattern = one if len(uses) == 1 else several
    names = list(dict.fromkeys(use.name for use in uses))
    listed = ", ".join(names[:-1]) + f" {words.conjunction} " * (len(names) > 1) + names[-1]
    return pattern.format(count=len(uses), day=day, names=listed)


def _day(uses: Sequence[ExpiringUse], words: _Words, language: Language, today: date) -> str:
    last = max(use.expires_on for use in uses)
    together = all(use.expires_on == last for use in uses)
    if last == today:
        return words.today
    if last == today + timedelta(days=1):
        return words.tomorrow if together else words.latest.format(day=words.tomorrow)
    weekday = _WEEKDAYS[language][last.weekday()]
    return (words.on if together else words.latest_on).format(day=weekday)


def _purchases(ingredients: Sequence[Ingredient], words: _Words) -> str:
    needed = [one for one in ingredients if not one.optional]
    missing = sum(not one.in_stock for one in needed)
    if not missing:
        return words.complete
    if not any(one.item_ids for one in ingredients):
        return words.nothing
    return words.one_missing if missing == 1 else words.several_missing.format(count=missing)
