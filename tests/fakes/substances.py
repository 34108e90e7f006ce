"""In-memory sources of substances and caches of what they said."""

import time
from collections.abc import Mapping, Sequence

from shared.domain.errors import DomainError, Unavailable
from shared.domain.labels.kinds import OutsideKind
from shared.domain.labels.outside import KnownSubstance, OutsideFact, Subject

IRRITANT = OutsideFact(
    kind=OutsideKind.HAZARD_STATEMENT, code="H319", reference="PubChem CID 1", by="ECHA"
)


class FakeSource:
    """States `facts` of everything (None: it knows nothing), after the `errors` it raises first;
    `slow` is how many seconds it takes, `asked` whom it was asked about."""

    def __init__(
        self,
        name: str = "pubchem",
        facts: Sequence[OutsideFact] | None = (IRRITANT,),
        *,
        errors: Sequence[DomainError] = (),
        slow: float = 0.0,
    ) -> None:
        self.name = name
        self.facts = facts
        self.errors = list(errors)
        self.slow = slow
        self.asked: list[str] = []

    def look_up(self, subject: Subject, deadline: float) -> Sequence[OutsideFact] | None:
        self.asked.append(subject.name)
        time.sleep(self.slow)
        if self.errors:
            raise self.errors.pop(0)
        return self.facts


class FakeSubstanceCache:
    """`down` makes it refuse; `reads` counts round trips."""

    def __init__(self, name: str = "firestore") -> None:
        self.name = name
        self.kept: dict[str, KnownSubstance] = {}
        self.down = False
        self.reads = 0

    def get_all(self, ids: Sequence[str]) -> Mapping[str, KnownSubstance]:
        self.reads += 1
        if self.down:
            raise Unavailable
        return {one: self.kept[one] for one in ids if one in self.kept}

    def put(self, known: KnownSubstance) -> None:
        if self.down:
            raise Unavailable
        self.kept[known.id] = known
