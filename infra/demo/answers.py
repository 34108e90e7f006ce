"""Answers of the API that have no type of their own in the domain."""

from pydantic import BaseModel

from shared.domain.item import Item
from shared.domain.recipe import Recipe


class Tokens(BaseModel):
    """What a session is opened with."""

    access_token: str
    token_type: str


class Stocked(BaseModel):
    """The lots that are in the inventory now, in the order of the receipt."""

    items: list[Item]


class Generated(BaseModel):
    """Recipes as they are now; `reason` says why there are fewer than asked."""

    id: str
    engine: str
    degraded: bool
    reason: str | None
    recipes: list[Recipe]
