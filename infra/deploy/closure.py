"""What a function needs, read from its code: the parts of the wiring that it and the modules it
imports name, and the libraries that these parts import when they are built.

A part is built by a method of `shared/wiring/`, which imports its adapter inside. The adapter
counts only where somebody names the part; so `inventory` is not packed with the OCR.
"""

import ast
import sys
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import NamedTuple

from infra.local.settings import ROOT

_WIRING = ROOT / "shared" / "wiring"
# Settings share names with parts of the wiring, which they know nothing of.
_SETTINGS = ROOT / "shared" / "config.py"
_OWN = ("shared", "functions")


class Needs(NamedTuple):
    """Modules of this project, as paths, and distributions of others, by name in lower case."""

    modules: frozenset[Path]
    distributions: frozenset[str]


def needs(function: str) -> Needs:
    """Everything `functions/<function>.py` can come to import."""
    modules: set[Path] = set()
    outside: set[str] = set()
    parts: set[str] = set()
    waiting = [ROOT / "functions" / f"{function}.py", *_WIRING.glob("*.py")]
    while waiting:
        path = waiting.pop()
        if path in modules:
            continue
        modules.add(path)
        named = set() if path.parent == _WIRING or path == _SETTINGS else _attributes(path)
        for part in (named & _parts().keys()) - parts:
            waiting += _wanted(part, parts, outside)
        waiting += _followed(_imported(path, inside=path.parent != _WIRING), outside)
    return Needs(frozenset(modules), _distributions(outside))


def _wanted(part: str, parts: set[str], outside: set[str]) -> list[Path]:
    """The modules a part imports when it is built, and those of the parts it is built from."""
    if part in parts:
        return []
    parts.add(part)
    method = _parts()[part]
    found = _followed(set(_names(method)), outside)
    for node in ast.walk(method):
        if isinstance(node, ast.Attribute) and node.attr in _parts():
            found += _wanted(node.attr, parts, outside)
    return found


def _followed(names: set[str], outside: set[str]) -> list[Path]:
    own = {name for name in names if name.split(".")[0] in _OWN}
    outside |= names - own
    return [path for name in own for path in _files(name)]


@cache
def _parts() -> dict[str, ast.FunctionDef]:
    """The methods of the wiring by name."""
    return {
        node.name: node
        for path in _WIRING.glob("*.py")
        for kind in ast.parse(path.read_text()).body
        if isinstance(kind, ast.ClassDef)
        for node in kind.body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("__")
    }


def _attributes(path: Path) -> set[str]:
    tree = ast.parse(path.read_text())
    return {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}


def _imported(path: Path, *, inside: bool) -> set[str]:
    """The modules a file imports, those inside its functions too where `inside` says so."""
    tree = ast.parse(path.read_text())
    return set(_names(tree if inside else ast.Module(_at_start(tree), [])))


def _at_start(tree: ast.Module) -> list[ast.stmt]:
    return [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]


def _names(tree: ast.AST) -> Iterator[str]:
    """Every imported module, and every name imported from one, which may be a module too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _files(name: str) -> list[Path]:
    """The file of a module of this project and those of the packages around it."""
    places = name.split(".")
    found = [ROOT.joinpath(*places[:depth], "__init__.py") for depth in range(1, len(places) + 1)]
    found.append(ROOT.joinpath(*places).with_suffix(".py"))
    return [path for path in found if path.is_file()]


def _distributions(modules: set[str]) -> frozenset[str]:
    """Who provides the modules; of a namespace such as `google`, by the longest name known."""
    providers = _providers()
    found: set[str] = set()
    for name in modules:
        top = name.split(".")[0]
        if top in sys.stdlib_module_names:
            continue
        known = [prefix for prefix in _prefixes(name) if prefix in providers]
        if known:
            found.add(providers[known[0]])
    return frozenset(found)


def _prefixes(name: str) -> list[str]:
    places = name.split(".")
    return [".".join(places[:depth]) for depth in range(len(places), 0, -1)]


# Packages that share a namespace, by what they put into it.
_SHARED = {
    "google.cloud.firestore": "google-cloud-firestore",
    "google.cloud.firestore_v1": "google-cloud-firestore",
    "google.cloud.storage": "google-cloud-storage",
    "google.cloud.tasks_v2": "google-cloud-tasks",
    "google.cloud.vision": "google-cloud-vision",
    "google.genai": "google-genai",
    "opentelemetry.exporter.otlp.proto.http": "opentelemetry-exporter-otlp-proto-http",
    "opentelemetry.sdk": "opentelemetry-sdk",
}


@cache
def _providers() -> dict[str, str]:
    single = {
        module: names[0].lower().replace("_", "-")
        for module, names in packages_distributions().items()
        if len(set(names)) == 1
    }
    return single | _SHARED
