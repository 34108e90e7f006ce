"""recognition: photos in, foods out."""

from shared.domain.feedback import Feedback
from shared.domain.model import Identifier, Model
from shared.domain.recognition import RecognitionKind
from shared.domain.recognition_result import Detail, Recognition
from shared.http import Access, Call, Files, Limit, Listed, ListQuery, Route, serve
from shared.workflows.give_feedback import give_feedback as store_feedback
from shared.workflows.recognise import RecognitionRequest
from shared.workflows.recognise import recognise as recognise_photos


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
    """Recognise the foods in 1 to 5 photos of a receipt, a shelf or a dish.

    Photos are JPEG, PNG or WebP of at most 10 MB and 40 megapixels; they are kept without their
    metadata. A photo nothing can be read in is a 422 and stores nothing.
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
    seen, cached = recognise_photos(
        request,
        call.kitchen_id,
        cleaner=wiring.photo_cleaner,
        recognisers=wiring.recognisers,
        media=wiring.media,
        recognitions=call.recognitions,
        kitchens=wiring.kitchens,
        memories=call.receipt_memories,
        sightings=wiring.sightings,
        foods=wiring.foods,
    )
    call.notes["cache"] = "hit" if cached else "miss"
    call.notes |= {"engine": seen.engine, "items": len(seen.items), "images": len(seen.images)}
    return seen


def list_recognitions(call: Call, query: ListQuery) -> Listed[Recognition]:
    """List the recognitions, newest first."""
    page = call.recognitions.page(query.limit, query.cursor)
    return Listed(items=page.items, next_cursor=page.next_cursor)


def read_recognition(call: Call, id: str) -> Recognition:
    """Read one recognition."""
    return call.recognitions.get(id)


def give_feedback(call: Call, id: str, body: Feedback) -> FeedbackCounted:
    """Say what was right, wrong or missing; saying it again replaces what was said.

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


ROUTES = (
    Route("POST", "", recognise, files=Files("images", 1, 5), limit=Limit.MODEL),
    Route("GET", "", list_recognitions, access=Access.VIEWER),
    Route("GET", "/{id}", read_recognition, access=Access.VIEWER),
    Route("POST", "/{id}/feedback", give_feedback),
)

recognition = serve("recognition", ROUTES)
