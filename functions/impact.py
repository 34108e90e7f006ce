"""impact: what the kitchen's food costs the planet, and what was saved of it."""

from shared.domain.impact_query import ImpactQuery
from shared.domain.impact_summary import Counted, ImpactSummary, summarised
from shared.domain.waste import waste_of
from shared.http import Access, Call, Route, serve


def summarise(call: Call, query: ImpactQuery) -> ImpactSummary:
    """Summarise what was eaten, rescued, thrown away and saved, with its trend.

    Everything comes from the movements that happened and were not undone. What was saved is judged
    against an average household, whose share and source are in `baseline`. A document a month is
    read, however much happened in it.
    """
    start, end = query.days(call.today)
    days = call.movements.tallies(start, end)
    waste = waste_of(call.movements.waste(f"{start:%Y-%m}", f"{end:%Y-%m}"))
    counted = Counted(start, end, days, waste)
    return summarised(counted, query.period, call.wiring.foods, call.language)


ROUTES = (Route("GET", "/summary", summarise, access=Access.VIEWER),)

impact = serve("impact", ROUTES)
