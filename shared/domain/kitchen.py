"""A kitchen: who shares it, in what role, and what its cooks must know."""

from collections.abc import Mapping
from datetime import datetime
from typing import Self

from pydantic import Field

from shared.domain.catalog import FoodCatalog
from shared.domain.errors import NotFound
from shared.domain.food import Allergen
from shared.domain.model import Model
from shared.domain.session import Role

MOST_MEMBERS = 20


_CODES = frozenset(Allergen)


class Needs(Model):
    """What everybody who eats in a kitchen must be spared, put together. `food_ids` are also those
    of families of foods."""

    allergens: frozenset[Allergen] = frozenset()
    food_ids: frozenset[str] = frozenset()

    def widened(self, foods: FoodCatalog) -> Self:
        """With the kin of the foods that are named, and all that holds any of them: who cannot eat
        almonds is spared nuts, who cannot eat a chicken breast the stock as well."""
        kin = foods.kinds.kin(self.food_ids) if self.food_ids else frozenset()
        return self.model_copy(
            update={
                "allergens": self.allergens.union(map(Allergen, kin & _CODES)),
                "food_ids": foods.kinds.expanded(kin - _CODES) if kin else kin,
            }
        )


class Member(Model):
    """A person's place in a kitchen, with the needs the cook has to know.

    `away` is the owner of a kitchen that sleeps while they cook in somebody else's.
    """

    role: Role
    name: str | None
    joined_at: datetime
    needs: Needs = Needs()
    away: bool = False


class Kitchen(Model):
    """The tenant: everything stored belongs to exactly one.

    Clients cannot read this document: the needs in it are each member's own. `invites` holds no
    code: under a name that says nothing, when each open invite ends.
    """

    id: str
    members: dict[str, Member]
    created_at: datetime
    invites: Mapping[str, datetime] = Field(default_factory=dict)
    version: str = ""

    @property
    def asleep(self) -> bool:
        return any(member.away for member in self.members.values())

    @property
    def owner(self) -> str:
        """Raises LookupError where nobody is left."""
        for uid, member in self.members.items():
            if member.role is Role.OWNER:
                return uid
        raise LookupError(self.id)

    def role_of(self, uid: str) -> Role:
        """The member's role.

        Raises:
            NotFound: they are not a member.
        """
        if uid not in self.members:
            raise NotFound
        return self.members[uid].role

    def needs(self, foods: FoodCatalog) -> Needs:
        """The needs of every member together, as wide as they have to be understood; diets stay
        each person's own choice."""
        members = [member for member in self.members.values() if not member.away]
        told = Needs(
            allergens=frozenset().union(*(m.needs.allergens for m in members)),
            food_ids=frozenset().union(*(m.needs.food_ids for m in members)),
        )
        return told.widened(foods)

    def with_member(self, uid: str, member: Member) -> Self:
        return self.model_copy(update={"members": self.members | {uid: member}})

    def without(self, uid: str) -> Self:
        """The kitchen after someone went. When that was the owner, it passes to the one longest
        there, to a viewer only where there is no member."""
        members = {other: member for other, member in self.members.items() if other != uid}
        left = self.model_copy(update={"members": members})
        if not members or any(member.role is Role.OWNER for member in members.values()):
            return left
        heir = min(members, key=lambda one: _seniority(one, members[one]))
        return left.with_role(heir, Role.OWNER)

    def with_role(self, uid: str, role: Role) -> Self:
        return self.with_member(uid, self.members[uid].model_copy(update={"role": role}))

    def with_invite(self, slot: str, expires_at: datetime) -> Self:
        return self.model_copy(update={"invites": {**self.invites, slot: expires_at}})

    def open_invites(self, now: datetime) -> dict[str, datetime]:
        return {slot: end for slot, end in self.invites.items() if end > now}


def _seniority(uid: str, member: Member) -> tuple[bool, datetime, str]:
    return member.role is Role.VIEWER, member.joined_at, uid
