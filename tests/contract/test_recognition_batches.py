"""What every store of recognitions in parts does, the fake and Firestore alike."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from shared.domain.errors import AlreadyExists, NotFound, VersionMismatch
from shared.domain.job import Job, JobState, recognition_job
from shared.domain.language import Language
from shared.domain.progress import WorkStatus
from shared.domain.recognition import RecognitionKind
from shared.domain.recognition_batch import DONE, FAILED, Batch, Part, part_name
from shared.domain.recognition_result import Detail, SeenImage
from shared.ports.jobs import Jobs
from shared.ports.recognition import Recognitions
from shared.wiring import Wiring
from tests.fakes.recipes import FakeStore
from tests.fakes.recognition import FakeRecognitions
from tests.samples import NOW, recognition, seen_item

SIZE = 8


@pytest.fixture
def batches(emulated: Wiring | None, kitchen_id: str, store: FakeStore) -> Recognitions:
    return emulated.recognitions(kitchen_id) if emulated else FakeRecognitions(store, kitchen_id)


def batch() -> Batch:
    return Batch(
        id="b1",
        asked=RecognitionKind.AUTO,
        detail=Detail.BASIC,
        language=Language.ES,
        images=[SeenImage(id=f"{n}" * 64, width=10, height=10) for n in range(SIZE)],
        parts={part_name(n): Part() for n in range(SIZE)},
        created_at=NOW,
    )


def made(kitchen_id: str, attempt: int = 1) -> list[Job]:
    return [recognition_job("b1", n, attempt, kitchen_id, "req", NOW) for n in range(SIZE)]


def held(jobs: Jobs, job: Job) -> Job:
    found = jobs.get(job.id)
    assert found is not None
    return found


def test_it_is_stored_once_and_shown_like_any_other(
    batches: Recognitions, jobs: Jobs, kitchen_id: str
) -> None:
    first = batches.queue(batch(), made(kitchen_id))
    assert batches.queue(batch(), made(kitchen_id)) == first == batches.get("b1")
    assert first.status is WorkStatus.QUEUED
    assert held(jobs, made(kitchen_id)[3]).part == 3
    stored = batches.batch("b1")
    assert stored is not None
    assert stored.model_copy(update={"version": ""}) == batch()


@pytest.mark.parametrize(
    "other",
    [
        {"detail": Detail.FULL},
        {"language": Language.EN},
        {"asked": RecognitionKind.RECEIPT},
        {"images": [SeenImage(id="f" * 64, width=10, height=10)]},
    ],
    ids=lambda change: next(iter(change)),
)
def test_its_id_is_good_for_one_question(
    batches: Recognitions, kitchen_id: str, other: dict[str, object]
) -> None:
    first = batches.queue(batch(), made(kitchen_id))
    with pytest.raises(AlreadyExists):
        batches.queue(batch().model_copy(update=other), made(kitchen_id))
    assert batches.get("b1") == first


def test_the_id_of_one_made_at_once_is_taken(batches: Recognitions, kitchen_id: str) -> None:
    batches.save(recognition(id="b1"), "fingerprint")
    with pytest.raises(AlreadyExists):
        batches.queue(batch(), made(kitchen_id))


def test_parts_that_end_at_the_same_time_are_all_there(
    batches: Recognitions, jobs: Jobs, kitchen_id: str
) -> None:
    batches.queue(batch(), made(kitchen_id))

    def finish(job: Job) -> None:
        part = Part(status=DONE, engine="fake", items=[seen_item(name=f"n{job.part}")])
        jobs.finish(held(jobs, job).finished(), part)

    with ThreadPoolExecutor(SIZE) as pool:
        list(pool.map(finish, made(kitchen_id)))
    seen = batches.get("b1")
    assert seen.status is WorkStatus.DONE
    assert [item.name for item in seen.items] == [f"n{n}" for n in range(SIZE)]


def test_a_part_is_ended_by_who_holds_its_job(
    batches: Recognitions, jobs: Jobs, kitchen_id: str
) -> None:
    batches.queue(batch(), made(kitchen_id))
    slow = held(jobs, made(kitchen_id)[0])
    quick = jobs.replace(slow.leased(NOW))
    with pytest.raises(VersionMismatch):
        jobs.finish(slow.finished(), Part(status=DONE))
    assert batches.get("b1").status is WorkStatus.QUEUED
    jobs.finish(quick.failed("policy"), Part(status=FAILED, reason="policy"))
    assert batches.get("b1").images[0].reason == "policy"


def test_queuing_again_is_done_by_one(batches: Recognitions, jobs: Jobs, kitchen_id: str) -> None:
    batches.queue(batch(), made(kitchen_id))
    read = batches.batch("b1")
    assert read is not None
    batches.requeue(read.requeued([0]), made(kitchen_id, attempt=2)[:1])
    with pytest.raises(VersionMismatch):
        batches.requeue(read.requeued([0]), made(kitchen_id, attempt=2)[:1])
    assert held(jobs, made(kitchen_id, attempt=2)[0]).state is JobState.QUEUED
    again = batches.batch("b1")
    assert again is not None
    assert again.part(0).attempt == 2


def test_one_that_was_made_at_once_has_no_parts(batches: Recognitions) -> None:
    batches.save(recognition(), "f1")
    assert batches.batch("seen-1") is None
    with pytest.raises(NotFound):
        batches.batch("nothing")
