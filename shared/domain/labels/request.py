"""What a person sends to have a label read."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from shared.domain.labels.kinds import Contact, ProductType
from shared.domain.labels.layout import MOST_CHARACTERS
from shared.domain.labels.purpose import Purpose
from shared.domain.model import Identifier, Line, Model

MOST_NAMED = 300
LabelText = Annotated[str, StringConstraints(min_length=1, max_length=MOST_CHARACTERS)]
Told = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=400)]


class AskedType(StrEnum):
    COSMETIC = "cosmetic"
    FOOD = "food"
    AUTO = "auto"

    @property
    def told(self) -> ProductType | None:
        """None where the label itself is to say it."""
        return None if self is AskedType.AUTO else ProductType(self.value)


class Label(Model):
    """What is known of the product. `id` may be the client's own, to repeat the request safely;
    `use` says whether a cosmetic stays on the skin and `purpose` what it is for, where the label
    itself does not."""

    id: Identifier | None = None
    name: Line | None = None
    product_type: AskedType = AskedType.AUTO
    use: Contact | None = None
    purpose: Purpose | None = None


class WrittenLabel(Label):
    """The label's whole text, or its ingredients one by one."""

    text: LabelText | None = None
    ingredients: Annotated[list[Told], Field(min_length=1, max_length=MOST_NAMED)] | None = None

    @model_validator(mode="after")
    def _said_once(self) -> Self:
        if (self.text is None) is (self.ingredients is None):
            raise ValueError("either text or ingredients")
        return self
