"""In-memory messages and turns."""

from collections.abc import Sequence
from datetime import date, datetime
from threading import RLock

from shared.domain.daily import Message, Turn, claim_id
from shared.domain.listing import Page
from shared.ports.messages import Delivery


class FakeMessages:
    """`fates` say what becomes of a token's messages, and of every other: they are taken."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, Message]] = []
        self.fates: dict[str, Delivery] = {}

    def send(self, tokens: Sequence[str], message: Message) -> Sequence[Delivery]:
        fates = [self.fates.get(token, Delivery.TAKEN) for token in tokens]
        taken = [t for t, fate in zip(tokens, fates, strict=True) if fate is Delivery.TAKEN]
        self.sent += [(token, message) for token in taken]
        return fates


class FakeTurns:
    """`seen` counts the turns that were read."""

    def __init__(self) -> None:
        self.turns: dict[str, Turn] = {}
        self.claims: set[str] = set()
        self.seen = 0
        self.lock = RLock()

    def schedule(self, turn: Turn) -> None:
        self.turns[turn.uid] = turn

    def cancel(self, uid: str) -> None:
        self.turns.pop(uid, None)

    def due(self, now: datetime, limit: int, cursor: str | None) -> Page[Turn]:
        waiting = {f"{t.next_at.isoformat()}~{t.uid}": t for t in list(self.turns.values())}
        due = {key: turn for key, turn in waiting.items() if turn.next_at <= now}
        keys = sorted(key for key in due if cursor is None or key > cursor)
        shown = keys[:limit]
        self.seen += len(shown)
        following = shown[-1] if len(keys) > limit else None
        return Page([due[key] for key in shown], following)

    def claim(self, turn: Turn, day: date, expires_at: datetime) -> bool:
        with self.lock:
            name = claim_id(turn.uid, day)
            if name in self.claims:
                return False
            self.claims.add(name)
            self.turns[turn.uid] = turn
            return True

    def release(self, uid: str, day: date) -> None:
        self.claims.discard(claim_id(uid, day))
