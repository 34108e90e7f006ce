"""Sign-in exchange: from the identity provider's token to a session of our own."""

from dataclasses import dataclass
from datetime import datetime

from shared.domain.errors import Unauthenticated
from shared.domain.kitchen import Kitchen, Member
from shared.domain.language import Language
from shared.domain.person import Person, Profile
from shared.domain.refresh_token import refresh_token
from shared.domain.security import SecurityEvent
from shared.domain.session import REFRESH_LIFETIME, Identity, Role, Session
from shared.ports.clock import Clock
from shared.ports.household import Kitchens, People
from shared.ports.identity import AccessTokenSigner, Sessions
from shared.ports.security import SecurityLog
from shared.workflows.placing import cooking, settled


@dataclass(frozen=True, slots=True)
class SignedIn:
    person: Person
    is_new: bool
    session: Session
    access_token: str
    refresh_token: str


def sign_in(
    identity: Identity,
    device_name: str | None,
    language: Language,
    *,
    people: People,
    kitchens: Kitchens,
    sessions: Sessions,
    signer: AccessTokenSigner,
    key: bytes,
    security_log: SecurityLog,
    clock: Clock,
) -> SignedIn:
    """Opens a session, and at the first sign-in makes the person and their kitchen.

    A crash between the two leaves a person without a session, who signs in again.
    """
    now = clock.now()
    person = people.get(identity.uid)
    is_new = False
    if person is None:
        first, kitchen = _first_sign_in(identity, language, clock.new_id(), now)
        person = people.create(first, kitchen)
        is_new = person.kitchen_id == kitchen.id
    if person.deleting:
        raise Unauthenticated("account_deleted")
    role = Role.OWNER if is_new else cooking(person.uid, people, kitchens)[1].role_of(person.uid)
    session = _session(person, role, identity.admin, device_name, clock, now)
    sessions.create(session)
    if not is_new:
        session = settled(session, people=people, kitchens=kitchens, sessions=sessions, clock=clock)
    security_log.record(SecurityEvent.SIGNED_IN, session_id=session.id)
    return SignedIn(
        person=person,
        is_new=is_new,
        session=session,
        access_token=signer.sign(session, now),
        refresh_token=refresh_token(session, key),
    )


def _first_sign_in(
    identity: Identity, language: Language, kitchen_id: str, now: datetime
) -> tuple[Person, Kitchen]:
    person = Person(
        uid=identity.uid,
        email=identity.email,
        name=identity.name,
        kitchen_id=kitchen_id,
        profile=Profile(language=language),
        created_at=now,
    )
    owner = Member(role=Role.OWNER, name=identity.name, joined_at=now)
    return person, Kitchen(id=kitchen_id, members={identity.uid: owner}, created_at=now)


def _session(
    person: Person,
    role: Role,
    admin: bool,
    device_name: str | None,
    clock: Clock,
    now: datetime,
) -> Session:
    return Session(
        id=clock.new_id(),
        uid=person.uid,
        kitchen_id=person.kitchen_id,
        role=role,
        device_name=device_name,
        generation=1,
        secret=clock.new_secret(),
        created_at=now,
        rotated_at=now,
        expires_at=now + REFRESH_LIFETIME,
        admin=admin,
        time_zone=person.profile.time_zone,
    )
