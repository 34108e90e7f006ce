"""Which collections the product keeps, read from its code: a new one cannot be forgotten."""

import ast
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
_STORES = ROOT / "shared" / "adapters" / "firestore"
_NAMING = ("collection", "document", "collection_group")
# What a collection is asked of, and the collections around it.
_AROUND: dict[str, tuple[str, ...]] = {
    "client": (),
    "self._client": (),
    "kitchen": ("kitchens",),
}
_OPEN = re.compile(r"collection in \[([^\]]*)\]")

# The names of a collection and of those it lies in: `("kitchens", "items")`.
Collection = tuple[str, ...]


@cache
def collections() -> frozenset[Collection]:
    """Every collection an adapter names, those around it included."""
    found = {
        path[:depth]
        for file in _STORES.glob("*.py")
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Call)
        for path in [_named(node)]
        for depth in range(1, len(path) + 1)
    }
    return frozenset(found)


def of_kitchens() -> set[str]:
    """The collections below each kitchen."""
    return {path[1] for path in collections() if path[0] == "kitchens" and len(path) > 1}


@cache
def opened() -> frozenset[str]:
    """The collections of a kitchen that the rules open to its members."""
    found = _OPEN.search((ROOT / "firestore.rules").read_text())
    assert found is not None
    return frozenset(re.findall(r"'(\w+)'", found[1]))


def _named(call: ast.Call) -> Collection:
    """Every second argument of `client.collection("kitchens", id, "items")`, as far as written
    out; a document in a variable is called what its collection is, `kitchen.collection("items")`.
    """
    if not isinstance(call.func, ast.Attribute) or call.func.attr not in _NAMING:
        return ()
    names: list[str] = []
    for argument in call.args[::2]:
        if not isinstance(argument, ast.Constant):
            break
        names.append(str(argument.value))
    return (*_AROUND[ast.unparse(call.func.value)], *names) if names else ()
