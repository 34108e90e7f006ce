"""impact: what the kitchen's food costs the planet, and what was saved of it."""

from shared.domain.estimate import Estimate, EstimateRequest
from shared.domain.impact_query import ImpactQuery, whole_months
from shared.domain.impact_summary import Counted, ImpactSummary, summarised
from shared.domain.waste import waste_of
from shared.http import Access, Call, Listed, ListQuery, Route, serve
from shared.workflows.estimate_impact import Sources, estimate_impact


def summarise(call: Call, query: ImpactQuery) -> ImpactSummary:
    """Summarise what was eaten, rescued, thrown away and saved, with its trend.

    Everything comes from the movements that happened and were not undone. What was saved is judged
    against an average household, whose share and source are in `baseline`. What is thrown away most
    is told of whole months. A document a month is read, however much happened in it.
    """
    start, end = query.days(call.today)
    days = call.movements.tallies(start, end)
    first, last = whole_months(start, end, call.today)
    waste = waste_of(call.movements.waste(first, last) if first <= last else {})
    counted = Counted(start, end, call.today, days, waste)
    return summarised(counted, query.period, call.wiring.foods, call.language)


def estimate(call: Call, body: EstimateRequest) -> Estimate:
    """Estimate what a dish costs the planet and the purse, food by food.

    By the id of a recipe, by a title, or by ingredients. Prices are those of the kitchen's own
    lots. A figure is null with the reason rather than guessed; the estimate is kept as it is now.
    """
    wiring = call.wiring
    sources = Sources(
        recipes=call.recipes,
        items=call.items,
        foods=wiring.foods,
        cookbook=lambda: wiring.cookbook,
        dishes=lambda: wiring.well_known_dishes,
        language=call.language,
        now=call.now,
    )
    made = estimate_impact(body, body.id or call.new_id(), sources, call.estimates)
    return Estimate.of(made)


def list_estimates(call: Call, query: ListQuery) -> Listed[Estimate]:
    """List what was estimated, newest first."""
    page = call.estimates.page(query.limit, query.cursor)
    return Listed(items=[Estimate.of(one) for one in page.items], next_cursor=page.next_cursor)


ROUTES = (
    Route("GET", "/summary", summarise, access=Access.VIEWER),
    Route("POST", "/estimates", estimate, status=201),
    Route("GET", "/estimates", list_estimates, access=Access.VIEWER),
)

impact = serve("impact", ROUTES)
