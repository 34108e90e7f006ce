"""How many documents each listing route reads, and in how many round trips, however much is stored.

Kitchens of growing size are stored on the local stack's Firestore; each route is asked twice
through its whole function, in this process, and the cheaper answer is told: the read of the
session, at most every ten seconds, is left out. An answer of figures counts as one document. The
emulator looks at every document where Firestore would look into an index: what it does not answer
in time is told as no answer. Run as `python -m infra.bench.reads [--sizes 10 1000 10000]`; exit
code 1 when anything grows once there is more than a page.
"""

import argparse
import sys
from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.table import Table

from infra.bench.app import App, Asked, PutOffError, serving
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

Found = Mapping[str, Reads | None]


def measured(app: App, size: int) -> Found:
    """What each route reads in a kitchen of that size; None where the emulator did not answer."""
    move_in(app, size)
    return {path: _reads(app, path) for path in ROUTES}


def growing(found: Sequence[Found]) -> list[str]:
    """Routes that read more in the last kitchen than in the second, both of which hold pages."""
    pairs = ((path, found[min(1, len(found) - 1)][path], found[-1][path]) for path in ROUTES)
    return [path for path, before, last in pairs if before and last and last > before]


def _reads(app: App, path: str) -> Reads | None:
    try:
        took = [app.ask(Asked("GET", path)).took for _ in range(_TIMES)]
    except PutOffError:
        return None
    return min(Reads(one.reads, one.trips) for one in took)


def main() -> int:
    options = argparse.ArgumentParser(prog="infra.bench.reads", description=__doc__)
    options.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    sizes = options.parse_args().sizes
    with running() as stack, serving(stack) as app:
        found = [measured(app, size) for size in sizes]
    table = Table("route", *(f"{size:,}" for size in sizes), title="Documents read / round trips")
    for path in ROUTES:
        table.add_row(path, *(_told(one[path]) for one in found))
    console = Console(width=120)
    console.print(table)
    grown = growing(found)
    console.print(f"growing: {', '.join(grown) or 'none'}")
    return int(bool(grown))


def _told(reads: Reads | None) -> str:
    return f"{reads.documents} / {reads.trips}" if reads else "no answer"


if __name__ == "__main__":
    sys.exit(main())
