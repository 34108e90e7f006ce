"""What outside sources say of substances: all of them at once, each with what became of it.

Whatever happens outside, there is an answer in time: who is not configured, does not answer or is
not asked is said so, and the rest stands. See `shared.domain.labels.outside` for what it changes.
"""

import logging
from collections.abc import Mapping, Sequence
from concurrent.futures import wait
from datetime import datetime
from functools import partial

from shared import telemetry
from shared.domain.errors import DomainError, ProviderFailed
from shared.domain.labels.outside import (
    SOURCE_NAMES,
    OutsideFact,
    SourceAnswer,
    Subject,
    answered,
    failed,
    known_substance,
    not_asked,
)
from shared.ports.clock import Clock
from shared.ports.substances import SubstanceSource
from shared.workflows.known_substances import KnownSubstances
from shared.workflows.one_flight import OneFlight

Answers = tuple[SourceAnswer, ...]

NOT_CONFIGURED = "not_configured"
# Others of the same list came first, or only the cache was read.
NOT_NOW = "not_now"
# Substances that are looked up side by side, and of one list at all.
_AT_ONCE = 4
_MOST_ASKED = 12
# Worth a second try: it may have been one connection, or one machine of many.
_PASSING = frozenset({"unreachable", "http_500", "http_502", "http_504"})
_LEAST_FOR_AGAIN_S = 0.5
# What a source may be late by, its own timeout being the deadline too.
_GRACE_S = 0.2

_log = logging.getLogger("zerowaste.substances")


class Sources:
    """The sources that are configured, and what they said before."""

    def __init__(
        self, sources: Sequence[SubstanceSource], known: KnownSubstances, clock: Clock
    ) -> None:
        self._sources = sources
        self._known = known
        self._clock = clock
        self._flights: OneFlight[Answers] = OneFlight()

    @property
    def configured(self) -> bool:
        return bool(self._sources)

    def look_up(self, subject: Subject, now: datetime, deadline: float) -> Answers:
        """One answer for every source there is, by `deadline` on the monotonic clock."""
        return self.look_up_all([subject], now, deadline)[subject.id]

    def look_up_all(
        self, subjects: Sequence[Subject], now: datetime, deadline: float
    ) -> Mapping[str, Answers]:
        """By the subject's id, in one read of the cache. Of those that no cache knows, the first
        twelve are asked about: put first what matters most."""
        different = {one.id: one for one in subjects}
        known = self._remembered(list(different), now)
        open_ = [one for one in different if self._missing(known.get(one, ()))]
        asked = [different[one] for one in open_[:_MOST_ASKED]]
        found = self._asked_all(asked, known, now, deadline)
        return {one: self._complete(found.get(one, known.get(one, ()))) for one in different}

    def recall(self, subjects: Sequence[Subject], now: datetime) -> Mapping[str, Answers]:
        """As `look_up_all`, from the cache alone."""
        known = self._remembered([one.id for one in subjects], now)
        return {one.id: self._complete(known.get(one.id, ())) for one in subjects}

    def _remembered(self, ids: Sequence[str], now: datetime) -> Mapping[str, Answers]:
        stored = self._known.get_all(ids, now) if self._sources else {}
        return {one: _fresh(found.answers, now) for one, found in stored.items()}

    def _asked_all(
        self,
        subjects: Sequence[Subject],
        known: Mapping[str, Answers],
        now: datetime,
        deadline: float,
    ) -> Mapping[str, Answers]:
        if not subjects:
            return {}
        with telemetry.Threads(min(_AT_ONCE, len(subjects))) as pool:
            work = [
                pool.submit(self._flown, one, known.get(one.id, ()), now, deadline)
                for one in subjects
            ]
            return {one.id: job.result() for one, job in zip(subjects, work, strict=True)}

    def _flown(self, subject: Subject, known: Answers, now: datetime, deadline: float) -> Answers:
        patience = deadline + _GRACE_S - self._clock.monotonic()
        work = partial(self._asked, subject, known, now, deadline)
        try:
            return self._flights.run(subject.id, work, patience)
        except TimeoutError:
            return (*known, *(failed(one.name, "timeout") for one in self._missing(known)))

    def _asked(self, subject: Subject, known: Answers, now: datetime, deadline: float) -> Answers:
        # Whoever flew just before may have landed since the caches were read.
        landed = self._known.nearest(subject.id, now)
        known = _fresh(landed.answers, now) if landed else known
        missing = self._missing(known)
        if not missing:
            return known
        answers = (*known, *self._parallel(missing, subject, now, deadline))
        if kept := known_substance(subject, answers):
            self._known.put(kept)
        return answers

    def _parallel(
        self, sources: Sequence[SubstanceSource], subject: Subject, now: datetime, deadline: float
    ) -> list[SourceAnswer]:
        pool = telemetry.Threads(len(sources))
        work = {one.name: pool.submit(self._answer, one, subject, now, deadline) for one in sources}
        wait(work.values(), timeout=max(0.0, deadline + _GRACE_S - self._clock.monotonic()))
        # Who hangs in spite of the deadline is left behind.
        pool.shutdown(wait=False, cancel_futures=True)
        return [
            job.result() if job.done() and not job.cancelled() else failed(name, "timeout")
            for name, job in work.items()
        ]

    def _answer(
        self, source: SubstanceSource, subject: Subject, now: datetime, deadline: float
    ) -> SourceAnswer:
        try:
            return answered(source.name, self._tried(source, subject, deadline), now)
        except DomainError as error:
            reason = error.reason if isinstance(error, ProviderFailed) else error.code
            extra = {"provider": source.name, "reason": reason}
            _log.warning("source did not answer", extra=extra)
            return failed(source.name, reason)

    def _tried(
        self, source: SubstanceSource, subject: Subject, deadline: float
    ) -> Sequence[OutsideFact] | None:
        telemetry.count("source_calls")
        try:
            return source.look_up(subject, deadline)
        except ProviderFailed as error:
            left = deadline - self._clock.monotonic()
            if error.reason not in _PASSING or left < _LEAST_FOR_AGAIN_S:
                raise
        telemetry.count("source_calls")
        return source.look_up(subject, deadline)

    def _missing(self, known: Answers) -> list[SubstanceSource]:
        there = {one.source for one in known}
        return [one for one in self._sources if one.name not in there]

    def _complete(self, answers: Answers) -> Answers:
        """One answer a source, in their fixed order, those that were not asked included."""
        by_source = {one.source: one for one in answers}
        configured = {one.name for one in self._sources}
        return tuple(
            by_source.get(name) or not_asked(name, NOT_NOW)
            if name in configured
            else not_asked(name, NOT_CONFIGURED)
            for name in SOURCE_NAMES
        )


def _fresh(answers: Answers, now: datetime) -> Answers:
    return tuple(one for one in answers if one.fresh(now))
