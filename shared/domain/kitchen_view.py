"""A kitchen as the people in it see it: names and roles, and nobody's needs."""

from datetime import datetime
from typing import Self

from shared.domain.kitchen import Kitchen
from shared.domain.model import Instant, Model
from shared.domain.session import Role


class MemberView(Model):
    uid: str
    name: str | None
    role: Role
    joined_at: Instant


class KitchenView(Model):
    """`role` is the caller's; `open_invites` are codes that nobody used yet."""

    id: str
    role: Role
    members: list[MemberView]
    open_invites: int

    @classmethod
    def of(cls, kitchen: Kitchen, uid: str, now: datetime) -> Self:
        """The longest there first."""
        members = [
            MemberView(uid=one, name=member.name, role=member.role, joined_at=member.joined_at)
            for one, member in kitchen.members.items()
        ]
        return cls(
            id=kitchen.id,
            role=kitchen.role_of(uid),
            members=sorted(members, key=lambda one: (one.joined_at, one.uid)),
            open_invites=len(kitchen.open_invites(now)),
        )
