"""A part of the wiring: built when first asked for, once."""

from collections.abc import Callable, Iterable
from threading import RLock
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from shared.clock import SystemClock
from shared.config import Settings
from shared.workflows.guarding import Places

if TYPE_CHECKING:
    from shared.ports.clock import Clock
    from shared.telemetry import Tracer

Built = TypeVar("Built")
building = RLock()
EXTERNAL_PATIENCE_S = 1.0


class Once(Generic[Built]):
    """A part that is built when first asked for, and once, whichever threads ask.

    What was built lies in the instance under the same name and is found there before this.
    """

    def __init__(self, build: Callable[[Any], Built]) -> None:
        self._build = build
        self._name = build.__name__
        self.__doc__ = build.__doc__

    def __get__(self, owner: object, kind: type) -> Built:
        parts: dict[str, Built] = vars(owner)
        with building:
            if self._name not in parts:
                parts[self._name] = self._build(owner)
            return parts[self._name]


class Parts:
    """What every part is built from."""

    def __init__(self, settings: Settings, clock: "Clock | None" = None) -> None:
        self.settings = settings
        self.clock: Clock = clock or SystemClock()

    @Once
    def tracer(self) -> "Tracer | None":
        """Who keeps the spans of requests; nobody unless an address is set."""
        s = self.settings
        if s.traces_url is None:
            return None
        from shared.adapters.otlp_traces import OtlpTracer, Source

        source = Source(s.google_cloud_project, s.k_service or "local", s.k_revision)
        return OtlpTracer(s.traces_url, s.traces_share, source)

    @Once
    def external_places(self) -> Places:
        """For calls of services that are neither a model nor a store."""
        return Places(self.settings.places, EXTERNAL_PATIENCE_S)

    def require(self, parts: Iterable[str], settings: Iterable[str]) -> None:
        """Builds these parts and looks for these settings.

        Raises:
            MissingSetting: one is missing or makes no sense.
        """
        for setting in settings:
            self.settings.need(setting)
        for part in parts:
            getattr(self, part)
