"""labels: what is in a product, who says so, and how sure that is."""

from shared.domain.errors import AlreadyExists, Conflict
from shared.domain.item import Item
from shared.domain.labels.feedback import LabelFeedback, LabelVerdict
from shared.domain.labels.feedback import stored as given
from shared.domain.labels.ingredient import IngredientAnswer, IngredientQuery
from shared.domain.labels.judging import read_again
from shared.domain.labels.offering import OfferedSubstitutes, SubstituteRequest, offered
from shared.domain.labels.reading import Reading
from shared.domain.labels.request import Label, WrittenLabel
from shared.domain.labels.stocking import ProductInStock, product_lot
from shared.domain.labels.stored import AnalysisCard, LabelAnalysis, StoredAnalysis
from shared.domain.model import Model
from shared.domain.progress import WorkStatus
from shared.http import Access, Call, Files, Limit, Listed, ListQuery, Route, serve
from shared.workflows.analyse_label import LabelRequest, for_reader
from shared.workflows.analyse_label import analyse as analyse_label
from shared.workflows.consult_sources import Consultation, look_up_ingredient, with_outside
from shared.workflows.profiles import profile_of
from shared.workflows.queue_label import queue_label, retry_label

_MOST_AT_ONCE = 3


class FeedbackKept(Model):
    id: str
    verdict: LabelVerdict


def analyse(
    call: Call, body: WrittenLabel | None = None, form: Label | None = None
) -> LabelAnalysis:
    """Analyse a label: 1 to 6 photos of one product, its text, or its ingredients one by one.

    Every ingredient is answered with a verdict and what each source states; a name nobody knows is
    `unknown`, which is never good. What a cosmetic is for, told in `purpose` or printed above the
    list, decides which limits speak of it; where nobody knows, those of other uses are told with
    their use. `profile_alerts` are the caller's own and kept nowhere. Photos
    are read and not kept. 422 where there is no list of ingredients, or nothing can be read; then
    nothing is stored.

    Up to 3 photos are answered at once. More, or with `Prefer: respond-async`, are read in the
    background: 202, and `GET /labels/analyses/{id}` tells how far it is. Texts are always answered
    at once.
    """
    request = LabelRequest(
        id=(body or form or Label()).id or call.new_id(),
        label=body or form or Label(),
        language=call.language,
        now=call.now,
        deadline=call.deadline,
        uploads=call.uploads,
        text=body.text if body else None,
        names=body.ingredients if body else None,
    )
    if request.uploads and (call.prefer_async or len(request.uploads) > _MOST_AT_ONCE):
        return _queued(call, request)
    stored = analyse_label(request, call.wiring.label_desk(call.kitchen_id), call.analyses)
    answer = _for_caller(call, stored, ask=True)
    call.notes |= {"engine": answer.engine, "ingredients": len(answer.ingredients)}
    call.notes |= {"ocr": answer.ocr.engine if answer.ocr else None}
    call.notes |= {"coverage": answer.coverage, "images": len(call.uploads)}
    return answer


def _queued(call: Call, request: LabelRequest) -> LabelAnalysis:
    wiring = call.wiring
    queued = queue_label(
        request,
        call.kitchen_id,
        call.request_id,
        cleaner=wiring.photo_cleaner,
        media=wiring.media,
        analyses=call.analyses,
        queue=wiring.queue,
    )
    call.notes["images"] = len(request.uploads)
    return _accepted(call, queued)


def _accepted(call: Call, queued: StoredAnalysis) -> LabelAnalysis:
    call.status = 202
    call.answer_headers["Location"] = f"/api/v1/labels/analyses/{queued.id}"
    if call.prefer_async:
        call.answer_headers["Preference-Applied"] = "respond-async"
    return _for_caller(call, queued)


def retry(call: Call, id: str) -> LabelAnalysis:
    """Read the photos of an analysis that failed once more, in the background.

    409 where it did not fail, or a week later, when its photos are gone.
    """
    return _accepted(
        call,
        retry_label(
            id,
            call.kitchen_id,
            call.request_id,
            analyses=call.analyses,
            queue=call.wiring.queue,
            now=call.now,
        ),
    )


def list_analyses(call: Call, query: ListQuery) -> Listed[AnalysisCard]:
    """List the kitchen's analyses, newest first, as they were made."""
    page = call.analyses.page(query.limit, query.cursor)
    cards = [AnalysisCard.of(one, call.wiring.label_tables) for one in page.items]
    return Listed(items=cards, next_cursor=page.next_cursor)


def read_analysis(call: Call, id: str) -> LabelAnalysis:
    """Read one analysis, judged by the tables of today and for the person who reads it.

    `first` says what was found when it was made, where that has changed since.
    """
    return _for_caller(call, call.analyses.get(id))


def give_feedback(call: Call, id: str, body: LabelFeedback) -> FeedbackKept:
    """Say that an analysis helped, or what was wrong; saying it again replaces what was said."""
    ingredients = len(_reading(call, call.analyses.get(id)).entries)
    call.analyses.save_feedback(given(body, id, ingredients, call.signed_in.uid, call.now))
    call.notes |= {"verdict": body.verdict, "wrong": len(body.wrong)}
    return FeedbackKept(id=id, verdict=body.verdict)


def stock_product(call: Call, id: str, body: ProductInStock) -> Item:
    """Put a product that was analysed into the inventory, as often as it is bought.

    Sending it again under its `id`, or its `Idempotency-Key`, adds nothing; 409 where the item of
    that `id` is used up or removed.
    A cosmetic that is open keeps for the months its label's open jar says.
    """
    stored = call.analyses.get(id)
    if stored.status is not WorkStatus.DONE:
        raise Conflict("analysis_not_done")
    lot_id, reading = body.id or call.new_id(), _reading(call, stored)
    foods = call.wiring.label_tables.foods
    lot = product_lot(stored, body, lot_id, reading, foods, call.language, call.now)
    added = next(iter(call.items.add([lot])), None)
    if added is None:
        raise AlreadyExists(id=lot_id, field="id")
    call.version(added.version)
    return Item.of(added, call.today)


def find_substitutes(call: Call, body: SubstituteRequest) -> OfferedSubstitutes:
    """Find what to take instead: of an ingredient, or what to look for in a kind of product.

    Substitutes do the same and have fewer findings; nothing the caller is allergic to or avoids is
    among them.
    """
    call.unkept()
    profile = profile_of(call.signed_in.uid, call.wiring.people)
    return offered(body, profile, call.wiring.label_tables, call.language)


def look_up(call: Call, name: str, query: IngredientQuery) -> IngredientAnswer:
    """Look an ingredient up by any of its names, or by its E, CAS or colour index number.

    Spaces and slashes of the name are percent-encoded. What is not in the tables is looked up in
    the outside sources that are configured; 404 where nobody knows it.
    """
    profile = profile_of(call.signed_in.uid, call.wiring.people)
    answer = look_up_ingredient(name, query, profile, _consultation(call))
    call.notes |= {"verdict": answer.verdict, "outside": len(answer.outside)}
    return answer


def _reading(call: Call, stored: StoredAnalysis) -> Reading:
    return read_again(stored.text, stored.names, stored.asked_type, call.wiring.label_tables)


def _for_caller(call: Call, stored: StoredAnalysis, *, ask: bool = False) -> LabelAnalysis:
    call.unkept()
    wiring = call.wiring
    uid = call.signed_in.uid
    read = for_reader(stored, uid, call.language, wiring.label_tables, wiring.people)
    return with_outside(read, _consultation(call), ask=ask)


def _consultation(call: Call) -> Consultation:
    wiring = call.wiring
    return Consultation(
        sources=wiring.substance_sources,
        tables=wiring.label_tables,
        language=call.language,
        now=call.now,
        started=wiring.clock.monotonic(),
    )


ROUTES = (
    Route(
        "POST",
        "/analyses",
        analyse,
        files=Files("image", 1, 6, most_full=_MOST_AT_ONCE),
        limit=Limit.MODEL,
        other_statuses=(202,),
    ),
    Route("GET", "/analyses", list_analyses, access=Access.VIEWER),
    Route("GET", "/analyses/{id}", read_analysis, access=Access.VIEWER),
    Route("POST", "/analyses/{id}/retry", retry, status=202, limit=Limit.MODEL),
    Route("POST", "/analyses/{id}/feedback", give_feedback),
    Route("GET", "/ingredients/{name}", look_up, access=Access.VIEWER),
    Route("POST", "/analyses/{id}/item", stock_product, status=201),
    Route("POST", "/substitutes", find_substitutes),
)

labels = serve(
    "labels", ROUTES, needs=("media_bucket", "worker_base_url", "worker_service_account")
)
