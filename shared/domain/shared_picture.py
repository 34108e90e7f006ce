"""The picture of a dish or food everybody knows, drawn once for all kitchens."""

from datetime import datetime
from enum import StrEnum
from typing import Self

from shared.domain.job import LEASE
from shared.domain.model import Model
from shared.domain.picture import CARDS
from shared.domain.recipe import AltTexts


class SharedState(StrEnum):
    DRAWING = "drawing"
    READY = "ready"


class SharedPicture(Model):
    """`id` says which dish or food, style and painter; nothing in it is of a person or kitchen."""

    id: str
    dish_id: str
    painter: str
    state: SharedState
    leased_until: datetime | None
    alt_texts: AltTexts
    created_at: datetime
    version: str = ""

    @property
    def ready(self) -> bool:
        return self.state is SharedState.READY

    @property
    def card(self) -> bool:
        """Whether it was drawn by rule, in place of a model's picture."""
        return self.painter.partition(":")[0] == CARDS.name

    def held(self, now: datetime) -> bool:
        """Whether somebody is drawing it whose lease has not run out."""
        return self.leased_until is not None and now < self.leased_until

    def leased(self, now: datetime) -> Self:
        return self.model_copy(update={"leased_until": now + LEASE})

    def finished(self) -> Self:
        return self.model_copy(update={"state": SharedState.READY, "leased_until": None})
