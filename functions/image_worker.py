"""image_worker: draws the pictures of dishes and foods, and removes those of recipes that are gone;
called by Cloud Tasks only."""

from shared.domain.job_task import JobEnd, JobReference
from shared.http import Access, Call, Route, serve
from shared.workflows.draw_picture import draw_picture


def draw(call: Call, body: JobReference) -> JobEnd:
    """Draw the picture of one job, once, however often the task arrives.

    A permanent failure is written to the job and answered 200: the queue would only repeat it.
    """
    outcome = draw_picture(body.job_id, call.wiring.studio(), call.deadline)
    call.notes |= {"job": body.job_id, "outcome": outcome}
    return JobEnd(outcome=outcome)


ROUTES = (Route("POST", "/jobs", draw, access=Access.WORKER),)

image_worker = serve("image_worker", ROUTES, needs=("media_bucket",))
