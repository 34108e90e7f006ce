"""Outside sources of substances, and what they said before."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from shared.wiring.labels import Labels
from shared.wiring.parts import EXTERNAL_PATIENCE_S, Once
from shared.workflows.guarding import Guard, Places, guarded

if TYPE_CHECKING:
    from shared.adapters.outside.host import Host
    from shared.domain.limits import Rate
    from shared.ports.substances import SubstanceCache, SubstanceSource
    from shared.workflows.ask_sources import Sources

_NO_HEADERS: Mapping[str, str] = {}
_TURN_S = 1.0


class OutsideSources(Labels):
    """Nobody is asked unless `SUBSTANCE_SOURCES` names them; each stands behind a breaker and
    places of its own, so that one that hangs holds up no other."""

    @Once
    def substance_sources(self) -> "Sources":
        from shared.workflows.ask_sources import Sources
        from shared.workflows.known_substances import KnownSubstances

        sources = [self._source(name) for name in self.settings.substance_sources]
        levels = self.substance_caches if sources else ()
        return Sources(sources, KnownSubstances(levels), self.clock)

    @Once
    def substance_caches(self) -> "Sequence[SubstanceCache]":
        from shared.adapters.local_substances import LocalSubstances

        return [LocalSubstances(self.clock), self._shared_substances()]

    def _shared_substances(self) -> "SubstanceCache":
        if self.settings.cache_storage:
            from shared.adapters.redis_substances import RedisSubstances

            return RedisSubstances(self.settings.cache_storage, self.clock)
        from shared.adapters.firestore.substances import FirestoreSubstances

        return FirestoreSubstances(self.firestore)

    def _source(self, name: str) -> "SubstanceSource":
        makers: dict[str, Callable[[], SubstanceSource]] = {
            "pubchem": self._pubchem,
            "openfda": self._openfda,
            "cosing": self._cosing,
            "open_food_facts": lambda: self._taxonomy("open_food_facts"),
            "open_beauty_facts": lambda: self._taxonomy("open_beauty_facts"),
            "ewg": lambda: self._configured("ewg"),
            "invima": lambda: self._configured("invima"),
        }
        guard = Guard(self.clock, Places(self.settings.places, EXTERNAL_PATIENCE_S))
        self._guards.setdefault(f"substances {name}", guard)
        return guarded(makers[name](), guard)

    def _pubchem(self) -> "SubstanceSource":
        from shared.adapters.substances.pubchem import MOST_BYTES, RATE, PubChem

        url = self.settings.pubchem_url
        return PubChem(self._host("pubchem", url, RATE, _TURN_S, most_bytes=MOST_BYTES))

    def _openfda(self) -> "SubstanceSource":
        from shared.adapters.substances.openfda import RATE, OpenFda, authorised

        s = self.settings
        headers = authorised(s.openfda_key)
        return OpenFda(self._host("openfda", s.openfda_url, RATE, headers=headers))

    def _cosing(self) -> "SubstanceSource":
        from shared.adapters.substances.cosing import RATE, CosIng

        s = self.settings
        return CosIng(self._host("cosing", s.need("cosing_url"), RATE), s.need("cosing_key"))

    def _taxonomy(self, name: str) -> "SubstanceSource":
        from shared.adapters.substances.open_facts import RATE, OpenFactsTaxonomy

        host = self._host(name, self.settings.need(f"{name}_url"), RATE)
        return OpenFactsTaxonomy(host, edible=name == "open_food_facts")

    def _configured(self, name: str) -> "SubstanceSource":
        from shared.adapters.substances.configured import RATE, ConfiguredSource, authorised

        headers = authorised(getattr(self.settings, f"{name}_key"))
        return ConfiguredSource(
            self._host(name, self.settings.need(f"{name}_url"), RATE, headers=headers)
        )

    def _host(
        self,
        name: str,
        url: str,
        rate: "Rate",
        most_wait_s: float = 0.0,
        *,
        most_bytes: int = 300_000,
        headers: Mapping[str, str] = _NO_HEADERS,
    ) -> "Host":
        from shared.adapters.outside.host import Host
        from shared.adapters.outside.patience import Patience

        patience = Patience(self.shared_limiter, self.clock, rate, most_wait_s)
        return Host(
            name,
            url,
            self.settings.need("substance_contact"),
            patience,
            self.clock,
            most_bytes=most_bytes,
            headers=headers,
        )
