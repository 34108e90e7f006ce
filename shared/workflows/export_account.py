"""Everything the product holds of one person, as one JSON document, page by page."""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import islice
from typing import Any

from shared.domain.errors import NotFound
from shared.domain.kitchen import Kitchen
from shared.domain.model import Instant, Line, Model
from shared.domain.person import Device, Person, Profile
from shared.domain.picture import LINK_LIFETIME, LINK_PROMISED
from shared.domain.session import Role, Session
from shared.ports.household import Contents
from shared.ports.media import MediaStore
from shared.telemetry import Threads
from shared.workflows.household import Household

_PAGE = 200
_LINKS_AT_ONCE = 16


class ExportedSession(Model):
    """A session without what would let anybody use it."""

    id: str
    device_name: str | None
    created_at: Instant
    rotated_at: Instant
    expires_at: Instant


class ExportedMember(Model):
    uid: str
    name: str | None
    role: Role
    joined_at: Instant


class MediaLink(Model):
    """A photo or a picture; the link opens it without signing in until it expires."""

    name: str
    url: str


class ExportedKitchen(Model):
    """One list of documents for each collection of the kitchen."""

    id: str
    created_at: Instant
    members: list[ExportedMember]
    items: list[dict[str, Any]]
    movements: list[dict[str, Any]]
    waste: list[dict[str, Any]]
    recognitions: list[dict[str, Any]]
    generations: list[dict[str, Any]]
    recipes: list[dict[str, Any]]
    plans: list[dict[str, Any]]
    shopping: list[dict[str, Any]]
    purchases: list[dict[str, Any]]
    impacts: list[dict[str, Any]]
    estimates: list[dict[str, Any]]
    labels: list[dict[str, Any]]
    feedback: list[dict[str, Any]]
    memory: list[dict[str, Any]]
    images: list[dict[str, Any]]
    media: list[MediaLink]


class Export(Model):
    """The kitchens are the one the person cooks in and, if it waits for them, their own."""

    exported_at: Instant
    links_expire_at: Instant
    uid: str
    email: str | None
    name: Line | None
    created_at: Instant
    profile: Profile
    devices: list[Device]
    sessions: list[ExportedSession]
    kitchens: list[ExportedKitchen]


def export_account(
    person: Person, *, household: Household, contents: Contents, media: MediaStore
) -> Iterator[str]:
    """The pieces of an `Export` document; no more than a page of anything is held at once."""
    now = household.clock.now()
    head = {
        "exported_at": _instant(now),
        "links_expire_at": _instant(now + LINK_PROMISED),
        "uid": person.uid,
        "email": person.email,
        "name": person.name,
        "created_at": _instant(person.created_at),
        "profile": person.profile.model_dump(mode="json"),
        "devices": [device.model_dump(mode="json") for device in person.devices],
    }
    yield _opened(head)
    yield from _list("sessions", (_session(one) for one in household.sessions_of(person.uid)))
    yield ',"kitchens":['
    between = ""
    for kitchen in _kitchens(person, household):
        yield between
        yield from _kitchen(kitchen, contents, media)
        between = ","
    yield "]}"


def _kitchens(person: Person, household: Household) -> Iterator[Kitchen]:
    for kitchen_id in person.kitchen_ids:
        with suppress(NotFound):
            kitchen = household.kitchens.get(kitchen_id)
            kitchen.role_of(person.uid)
            yield kitchen


def _kitchen(kitchen: Kitchen, contents: Contents, media: MediaStore) -> Iterator[str]:
    members = [
        ExportedMember(
            uid=uid, name=member.name, role=member.role, joined_at=member.joined_at
        ).model_dump(mode="json")
        for uid, member in kitchen.members.items()
    ]
    created_at = _instant(kitchen.created_at)
    yield _opened({"id": kitchen.id, "created_at": created_at, "members": members})
    for collection in contents.collections:
        yield from _list(collection, _documents(kitchen.id, collection, contents))
    yield from _list("media", _links(f"kitchens/{kitchen.id}/", media))
    yield "}"


def _documents(kitchen_id: str, collection: str, contents: Contents) -> Iterator[Mapping[str, Any]]:
    cursor: str | None = None
    while True:
        page = contents.page(kitchen_id, collection, _PAGE, cursor)
        yield from page.items
        cursor = page.next_cursor
        if cursor is None:
            return


def _links(folder: str, media: MediaStore) -> Iterator[Mapping[str, Any]]:
    names = media.names(folder)
    with Threads(_LINKS_AT_ONCE) as pool:
        while some := list(islice(names, _PAGE)):
            urls = pool.map(lambda name: media.link(name, LINK_LIFETIME), some)
            for name, url in zip(some, urls, strict=True):
                yield MediaLink(name=name, url=url).model_dump(mode="json")


def _session(session: Session) -> Mapping[str, Any]:
    shown = session.model_dump(include=set(ExportedSession.model_fields))
    return ExportedSession(**shown).model_dump(mode="json")


def _instant(value: Any) -> str:  # noqa: ANN401
    return str(value.strftime("%Y-%m-%dT%H:%M:%SZ"))


def _opened(fields: Mapping[str, Any]) -> str:
    """A JSON object whose last brace is still to come."""
    return _json(fields)[:-1]


def _list(name: str, values: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    yield f',"{name}":['
    between = ""
    for value in values:
        yield between + _json(value)
        between = ","
    yield "]"


def _json(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
