"""Proposals asked for once: kept in this process and in the store, and in flight only once.

Two instances that are asked the same at the same moment both ask the model, and keep the same.
"""

import logging
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from threading import Lock
from typing import TypeAlias

from cachetools import LRUCache

from shared.domain.cached_proposals import CachedProposals, proposals_key
from shared.domain.errors import ProviderFailed, Unavailable
from shared.domain.proposal import ProposedRecipe, RecipeBrief
from shared.ports.clock import Clock
from shared.ports.proposals import Proposals
from shared.ports.recipes import RecipeWriter

Recipes: TypeAlias = tuple[ProposedRecipe, ...]
# How often there was an answer already, one on its way, or none.
Tally: TypeAlias = "Counter[str]"

_MOST = 512
_log = logging.getLogger("zerowaste.proposals")


def look_ups(tally: Tally) -> dict[str, str | int]:
    """What a request's line says of its look-ups: each kind's number, and whether all were hits;
    nothing where nothing was looked up."""
    outcome = {"cache": "miss" if tally["miss"] else "hit"} if tally else {}
    return outcome | {f"cache_{name}": count for name, count in tally.items()}


class ProposalCache:
    """One per process."""

    def __init__(self, store: Proposals, clock: Clock) -> None:
        self.clock = clock
        self._store = store
        self._kept: LRUCache[str, CachedProposals] = LRUCache(_MOST)
        self._flights: dict[str, Future[Recipes]] = {}
        self._lock = Lock()

    def answer(
        self, key: str, kitchen_id: str, tally: Tally, deadline: float, ask: Callable[[], Recipes]
    ) -> Recipes:
        """What is known under `key`, or what `ask` answers.

        Raises:
            ProviderFailed: `ask` failed, here or for whoever asked first.
        """
        with self._lock:
            under_way = self._flights.get(key)
            flight = under_way or self._flights.setdefault(key, Future())
        if under_way is not None:
            tally["shared"] += 1
            return self._awaited(under_way, deadline)
        try:
            found = self._found(key, tally)
            recipes = self._asked(key, kitchen_id, ask) if found is None else found
            flight.set_result(recipes)
        except BaseException as error:
            flight.set_exception(error)
            raise
        finally:
            with self._lock:
                del self._flights[key]
        return recipes

    def _awaited(self, flight: "Future[Recipes]", deadline: float) -> Recipes:
        try:
            return flight.result(max(0.0, deadline - self.clock.monotonic()))
        except TimeoutError:
            raise ProviderFailed("out_of_time") from None

    def _found(self, key: str, tally: Tally) -> Recipes | None:
        now = self.clock.now()
        with self._lock:
            kept = self._kept.get(key)
        kept = kept or self._stored(key)
        recipes = kept.proposals(now) if kept else None
        tally["miss" if recipes is None else "hit"] += 1
        if kept is not None and recipes is not None:
            self._keep(kept)
        return recipes

    def _stored(self, key: str) -> CachedProposals | None:
        try:
            return self._store.get(key)
        except Unavailable:
            _log.warning("cache not read")
            return None

    def _asked(self, key: str, kitchen_id: str, ask: Callable[[], Recipes]) -> Recipes:
        recipes = ask()
        made = CachedProposals.of(key, kitchen_id, recipes, self.clock.now())
        self._keep(made)
        with suppress(Unavailable):
            self._store.put(made)
        return recipes

    def _keep(self, made: CachedProposals) -> None:
        with self._lock:
            self._kept[made.id] = made


class CachedWriter:
    """A `RecipeWriter` for one kitchen that asks the one behind it only what is new; `edition`
    changes with what that one is told."""

    def __init__(
        self,
        writer: RecipeWriter,
        edition: str,
        kitchen_id: str,
        cache: ProposalCache,
        tally: Tally,
    ) -> None:
        self.name = writer.name
        self.model = writer.model
        self._writer = writer
        self._engine = (writer.name, writer.model, edition)
        self._kitchen_id = kitchen_id
        self._cache = cache
        self._tally = tally

    def write(self, brief: RecipeBrief, findings: Sequence[str], deadline: float) -> Recipes:
        """See `RecipeWriter`."""
        key = proposals_key(self._kitchen_id, self._engine, brief, findings)
        return self._cache.answer(
            key,
            self._kitchen_id,
            self._tally,
            deadline,
            lambda: self._writer.write(brief, findings, deadline),
        )
