"""`kitchens/{kid}/labels`: what one kitchen had analysed."""

from google.api_core.exceptions import AlreadyExists as DocumentExists
from google.cloud.firestore import Client

from shared.adapters.firestore.documents import (
    READING,
    WRITING,
    Snapshot,
    from_snapshot,
    required,
    the_same,
    to_document,
    translated,
    unchanged_since,
    version_of,
)
from shared.adapters.firestore.paging import Order, page
from shared.domain.errors import VersionMismatch
from shared.domain.job import Job
from shared.domain.labels.feedback import StoredLabelFeedback
from shared.domain.labels.stored import StoredAnalysis
from shared.domain.listing import Page

_NEWEST_FIRST = Order("created_at", descending=True)


class FirestoreAnalyses:
    """See `shared.ports.labels.Analyses`."""

    def __init__(self, client: Client, kitchen_id: str) -> None:
        self._client = client
        self._analyses = client.collection("kitchens", kitchen_id, "labels")
        self._feedback = client.collection("kitchens", kitchen_id, "feedback")

    def save(self, analysis: StoredAnalysis) -> StoredAnalysis:
        document = self._analyses.document(analysis.id)
        try:
            with translated():
                result = document.create(to_document(analysis), **WRITING)
        except DocumentExists:
            return the_same(self.get(analysis.id), analysis.fingerprint)
        return analysis.model_copy(update={"version": version_of(result.update_time)})

    def repeated(self, analysis_id: str, fingerprint: str) -> StoredAnalysis | None:
        snapshot = self._snapshot(analysis_id)
        return the_same(_decoded(snapshot), fingerprint) if snapshot.exists else None

    def get(self, analysis_id: str) -> StoredAnalysis:
        return required(self._snapshot(analysis_id), StoredAnalysis)

    def page(self, limit: int, cursor: str | None) -> Page[StoredAnalysis]:
        return page(self._analyses, _NEWEST_FIRST, limit, cursor, _decoded)

    def queue(self, analysis: StoredAnalysis, job: Job) -> StoredAnalysis:
        writes = self._client.batch()
        writes.create(self._analyses.document(analysis.id), to_document(analysis))
        writes.create(self._client.document("jobs", job.id), to_document(job))
        try:
            with translated():
                results = writes.commit(**WRITING)
        except DocumentExists:
            return the_same(self.get(analysis.id), analysis.fingerprint)
        return analysis.model_copy(update={"version": version_of(results[0].update_time)})

    def requeue(self, analysis: StoredAnalysis, job: Job) -> None:
        writes = self._client.batch()
        unchanged = unchanged_since(self._client, analysis.version)
        document = self._analyses.document(analysis.id)
        writes.update(document, to_document(analysis), option=unchanged)
        writes.create(self._client.document("jobs", job.id), to_document(job))
        try:
            with translated():
                writes.commit(**WRITING)
        except DocumentExists:
            raise VersionMismatch from None

    def save_feedback(self, feedback: StoredLabelFeedback) -> None:
        with translated():
            self._feedback.document(feedback.id).set(to_document(feedback), **WRITING)

    def _snapshot(self, analysis_id: str) -> Snapshot:
        with translated():
            return self._analyses.document(analysis_id).get(**READING)


def _decoded(snapshot: Snapshot) -> StoredAnalysis:
    return from_snapshot(snapshot, StoredAnalysis)
