"""maintenance: what has to happen on its own; called by Cloud Scheduler only."""

from shared.domain.model import Model
from shared.http import Access, Call, Route, serve
from shared.workflows.send_jobs import resend_overdue


class Swept(Model):
    """How many jobs were sent again."""

    sent: int


def sweep_jobs(call: Call) -> Swept:
    """Send the jobs again that were saved and never done."""
    sent = resend_overdue(call.wiring.jobs, call.wiring.queue, call.now)
    call.notes["sent"] = sent
    return Swept(sent=sent)


ROUTES = (Route("POST", "/jobs", sweep_jobs, access=Access.SCHEDULER),)

maintenance = serve("maintenance", ROUTES)
