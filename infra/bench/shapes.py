"""Queries without their values, and the indexes that answer them.

Several equalities are answered by merging an index each, provided they share their sort order
(https://firebase.google.com/docs/firestore/query-data/index-overview).
"""

import itertools
import json
from pathlib import Path
from typing import Any, NamedTuple

from google.cloud.firestore import Query

ROOT = Path(__file__).parents[2]


class Index(NamedTuple):
    collection: str
    fields: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        return f"{self.collection}({', '.join(f'{name} {kind}' for name, kind in self.fields)})"


class Shape(NamedTuple):
    """A query without its values."""

    collection: str
    equal: frozenset[tuple[str, str]]
    ordered: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        """As one reads it: its equalities and its order, "contains" being of a list."""
        equal = (n if d == "ASCENDING" else f"{n} contains" for n, d in sorted(self.equal))
        order = (n if d == "ASCENDING" else f"{n} descending" for n, d in self.ordered)
        parts = (f"{self.collection}:", ", ".join(equal), f"by {', '.join(order)}")
        return " ".join(part for part in parts if part not in ("", "by "))

    def needs(self, there: set[Index]) -> set[Index]:
        """The composite indexes that answer it: one for all of it where `there` is one, else one
        an equality; what a single field answers needs none."""
        if not self.ordered or not self.equal - {self.ordered[0]}:
            return set()
        for equal in itertools.permutations(self.equal):
            whole = Index(self.collection, (*equal, *self.ordered))
            if whole in there:
                return {whole}
        return {Index(self.collection, (field, *self.ordered)) for field in self.equal}


def shape(query: Query, summed: tuple[str, ...] = ()) -> Shape:
    """What is asked, inequalities being orders too."""
    wire = query._to_protobuf()
    filters = wire.where.composite_filter.filters or ([wire.where] if wire.where else [])
    equal, ranges = set(), []
    for one in filters:
        if one.unary_filter.field.field_path:
            equal.add((one.unary_filter.field.field_path, "ASCENDING"))
            continue
        name = one.field_filter.field.field_path
        operator = one.field_filter.op.name
        if operator in ("EQUAL", "IN"):
            equal.add((name, "ASCENDING"))
        elif operator in ("ARRAY_CONTAINS", "ARRAY_CONTAINS_ANY"):
            equal.add((name, "CONTAINS"))
        elif name:
            ranges.append((name, "ASCENDING"))
    orders = [(o.field.field_path, o.direction.name) for o in wire.order_by]
    named = [o for o in orders if o[0] != "__name__"]
    ordered = named or list(dict.fromkeys(ranges))
    ordered += [(name, "ASCENDING") for name in summed]
    return Shape(query._parent.id, frozenset(equal), tuple(ordered))


def shape_of_figures(figures: Any) -> Shape:  # noqa: ANN401
    """What is asked of an index: sums look at their field too."""
    summed = (one.field_ref for one in figures._aggregations if hasattr(one, "field_ref"))
    return shape(figures._nested_query, tuple(summed))


def declared() -> set[Index]:
    """Those of `infra/firestore.indexes.json`."""
    rows = json.loads((ROOT / "infra" / "firestore.indexes.json").read_text())["indexes"]
    return {
        Index(
            row["collectionGroup"],
            tuple((f["fieldPath"], f.get("order") or f["arrayConfig"]) for f in row["fields"]),
        )
        for row in rows
    }
