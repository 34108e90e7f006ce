"""In-memory analyses, and a reader and an explainer that say what they are told to."""

from collections.abc import Sequence

from shared.domain.errors import AlreadyExists, DomainError, NotFound
from shared.domain.labels.analysis import Sentence
from shared.domain.labels.feedback import StoredLabelFeedback
from shared.domain.labels.findings_told import ToldFinding
from shared.domain.labels.stored import StoredAnalysis
from shared.domain.language import Language
from shared.domain.listing import Page
from shared.domain.recognition import Photo
from tests.fakes.versions import page


class FakeAnalyses:
    """Of one kitchen."""

    def __init__(self) -> None:
        self.stored: dict[str, StoredAnalysis] = {}
        self.feedback: dict[str, StoredLabelFeedback] = {}

    def save(self, analysis: StoredAnalysis) -> StoredAnalysis:
        known = self.repeated(analysis.id, analysis.fingerprint)
        return known or self.stored.setdefault(analysis.id, analysis)

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
