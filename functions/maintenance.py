"""maintenance: what has to happen on its own, called by Cloud Scheduler; and what administrators
may know of it."""

from datetime import UTC, timedelta
from typing import Annotated

from pydantic import Field

from shared.domain.dead_letter import DeadLetter, Resent
from shared.domain.leftover import CleanUp
from shared.domain.model import Model
from shared.domain.security import SecurityStats, stats_of
from shared.http import Access, Call, Listed, ListQuery, Route, serve
from shared.workflows.clean_up import clean_up
from shared.workflows.delete_account import Resumed, resume_deletions
from shared.workflows.forget_photos import forget_photos
from shared.workflows.send_digests import Post, Sent, send_digests
from shared.workflows.send_jobs import resend_dead, resend_overdue

# Below the three minutes that Cloud Scheduler waits for an answer by default.
WORK_SECONDS = 120.0


class Swept(Model):
    """How many jobs were sent again."""

    sent: int


class StatsQuery(Model):
    """How many days, today (UTC) included."""

    days: Annotated[int, Field(ge=1, le=90)] = 7


def sweep_jobs(call: Call) -> Swept:
    """Send the jobs again that were saved and never done."""
    sent = resend_overdue(call.wiring.jobs, call.wiring.queue, call.now)
    call.notes["sent"] = sent
    return Swept(sent=sent)


def sweep_tokens(call: Call) -> CleanUp:
    """Delete sessions, idempotency keys, limits and whatever else of the server's has expired.

    Works for two minutes at most and answers how many documents went from each collection, and how
    many photos of labels that nobody could read and came back for in a week; `more` says that the
    next call has to go on. Sessions that were ended are kept until they expire.
    """
    wiring, until = call.wiring, _until(call)
    done = clean_up(wiring.leftovers, call.now, until, wiring.clock)
    photos = forget_photos(wiring.media, call.now, until, wiring.clock)
    done = done.model_copy(update={"deleted": done.deleted | {"label_photos": photos}})
    call.notes |= {"deleted": sum(done.deleted.values()), "more": done.more}
    return done


def sweep_deletions(call: Call) -> Resumed:
    """Finish the deletions of accounts and kitchens that were promised and interrupted.

    What there is no time for, or what a store that is down holds up, is left for the next call.
    """
    resumed = resume_deletions(call.wiring.eraser(_until(call)))
    call.notes |= {"finished": resumed.finished, "left": resumed.left}
    return resumed


def send_messages(call: Call) -> Sent:
    """Send everybody whose turn it is their message of the day: what expires, and a dish for it.

    Nobody gets two of one day, whatever is retried. Who is due is read, and nobody else.
    """
    wiring = call.wiring
    post = Post(
        turns=wiring.turns,
        people=wiring.people,
        owners=wiring.push_owners,
        kitchens=wiring.kitchens,
        items=wiring.items,
        messages=wiring.messages,
        foods=wiring.foods,
        cookbook=wiring.cookbook,
        clock=wiring.clock,
    )
    done = send_digests(post, _until(call))
    call.notes |= {"due": done.due, "sent": done.sent, "more": done.more}
    return done


def security_stats(call: Call, query: StatsQuery) -> SecurityStats:
    """Count sign-ins, refused tokens, ended sessions and limit hits per UTC day.

    For administrators (custom claim `admin`) whose session began with a second factor. Newest day
    first, every event listed, 0 where it did not happen. Ended sessions and reused refresh tokens
    are counted at once, the others within seconds. An access token that merely ran out counts as
    `token_refused` too. Who stops being an administrator stays one until the session ends: revoke
    their tokens at Firebase, and it ends with the next refresh, half an hour later at most.
    """
    today = call.now.astimezone(UTC).date()
    since = today - timedelta(days=query.days - 1)
    return stats_of(call.wiring.security_counts.since(since), since, today)


def dead_letters(call: Call, query: ListQuery) -> Listed[DeadLetter]:
    """List the jobs that failed for good, the latest first; they are kept for a week.

    For administrators. Neither whose a job was nor what was in it is shown.
    """
    page = call.wiring.jobs.dead(query.limit, query.cursor)
    return Listed(items=[DeadLetter.of(one) for one in page.items], next_cursor=page.next_cursor)


def resend_dead_letter(call: Call, id: str) -> Resent:
    """Begin a failed job anew and send it to its worker; once, however often it is asked for.

    For administrators. A job that is queued, running or done by now is left as it is.
    """
    job = resend_dead(id, call.wiring.jobs, call.wiring.queue, call.now)
    call.notes |= {"job": id, "state": job.state}
    return Resent(id=id, state=job.state)


def _until(call: Call) -> float:
    return min(call.deadline, call.wiring.clock.monotonic() + WORK_SECONDS)


ROUTES = (
    Route("POST", "/jobs", sweep_jobs, access=Access.SCHEDULER),
    Route("POST", "/tokens", sweep_tokens, access=Access.SCHEDULER),
    Route("POST", "/deletions", sweep_deletions, access=Access.SCHEDULER),
    Route("POST", "/digest", send_messages, access=Access.SCHEDULER),
    Route("GET", "/security-stats", security_stats, access=Access.ADMIN),
    Route("GET", "/dead-letters", dead_letters, access=Access.ADMIN),
    Route("POST", "/dead-letters/{id}/resend", resend_dead_letter, access=Access.ADMIN, status=202),
)

maintenance = serve("maintenance", ROUTES, needs=("media_bucket", "worker_service_account"))
