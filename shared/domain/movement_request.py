"""What a client says when it takes something from the stock, or asks what was taken."""

from datetime import datetime
from typing import Annotated, Self

from pydantic import Field, model_validator

from shared.domain.digest import digest_of
from shared.domain.listing import ListQuery
from shared.domain.model import Amount, Identifier, Line, Model
from shared.domain.movement import Act, MovementKind, Reason
from shared.domain.portion import ALL, Portion, Rough
from shared.domain.units import Quantity, Unit

# Of an identifier, less what tells the movements of a group apart.
_MOST_GROUP_ID = 60


class NewMovement(Model):
    """`id` may be the client's own and is then the movement's: sent again, however much later, it
    moves nothing twice."""

    id: Identifier | None = None

    def act(
        self, kind: MovementKind, item_id: str | None, new_id: str, at: datetime, by: str
    ) -> Act:
        """Doing this to that item; `new_id` names it where the client did not."""
        if self.id is None:
            return Act(new_id, at, by)
        asked = {"kind": kind, "item_id": item_id, "said": self}
        return Act(self.id, at, by, fingerprint=digest_of(asked))


class Consumption(NewMovement):
    """Either `quantity`, in the item's unit unless `unit` says another, or `rough`: `some` is a
    quarter of what is left, `half` and `all` are what they say."""

    quantity: Amount | None = None
    unit: Unit | None = None
    rough: Rough | None = None

    @model_validator(mode="after")
    def _one_amount(self) -> Self:
        if (self.quantity is None) is (self.rough is None):
            raise ValueError("either quantity or rough")
        if self.unit is not None and self.quantity is None:
            raise ValueError("quantity and unit go together")
        return self

    @property
    def portion(self) -> Portion:
        return Portion(self.quantity, self.unit, self.rough)


class Disposal(NewMovement):
    """Everything that is left, or `quantity` of it, or roughly: `some` is a quarter, `half`."""

    quantity: Amount | None = None
    unit: Unit | None = None
    rough: Rough | None = None
    reason: Reason

    @model_validator(mode="after")
    def _one_amount(self) -> Self:
        if self.quantity is not None and self.rough is not None:
            raise ValueError("either quantity or rough")
        if self.unit is not None and self.quantity is None:
            raise ValueError("quantity and unit go together")
        return self

    @property
    def portion(self) -> Portion:
        if self.quantity is None and self.rough is None:
            return ALL
        return Portion(self.quantity, self.unit, self.rough)


class FoodConsumption(NewMovement):
    """A food by `food_id`, or by a name the catalog knows in either language. An `id` of the
    client's own is the `group_id` of the movements, whose own ids go on from there."""

    id: Annotated[Identifier, Field(max_length=_MOST_GROUP_ID)] | None = None
    food_id: Identifier | None = None
    name: Line | None = None
    quantity: Amount
    unit: Unit

    @model_validator(mode="after")
    def _one_food(self) -> Self:
        if (self.food_id is None) is (self.name is None):
            raise ValueError("either food_id or name")
        return self

    @property
    def wanted(self) -> Quantity:
        return Quantity(self.quantity, self.unit)


class MovementQuery(ListQuery):
    item_id: Identifier | None = None
    kind: MovementKind | None = None
