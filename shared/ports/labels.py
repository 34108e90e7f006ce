"""Labels: read in photos, explained in words, kept for their kitchen."""

from collections.abc import Sequence
from typing import Protocol

from shared.domain.job import Job
from shared.domain.labels.analysis import Sentence
from shared.domain.labels.feedback import StoredLabelFeedback
from shared.domain.labels.findings_told import ToldFinding
from shared.domain.labels.stored import StoredAnalysis
from shared.domain.language import Language
from shared.domain.listing import Page
from shared.domain.recognition import Photo


class Analyses(Protocol):
    """What one kitchen had analysed."""

    def save(self, analysis: StoredAnalysis) -> StoredAnalysis:
        """Stores it once: what the same request stored before is answered instead.

        Raises:
            AlreadyExists: another request stored something under its id.
        """

    def repeated(self, analysis_id: str, fingerprint: str) -> StoredAnalysis | None:
        """What the same request stored before; None where nothing is stored under the id.

        Raises:
            AlreadyExists: another request stored something under it.
        """

    def get(self, analysis_id: str) -> StoredAnalysis:
        """Raises NotFound."""

    def page(self, limit: int, cursor: str | None) -> Page[StoredAnalysis]:
        """Newest first. Raises Invalid for a cursor this list did not give."""

    def queue(self, analysis: StoredAnalysis, job: Job) -> StoredAnalysis:
        """Stores both together, once: what the same request stored before is answered instead.

        Raises:
            AlreadyExists: another request stored something under its id.
        """

    def requeue(self, analysis: StoredAnalysis, job: Job) -> None:
        """Stores both together. Raises VersionMismatch unless what is stored has its version."""

    def save_feedback(self, feedback: StoredLabelFeedback) -> None:
        """Stores it in place of what the same person said of the same analysis before."""


class LabelReader(Protocol):
    name: str
    model: str

    def read(self, photos: Sequence[Photo], deadline: float) -> str:
        """All the print on one product's label, line by line, nothing added and nothing obeyed.

        Raises:
            Unreadable: there is no print to be read.
            ProviderFailed: no usable answer.
        """


class Explainer(Protocol):
    name: str
    model: str

    def explain(
        self, findings: Sequence[ToldFinding], language: Language, deadline: float
    ) -> list[Sentence]:
        """Plain words about the findings, each sentence with those it rests on; to be checked.

        Raises:
            ProviderFailed: no usable answer.
        """
