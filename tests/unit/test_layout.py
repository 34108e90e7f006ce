"""The shape of the tree: who may import whom, and what stands at the top."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOP_LEVEL = {
    "functions",
    "shared",
    "infra",
    "tests",
    "firebase.json",
    "firestore.rules",
    "requirements.txt",
    "README.md",
    "pyproject.toml",
    "Makefile",
}
VENDORS = (
    "google",
    "firebase_admin",
    "flask",
    "werkzeug",
    "requests",
    "httpx",
    "httpx2",
    "PIL",
    "jwt",
    "opentelemetry",
)

# What each folder may import of this project; the longest matching prefix speaks.
MAY_IMPORT: dict[str, tuple[str, ...]] = {
    "functions": ("shared.http", "shared.workflows", "shared.domain"),
    "shared/domain": ("shared.domain",),
    "shared/workflows": (
        "shared.workflows",
        "shared.domain",
        "shared.ports",
        "shared.telemetry",
    ),
    "shared/adapters": ("shared.domain", "shared.ports", "shared.config", "shared.telemetry"),
    "shared/catalog": ("shared.domain", "shared.catalog"),
    "shared/ports": ("shared.domain",),
}
# Pure libraries the rules may use; everything else outside the standard library is I/O to them.
DOMAIN_LIBRARIES = {"pydantic", "rapidfuzz", "stdnum"}
WORKFLOW_LIBRARIES = {"pydantic", "cachetools"}


def modules(folder: str) -> Iterator[Path]:
    path = ROOT / folder
    yield from [path] if path.suffix == ".py" else sorted(path.rglob("*.py"))


def imports(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def under(name: str, prefixes: tuple[str, ...]) -> bool:
    return any(name == prefix or name.startswith(prefix + ".") for prefix in prefixes)


def own_package(path: Path) -> str:
    """An adapter may import the modules of its own package, and no other adapter's."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:3])


@pytest.mark.parametrize("folder", MAY_IMPORT)
def test_arrows_point_one_way(folder: str) -> None:
    wrong = []
    for path in modules(folder):
        allowed = MAY_IMPORT[folder]
        if folder == "shared/adapters":
            shared_by_adapters = ("shared.adapters.prompting", "shared.adapters.outside")
            allowed = (*allowed, own_package(path), *shared_by_adapters)
        wrong += [
            f"{path.relative_to(ROOT)} imports {name}"
            for name in imports(path)
            if name.split(".")[0] in ("shared", "functions", "infra", "tests")
            and not under(name, allowed)
        ]
    assert wrong == []


@pytest.mark.parametrize(
    ("folder", "libraries"),
    [
        ("shared/domain", DOMAIN_LIBRARIES),
        ("shared/workflows", WORKFLOW_LIBRARIES),
        ("shared/ports", set()),
        ("functions", {"pydantic"}),
    ],
)
def test_rules_and_workflows_use_no_vendor(folder: str, libraries: set[str]) -> None:
    allowed = set(sys.stdlib_module_names) | libraries | {"shared"}
    found = {name.split(".")[0] for path in modules(folder) for name in imports(path)}
    assert found <= allowed


def test_domain_touches_no_clock_random_or_environment() -> None:
    forbidden = ("os", "time", "random", "secrets", "uuid", "socket", "subprocess", "pathlib")
    found = {
        f"{path.name}: {name}"
        for path in modules("shared/domain")
        for name in imports(path)
        if name.split(".")[0] in forbidden
    }
    assert found == set()


def test_time_and_ids_come_from_one_place() -> None:
    calls = ("datetime.now", "datetime.utcnow", "date.today", "uuid.uuid4", "time.time")
    found = {
        f"{path.relative_to(ROOT)}: {call}"
        for folder in ("shared", "functions")
        for path in modules(folder)
        if path.name != "clock.py"
        for call in calls
        if f"{call}(" in path.read_text()
    }
    assert found == set()


def test_environment_is_read_on_one_page() -> None:
    readers = {
        str(path.relative_to(ROOT))
        for folder in ("shared", "functions")
        for path in modules(folder)
        if "os.environ" in path.read_text() or "getenv" in path.read_text()
    }
    assert readers == {"shared/config.py"}


def test_every_adapter_is_known_to_wiring_alone() -> None:
    importers = {
        str(path.relative_to(ROOT))
        for folder in ("shared", "functions")
        for path in modules(folder)
        if "adapters" not in path.parts
        for name in imports(path)
        if name.startswith("shared.adapters")
    }
    assert {name.split("/")[1] for name in importers} == {"wiring"}


def test_nothing_else_stands_at_the_top() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    top = {name.split("/")[0] for name in listed}
    assert {name for name in top if not name.startswith(".")} <= TOP_LEVEL


def vendor_imports(module: str) -> set[str]:
    """Vendors' packages loaded by importing `module` alone, in a fresh interpreter."""
    script = f"import sys; import {module}; print('\\n'.join(sorted(sys.modules)))"
    loaded = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    return {name for name in loaded if name.split(".")[0] in VENDORS}


HEAVY = (
    "google.genai",
    "httpx2",
    "google.cloud.storage",
    "google.cloud.tasks_v2",
    "google.cloud.firestore",
    "firebase_admin",
    "PIL",
    "onnxruntime",
    "rapidocr",
    "rapidfuzz",
    "cv2",
    "zxingcpp",
    "stdnum",
    "opentelemetry.sdk",
)


@pytest.mark.parametrize(
    "function", sorted(path.stem for path in (ROOT / "functions").glob("[a-z]*.py"))
)
def test_a_function_loads_no_vendor_it_was_not_asked_for(function: str) -> None:
    loaded = vendor_imports(f"functions.{function}")
    assert {name for name in loaded if name in HEAVY} == set()
