"""What a dish takes and the kitchen does not have."""

from collections.abc import Sequence

from shared.domain.errors import Conflict
from shared.domain.model import Model, Thousandths
from shared.domain.units import Unit


class Shortage(Model):
    """An ingredient of which `available` is less than `needed`, both in `unit`; lots that cannot be
    told in that unit do not count."""

    name: str
    food_id: str | None
    needed: Thousandths
    available: Thousandths
    unit: Unit


class Short(Conflict):
    """There is not enough to cook; `short` says of what."""

    default_code = "short_of_ingredients"

    def __init__(self, short: Sequence[Shortage]) -> None:
        super().__init__(names=", ".join(one.name for one in short))
        self.short = list(short)
