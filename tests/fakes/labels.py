"""In-memory analyses, and a reader and an explainer that say what they are told to."""

from collections.abc import Sequence

from shared.domain.errors import AlreadyExists, DomainError, NotFound, VersionMismatch
from shared.domain.job import Job
from shared.domain.labels.analysis import Sentence
from shared.domain.labels.feedback import StoredLabelFeedback
from shared.domain.labels.findings_told import ToldFinding
from shared.domain.labels.stored import StoredAnalysis
from shared.domain.language import Language
from shared.domain.listing import Page
from shared.domain.recognition import Photo
from tests.fakes.recipes import FakeStore
from tests.fakes.versions import page, versioned


class FakeAnalyses:
    """Of one kitchen."""

    def __init__(self, store: "FakeStore | None" = None, kitchen_id: str = "k1") -> None:
        self._store = store or FakeStore()
        self._kitchen = kitchen_id
        self.feedback: dict[str, StoredLabelFeedback] = {}

    def save(self, analysis: StoredAnalysis) -> StoredAnalysis:
        known = self.repeated(analysis.id, analysis.fingerprint)
        if known is None:
            known = self._store.analyses[self._kitchen, analysis.id] = versioned(analysis)
        return known

    @property
    def stored(self) -> dict[str, StoredAnalysis]:
        analyses = self._store.analyses.items()
        return {name: one for (kitchen, name), one in analyses if kitchen == self._kitchen}

    def repeated(self, analysis_id: str, fingerprint: str) -> StoredAnalysis | None:
        known = self.stored.get(analysis_id)
        if known and known.fingerprint != fingerprint:
            raise AlreadyExists(id=analysis_id, field="id")
        return known

    def get(self, analysis_id: str) -> StoredAnalysis:
        if analysis_id not in self.stored:
            raise NotFound
        return self.stored[analysis_id]

    def page(self, limit: int, cursor: str | None) -> Page[StoredAnalysis]:
        found = sorted(self.stored.values(), key=lambda one: (one.created_at, one.id), reverse=True)
        return page(found, lambda one: one.id, limit, cursor)

    def queue(self, analysis: StoredAnalysis, job: Job) -> StoredAnalysis:
        if analysis.id not in self.stored:
            self._store.jobs[job.id] = versioned(job)
        return self.save(analysis)

    def requeue(self, analysis: StoredAnalysis, job: Job) -> None:
        if self.get(analysis.id).version != analysis.version:
            raise VersionMismatch
        self._store.analyses[self._kitchen, analysis.id] = versioned(analysis)
        self._store.jobs[job.id] = versioned(job)

    def save_feedback(self, feedback: StoredLabelFeedback) -> None:
        self.feedback[feedback.id] = feedback


class FakeReader:
    """Reads `text` in any photo, or fails."""

    def __init__(self, name: str, text: str = "", error: DomainError | None = None) -> None:
        self.name, self.model = name, "fake"
        self.text, self.error = text, error
        self.asked = 0

    def read(self, photos: Sequence[Photo], deadline: float) -> str:
        self.asked += 1
        if self.error:
            raise self.error
        return self.text


class FakeExplainer:
    """Says `sentences`, whatever was found, or fails; keeps what it was sent."""

    def __init__(
        self, name: str, sentences: Sequence[Sentence] = (), error: DomainError | None = None
    ) -> None:
        self.name, self.model = name, "fake"
        self.sentences, self.error = sentences, error
        self.sent: list[Sequence[ToldFinding]] = []

    def explain(
        self, findings: Sequence[ToldFinding], language: Language, deadline: float
    ) -> list[Sentence]:
        self.sent.append(findings)
        if self.error:
            raise self.error
        return list(self.sentences)
