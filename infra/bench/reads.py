"""How many documents each listing route reads, and in how many round trips, however much is stored.

Kitchens of growing size are stored on the local stack's Firestore; each route is asked twice
through its whole function, in this process, and the cheaper answer is told: the read of the
session, at most every ten seconds, is left out. Figures are counted in an index, a read for every
thousand entries. The questions are looked at as well as the answers: every query has to have a
limit, the same at every size. So what the emulator does not answer in time, since it looks at every
document where Firestore looks into an index, is held to its limits, and told with a "≤". Run as
`python -m infra.bench.reads [--sizes 10 1000 10000]`; exit code 1 when anything is without limit,
or asks or reads more than its limits once there is more than a page.
"""

import argparse
import sys
from collections.abc import Mapping
from typing import NamedTuple

from rich.console import Console
from rich.table import Table

from infra.bench.app import App, Asked, PutOffError, serving
from infra.bench.bounds import Bound, Questions
from infra.bench.meter import Reads
from infra.bench.stored import move_in
from infra.local.stack import running

SIZES = (10, 1_000, 10_000)
_LIMIT = "limit=5"
ROUTES = (
    f"/inventory/items?{_LIMIT}",
    f"/inventory/items?storage=fridge&{_LIMIT}",
    f"/inventory/items?category=dairy&{_LIMIT}",
    f"/inventory/items?food_id=tomato&{_LIMIT}",
    f"/inventory/items?status=fresh&{_LIMIT}",
    f"/inventory/items?q=leche&{_LIMIT}",
    f"/inventory/items?sort=name&{_LIMIT}",
    f"/inventory/items?sort=added_at&{_LIMIT}",
    f"/inventory/expiring?days=30&{_LIMIT}",
    "/inventory/summary",
    f"/inventory/movements?{_LIMIT}",
    f"/inventory/changes?{_LIMIT}",
    "/inventory/waste",
    "/impact/summary",
    f"/recipes?{_LIMIT}",
    f"/recognition?{_LIMIT}",
    f"/auth/sessions?{_LIMIT}",
)
_TIMES = 2
# Of every sixth thing the words ask for, this many hold a page and one.
_PAGED = 36


class Page(NamedTuple):
    """What a route asked for at most, and took; None where the emulator did not answer."""

    asked: Bound
    took: Reads | None


Found = Mapping[str, Page]


def measured(app: App, size: int) -> Found:
    """What each route reads in a kitchen of that size."""
    move_in(app, size)
    return {path: _page(app, path) for path in ROUTES}


def growing(found: Mapping[int, Found]) -> list[str]:
    """Routes that, in some kitchen, ask without limit, or read more than they may; or that ask for
    more, or more often, than in the smallest kitchen that holds a page of everything."""
    paged = sorted(size for size in found if size >= _PAGED)
    return [
        path
        for path in ROUTES
        if any(_over(found[size][path], size) for size in found)
        or any(_more(found[size][path], found[paged[0]][path]) for size in paged[1:])
    ]


def _over(page: Page, size: int) -> bool:
    most = page.asked.reads(size)
    return most is None or (page.took is not None and page.took.documents > most)


def _more(page: Page, before: Page) -> bool:
    if page.asked.figures > before.asked.figures or _documents(page) > _documents(before):
        return True
    if page.took is None or before.took is None:
        return False
    return page.took.trips > before.took.trips


def _cost(page: Page) -> tuple[int, int]:
    return _documents(page), page.took.documents if page.took else 0


def _documents(page: Page) -> int:
    return page.asked.documents or 0


def _page(app: App, path: str) -> Page:
    pages = [_asked(app, path) for _ in range(_TIMES)]
    answered = [page for page in pages if page.took is not None]
    return min(answered or pages, key=_cost)


def _asked(app: App, path: str) -> Page:
    questions = Questions()
    try:
        with questions.installed():
            took = app.ask(Asked("GET", path)).took
    except PutOffError:
        return Page(questions.bound, None)
    # Where it was asked again, nobody knows which try looked the session up.
    apart = questions.of_sessions if took.trips == questions.calls else 0
    return Page(questions.bound, Reads(took.reads - apart, took.trips - apart))


def main() -> int:
    options = argparse.ArgumentParser(prog="infra.bench.reads", description=__doc__)
    options.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    sizes = options.parse_args().sizes
    with running() as stack, serving(stack) as app:
        found = {size: measured(app, size) for size in sizes}
    table = Table("route", *(f"{size:,}" for size in sizes), title="Documents read / round trips")
    for path in ROUTES:
        table.add_row(path, *(_told(found[size][path], size) for size in sizes))
    console = Console(width=120)
    console.print(table)
    grown = growing(found)
    console.print(f"growing: {', '.join(grown) or 'none'}")
    return int(bool(grown))


def _told(page: Page, size: int) -> str:
    if page.took is None:
        return f"≤ {page.asked.reads(size)}"
    return f"{page.took.documents} / {page.took.trips}"


if __name__ == "__main__":
    sys.exit(main())
