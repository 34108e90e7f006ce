"""The deletion of an account on the emulators, killed before each of its writes."""

import uuid
from dataclasses import replace
from datetime import datetime, timedelta

from google.cloud.firestore import FieldFilter

from shared.clock import SystemClock
from shared.domain.job import food_job
from shared.domain.picture import shared_names
from shared.domain.session import Role
from shared.wiring import Wiring
from shared.workflows.delete_account import Eraser, delete_account, resume_deletions
from shared.workflows.kitchen_members import invite, join
from tests.killing import Killed, Plug
from tests.samples import job, kitchen, lot, person, session


class Later(SystemClock):
    """An hour on."""

    def now(self) -> datetime:
        return super().now() + timedelta(hours=1)


class MuchLater(SystemClock):
    """Two hours on: what the first resuming promised is due."""

    def now(self) -> datetime:
        return super().now() + timedelta(hours=2)


def plugged(wiring: Wiring, plug: Plug) -> Eraser:
    eraser = wiring.eraser(wiring.clock.monotonic() + 30)
    return replace(
        eraser,
        household=replace(eraser.household, kitchens=plug.around(eraser.household.kitchens)),
        deletions=plug.around(eraser.deletions),
        contents=plug.around(eraser.contents),
        media=plug.around(eraser.media),
        identity_provider=plug.around(eraser.identity_provider),
    )


def settle(wiring: Wiring) -> str:
    """Somebody with things and photos in a kitchen of their own, who cooks in another's."""
    host, guest = (f"u-{uuid.uuid4().hex}" for _ in range(2))
    for uid in (host, guest):
        wiring.people.create(person(uid, f"k{uid}"), kitchen(f"k{uid}", uid))
        wiring.sessions.create(session(f"s{uid}", f"k{uid}", uid=uid))
        wiring.items(f"k{uid}").add([lot(id=f"i{n}") for n in range(3)])
        wiring.media.put(f"kitchens/k{uid}/photos/1.jpg", b"x", "image/jpeg")
    code, _ = invite(host, Role.MEMBER, wiring.household)
    join(guest, code, wiring.household)
    return guest


def left_of(wiring: Wiring, uid: str) -> list[str]:
    home = wiring.firestore.document("kitchens", f"k{uid}")
    jobs = wiring.firestore.collection("jobs")
    found = [
        one.path for one in (wiring.firestore.document("users", uid), home) if one.get().exists
    ]
    found += [one.path for name in home.collections() for one in name.list_documents()]
    found += [f"s{uid}"] if wiring.sessions.get(f"s{uid}") else []
    query = jobs.where(filter=FieldFilter("kitchen_id", "==", home.id))
    found += [one.id for one in query.get()]
    return found + list(wiring.media.names(f"kitchens/k{uid}/"))


def test_killed_before_each_write_it_is_finished_later(wiring: Wiring) -> None:
    later = Wiring(wiring.settings, Later())
    gone: list[str] = []
    for at in range(1, 30):
        uid = settle(wiring)
        wiring.firestore.document("jobs", f"j{uid}").set(job(f"k{uid}").model_dump(mode="json"))
        gone.append(uid)
        try:
            delete_account(uid, plugged(wiring, Plug(at)))
        except Killed:
            continue
        break
    assert len(gone) > 8
    for _ in range(2):
        while resume_deletions(later.eraser(later.clock.monotonic() + 60)).finished:
            pass
        later = Wiring(wiring.settings, MuchLater())
    assert {uid: left_of(wiring, uid) for uid in gone} == {uid: [] for uid in gone}


def test_what_every_kitchen_shares_stays(wiring: Wiring) -> None:
    """Somebody who asked for a food's picture goes; others have it on."""
    uid, now = settle(wiring), wiring.clock.now()
    picture = uuid.uuid4().hex
    shared = wiring.jobs.add(food_job("tomato", picture, now))
    objects = shared_names(picture)
    for name in objects:
        wiring.media.put(name, b"x", "image/webp")
    delete_account(uid, wiring.eraser(wiring.clock.monotonic() + 30))
    assert left_of(wiring, uid) == []
    assert wiring.jobs.get(shared.id) == shared
    assert [wiring.media.get(name) for name in objects] == [b"x", b"x"]
