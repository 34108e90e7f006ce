"""recognition_worker: looks at the photos of queued recognitions; called by Cloud Tasks only."""

from shared.domain.job_task import JobEnd, JobReference
from shared.http import Access, Call, Route, serve
from shared.workflows.recognise_part import Desk, recognise_part


def recognise(call: Call, body: JobReference) -> JobEnd:
    """Recognise the photo of one job, once, however often the task arrives.

    A permanent failure is written to the job and answered 200: the queue would only repeat it.
    """
    wiring = call.wiring
    desk = Desk(
        jobs=wiring.jobs,
        recognitions_of=wiring.recognitions,
        memories_of=wiring.receipt_memories,
        sightings=wiring.sightings,
        recognisers_of=wiring.recognisers_of,
        media=wiring.media,
        kitchens=wiring.kitchens,
        foods=wiring.foods,
        book=wiring.idea_book,
        scanner=wiring.scanner,
        clock=wiring.clock,
    )
    outcome = recognise_part(body.job_id, desk, call.deadline)
    call.notes |= {"job": body.job_id, "outcome": outcome}
    return JobEnd(outcome=outcome)


ROUTES = (Route("POST", "/jobs", recognise, access=Access.WORKER),)

recognition_worker = serve("recognition_worker", ROUTES, needs=("media_bucket",))
