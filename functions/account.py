"""account: who a person is, and the kitchen they share."""

from typing import Annotated

from pydantic import Field

from shared.domain.diet import Diet
from shared.domain.errors import NotFound
from shared.domain.language import Language
from shared.domain.model import Instant, Line, Model
from shared.domain.needs import allergy_codes, needs_of
from shared.domain.person import Person, Profile, TimeZone
from shared.domain.session import Role
from shared.http import Access, Call, Route, serve


class ProfileChange(Model):
    """A field left out stays as it is. `allergies` are EU codes, or names or ids of foods."""

    display_name: Line | None = None
    language: Language | None = None
    time_zone: TimeZone | None = None
    diets: Annotated[frozenset[Diet], Field(max_length=7)] | None = None
    allergies: Annotated[list[Line], Field(max_length=60)] | None = None


class MemberView(Model):
    uid: str
    name: str | None
    role: Role
    joined_at: Instant


class KitchenView(Model):
    id: str
    members: list[MemberView]


def read_profile(call: Call) -> Profile:
    """Read the caller's profile."""
    person = _person(call)
    call.version(person.version)
    return person.profile


def change_profile(call: Call, body: ProfileChange) -> Profile:
    """Change the caller's profile; allergies count for the whole kitchen at once."""
    person = _person(call)
    if call.if_match is not None:
        person = person.model_copy(update={"version": call.if_match})
    said = {name: getattr(body, name) for name in body.model_fields_set}
    said = {name: value for name, value in said.items() if value is not None}
    if body.allergies is not None:
        said["allergies"] = allergy_codes(body.allergies, call.wiring.foods)
    profile = person.profile.model_copy(update=said)
    changed = person.model_copy(update={"profile": profile})
    call.version(call.wiring.people.change(changed, needs_of(profile)).version)
    return profile


def read_kitchen(call: Call) -> KitchenView:
    """Read the kitchen and who is in it."""
    kitchen = call.wiring.kitchens.get(call.kitchen_id)
    members = [
        MemberView(uid=uid, name=member.name, role=member.role, joined_at=member.joined_at)
        for uid, member in kitchen.members.items()
    ]
    return KitchenView(id=kitchen.id, members=members)


def _person(call: Call) -> Person:
    person = call.wiring.people.get(call.signed_in.uid)
    if person is None:
        raise NotFound
    return person


ROUTES = (
    Route("GET", "/profile", read_profile, access=Access.VIEWER),
    Route("PATCH", "/profile", change_profile, access=Access.VIEWER),
    Route("GET", "/kitchen", read_kitchen, access=Access.VIEWER),
)

account = serve("account", ROUTES)
