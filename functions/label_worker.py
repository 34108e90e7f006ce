"""label_worker: reads the photos of labels that were queued; called by Cloud Tasks only."""

from shared.domain.job_task import JobEnd, JobReference
from shared.http import Access, Call, Route, serve
from shared.workflows.analyse_queued import LabelWorker, analyse_queued


def analyse(call: Call, body: JobReference) -> JobEnd:
    """Analyse the label of one job, once, however often the task arrives.

    A permanent failure is written to the job and answered 200: the queue would only repeat it.
    """
    wiring = call.wiring
    worker = LabelWorker(
        jobs=wiring.jobs,
        analyses_of=wiring.analyses,
        desk_of=wiring.label_desk,
        media=wiring.media,
        clock=wiring.clock,
    )
    outcome = analyse_queued(body.job_id, worker, call.deadline)
    call.notes |= {"job": body.job_id, "outcome": outcome}
    return JobEnd(outcome=outcome)


ROUTES = (Route("POST", "/jobs", analyse, access=Access.WORKER),)

label_worker = serve("label_worker", ROUTES, needs=("media_bucket",))
