"""recognition: photos in, foods out."""

from shared.domain.feedback import Feedback
from shared.domain.model import Identifier, Model
from shared.domain.recognition import RecognitionKind
from shared.domain.recognition_result import Detail, Recognition
from shared.domain.seen_items import alerted
from shared.http import Access, Call, Files, Limit, Listed, ListQuery, Route, serve
from shared.workflows.give_feedback import give_feedback as store_feedback
from shared.workflows.look_up_one import LookedUp, look_up_one
from shared.workflows.queue_recognition import queue_recognition, retry_failed
from shared.workflows.recognise import RecognitionRequest
from shared.workflows.recognise import recognise as recognise_photos

_MOST_AT_ONCE = 5


class RecognitionForm(Model):
    """The fields beside the photos. `id` may be the client's own, to repeat the request safely."""

    id: Identifier | None = None
    kind: RecognitionKind = RecognitionKind.AUTO
    detail: Detail = Detail.BASIC


class FeedbackCounted(Model):
    """How many items were judged how, and how many receipt lines the kitchen learned."""

    id: str
    right: int
    wrong: int
    missing: int
    learned: int


def recognise(call: Call, form: RecognitionForm) -> Recognition:
    """Recognise the foods in 1 to 20 photos of a receipt, a shelf or a dish.

    Photos are JPEG, PNG or WebP of at most 10 MB and 40 megapixels, and 31 MB together; they are
    kept without their metadata, and equal ones count once. Up to 5 are answered at once: a photo
    nothing can be read in is a 422 and stores nothing, and one that there was no time for is
    `failed`: send it again. More, or with `Prefer: respond-async`, are recognised one by one in the
    background: 202, and `GET /recognition/{id}` tells how far it is.
    """
    wiring = call.wiring
    request = RecognitionRequest(
        id=form.id or call.new_id(),
        kind=form.kind,
        detail=form.detail,
        language=call.language,
        uploads=call.uploads,
        now=call.now,
        deadline=call.deadline,
    )
    if call.prefer_async or len(request.uploads) > _MOST_AT_ONCE:
        return _queued(call, request)
    seen, cached = recognise_photos(
        request,
        call.kitchen_id,
        cleaner=wiring.photo_cleaner,
        recognisers=wiring.recognisers_of(call.kitchen_id),
        media=wiring.media,
        recognitions=call.recognitions,
        kitchens=wiring.kitchens,
        memories=call.receipt_memories,
        sightings=wiring.sightings,
        foods=wiring.foods,
        book=wiring.idea_book,
        scanner=wiring.scanner,
    )
    call.notes["cache"] = "hit" if cached else "miss"
    call.notes |= {"engine": seen.engine, "items": len(seen.items), "images": len(seen.images)}
    return seen


def _queued(call: Call, request: RecognitionRequest) -> Recognition:
    wiring = call.wiring
    # Each photo will be a call of the model's own.
    call.count_as(len(request.uploads))
    queued = queue_recognition(
        request,
        call.kitchen_id,
        call.request_id,
        cleaner=wiring.photo_cleaner,
        media=wiring.media,
        recognitions=call.recognitions,
        queue=wiring.queue,
    )
    call.notes["images"] = len(queued.images)
    return _accepted(call, queued)


def _accepted(call: Call, queued: Recognition) -> Recognition:
    call.status = 202
    call.answer_headers["Location"] = f"/api/v1/recognition/{queued.id}"
    if call.prefer_async:
        call.answer_headers["Preference-Applied"] = "respond-async"
    return alerted(queued, call.needs()) if queued.items else queued


def retry(call: Call, id: str) -> Recognition:
    """Look again at the photos that failed, in the background; what was seen in the others stays.

    409 where none failed, or it was answered at once: then send the photo again.
    """
    return _accepted(
        call,
        retry_failed(
            id,
            call.kitchen_id,
            call.request_id,
            recognitions=call.recognitions,
            queue=call.wiring.queue,
            now=call.now,
        ),
    )


def list_recognitions(call: Call, query: ListQuery) -> Listed[Recognition]:
    """List the recognitions, newest first."""
    page = call.recognitions.page(query.limit, query.cursor)
    needs = call.needs()
    return Listed(items=[alerted(one, needs) for one in page.items], next_cursor=page.next_cursor)


def read_recognition(call: Call, id: str) -> Recognition:
    """Read one recognition."""
    return alerted(call.recognitions.get(id), call.needs())


def give_feedback(call: Call, id: str, body: Feedback) -> FeedbackCounted:
    """Say what was right, wrong or missing; saying it again replaces what the same person said.

    A receipt line that is given its food is read so from then on, in this kitchen alone.
    """
    given, learned = store_feedback(
        id,
        body,
        call.signed_in.uid,
        recognitions=call.recognitions,
        memories=call.receipt_memories,
        foods=call.wiring.foods,
        now=call.now,
    )
    counts = {"right": given.right, "wrong": given.wrong, "missing": given.missing}
    call.notes |= counts | {"learned": learned}
    return FeedbackCounted(id=id, **counts, learned=learned)


def read_product(call: Call, gtin: str) -> LookedUp:
    """Look up the product of a barcode: an EAN or GTIN of 8, 12, 13 or 14 digits.

    `status` says whether it was found, is unknown, cannot be looked up now, or is no food; where
    there is no item, `hint` says what to do. 422 where the check digit is wrong.
    """
    wiring = call.wiring
    looked = look_up_one(
        gtin,
        call.kitchen_id,
        scanner=wiring.scanner,
        kitchens=wiring.kitchens,
        foods=wiring.foods,
        language=call.language,
        now=call.now,
        deadline=call.deadline,
    )
    call.notes["product"] = looked.status
    return looked


ROUTES = (
    Route(
        "POST",
        "",
        recognise,
        files=Files("images", 1, 20),
        limit=Limit.MODEL,
        other_statuses=(202,),
    ),
    Route("GET", "", list_recognitions, access=Access.VIEWER),
    Route("GET", "/products/{gtin}", read_product, access=Access.VIEWER, limit=Limit.MODEL),
    Route("GET", "/{id}", read_recognition, access=Access.VIEWER),
    Route("POST", "/{id}/feedback", give_feedback),
    Route("POST", "/{id}/retry", retry, status=202, limit=Limit.MODEL),
)

recognition = serve(
    "recognition", ROUTES, needs=("media_bucket", "worker_base_url", "worker_service_account")
)
