"""In-memory stand-ins for the ports, held to the same contract tests as the real adapters."""

import itertools
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from threading import RLock
from typing import Any, TypeVar

from shared.domain.cached_sighting import CachedSighting
from shared.domain.changes import Changes
from shared.domain.deletion import Deletion, Subject
from shared.domain.errors import (
    AlreadyExists,
    Invalid,
    NotFound,
    Unauthenticated,
    Unavailable,
    VersionMismatch,
)
from shared.domain.feedback import StoredFeedback
from shared.domain.idempotency import KeyedRequest
from shared.domain.invite import Invite
from shared.domain.item import Lot, Status, status_on
from shared.domain.job import Job, JobState
from shared.domain.kitchen import Kitchen, Needs
from shared.domain.leftover import Leftover
from shared.domain.listing import ItemFilter, ItemSort, Page
from shared.domain.membership import Change
from shared.domain.model import Model
from shared.domain.movement import Entry, MovementKind
from shared.domain.person import Person
from shared.domain.receipt_memory import ReceiptMemory
from shared.domain.recipe import Generation, Image, StoredRecipe
from shared.domain.recognition_batch import Batch, Part, part_name
from shared.domain.recognition_result import Recognition
from shared.domain.security import Counts, SecurityEvent
from shared.domain.session import EndReason, Identity, Session
from shared.domain.summary import Summary
from shared.domain.waste import Cell, Loss, counted
from shared.ports import StockChange

Thing = TypeVar("Thing")
Stored = TypeVar("Stored", bound=Model)
Versioned = Person | Kitchen | Invite | Session
_versions = itertools.count(1)


def _version() -> str:
    return f"{next(_versions):x}"


def _versioned(model: Stored) -> Stored:
    return model.model_copy(update={"version": _version()})


def _unchanged(stored: Versioned | None, read: Versioned) -> None:
    if (stored.version if stored else "") != read.version:
        raise VersionMismatch


class FakeClock:
    """A clock that stands still until it is moved, and ids in a row."""

    def __init__(self, at: datetime = datetime(2026, 6, 1, 12, tzinfo=UTC)) -> None:
        self.at = at
        self._ids = itertools.count(1)

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return self.at.timestamp()

    def new_id(self) -> str:
        return f"id{next(self._ids)}"

    def new_secret(self) -> str:
        return f"secret{next(self._ids)}"

    def move(self, by: timedelta) -> None:
        self.at += by


class FakeItems:
    """`gone` are the lots that were used up or removed, `removed` the ids of the latter."""

    def __init__(self) -> None:
        self.lots: dict[str, Lot] = {}
        self.gone: dict[str, Lot] = {}
        self.removed: set[str] = set()
        self.lock = RLock()

    def add(self, lots: Sequence[Lot]) -> list[Lot]:
        for lot in lots:
            known = (self.lots | self.gone).get(lot.id)
            if known is not None and known.fingerprint != lot.fingerprint:
                raise AlreadyExists(id=lot.id, field="id")
        for lot in lots:
            if lot.id not in self.lots | self.gone:
                self.lots[lot.id] = lot.model_copy(update={"version": _version()})
        return [self.lots[lot.id] for lot in lots if lot.id in self.lots]

    def find(self, item_ids: Sequence[str]) -> Mapping[str, Lot]:
        stored = self.lots | self.gone
        return {i: stored[i] for i in item_ids if i in stored and i not in self.removed}

    def get(self, item_id: str) -> Lot:
        if item_id not in self.lots:
            raise NotFound
        return self.lots[item_id]

    def page(self, chosen: ItemFilter, limit: int, cursor: str | None) -> Page[Lot]:
        def key(lot: Lot) -> tuple[Any, str]:
            match chosen.sort:
                case ItemSort.NAME:
                    return lot.sort_name, lot.id
                case ItemSort.ADDED_AT:
                    return lot.added_at, lot.id
                case ItemSort.EXPIRES_ON:
                    return lot.expires_on, lot.id

        wanted = [lot for lot in self.lots.values() if _chosen(lot, chosen)]
        found = sorted(wanted, key=key, reverse=chosen.sort is ItemSort.ADDED_AT)
        return _page(found, lambda lot: f"{key(lot)[0]}~{lot.id}", limit, cursor)

    def changes(self, since: str | None, limit: int, now: datetime) -> Changes:
        try:
            floor = int(since or "0", 16)
        except ValueError:
            raise Invalid("cursor_invalid", field="since") from None
        stored = (self.lots | self.gone).values()
        new = sorted(((int(x.version, 16), x) for x in stored), key=lambda pair: pair[0])
        new = [pair for pair in new if pair[0] > floor]
        shown = [lot for _, lot in new[:limit]]
        return Changes(
            lots=[lot for lot in shown if lot.id in self.lots],
            gone=[lot.id for lot in shown if lot.id in self.gone],
            cursor=shown[-1].version if shown else since or "0",
            more=len(new) > limit,
        )

    def summary(self, today: date) -> Summary:
        lots = list(self.lots.values())
        statuses = Counter(status_on(lot, today) for lot in lots)
        value: dict[str, Decimal] = {}
        for lot in lots:
            if lot.currency and lot.price is not None:
                value[lot.currency] = value.get(lot.currency, Decimal(0)) + lot.price
        return Summary(
            items=len(lots),
            by_status={status: statuses[status] for status in Status},
            by_storage=Counter(lot.storage for lot in lots),
            by_category=Counter(lot.category for lot in lots),
            value=value,
        )

    def replace(self, lot: Lot) -> Lot:
        if lot.id not in self.lots or self.lots[lot.id].version != lot.version:
            raise VersionMismatch
        self.lots[lot.id] = lot.model_copy(update={"version": _version()})
        return self.lots[lot.id]

    def remove(self, item_id: str, version: str | None) -> None:
        lot = self.get(item_id)
        if version is not None and lot.version != version:
            raise VersionMismatch
        self.gone[item_id] = _versioned(self.lots.pop(item_id))
        self.removed.add(item_id)


class FakeMovements:
    def __init__(self, items: FakeItems) -> None:
        self._items = items
        self.entries: dict[str, Entry] = {}
        self.losses: dict[Cell, Loss] = {}

    def commit(self, change: StockChange) -> list[Lot]:
        with self._items.lock:
            self._refuse(change)
            for entry in (*change.entries, *change.undone):
                self.entries[entry.id] = _versioned(entry)
            for cell, loss in counted(change.entries, change.undone):
                self.losses[cell] = self.losses.get(cell, Loss()).plus(loss)
            return [self._put(_versioned(lot)) for lot in change.lots]

    def get(self, movement_id: str) -> Entry:
        if movement_id not in self.entries:
            raise NotFound
        return self.entries[movement_id]

    def waste(self, first: str, last: str) -> Mapping[Cell, Loss]:
        return {c: loss for c, loss in self.losses.items() if first <= c.month <= last}

    def group(self, group_id: str) -> list[Entry]:
        found = [entry for entry in self.entries.values() if entry.group_id == group_id]
        return sorted(found, key=lambda entry: entry.id)

    def of_request(self, act_id: str) -> list[Entry]:
        single = self.entries.get(act_id)
        return [single] if single else self.group(act_id)

    def page(
        self, item_id: str | None, kind: MovementKind | None, limit: int, cursor: str | None
    ) -> Page[Entry]:
        found = [
            entry
            for entry in self.entries.values()
            if item_id in (None, entry.item_id) and kind in (None, entry.kind)
        ]
        found.sort(key=lambda entry: (entry.at, entry.id), reverse=True)
        return _page(found, lambda entry: entry.id, limit, cursor)

    def _refuse(self, change: StockChange) -> None:
        stored = self._items.lots | self._items.gone
        for lot in change.lots:
            if lot.id not in stored or stored[lot.id].version != lot.version:
                raise VersionMismatch
        for entry in change.undone:
            if self.entries[entry.id].version != entry.version:
                raise VersionMismatch
        for entry in change.entries:
            if entry.id in self.entries:
                raise AlreadyExists(id=entry.id)

    def _put(self, lot: Lot) -> Lot:
        goes, stays = self._items.lots, self._items.gone
        if not lot.used_up:
            goes, stays = stays, goes
        goes.pop(lot.id, None)
        stays[lot.id] = lot
        return lot


class FakeRecognitions:
    """Of one kitchen; the jobs of those in parts are kept beside them."""

    def __init__(self, store: "FakeStore | None" = None, kitchen_id: str = "k1") -> None:
        self.stored: dict[str, Recognition] = {}
        self.fingerprints: dict[str, str] = {}
        self._store = store or FakeStore()
        self._kitchen = kitchen_id
        self.feedback: dict[str, StoredFeedback] = {}

    def save(self, recognition: Recognition, fingerprint: str) -> Recognition:
        known = self.repeated(recognition.id, fingerprint)
        if known is not None:
            return known
        self.fingerprints[recognition.id] = fingerprint
        return self.stored.setdefault(recognition.id, recognition)

    def repeated(self, recognition_id: str, fingerprint: str) -> Recognition | None:
        if self.fingerprints.get(recognition_id, fingerprint) != fingerprint:
            raise AlreadyExists(id=recognition_id, field="id")
        return self.stored.get(recognition_id)

    def queue(self, batch: Batch, jobs: Sequence[Job]) -> Recognition:
        key = (self._kitchen, batch.id)
        if key not in self._store.batches:
            self._store.batches[key] = _versioned(batch)
            self._store.jobs |= {job.id: _versioned(job) for job in jobs}
        return self._store.batches[key].shown()

    def batch(self, recognition_id: str) -> Batch | None:
        self.get(recognition_id)
        return self._store.batches.get((self._kitchen, recognition_id))

    def requeue(self, batch: Batch, jobs: Sequence[Job]) -> None:
        known = self._store.batches.get((self._kitchen, batch.id))
        if known is None or known.version != batch.version:
            raise VersionMismatch
        self._store.batches[self._kitchen, batch.id] = _versioned(batch)
        self._store.jobs |= {job.id: _versioned(job) for job in jobs}

    def get(self, recognition_id: str) -> Recognition:
        if (self._kitchen, recognition_id) in self._store.batches:
            return self._store.batches[self._kitchen, recognition_id].shown()
        if recognition_id not in self.stored:
            raise NotFound
        return self.stored[recognition_id]

    def page(self, limit: int, cursor: str | None) -> Page[Recognition]:
        found = sorted(self.stored.values(), key=lambda one: (one.created_at, one.id), reverse=True)
        return _page(found, lambda one: one.id, limit, cursor)

    def save_feedback(self, feedback: StoredFeedback) -> None:
        self.feedback[feedback.id] = feedback


class FakeSightings:
    """`down` makes it refuse."""

    def __init__(self) -> None:
        self.cached: dict[str, CachedSighting] = {}
        self.down = False

    def get(self, key: str) -> CachedSighting | None:
        if self.down:
            raise Unavailable
        return self.cached.get(key)

    def put(self, cached: CachedSighting) -> None:
        if self.down:
            raise Unavailable
        self.cached[cached.id] = cached


class FakeReceiptMemories:
    """`reads` counts them; `down` makes it refuse."""

    def __init__(self) -> None:
        self.memory = ReceiptMemory()
        self.reads = 0
        self.down = False

    def get(self) -> ReceiptMemory:
        if self.down:
            raise Unavailable
        self.reads += 1
        return self.memory

    def replace(self, memory: ReceiptMemory) -> None:
        if memory.version != self.memory.version:
            raise VersionMismatch
        self.memory = _versioned(memory)


class FakeStore:
    """The recipes of all kitchens and the jobs beside them, which are written together."""

    def __init__(self) -> None:
        self.recipes: dict[tuple[str, str], StoredRecipe] = {}
        self.generations: dict[tuple[str, str], Generation] = {}
        self.batches: dict[tuple[str, str], Batch] = {}
        self.jobs: dict[str, Job] = {}
        self.dead_letters: dict[str, Job] = {}

    def recipes_of(self, kitchen_id: str) -> "FakeRecipes":
        return FakeRecipes(self, kitchen_id)


class FakeRecipes:
    def __init__(self, store: FakeStore, kitchen_id: str) -> None:
        self._store = store
        self._kitchen = kitchen_id

    def save(
        self, generation: Generation, recipes: Sequence[StoredRecipe], jobs: Sequence[Job]
    ) -> bool:
        if (self._kitchen, generation.id) in self._store.generations:
            return False
        self._store.generations[self._kitchen, generation.id] = generation
        for recipe in recipes:
            stored = recipe.model_copy(update={"version": _version()})
            self._store.recipes[self._kitchen, recipe.id] = stored
        for job in jobs:
            self._store.jobs[job.id] = job.model_copy(update={"version": _version()})
        return True

    def generation(self, generation_id: str) -> Generation:
        if (self._kitchen, generation_id) not in self._store.generations:
            raise NotFound
        return self._store.generations[self._kitchen, generation_id]

    def get(self, recipe_id: str) -> StoredRecipe:
        if (self._kitchen, recipe_id) not in self._store.recipes:
            raise NotFound
        return self._store.recipes[self._kitchen, recipe_id]

    def get_all(self, recipe_ids: Sequence[str]) -> list[StoredRecipe]:
        keys = [(self._kitchen, recipe_id) for recipe_id in recipe_ids]
        return [self._store.recipes[key] for key in keys if key in self._store.recipes]

    def page(self, limit: int, cursor: str | None) -> Page[StoredRecipe]:
        mine = [r for (kitchen, _), r in self._store.recipes.items() if kitchen == self._kitchen]
        found = sorted(mine, key=lambda one: (one.created_at, one.id), reverse=True)
        return _page(found, lambda one: one.id, limit, cursor)

    def remove(self, recipe_id: str, version: str | None) -> None:
        recipe = self.get(recipe_id)
        if version is not None and recipe.version != version:
            raise VersionMismatch
        del self._store.recipes[self._kitchen, recipe_id]


class FakeJobs:
    def __init__(self, store: FakeStore) -> None:
        self._store = store

    def get(self, job_id: str) -> Job | None:
        return self._store.jobs.get(job_id)

    def replace(self, job: Job) -> Job:
        known = self._store.jobs.get(job.id)
        if known is None or known.version != job.version:
            raise VersionMismatch
        self._store.jobs[job.id] = job.model_copy(update={"version": _version()})
        return self._store.jobs[job.id]

    def finish(self, job: Job, result: Image | Part | None) -> None:
        if isinstance(result, Part):
            self._finish_part(job, result)
        else:
            self._finish_picture(job, result)
        if job.state is JobState.FAILED:
            self._store.dead_letters[job.id] = job

    def _finish_part(self, job: Job, part: Part) -> None:
        batch = self._store.batches.get((job.kitchen_id, job.subject_id))
        if batch is None or job.part is None:
            raise VersionMismatch
        self.replace(job)
        parts = {**batch.parts, part_name(job.part): part}
        changed = batch.model_copy(update={"parts": parts, "version": _version()})
        self._store.batches[job.kitchen_id, job.subject_id] = changed

    def _finish_picture(self, job: Job, image: Image | None) -> None:
        recipe = self._store.recipes.get((job.kitchen_id, job.subject_id))
        if image is not None and recipe is None:
            raise VersionMismatch
        self.replace(job)
        if image is not None and recipe is not None:
            drawn = recipe.model_copy(update={"image": image, "version": _version()})
            self._store.recipes[job.kitchen_id, job.subject_id] = drawn

    def overdue(self, before: datetime, limit: int) -> list[Job]:
        jobs = self._store.jobs.values()
        queued = [j for j in jobs if j.state is JobState.QUEUED and j.created_at <= before]
        running = [j for j in jobs if j.state is JobState.RUNNING]
        lost = [j for j in running if j.leased_until is not None and j.leased_until <= before]
        return [*queued, *lost][:limit]


class FakePeople:
    """People, with the kitchens, invites and deletions that are stored together with them."""

    def __init__(self) -> None:
        self.people: dict[str, Person] = {}
        self.kitchens: dict[str, Kitchen] = {}
        self.invites: dict[str, Invite] = {}
        self.deletions: dict[str, Deletion] = {}
        self.lock = RLock()

    def get(self, uid: str) -> Person | None:
        return self.people.get(uid)

    def create(self, person: Person, kitchen: Kitchen) -> Person:
        with self.lock:
            if person.uid not in self.people:
                self.people[person.uid] = _versioned(person)
                self.kitchens[kitchen.id] = _versioned(kitchen)
            return self.people[person.uid]

    def change(self, person: Person, needs: Needs) -> Person:
        with self.lock:
            known = self.people.get(person.uid)
            kitchen = self.kitchens.get(person.kitchen_id)
            if known is None or kitchen is None or known.version != person.version:
                raise VersionMismatch
            self.people[person.uid] = _versioned(person)
            seen = {"needs": needs, "name": person.shown_name}
            member = kitchen.members[person.uid].model_copy(update=seen)
            self.kitchens[kitchen.id] = _versioned(kitchen.with_member(person.uid, member))
            return self.people[person.uid]


class FakeKitchens:
    def __init__(self, people: FakePeople, sessions: "FakeSessions | None" = None) -> None:
        self._people = people
        self._sessions = sessions or FakeSessions()

    def get(self, kitchen_id: str) -> Kitchen:
        if kitchen_id not in self._people.kitchens:
            raise NotFound
        return self._people.kitchens[kitchen_id]

    def commit(self, change: Change) -> None:
        at = self._people
        with at.lock:
            for person in change.people:
                _unchanged(at.people.get(person.uid), person)
            for kitchen in (*change.kitchens, *change.closed):
                _unchanged(at.kitchens.get(kitchen.id), kitchen)
            for invite in change.invites:
                _unchanged(at.invites.get(invite.id), invite)
            for session in change.sessions:
                _unchanged(self._sessions.sessions.get(session.id), session)
            at.people |= {one.uid: _versioned(one) for one in change.people}
            at.kitchens |= {one.id: _versioned(one) for one in change.kitchens}
            at.invites |= {one.id: _versioned(one) for one in change.invites}
            at.deletions |= {one.id: one for one in change.deletions}
            self._sessions.sessions |= {one.id: _versioned(one) for one in change.sessions}
            for closed in change.closed:
                del at.kitchens[closed.id]


class FakeInvites:
    def __init__(self, people: FakePeople) -> None:
        self._people = people

    def get(self, invite_id: str) -> Invite | None:
        return self._people.invites.get(invite_id)


class FakeDeletions:
    def __init__(self, people: FakePeople, sessions: "FakeSessions") -> None:
        self._people = people
        self._sessions = sessions

    def begin(self, deletion: Deletion, shell: Person) -> None:
        with self._people.lock:
            if deletion.id in self._people.deletions:
                return
            _unchanged(self._people.people.get(shell.uid), shell)
            self._people.deletions[deletion.id] = deletion
            self._people.people[shell.uid] = _versioned(shell)

    def due(self, now: datetime, limit: int) -> list[Deletion]:
        found = [one for one in self._people.deletions.values() if one.due_at <= now]
        return sorted(found, key=lambda one: one.due_at)[:limit]

    def erase_sessions(self, uid: str) -> list[str]:
        ids = [one.id for one in self._sessions.sessions.values() if one.uid == uid]
        for session_id in ids:
            del self._sessions.sessions[session_id]
        return ids

    def finish(self, deletion: Deletion) -> None:
        self._people.deletions.pop(deletion.id, None)
        if deletion.subject is Subject.PERSON:
            self._people.people.pop(deletion.id, None)


class FakeContents:
    """Documents by kitchen and collection."""

    collections: Sequence[str] = ("items", "recipes")

    def __init__(self) -> None:
        self.documents: dict[tuple[str, str], dict[str, dict[str, Any]]] = {}

    def page(
        self, kitchen_id: str, collection: str, limit: int, cursor: str | None
    ) -> Page[Mapping[str, Any]]:
        found = sorted(self.documents.get((kitchen_id, collection), {}).items())
        rows: list[Mapping[str, Any]] = [{"id": name} | fields for name, fields in found]
        return _page(rows, lambda row: str(row["id"]), limit, cursor)

    def erase(self, kitchen_id: str, most: int) -> int:
        for (kitchen, _), documents in self.documents.items():
            if kitchen == kitchen_id and documents:
                names = list(documents)[:most]
                for name in names:
                    del documents[name]
                return len(names)
        return 0


class FakeSessions:
    def __init__(self) -> None:
        self.sessions: dict[str, Session] = {}

    def create(self, session: Session) -> None:
        self.sessions[session.id] = session.model_copy(update={"version": _version()})

    def get(self, session_id: str) -> Session | None:
        return self.sessions.get(session_id)

    def rotate(self, session: Session, now: datetime) -> Session:
        known = self.sessions.get(session.id)
        if known is None or known.version != session.version:
            raise VersionMismatch
        moved = {"generation": session.generation + 1, "rotated_at": now, "version": _version()}
        self.sessions[session.id] = known.model_copy(update=moved)
        return self.sessions[session.id]

    def end(self, session_id: str, now: datetime, reason: EndReason) -> None:
        if session_id in self.sessions:
            ended = {"ended_at": now, "end_reason": reason, "version": _version()}
            self.sessions[session_id] = self.sessions[session_id].model_copy(update=ended)

    def live_of(self, uid: str, limit: int, cursor: str | None) -> Page[Session]:
        living = [s for s in self.sessions.values() if s.uid == uid and s.ended_at is None]
        found = sorted(living, key=lambda one: (one.created_at, one.id), reverse=True)
        return _page(found, lambda one: one.id, limit, cursor)


class FakeIdentityProvider:
    """Knows the people it was told of; `gone` are those disabled, deleted or signed out."""

    def __init__(self) -> None:
        self.gone: set[str] = set()

    def verify(self, id_token: str) -> Identity:
        if id_token in self.gone:
            raise Unauthenticated
        return Identity(uid=id_token, email=f"{id_token}@example.com", name="Ana")

    def still_signed_in(self, uid: str, since: datetime) -> bool:
        return uid not in self.gone

    def remove(self, uid: str) -> None:
        self.gone.add(uid)


class FakeSigner:
    """Tokens that show what they are of."""

    def sign(self, session: Session, now: datetime) -> str:
        return f"access:{session.id}:{session.generation}:{now.isoformat()}"


class FakeSecurityLog:
    def __init__(self) -> None:
        self.events: list[tuple[SecurityEvent, str | None]] = []

    def record(self, event: SecurityEvent, *, session_id: str | None = None) -> None:
        self.events.append((event, session_id))


class FakeSecurityCounts:
    """`down` makes it refuse; `adds` is how often it was written."""

    def __init__(self) -> None:
        self.days: dict[date, Counter[SecurityEvent]] = {}
        self.adds = 0
        self.down = False

    def add(self, day: date, counts: Counts) -> None:
        if self.down:
            raise Unavailable
        self.adds += 1
        self.days.setdefault(day, Counter()).update(counts)

    def since(self, day: date) -> Mapping[date, Counts]:
        return {one: counts for one, counts in self.days.items() if one >= day}


class FakeLeftovers:
    """`documents` are their `expires_at` and version by collection and id."""

    collections: Sequence[str] = ("sessions", "limits")

    def __init__(self) -> None:
        self.documents: dict[tuple[str, str], tuple[datetime, str]] = {}

    def put(self, collection: str, name: str, expires_at: datetime) -> None:
        self.documents[collection, name] = (expires_at, _version())

    def page(
        self, collection: str, before: datetime, limit: int, cursor: str | None
    ) -> Page[Leftover]:
        expired = sorted(
            (expires_at, name, version)
            for (where, name), (expires_at, version) in self.documents.items()
            if where == collection and expires_at <= before
        )
        if cursor is not None:
            expired = [one for one in expired if f"{one[0]}~{one[1]}" > cursor]
        shown = expired[:limit]
        following = f"{shown[-1][0]}~{shown[-1][1]}" if len(expired) > limit else None
        found = [Leftover(collection=collection, id=name, version=v) for _, name, v in shown]
        return Page(found, following)

    def delete(self, leftovers: Sequence[Leftover]) -> int:
        deleted = 0
        for one in leftovers:
            _, version = self.documents.get((one.collection, one.id), (None, ""))
            if version == one.version:
                del self.documents[one.collection, one.id]
                deleted += 1
        return deleted


class FakeKeyedRequests:
    """`down` makes it refuse."""

    def __init__(self) -> None:
        self.requests: dict[str, KeyedRequest] = {}
        self.down = False

    def create(self, request: KeyedRequest) -> KeyedRequest | None:
        if self.down:
            raise Unavailable
        if request.id in self.requests:
            return None
        self.requests[request.id] = _versioned(request)
        return self.requests[request.id]

    def get(self, request_id: str) -> KeyedRequest | None:
        return self.requests.get(request_id)

    def replace(self, request: KeyedRequest) -> KeyedRequest:
        if self.down:
            raise Unavailable
        known = self.requests.get(request.id)
        if known is None or known.version != request.version:
            raise VersionMismatch
        self.requests[request.id] = _versioned(request)
        return self.requests[request.id]

    def remove(self, request: KeyedRequest) -> None:
        known = self.requests.get(request.id)
        if known is not None and known.version == request.version:
            del self.requests[request.id]


class FakeQueue:
    """Takes every name once; `down` makes it refuse."""

    def __init__(self) -> None:
        self.sent: dict[str, Job] = {}
        self.down = False

    def send(self, job: Job, name: str) -> None:
        if self.down:
            raise Unavailable
        self.sent.setdefault(name, job)


class FakeMedia:
    def __init__(self) -> None:
        self.objects: dict[str, tuple[bytes, str]] = {}
        self.puts: list[str] = []
        self.down = False

    def put(self, name: str, data: bytes, content_type: str) -> None:
        if self.down:
            raise Unavailable
        self.puts.append(name)
        self.objects[name] = (data, content_type)

    def get(self, name: str) -> bytes:
        if self.down:
            raise Unavailable
        if name not in self.objects:
            raise NotFound
        return self.objects[name][0]

    def names(self, prefix: str) -> Iterator[str]:
        yield from sorted(name for name in self.objects if name.startswith(prefix))

    def remove_all(self, prefix: str, most: int) -> int:
        if self.down:
            raise Unavailable
        names = list(itertools.islice(self.names(prefix), most))
        for name in names:
            del self.objects[name]
        return len(names)

    def link(self, name: str, lifetime: timedelta) -> str:
        return f"http://media.test/{name}?seconds={int(lifetime.total_seconds())}"


def _chosen(lot: Lot, chosen: ItemFilter) -> bool:
    same = all(
        value is None or getattr(lot, field) == value
        for field, value in chosen._asdict().items()
        if field in ("storage", "category", "food_id")
    )
    late = chosen.expires_from is None or lot.expires_on >= chosen.expires_from
    early = chosen.expires_to is None or lot.expires_on <= chosen.expires_to
    named = chosen.search_key is None or chosen.search_key in lot.search_keys
    return same and late and early and named


def _page(
    found: Sequence[Thing], key: Callable[[Thing], str], limit: int, cursor: str | None
) -> Page[Thing]:
    start = 0
    if cursor is not None:
        keys = [key(one) for one in found]
        if cursor not in keys:
            raise Invalid("cursor_invalid", field="cursor")
        start = keys.index(cursor) + 1
    shown = list(found[start : start + limit])
    more = start + limit < len(found)
    return Page(shown, key(shown[-1]) if more else None)
