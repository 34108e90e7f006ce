"""labels: what is in a product, who says so, and how sure that is."""

from shared.domain.item import Item
from shared.domain.labels.feedback import LabelFeedback, LabelVerdict
from shared.domain.labels.feedback import stored as given
from shared.domain.labels.ingredient import IngredientAnswer, IngredientQuery
from shared.domain.labels.judging import read_again
from shared.domain.labels.offering import OfferedSubstitutes, SubstituteRequest, offered
from shared.domain.labels.request import Label, WrittenLabel
from shared.domain.labels.stocking import ProductInStock, product_lot
from shared.domain.labels.stored import AnalysisCard, LabelAnalysis, StoredAnalysis
from shared.domain.model import Model
from shared.http import Access, Call, Files, Limit, Listed, ListQuery, Route, serve
from shared.workflows.analyse_label import LabelDesk, LabelRequest, for_reader
from shared.workflows.analyse_label import analyse as analyse_label
from shared.workflows.consult_sources import Consultation, look_up_ingredient, with_outside
from shared.workflows.profiles import profile_of


class FeedbackKept(Model):
    id: str
    verdict: LabelVerdict


def analyse(
    call: Call, body: WrittenLabel | None = None, form: Label | None = None
) -> LabelAnalysis:
    """Analyse a label: 1 to 3 photos of one product, its text, or its ingredients one by one.

    Every ingredient is answered with a verdict and what each source states; a name nobody knows is
    `unknown`, which is never good. `profile_alerts` are the caller's own and kept nowhere. Photos
    are read and not kept. 422 where there is no list of ingredients, or nothing can be read; then
    nothing is stored.
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
    wiring = call.wiring
    desk = LabelDesk(
        tables=wiring.label_tables,
        readers=wiring.label_readers_of(call.kitchen_id),
        explainers=wiring.explainers_of(call.kitchen_id),
        cleaner=wiring.photo_cleaner,
    )
    answer = _for_caller(call, analyse_label(request, desk, call.analyses), ask=True)
    call.notes |= {"engine": answer.engine, "ingredients": len(answer.ingredients)}
    call.notes |= {"ocr": answer.ocr.engine if answer.ocr else None}
    call.notes |= {"coverage": answer.coverage, "images": len(call.uploads)}
    return answer


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
    call.analyses.get(id)
    call.analyses.save_feedback(given(body, id, call.signed_in.uid, call.now))
    call.notes |= {"verdict": body.verdict, "wrong": len(body.wrong)}
    return FeedbackKept(id=id, verdict=body.verdict)


def stock_product(call: Call, id: str, body: ProductInStock) -> Item:
    """Put a product that was analysed into the inventory; repeating it adds nothing.

    A cosmetic that is open keeps for the months its label's open jar says.
    """
    stored = call.analyses.get(id)
    tables = call.wiring.label_tables
    reading = read_again(stored.text, stored.names, stored.asked_type, tables)
    lot = product_lot(stored, body, reading, tables.foods, call.now)
    [added] = call.items.add([lot])
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
    Route("POST", "/analyses", analyse, files=Files("image", 1, 3), limit=Limit.MODEL),
    Route("GET", "/analyses", list_analyses, access=Access.VIEWER),
    Route("GET", "/analyses/{id}", read_analysis, access=Access.VIEWER),
    Route("POST", "/analyses/{id}/feedback", give_feedback),
    Route("GET", "/ingredients/{name}", look_up, access=Access.VIEWER),
    Route("POST", "/analyses/{id}/item", stock_product, status=201),
    Route("POST", "/substitutes", find_substitutes),
)

labels = serve("labels", ROUTES)
