"""What the workflows ask of the outside world, one Protocol per outside thing.

Every call may raise `shared.domain.errors.Unavailable` when its system is down or out of time.
`deadline` is always seconds on the monotonic clock.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple, Protocol

from shared.domain.cached_sighting import CachedSighting
from shared.domain.changes import Changes
from shared.domain.deletion import Deletion
from shared.domain.feedback import StoredFeedback
from shared.domain.idempotency import KeyedRequest
from shared.domain.invite import Invite
from shared.domain.item import Lot
from shared.domain.job import Job
from shared.domain.kitchen import Kitchen, Needs
from shared.domain.language import Language
from shared.domain.leftover import Leftover
from shared.domain.limits import Hits, Rate, Standing
from shared.domain.listing import ItemFilter, Page
from shared.domain.membership import Change
from shared.domain.movement import Entry, MovementKind
from shared.domain.person import Person
from shared.domain.picture import DishBrief, Picture
from shared.domain.proposal import ProposedRecipe, RecipeBrief
from shared.domain.receipt_memory import ReceiptMemory
from shared.domain.recipe import Generation, Image, StoredRecipe
from shared.domain.recognition import Photo, RecognitionKind, Sighting
from shared.domain.recognition_batch import Batch, Part
from shared.domain.recognition_result import Recognition
from shared.domain.security import Counts, SecurityEvent
from shared.domain.session import Claims, EndReason, Identity, Session
from shared.domain.summary import Summary
from shared.domain.waste import Cell, Loss


class Clock(Protocol):
    """The one source of time and ids."""

    def now(self) -> datetime:
        """The time in UTC, to microseconds."""

    def monotonic(self) -> float:
        """Seconds that never go back."""

    def new_id(self) -> str:
        """An identifier nobody can guess."""

    def new_secret(self) -> str:
        """256 random bits, base64url."""


class IdentityProvider(Protocol):
    def verify(self, id_token: str) -> Identity:
        """Who the token's bearer is.

        Raises:
            Unauthenticated: the token is malformed, expired, revoked or of another project, or its
                user is disabled or gone.
        """

    def still_signed_in(self, uid: str, since: datetime) -> bool:
        """Whether the user is there, enabled, and was not signed out everywhere after `since`."""

    def remove(self, uid: str) -> None:
        """Removes the user; one who is gone already is left alone."""


class AccessTokens(Protocol):
    def verify(self, token: str, now: datetime, *, even_expired: bool = False) -> Claims:
        """The claims of a token this service issued.

        Raises:
            Unauthenticated: it is not one, or its time is over.
        """


class AccessTokenSigner(Protocol):
    def sign(self, session: Session, now: datetime) -> str:
        """An access token for the session, good for `ACCESS_LIFETIME`."""


class ServiceTokens(Protocol):
    def verify(self, token: str, audience: str) -> str:
        """The e-mail address of the service account that holds an OIDC token for `audience`.

        Raises:
            Unauthenticated: the token is not one the platform's issuer signed for it, or expired.
        """


class SecurityLog(Protocol):
    def record(self, event: SecurityEvent, *, session_id: str | None = None) -> None:
        """Writes a structured line and counts the event for its day; a burst of what anybody can
        cause shares a line. It never fails: what is being recorded matters more than the record."""


class SecurityCounts(Protocol):
    def add(self, day: date, counts: Counts) -> None:
        """Adds to the day's counts, whoever else adds at the same time."""

    def since(self, day: date) -> Mapping[date, Counts]:
        """The counts of that day and all after it; days without events may be missing."""


class Leftovers(Protocol):
    """Documents of the server's own collections whose time is over."""

    collections: Sequence[str]

    def page(
        self, collection: str, before: datetime, limit: int, cursor: str | None
    ) -> Page[Leftover]:
        """Those that expired before then, the longest expired first."""

    def delete(self, leftovers: Sequence[Leftover]) -> int:
        """Deletes each that is still in its version, and answers how many were; at most 500."""


class People(Protocol):
    def get(self, uid: str) -> Person | None: ...

    def create(self, person: Person, kitchen: Kitchen) -> Person:
        """Stores both together, once: a person already there is answered as they are."""

    def change(self, person: Person, needs: Needs) -> Person:
        """Stores the person, and with them the name and the needs their kitchen's cooks see.

        Raises:
            VersionMismatch: the stored person no longer has `person.version`.
        """


class Kitchens(Protocol):
    def get(self, kitchen_id: str) -> Kitchen:
        """Raises NotFound."""

    def commit(self, change: Change) -> None:
        """Stores all of the change or none of it.

        Raises:
            VersionMismatch: one of its documents is no longer as it was read, or no longer new.
        """


class Invites(Protocol):
    def get(self, invite_id: str) -> Invite | None: ...


class Deletions(Protocol):
    """What is being deleted, and the documents of a person that belong to no kitchen."""

    def begin(self, deletion: Deletion, shell: Person) -> None:
        """Promises a person's deletion and leaves of them only their shell; once promised it stays.

        Raises:
            VersionMismatch: the stored person no longer has `shell.version`.
        """

    def due(self, now: datetime, limit: int) -> list[Deletion]:
        """Those to be taken up, the longest due first."""

    def erase_sessions(self, uid: str) -> list[str]:
        """Removes every session of a person, ended ones too, and answers their ids; the answers
        kept for their repeated requests go with them."""

    def finish(self, deletion: Deletion) -> None:
        """Removes the promise, and with it the shell of a person."""


class Contents(Protocol):
    """What is stored below a kitchen, whatever it is."""

    collections: Sequence[str]

    def page(
        self, kitchen_id: str, collection: str, limit: int, cursor: str | None
    ) -> Page[Mapping[str, Any]]:
        """Documents as JSON values, by id."""

    def erase(self, kitchen_id: str, most: int) -> int:
        """Removes at most so many documents, jobs included, and answers how many; 0 when nothing
        is left."""


class Sessions(Protocol):
    def create(self, session: Session) -> None: ...

    def get(self, session_id: str) -> Session | None: ...

    def rotate(self, session: Session, now: datetime) -> Session:
        """Moves the generation by one.

        Raises:
            VersionMismatch: the stored session no longer has `session.version`.
        """

    def end(self, session_id: str, now: datetime, reason: EndReason) -> None:
        """Ends the session, whatever else is happening to it; one that is gone is left alone."""

    def live_of(self, uid: str, limit: int, cursor: str | None) -> Page[Session]:
        """A person's sessions that were not ended, newest first.

        Raises Invalid for a cursor this list did not give.
        """


class Items(Protocol):
    """The lots of one kitchen, soonest to expire first; used up ones are in no list."""

    def add(self, lots: Sequence[Lot]) -> list[Lot]:
        """Stores all or none; a lot already created the same way is answered as it is now, and not
        at all where it was used up or removed since.

        Raises:
            AlreadyExists: an id is taken by a lot created otherwise.
        """

    def get(self, item_id: str) -> Lot:
        """Raises NotFound."""

    def find(self, item_ids: Sequence[str]) -> Mapping[str, Lot]:
        """Those that are there, used up ones too; those that were removed are missing."""

    def page(self, chosen: ItemFilter, limit: int, cursor: str | None) -> Page[Lot]:
        """Raises Invalid for a cursor this list did not give."""

    def changes(self, since: str | None, limit: int, now: datetime) -> Changes:
        """What has changed after a cursor, or all there is; every change once per cursor.

        Raises:
            Invalid: the cursor is none that this feed gave.
            Conflict: it is older than what is remembered.
        """

    def summary(self, today: date) -> Summary:
        """The lots in figures; reads none of them."""

    def replace(self, lot: Lot) -> Lot:
        """Raises VersionMismatch unless the stored lot still has `lot.version`."""

    def remove(self, item_id: str, version: str | None) -> None:
        """Raises NotFound, or VersionMismatch when a version is named and is not the stored one."""


class StockChange(NamedTuple):
    """Lots as they become, each in the version it was read in, with the movements that say so, and
    the earlier movements they take back."""

    lots: Sequence[Lot]
    entries: Sequence[Entry]
    undone: Sequence[Entry] = ()


class Movements(Protocol):
    """What happened to the lots of one kitchen."""

    def commit(self, change: StockChange) -> list[Lot]:
        """Stores all of the change or none of it, and answers the lots in their new versions.

        Raises:
            VersionMismatch: a lot or a movement is not as it was read.
            AlreadyExists: a movement of that id is stored already.
        """

    def waste(self, first: str, last: str) -> Mapping[Cell, Loss]:
        """What was thrown away from month to month, both included; counted by every commit."""

    def get(self, movement_id: str) -> Entry:
        """Raises NotFound."""

    def group(self, group_id: str) -> list[Entry]:
        """The movements of a group, by id."""

    def of_request(self, act_id: str) -> list[Entry]:
        """The movement of that id, or the group of that id; none where neither was stored."""

    def page(
        self, item_id: str | None, kind: MovementKind | None, limit: int, cursor: str | None
    ) -> Page[Entry]:
        """Newest first. Raises Invalid for a cursor this list did not give."""


class Recognitions(Protocol):
    """What was seen in one kitchen's photos."""

    def save(self, recognition: Recognition, fingerprint: str) -> Recognition:
        """Stores it once: what the same request stored before is answered instead.

        Raises:
            AlreadyExists: another request stored something under its id.
        """

    def repeated(self, recognition_id: str, fingerprint: str) -> Recognition | None:
        """What the same request stored before; None where nothing is stored under the id.

        Raises:
            AlreadyExists: another request stored something under it.
        """

    def get(self, recognition_id: str) -> Recognition:
        """Raises NotFound."""

    def page(self, limit: int, cursor: str | None) -> Page[Recognition]:
        """Newest first. Raises Invalid for a cursor this list did not give."""

    def queue(self, batch: Batch, jobs: Sequence[Job]) -> Recognition:
        """Stores all together, once: what is already there under its id is answered instead."""

    def batch(self, recognition_id: str) -> Batch | None:
        """As it is stored; None for one that was recognised at once. Raises NotFound."""

    def requeue(self, batch: Batch, jobs: Sequence[Job]) -> None:
        """Stores all together. Raises VersionMismatch unless what is stored has its version."""

    def save_feedback(self, feedback: StoredFeedback) -> None:
        """Stores it in place of what was said of the same recognition before."""


class Sightings(Protocol):
    """What was seen in photos, for a while; keys are of one kitchen each."""

    def get(self, key: str) -> CachedSighting | None:
        """What is stored, expired or not."""

    def put(self, cached: CachedSighting) -> None:
        """Stores it over what was there."""


class ReceiptMemories(Protocol):
    """What one kitchen taught about the lines of its receipts."""

    def get(self) -> ReceiptMemory:
        """One read; empty where nothing was taught yet."""

    def replace(self, memory: ReceiptMemory) -> None:
        """Raises VersionMismatch unless what is stored still has `memory.version`."""


class Recipes(Protocol):
    """The recipes of one kitchen and the generations they came from."""

    def save(
        self, generation: Generation, recipes: Sequence[StoredRecipe], jobs: Sequence[Job]
    ) -> bool:
        """Stores all together, once: nothing, and False, where the generation is already there."""

    def generation(self, generation_id: str) -> Generation:
        """Raises NotFound."""

    def get(self, recipe_id: str) -> StoredRecipe:
        """Raises NotFound."""

    def get_all(self, recipe_ids: Sequence[str]) -> list[StoredRecipe]:
        """Those that are there, in the order asked for."""

    def page(self, limit: int, cursor: str | None) -> Page[StoredRecipe]:
        """Newest first. Raises Invalid for a cursor this list did not give."""

    def remove(self, recipe_id: str, version: str | None) -> None:
        """Raises NotFound, or VersionMismatch when a version is named and is not the stored one."""


class RecipesOf(Protocol):
    def __call__(self, kitchen_id: str) -> Recipes:
        """The recipes of that kitchen."""


class Jobs(Protocol):
    """Background work of every kitchen."""

    def get(self, job_id: str) -> Job | None: ...

    def replace(self, job: Job) -> Job:
        """Raises VersionMismatch unless the stored job still has `job.version`."""

    def finish(self, job: Job, result: Image | Part | None) -> None:
        """Stores the job's end together with the recipe's picture or the recognition's part, no
        result where its subject is gone; a failed job also leaves a dead letter.

        Raises:
            VersionMismatch: somebody else holds the job now, or the subject went meanwhile.
        """

    def overdue(self, before: datetime, limit: int) -> list[Job]:
        """Queued since before then, or held by a worker whose lease ran out before then."""


class TaskQueue(Protocol):
    def send(self, job: Job, name: str) -> None:
        """Hands the job to its worker; a name the queue has seen is dropped."""


class MediaStore(Protocol):
    def put(self, name: str, data: bytes, content_type: str) -> None:
        """Stores the object under its name, over what was there."""

    def get(self, name: str) -> bytes:
        """Raises NotFound."""

    def names(self, prefix: str) -> Iterator[str]:
        """The names of the objects that begin so, read page by page."""

    def remove_all(self, prefix: str, most: int) -> int:
        """Removes at most so many of the objects whose names begin so, and answers how many; 0
        when none is left."""

    def link(self, name: str, lifetime: timedelta) -> str:
        """An address that opens the object without signing in until `lifetime` has passed."""


class PhotoCleaner(Protocol):
    def clean(self, data: bytes, field: str) -> Photo:
        """The picture decoded and encoded again, upright, with no metadata.

        Raises:
            BadImage: it is not a whole JPEG, PNG or WebP within the limits.
        """


class Recogniser(Protocol):
    name: str
    model: str

    def recognise(
        self, images: Sequence[Photo], kind: RecognitionKind, language: Language, deadline: float
    ) -> Sighting:
        """What is to be seen.

        Raises:
            Unreadable: nothing could be read in the photos.
            ProviderFailed: no usable answer.
        """


class RecipeWriter(Protocol):
    name: str
    model: str

    def write(
        self, brief: RecipeBrief, findings: Sequence[str], deadline: float
    ) -> tuple[ProposedRecipe, ...]:
        """Proposals for the brief; `findings` say what was wrong with the last ones.

        Raises:
            ProviderFailed: no usable answer.
        """


class Painter(Protocol):
    name: str
    model: str

    def paint(self, brief: DishBrief, deadline: float) -> Picture:
        """A picture of the dish.

        Raises:
            ProviderFailed: no usable answer.
        """


class Thumbnailer(Protocol):
    def __call__(self, data: bytes) -> bytes:
        """A small copy of a picture, in the same format."""


class HitLog(Protocol):
    """Windows of moments (see `shared.domain.limits`), by key."""

    def change(self, key: str, step: Callable[[Hits], Hits | None], keep_s: int) -> Hits:
        """Puts what is stored through `step` and stores what comes out, for `keep_s` seconds at
        least, as one atomic change; None changes nothing. Answers what is stored afterwards.

        `step` may be called again when others change the same window meanwhile.
        """


class RateLimiter(Protocol):
    def hit(self, subject: str, rate: Rate) -> Standing:
        """Counts one request for the subject; one that is not allowed is not counted."""

    def give_back(self, subject: str, standing: Standing) -> None:
        """Takes the hit back that this standing came from."""


class KeyedRequests(Protocol):
    """Requests that came with an `Idempotency-Key`, kept for a day."""

    def create(self, request: KeyedRequest) -> KeyedRequest | None:
        """Stores it with a version; None where its id is taken."""

    def get(self, request_id: str) -> KeyedRequest | None: ...

    def replace(self, request: KeyedRequest) -> KeyedRequest:
        """Raises VersionMismatch unless what is stored still has `request.version`."""

    def remove(self, request: KeyedRequest) -> None:
        """Forgets it, unless somebody else has changed it since `request.version`."""
