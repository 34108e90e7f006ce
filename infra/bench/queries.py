"""Which queries each route asks of Firestore, and which index answers each.

The routes of the benchmarks, the listings in all their forms among them, are asked on a local
stack, and what goes out is noted: documents are looked up by their names without an index, one
field is answered by the index that every field has, and more by the composite indexes of
`infra/firestore.indexes.json`. Run as `python -m infra.bench.queries`; exit code 1 where an index
is missing.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from google.cloud.firestore import Query
from google.cloud.firestore_v1.aggregation import AggregationQuery
from rich.console import Console
from rich.table import Table

from infra.bench import reads
from infra.bench.app import App, Asked, serving
from infra.bench.home import ROUTES, WORKING
from infra.bench.routes import at_home
from infra.bench.shapes import Index, Shape, declared, shape, shape_of_figures
from infra.local.stack import running

_SIZE = 40
_BY_NAME = "by the names of documents"
_BY_FIELD = "the index of the field"


def asked(app: App) -> dict[str, Sequence[Shape]]:
    """The queries of every route, each once; none where it looks documents up by their names."""
    home = at_home(app, _SIZE)
    found: dict[str, Sequence[Shape]] = {}
    for name, ask in {**ROUTES, **WORKING}.items():
        request = ask(home)
        with _noted() as shapes:
            app.ask(request)
        found[name] = list(dict.fromkeys(shapes))
    for path in reads.ROUTES:
        with _noted() as shapes:
            app.ask(Asked("GET", path))
        found[f"GET {path}"] = list(dict.fromkeys(shapes))
    return found


def missing(found: Mapping[str, Sequence[Shape]]) -> set[Index]:
    """Indexes that are needed and not declared."""
    there = declared()
    needed = {index for shapes in found.values() for one in shapes for index in one.needs(there)}
    return needed - there


@contextmanager
def _noted() -> Iterator[list[Shape]]:
    shapes: list[Shape] = []
    query, figures = Query.get, AggregationQuery.get

    def get(self: Query, *arguments: Any, **options: Any) -> Any:  # noqa: ANN401
        shapes.append(shape(self))
        return query(self, *arguments, **options)

    def get_figures(self: Any, *arguments: Any, **options: Any) -> Any:  # noqa: ANN401
        shapes.append(shape_of_figures(self))
        return figures(self, *arguments, **options)

    with patch.object(Query, "get", get), patch.object(AggregationQuery, "get", get_figures):
        yield shapes


def table(found: Mapping[str, Sequence[Shape]]) -> Table:
    """A row a query."""
    rows = Table("route", "query", "index", title="Queries and their indexes")
    there = declared()
    for route, shapes in found.items():
        if not shapes:
            rows.add_row(route, _BY_NAME, "")
        for number, one in enumerate(shapes):
            needed = sorted(map(str, one.needs(there)))
            rows.add_row("" if number else route, str(one), "\n".join(needed) or _BY_FIELD)
    return rows


def main() -> int:
    with running() as stack, serving(stack) as app:
        found = asked(app)
    console = Console(width=160)
    console.print(table(found))
    lacking = missing(found)
    console.print(f"missing: {', '.join(map(str, sorted(lacking))) or 'none'}")
    return int(bool(lacking))


if __name__ == "__main__":
    sys.exit(main())
