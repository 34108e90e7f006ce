"""A person and the kitchen they cook in."""

from datetime import datetime
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, Field

from shared.domain.diet import Diet
from shared.domain.food import Allergen
from shared.domain.language import Language
from shared.domain.model import Line, Model
from shared.domain.session import Role


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError("there is no such time zone") from None
    return name


# A name of the IANA time zone database.
TimeZone = Annotated[str, Field(max_length=64), AfterValidator(_known_zone)]


class Profile(Model):
    """What a person told about themselves. `allergies` hold EU codes or food ids."""

    display_name: Line | None = None
    language: Language = Language.ES
    time_zone: TimeZone = "UTC"
    diets: Annotated[frozenset[Diet], Field(max_length=7)] = frozenset()
    allergies: Annotated[frozenset[str], Field(max_length=60)] = frozenset()


class Person(Model):
    """A user and the kitchen that is theirs to use."""

    uid: str
    email: str | None
    name: str | None
    kitchen_id: str
    profile: Profile
    created_at: datetime
    version: str = ""


class Needs(Model):
    """What everybody who eats in a kitchen must be spared, put together."""

    allergens: frozenset[Allergen] = frozenset()
    food_ids: frozenset[str] = frozenset()
    diets: frozenset[Diet] = frozenset()


class Member(Model):
    """A person's place in a kitchen, with the needs the cook has to know."""

    role: Role
    name: str | None
    joined_at: datetime
    needs: Needs = Needs()


class Kitchen(Model):
    """The tenant: everything stored belongs to exactly one."""

    id: str
    members: dict[str, Member]
    created_at: datetime

    def needs(self) -> Needs:
        """The needs of every member together; diets stay each person's own choice."""
        members = self.members.values()
        return Needs(
            allergens=frozenset().union(*(m.needs.allergens for m in members)),
            food_ids=frozenset().union(*(m.needs.food_ids for m in members)),
        )
