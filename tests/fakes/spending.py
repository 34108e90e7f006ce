"""In-memory ledgers and caches of proposals."""

from collections import defaultdict
from datetime import date

from shared.domain.cached_proposals import CachedProposals
from shared.domain.errors import Unavailable
from shared.domain.spending import Spending


class FakeLedger:
    """`down` makes it refuse to add."""

    def __init__(self) -> None:
        self.days: dict[tuple[str, date], Spending] = defaultdict(Spending)
        self.down = False

    def spent(self, kitchen_id: str, day: date) -> Spending:
        return self.days[kitchen_id, day]

    def add(self, kitchen_id: str, day: date, spending: Spending) -> None:
        if self.down:
            raise Unavailable
        before, more = self.days[kitchen_id, day].model_dump(), spending.model_dump()
        total = {name: before[name] + more[name] for name in before}
        self.days[kitchen_id, day] = Spending.model_validate(total)


class FakeProposals:
    """`down` makes it refuse; `reads` counts."""

    def __init__(self) -> None:
        self.cached: dict[str, CachedProposals] = {}
        self.down = False
        self.reads = 0

    def get(self, key: str) -> CachedProposals | None:
        self.reads += 1
        if self.down:
            raise Unavailable
        return self.cached.get(key)

    def put(self, cached: CachedProposals) -> None:
        if self.down:
            raise Unavailable
        self.cached[cached.id] = cached
