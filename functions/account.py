"""account: who a person is, the kitchen they share, and everything there is of them."""

from typing import Annotated, Literal

from pydantic import Field

from shared.domain.errors import NotFound
from shared.domain.kitchen import Kitchen
from shared.domain.kitchen_view import KitchenView
from shared.domain.language import Language
from shared.domain.model import Instant, Model
from shared.domain.person import Device, DeviceToken, Person, Platform, Profile
from shared.domain.profile_change import ProfileChange, changed
from shared.domain.session import Role
from shared.http import Access, Call, Limit, Route, Streamed, serve
from shared.workflows.change_person import change_person
from shared.workflows.delete_account import delete_account
from shared.workflows.export_account import Export, export_account
from shared.workflows.follow_turn import follow_turn
from shared.workflows.follow_zone import follow_zone
from shared.workflows.kitchen_members import give_role, invite, join, remove
from shared.workflows.push_devices import let_go, register

# Of a request's time, what a deletion leaves for its last writes.
_SPARE_SECONDS = 8.0
# What of a profile decides when its message is due.
_OF_DIGESTS = frozenset({"digest", "digest_hour", "time_zone"})


class NewDevice(Model):
    """`token` is what the push service gave to the app; it replaces itself."""

    token: DeviceToken
    platform: Platform
    language: Language | None = None


class DeviceGone(Model):
    token: DeviceToken


class DeviceView(Model):
    platform: Platform
    language: Language | None
    added_at: Instant


class AccountDeletion(Model):
    """`deleting` goes on by itself; nobody can sign in to what is left."""

    status: Literal["deleted", "deleting"]


class NewInvite(Model):
    role: Literal[Role.MEMBER, Role.VIEWER] = Role.MEMBER


class InviteView(Model):
    """The code is good once and told only here; it reads the same in any case, with O for 0 and I
    or L for 1."""

    code: str
    role: Role
    expires_at: Instant


class JoinRequest(Model):
    code: Annotated[str, Field(min_length=1, max_length=40)]


class RoleChange(Model):
    role: Role


def read_profile(call: Call) -> Profile:
    """Read the caller's profile."""
    return _profile(call, _person(call))


def change_profile(call: Call, body: ProfileChange) -> Profile:
    """Change the caller's profile; allergies count for the whole kitchen at once.

    A new `time_zone` moves the caller's days: at the latest ten seconds later on all their phones.
    `digest` and `digest_hour` say whether and when, between 7 and 21, a message a day tells what
    expires.
    """

    def change(person: Person) -> Person:
        profile = changed(person.profile, body, call.wiring.foods)
        return person.model_copy(update={"profile": profile})

    uid, wiring = call.signed_in.uid, call.wiring
    person = change_person(uid, call.if_match, wiring.people, change)
    if body.time_zone is not None:
        states = wiring.session_states
        follow_zone(uid, people=wiring.people, sessions=wiring.sessions, states=states)
    if body.model_fields_set & _OF_DIGESTS:
        follow_turn(uid, wiring.people, wiring.turns, call.now)
    return _profile(call, person)


def export(call: Call) -> Streamed[Export]:
    """Export everything there is of the caller, as one JSON document.

    Numbers and dates are as elsewhere; links to photos and pictures are good for eleven hours.
    """
    wiring = call.wiring
    pieces = export_account(
        _person(call), household=wiring.household, contents=wiring.contents, media=wiring.media
    )
    call.answer_headers["Content-Disposition"] = 'attachment; filename="zerowasteai.json"'
    return Streamed(pieces)


def delete(call: Call) -> AccountDeletion:
    """Delete the caller's account: sessions, documents, photos and sign-in.

    Shared kitchens stay as they are for the others; ownership passes on. Once answered it cannot be
    undone, and what there was no time for is finished in the background.
    """
    eraser = call.wiring.eraser(call.deadline - _SPARE_SECONDS)
    done = delete_account(call.signed_in.uid, eraser)
    call.notes["finished"] = done
    return AccountDeletion(status="deleted" if done else "deleting")


def add_device(call: Call, body: NewDevice) -> DeviceView:
    """Register a device for push messages; of more than twenty the oldest goes.

    It belongs to the account that registered it last, and goes when its session is logged out.
    """
    uid, wiring = call.signed_in.uid, call.wiring
    device = Device(
        token=body.token,
        platform=body.platform,
        language=body.language,
        session_id=call.signed_in.id,
        added_at=call.now,
    )
    person = register(uid, device, call.now, people=wiring.people, owners=wiring.push_owners)
    follow_turn(uid, wiring.people, wiring.turns, call.now)
    kept = next(one for one in person.devices if one.token == body.token)
    return DeviceView(platform=kept.platform, language=kept.language, added_at=kept.added_at)


def remove_device(call: Call, body: DeviceGone) -> None:
    """Send no more push messages to a device; one that is not registered is fine."""

    def named(device: Device) -> bool:
        return device.token == body.token

    uid, wiring = call.signed_in.uid, call.wiring
    let_go(uid, named, people=wiring.people, owners=wiring.push_owners)
    follow_turn(uid, wiring.people, wiring.turns, call.now)


def read_kitchen(call: Call) -> KitchenView:
    """Read the kitchen and who is in it."""
    return _kitchen(call, call.wiring.kitchens.get(call.kitchen_id))


def open_invite(call: Call, body: NewInvite) -> InviteView:
    """Invite somebody by a short code, good once and for a day; five may be open.

    It takes no `Idempotency-Key`, whose answer would be kept for a day: the code is kept nowhere.
    Repeating it opens another invite.
    """
    code, made = invite(call.signed_in.uid, body.role, call.wiring.household)
    return InviteView(code=code, role=made.role, expires_at=made.expires_at)


def join_kitchen(call: Call, body: JoinRequest) -> KitchenView:
    """Join a kitchen by its code.

    The caller's own kitchen waits with all it holds until they leave. A kitchen that was left to
    them beside it would be lost: who is alone in one is answered 409 `last_member`, and leaves it
    first. From here on their access tokens are answered 401 `session_moved`: refresh, and go on in
    the new kitchen.
    """
    return _kitchen(call, join(call.signed_in.uid, body.code, call.wiring.household))


def remove_member(call: Call, uid: str) -> None:
    """Leave the kitchen, or, as its owner, remove somebody.

    Who goes is back in their own kitchen, or in a new one, after a refresh. When the owner leaves,
    the kitchen passes to the member longest there; when nobody is left, it is deleted with all it
    holds.
    """
    remove(call.signed_in.uid, uid, call.wiring.household)


def change_member(call: Call, uid: str, body: RoleChange) -> KitchenView:
    """Give a member another role; a new owner takes the caller's place, who stays as a member."""
    return _kitchen(call, give_role(call.signed_in.uid, uid, body.role, call.wiring.household))


def _person(call: Call) -> Person:
    person = call.wiring.people.get(call.signed_in.uid)
    if person is None or person.deleting:
        raise NotFound
    return person


def _profile(call: Call, person: Person) -> Profile:
    call.version(person.version)
    return person.profile


def _kitchen(call: Call, kitchen: Kitchen) -> KitchenView:
    return KitchenView.of(kitchen, call.signed_in.uid, call.now)


ROUTES = (
    Route("GET", "/profile", read_profile, access=Access.VIEWER),
    Route("PATCH", "/profile", change_profile, access=Access.VIEWER, conditional=True),
    Route("GET", "/export", export, access=Access.VIEWER, limit=Limit.BULK),
    Route("DELETE", "", delete, access=Access.VIEWER, status=202),
    Route("POST", "/devices", add_device, access=Access.VIEWER, status=201),
    Route("DELETE", "/devices", remove_device, access=Access.VIEWER),
    Route("GET", "/kitchen", read_kitchen, access=Access.VIEWER),
    # An answer kept for its key would keep the code with it.
    Route(
        "POST",
        "/kitchen/invites",
        open_invite,
        access=Access.OWNER,
        status=201,
        idempotent=False,
    ),
    # A guess costs a sign-in's share of the address, counted across all instances.
    Route("POST", "/kitchen/join", join_kitchen, access=Access.VIEWER, limit=Limit.AUTH),
    Route("DELETE", "/kitchen/members/{uid}", remove_member, access=Access.VIEWER),
    Route("PATCH", "/kitchen/members/{uid}", change_member, access=Access.OWNER),
)

account = serve("account", ROUTES, needs=("media_bucket",))
