"""What every store of a kitchen's analyses does, the fake and Firestore alike."""

from datetime import timedelta
from typing import Any

import pytest

from shared.domain.errors import AlreadyExists, Invalid, NotFound, VersionMismatch
from shared.domain.job import JobKind, label_job
from shared.domain.labels.analysis import Sentence
from shared.domain.labels.feedback import LabelFeedback, LabelVerdict, Wrong, WrongPart, stored
from shared.domain.labels.kinds import Contact, ProductType, Verdict
from shared.domain.labels.stored import Background, Judgement, PhotoSize, StoredAnalysis, Told
from shared.domain.language import Language
from shared.domain.progress import WorkStatus
from shared.ports.jobs import Jobs
from shared.ports.labels import Analyses
from shared.wiring import Wiring
from tests.fakes.labels import FakeAnalyses
from tests.fakes.recipes import FakeJobs, FakeStore
from tests.samples import NOW


def analysis(**changes: Any) -> StoredAnalysis:
    values: dict[str, Any] = {
        "id": "a1",
        "name": "Crema",
        "asked_type": ProductType.COSMETIC,
        "use": Contact.LEAVE_ON,
        "text": "Ingredients: Aqua, Parfum",
        "names": None,
        "ocr_engine": "rapidocr",
        "degraded": False,
        "told": Told(
            engine="gemini",
            language=Language.ES,
            sentences=[Sentence(text="Una frase.", rests_on=["a.b"])],
        ),
        "product_type": ProductType.COSMETIC,
        "ingredients": 2,
        "first": Judgement(
            verdict=Verdict.CAUTION,
            score=85,
            coverage=0.667,
            formula_version="1",
            tables_version="t",
        ),
        "created_at": NOW,
        "fingerprint": "f",
    }
    return StoredAnalysis.model_validate(values | changes)


def bare(stored: StoredAnalysis | None) -> StoredAnalysis:
    """Without its version, which every store counts its own way."""
    assert stored is not None
    return stored.model_copy(update={"version": ""})


@pytest.fixture
def store() -> FakeStore:
    return FakeStore()


@pytest.fixture
def analyses(emulated: Wiring | None, kitchen_id: str, store: FakeStore) -> Analyses:
    return emulated.analyses(kitchen_id) if emulated else FakeAnalyses(store, kitchen_id)


@pytest.fixture
def jobs(emulated: Wiring | None, store: FakeStore) -> Jobs:
    return emulated.jobs if emulated else FakeJobs(store)


def test_it_is_stored_once_and_read_back_exactly(analyses: Analyses) -> None:
    assert analyses.repeated("a1", "f") is None
    first = analyses.save(analysis())
    assert bare(first) == analysis()
    assert analyses.save(analysis(name="Otra")) == first
    assert analyses.get("a1") == first
    assert analyses.repeated("a1", "f") == first
    with pytest.raises(AlreadyExists):
        analyses.save(analysis(fingerprint="g"))
    with pytest.raises(AlreadyExists):
        analyses.repeated("a1", "g")
    with pytest.raises(NotFound):
        analyses.get("a2")


def test_they_are_listed_newest_first(analyses: Analyses) -> None:
    for number in range(3):
        later = NOW + timedelta(minutes=number)
        analyses.save(analysis(id=f"a{number}", created_at=later))
    first = analyses.page(2, None)
    assert [one.id for one in first.items] == ["a2", "a1"]
    rest = analyses.page(2, first.next_cursor)
    assert ([one.id for one in rest.items], rest.next_cursor) == (["a0"], None)
    with pytest.raises(Invalid):
        analyses.page(2, "nonsense")


def queued(**changes: Any) -> StoredAnalysis:
    waiting = Background(
        status=WorkStatus.QUEUED, language=Language.ES, photos=[PhotoSize(width=3, height=4)]
    )
    return analysis(background=waiting, text=None, product_type=None, told=None, **changes)


def test_one_that_waits_is_stored_once_with_its_job(
    analyses: Analyses, jobs: Jobs, kitchen_id: str
) -> None:
    job = label_job("a1", 1, kitchen_id, "req", NOW)
    stored = analyses.queue(queued(), job)
    assert bare(stored) == queued()
    assert analyses.queue(queued(name="Otra"), job) == stored
    assert analyses.get("a1") == stored
    with pytest.raises(AlreadyExists):
        analyses.queue(queued(fingerprint="g"), job)
    saved = jobs.get(job.id)
    assert saved is not None
    assert (saved.kind, saved.subject_id) == (JobKind.LABEL, "a1")


def test_the_end_of_its_job_and_the_analysis_are_one_write(
    analyses: Analyses, jobs: Jobs, kitchen_id: str
) -> None:
    analyses.queue(queued(), label_job("a1", 1, kitchen_id, "req", NOW))
    job = jobs.get(label_job("a1", 1, kitchen_id, "req", NOW).id)
    assert job is not None
    failed = analyses.get("a1").ended(WorkStatus.FAILED, "image_not_readable")
    jobs.finish(job.failed("image_not_readable"), failed)
    found = analyses.get("a1")
    assert found.background == failed.background
    with pytest.raises(VersionMismatch):
        jobs.finish(job.finished(), found.ended(WorkStatus.DONE))
    again = found.requeued()
    assert again is not None
    second = label_job("a1", 2, kitchen_id, "req", NOW)
    analyses.requeue(again, second)
    with pytest.raises(VersionMismatch):
        analyses.requeue(again, label_job("a1", 3, kitchen_id, "req", NOW))
    assert analyses.get("a1").status is WorkStatus.QUEUED
    assert jobs.get(second.id) is not None


def test_feedback_is_kept_for_each_person(analyses: Analyses) -> None:
    wrong = LabelFeedback(
        verdict=LabelVerdict.WRONG, wrong=[WrongPart(what=Wrong.NAME, position=1)]
    )
    given = stored(wrong, "a1", 1, "ana", NOW)
    analyses.save_feedback(given)
    analyses.save_feedback(given)
    assert given.id != stored(wrong, "a1", 1, "bea", NOW).id
    assert given.id == stored(wrong, "a1", 1, "ana", NOW).id
