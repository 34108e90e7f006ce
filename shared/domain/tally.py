"""What was eaten, rescued and thrown away, counted by day as it happens."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from pydantic import Field

from shared.domain.effect import Effect
from shared.domain.model import Model, Thousandths
from shared.domain.movement import Entry, MovementKind, Reason

ZERO = Decimal(0)
EATEN = "eaten"
RESCUED = "rescued"
THROWN_AWAY = tuple(reason.value for reason in Reason)


class Tally(Model):
    """Sums of movements. `unweighed` counts those without a weight; beside each figure stands the
    weight it was assessed for, so that what was not assessed is told apart from nothing."""

    times: int = 0
    unweighed: int = 0
    grams: Thousandths = ZERO
    co2e_kg: Thousandths = ZERO
    co2e_grams: Thousandths = ZERO
    water_l: Thousandths = ZERO
    water_grams: Thousandths = ZERO
    land_m2: Thousandths = ZERO
    land_grams: Thousandths = ZERO
    value: dict[str, Thousandths] = Field(default_factory=dict)

    @property
    def empty(self) -> bool:
        return not any(getattr(self, name) for name in FIGURES) and not any(self.value.values())

    def plus(self, other: "Tally") -> "Tally":
        value = dict(self.value)
        for code, amount in other.value.items():
            value[code] = value.get(code, ZERO) + amount
        return Tally.model_validate(
            {name: getattr(self, name) + getattr(other, name) for name in FIGURES}
            | {"value": {code: amount for code, amount in sorted(value.items()) if amount}}
        )

    def minus(self) -> "Tally":
        return Tally.model_validate(
            {name: -getattr(self, name) for name in FIGURES}
            | {"value": {code: -amount for code, amount in self.value.items()}}
        )


FIGURES = tuple(name for name in Tally.model_fields if name != "value")


class Bucket(NamedTuple):
    """Where a movement is counted: its day, and `EATEN`, `RESCUED` or why it was thrown away."""

    day: date
    fate: str

    @property
    def month(self) -> str:
        return f"{self.day:%Y-%m}"


def tallied(entries: Iterable[Entry], undone: Iterable[Entry]) -> dict[Bucket, Tally]:
    """What movements add to the counters, and undone ones take off the day they were counted on.
    One that was stored without its effect was never counted."""
    sums: dict[Bucket, Tally] = {}
    for entry in entries:
        _add(sums, entry, _tally(entry))
    for entry in undone:
        _add(sums, entry, _tally(entry).minus())
    return {bucket: tally for bucket, tally in sums.items() if not tally.empty}


def together(tallies: Iterable[Tally]) -> Tally:
    total = Tally()
    for tally in tallies:
        total = total.plus(tally)
    return total


def of_fates(days: Mapping[Bucket, Tally], fates: Iterable[str]) -> Tally:
    wanted = frozenset(fates)
    return together(tally for bucket, tally in days.items() if bucket.fate in wanted)


def _add(sums: dict[Bucket, Tally], entry: Entry, tally: Tally) -> None:
    for fate in _fates(entry):
        bucket = Bucket(entry.on, fate)
        sums[bucket] = sums.get(bucket, Tally()).plus(tally)


def _fates(entry: Entry) -> tuple[str, ...]:
    if entry.effect is None:
        return ()
    if entry.kind is MovementKind.DISCARD:
        return ((entry.reason or Reason.OTHER).value,)
    if entry.kind is MovementKind.CONSUME:
        return (EATEN, RESCUED) if entry.effect.rescued else (EATEN,)
    return ()


def _tally(entry: Entry) -> Tally:
    effect = entry.effect or Effect()
    grams = effect.grams or ZERO
    priced = entry.currency is not None and entry.value is not None
    return Tally(
        times=1,
        unweighed=int(effect.grams is None),
        grams=grams,
        co2e_kg=effect.co2e_kg or ZERO,
        co2e_grams=ZERO if effect.co2e_kg is None else grams,
        water_l=effect.water_l or ZERO,
        water_grams=ZERO if effect.water_l is None else grams,
        land_m2=effect.land_m2 or ZERO,
        land_grams=ZERO if effect.land_m2 is None else grams,
        value={str(entry.currency): entry.value or ZERO} if priced else {},
    )
