"""What a client puts into the stock."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Self, TypeAlias, TypeVar

from pydantic import AfterValidator, Field, ValidationInfo, field_validator

from shared.domain.errors import Invalid
from shared.domain.item import Item, ItemFacts, Lot, NewItem
from shared.domain.model import Amount, Line, Model
from shared.domain.phrase import phrase_of
from shared.domain.units import Unit

Value = TypeVar("Value")
_OrText: TypeAlias = Annotated[Value | None, Field(validate_default=True)]


def _understood(text: str) -> str:
    try:
        phrase_of(text)
    except Invalid:
        raise ValueError("an amount and a food, in words") from None
    return text


class GivenItem(ItemFacts):
    """What it is and how much: `name`, `quantity` and `unit`, or all of it in words as `text` ("un
    kilo de papas", "2 tomatoes")."""

    text: Annotated[Line, AfterValidator(_understood)] | None = None
    name: _OrText[Line] = None
    quantity: _OrText[Amount] = None
    unit: _OrText[Unit] = None

    @field_validator("name", "quantity", "unit")
    @classmethod
    def _said_once(cls, value: object, info: ValidationInfo) -> object:
        told = info.data.get("text") is not None
        if told and value is not None:
            raise ValueError("either text or name, quantity and unit")
        if not told and value is None and "text" in info.data:
            raise ValueError("missing")
        return value

    def new(self) -> NewItem:
        facts = {name: getattr(self, name) for name in NewItem.model_fields}
        said = phrase_of(self.text)._asdict() if self.text is not None else {}
        return NewItem.model_validate(facts | said)


class NewItems(Model):
    items: Annotated[list[GivenItem], Field(min_length=1, max_length=100)]

    @field_validator("items")
    @classmethod
    def _ids_differ(cls, items: list[GivenItem]) -> list[GivenItem]:
        ids = [item.id for item in items if item.id is not None]
        if len(ids) != len(set(ids)):
            raise ValueError("two items have the same id")
        return items


class ItemList(Model):
    items: list[Item]

    @classmethod
    def of(cls, lots: Iterable[Lot], today: date) -> Self:
        return cls(items=[Item.of(lot, today) for lot in lots])
