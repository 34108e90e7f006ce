"""What every list takes and answers."""

from typing import Annotated, Generic, TypeVar

from pydantic import Field

from shared.domain.model import Model

Thing = TypeVar("Thing")


class ListQuery(Model):
    """`cursor` is the `next_cursor` of the answer before."""

    limit: Annotated[int, Field(ge=1, le=100)] = 50
    cursor: Annotated[str, Field(min_length=1, max_length=400)] | None = None


class Listed(Model, Generic[Thing]):
    """`next_cursor` is null at the end."""

    items: list[Thing]
    next_cursor: str | None
