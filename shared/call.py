"""One request on its way through a function."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from shared.domain.digest import digest
from shared.domain.errors import Unauthenticated
from shared.domain.language import Language
from shared.domain.session import Identity, Session
from shared.wiring import Wiring

if TYPE_CHECKING:
    from shared.domain.kitchen import Needs
    from shared.domain.movement import Act
    from shared.ports.impact import Estimates
    from shared.ports.labels import Analyses
    from shared.ports.library import Library
    from shared.ports.planning import Plans
    from shared.ports.recipes import Recipes
    from shared.ports.recognition import ReceiptMemories, Recognitions
    from shared.ports.shopping import Shopping
    from shared.ports.stock import Items, Movements


@dataclass(slots=True)
class Call:
    """Everything a handler may know of its request beside the parsed values.

    `now` is told in the caller's time zone once they are known: its date is their day. `deadline`
    is in seconds on the monotonic clock. `answer_headers` go out with the answer and
    `notes` into the request's log line; `status` may be changed to another documented one.
    `count_as(n)` counts the request as so many under the route's own limit; `uncounted()` gives
    that limit its hits back once the answer is made. Ids made by `new_id()` are the same in every
    run of one idempotent request, so that a run after a crash creates nothing a second time; ask
    for them in an order that depends on the request alone.
    """

    wiring: Wiring
    request_id: str
    language: Language
    now: datetime
    deadline: float
    credentials: str | None
    if_match: str | None
    prefer_async: bool = False
    status: int = 200
    session: Session | None = None
    identity: Identity | None = None
    uploads: Sequence[bytes] = ()
    counts: bool = True
    keeps: bool = True
    tells_all: bool = False
    count_as: Callable[[int], None] = lambda _: None
    id_source: Callable[[], str] | None = None
    answer_headers: dict[str, str] = field(default_factory=dict)
    notes: dict[str, str | int | float | bool | None] = field(default_factory=dict)

    @property
    def signed_in(self) -> Session:
        if self.session is None:
            raise Unauthenticated("token_missing")
        return self.session

    @property
    def identified(self) -> Identity:
        if self.identity is None:
            raise Unauthenticated("token_missing")
        return self.identity

    @property
    def kitchen_id(self) -> str:
        return self.signed_in.kitchen_id

    def act(self) -> "Act":
        """Something the caller does to the stock now, under an id of ours."""
        from shared.domain.movement import Act

        return Act(self.new_id(), self.now, self.signed_in.uid)

    def needs(self) -> "Needs":
        """What everybody who eats in the caller's kitchen must be spared, as of now."""
        return self.wiring.kitchens.get(self.kitchen_id).needs(self.wiring.foods)

    @property
    def items(self) -> "Items":
        """The lots of the caller's kitchen, and of no other."""
        return self.wiring.items(self.kitchen_id)

    @property
    def movements(self) -> "Movements":
        return self.wiring.movements(self.kitchen_id)

    @property
    def library(self) -> "Library":
        return self.wiring.library(self.kitchen_id)

    @property
    def recipes(self) -> "Recipes":
        return self.wiring.recipes(self.kitchen_id)

    @property
    def plans(self) -> "Plans":
        return self.wiring.plans(self.kitchen_id)

    @property
    def estimates(self) -> "Estimates":
        return self.wiring.estimates(self.kitchen_id)

    @property
    def shopping(self) -> "Shopping":
        return self.wiring.shopping(self.kitchen_id)

    @property
    def recognitions(self) -> "Recognitions":
        return self.wiring.recognitions(self.kitchen_id)

    @property
    def receipt_memories(self) -> "ReceiptMemories":
        return self.wiring.receipt_memories(self.kitchen_id)

    @property
    def analyses(self) -> "Analyses":
        return self.wiring.analyses(self.kitchen_id)

    @property
    def today(self) -> date:
        """The caller's day; that of UTC for whoever has none."""
        return self.now.date()

    def uncounted(self) -> None:
        """This request does not count under the route's own limit: it only repeated something."""
        self.counts = False

    def unkept(self) -> None:
        """The answer holds what nobody else may know: it is not kept for an `Idempotency-Key`."""
        self.keeps = False

    def new_id(self) -> str:
        """An identifier nobody can guess; under an `Idempotency-Key`, the key's own next one."""
        return (self.id_source or self.wiring.clock.new_id)()

    def public(self, seconds: int) -> None:
        """Anybody may keep the answer so long, and then ask whether it is still the same; it
        depends on nothing but the address and the language."""
        self.answer_headers["Cache-Control"] = f"public, max-age={seconds}"
        self.answer_headers["Vary"] = "Accept-Language"

    @property
    def is_public(self) -> bool:
        return "Cache-Control" in self.answer_headers

    def version(self, version: str) -> None:
        """Names the version of what is stored, for `If-Match`. The answer may tell more than that,
        the stock, allergies or today's links, and is never a 304."""
        self.answer_headers["ETag"] = f'"{version}"'

    def digested(self, body: str) -> None:
        """Names all that is answered: whoever has it already is answered 304."""
        self.version(digest(body))
        self.tells_all = True
