"""`jobs/{id}` and `dead_letters/{id}`: background work, server only."""

import logging
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from google.api_core.exceptions import AlreadyExists as DocumentExists
from google.cloud.firestore import Client, FieldFilter

from shared.adapters.firestore.documents import (
    READING,
    WRITING,
    Snapshot,
    from_snapshot,
    to_document,
    translated,
    unchanged_since,
    version_of,
)
from shared.adapters.firestore.paging import Order, page
from shared.domain.errors import VersionMismatch
from shared.domain.job import Job, JobKind, JobState
from shared.domain.listing import Page
from shared.domain.model import Model, to_stored
from shared.domain.recognition_batch import part_name

# An alert counts these lines.
_log = logging.getLogger("zerowaste.jobs")
_NEWEST_FIRST = Order("created_at", descending=True)


class FirestoreJobs:
    """See `shared.ports.Jobs`."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._jobs = client.collection("jobs")
        self._letters = client.collection("dead_letters")

    def get(self, job_id: str) -> Job | None:
        with translated():
            snapshot = self._jobs.document(job_id).get(**READING)
        return from_snapshot(snapshot, Job) if snapshot.exists else None

    def add(self, job: Job) -> Job:
        try:
            with translated():
                result = self._jobs.document(job.id).create(to_document(job), **WRITING)
        except DocumentExists:
            raise VersionMismatch from None
        return job.model_copy(update={"version": version_of(result.update_time)})

    def replace(self, job: Job) -> Job:
        option = unchanged_since(self._client, job.version)
        with translated():
            result = self._jobs.document(job.id).update(to_document(job), option=option, **WRITING)
        return job.model_copy(update={"version": version_of(result.update_time)})

    def finish(self, job: Job, result: Model | None) -> None:
        batch = self._client.batch()
        batch.update(
            self._jobs.document(job.id),
            to_document(job),
            option=unchanged_since(self._client, job.version),
        )
        if result is not None:
            collection, fields = _stored_as(job, result)
            subject = self._client.document("kitchens", job.kitchen_id, collection, job.subject_id)
            batch.update(subject, fields)
        if job.state is JobState.FAILED:
            batch.set(self._letters.document(job.id), to_document(job))
        with translated():
            batch.commit(**WRITING)
        if job.state is JobState.FAILED:
            _log.warning(
                "dead letter", extra={"kind": job.kind.value, "job": job.id, "reason": job.reason}
            )

    def dead(self, limit: int, cursor: str | None) -> Page[Job]:
        return page(self._letters, _NEWEST_FIRST, limit, cursor, _job)

    def revive(self, job: Job) -> Job:
        batch = self._client.batch()
        batch.update(
            self._jobs.document(job.id),
            to_document(job),
            option=unchanged_since(self._client, job.version),
        )
        batch.delete(self._letters.document(job.id))
        with translated():
            results = batch.commit(**WRITING)
        return job.model_copy(update={"version": version_of(results[0].update_time)})

    def overdue(self, before: datetime, limit: int) -> list[Job]:
        queued = self._jobs.where(filter=FieldFilter("state", "==", JobState.QUEUED.value)).where(
            filter=FieldFilter("created_at", "<=", before)
        )
        abandoned = self._jobs.where(
            filter=FieldFilter("state", "==", JobState.RUNNING.value)
        ).where(filter=FieldFilter("leased_until", "<=", before))
        with translated():
            found: Sequence[Snapshot] = [
                *abandoned.order_by("leased_until").limit(limit).get(**READING),
                *queued.order_by("created_at").limit(limit).get(**READING),
            ]
        return [from_snapshot(snapshot, Job) for snapshot in found[:limit]]


def _job(snapshot: Snapshot) -> Job:
    return from_snapshot(snapshot, Job)


def _stored_as(job: Job, result: Model) -> tuple[str, dict[str, Any]]:
    """The collection of the job's subject, and the fields that its result goes to: writers of other
    parts do not meet it."""
    if job.kind is JobKind.LABEL:
        return "labels", to_document(result)
    if job.kind is JobKind.RECOGNITION and job.part is not None:
        return "recognitions", {f"parts.{part_name(job.part)}": to_stored(result)}
    return "recipes", {"image": to_stored(result)}
