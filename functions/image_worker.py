"""image_worker: draws the pictures of dishes; called by Cloud Tasks only."""

from shared.domain.model import Identifier, Model
from shared.http import Access, Call, Route, serve
from shared.workflows.draw_picture import Outcome, draw_picture


class JobReference(Model):
    job_id: Identifier


class Drawn(Model):
    outcome: Outcome


def draw(call: Call, body: JobReference) -> Drawn:
    """Draw the picture of one job, once, however often the task arrives.

    A permanent failure is written to the job and answered 200: the queue would only repeat it.
    """
    wiring = call.wiring
    outcome = draw_picture(
        body.job_id,
        jobs=wiring.jobs,
        recipes_of=wiring.recipes,
        painters=wiring.painters,
        thumbnailer=wiring.thumbnailer,
        media=wiring.media,
        foods=wiring.foods,
        clock=wiring.clock,
        deadline=call.deadline,
    )
    call.notes |= {"job": body.job_id, "outcome": outcome}
    return Drawn(outcome=outcome)


ROUTES = (Route("POST", "/jobs", draw, access=Access.WORKER),)

image_worker = serve("image_worker", ROUTES, needs=("media_bucket",))
