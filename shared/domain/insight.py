"""Simple things to say of the figures, each with the figures it rests on."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from shared.domain.catalog import FoodCatalog
from shared.domain.language import Language, Text
from shared.domain.model import Model, Thousandths
from shared.domain.movement import Reason
from shared.domain.spoken_figure import month_name, spoken
from shared.domain.tally import Tally
from shared.domain.waste import Waste
from shared.domain.wording import capitalised, noun

_OFTEN = 2
_WORTH_TELLING = Decimal("0.1")


class Said(StrEnum):
    MOST_WASTED = "most_wasted"
    USUAL_REASON = "usual_reason"
    RESCUED = "rescued"
    LESS_WASTE = "less_waste"
    MORE_WASTE = "more_waste"


class Insight(Model):
    """`amount` is the figure of the sentence: times, or for more or less waste the share by which
    the weight changed."""

    kind: Said
    text: str
    food_id: str | None = None
    reason: Reason | None = None
    amount: Thousandths


_TEXTS = {
    Said.MOST_WASTED: Text(
        "{food} es lo que más se tira: {n} veces en {month}.",
        "{food} is what you throw away most: {n} times in {month}.",
    ),
    Said.USUAL_REASON: Text(
        "Lo más frecuente al tirar algo: {reason} ({n} de {all} veces).",
        "The usual reason for throwing something away: {reason} ({n} of {all} times).",
    ),
    Said.RESCUED: Text(
        "{n} veces comiste algo en sus últimos días.",
        "{n} times you ate something in its last days.",
    ),
    Said.LESS_WASTE: Text(
        "Tiraste un {n} % menos que en el periodo anterior.",
        "You threw away {n}% less than in the period before.",
    ),
    Said.MORE_WASTE: Text(
        "Tiraste un {n} % más que en el periodo anterior.",
        "You threw away {n}% more than in the period before.",
    ),
}
_REASONS = {
    Reason.EXPIRED: Text("se pasó la fecha", "past its date"),
    Reason.SPOILED: Text("se estropeó antes", "spoiled before its date"),
    Reason.DISLIKED: Text("no gustó", "nobody liked it"),
    Reason.SURPLUS: Text("sobró", "there was too much"),
    Reason.OTHER: Text("otro motivo", "another reason"),
}


class Facts(NamedTuple):
    """`by_food` is counted by months, all of whose days are asked for; `whole` is what was thrown
    away in the whole periods asked for that are over, in order, of which the last two are compared:
    null where nothing happened at all."""

    by_food: Waste
    rescued: Tally
    by_reason: Mapping[Reason, Tally]
    whole: Sequence[Tally | None]


def insights(facts: Facts, foods: FoodCatalog, language: Language) -> list[Insight]:
    return [
        *_most_wasted(facts.by_food, foods, language),
        *_usual_reason(facts.by_reason, language),
        *_rescued(facts.rescued, language),
        *_trend(facts.whole, language),
    ]


def _most_wasted(waste: Waste, foods: FoodCatalog, language: Language) -> Iterator[Insight]:
    """Of the latest month in which one food was thrown away more than once."""
    for month in reversed(waste.months):
        for row in month.by_food:
            food = foods.get(row.food_id) if row.food_id else None
            if food is None or row.loss.times < _OFTEN:
                continue
            told = _TEXTS[Said.MOST_WASTED].of(language)
            name = noun(food, language, article=language is Language.ES, plural=False)
            yield Insight(
                kind=Said.MOST_WASTED,
                text=told.format(
                    food=capitalised(name),
                    n=row.loss.times,
                    month=month_name(month.month, language),
                ),
                food_id=food.id,
                amount=Decimal(row.loss.times),
            )
            return


def _usual_reason(by_reason: Mapping[Reason, Tally], language: Language) -> Iterator[Insight]:
    times = {reason: tally.times for reason, tally in by_reason.items()}
    total = sum(times.values())
    if total < _OFTEN:
        return
    reason = max(times, key=lambda one: (times[one], one))
    told = {"reason": _REASONS[reason].of(language), "n": times[reason], "all": total}
    text = _TEXTS[Said.USUAL_REASON].of(language).format(**told)
    yield Insight(kind=Said.USUAL_REASON, text=text, reason=reason, amount=Decimal(times[reason]))


def _rescued(rescued: Tally, language: Language) -> Iterator[Insight]:
    if rescued.times >= _OFTEN:
        text = _TEXTS[Said.RESCUED].of(language).format(n=rescued.times)
        yield Insight(kind=Said.RESCUED, text=text, amount=Decimal(rescued.times))


def _trend(wasted: Sequence[Tally | None], language: Language) -> Iterator[Insight]:
    """Of the last period and the one right before it, where something happened in both and what
    was thrown away changed by a tenth or more."""
    before, after = ([None, None, *wasted])[-2:]
    if before is None or after is None or not before.grams:
        return
    change = (after.grams - before.grams) / before.grams
    if abs(change) < _WORTH_TELLING:
        return
    kind = Said.LESS_WASTE if change < 0 else Said.MORE_WASTE
    text = _TEXTS[kind].of(language).format(n=spoken(abs(change) * 100, language))
    yield Insight(kind=kind, text=text, amount=abs(change))
