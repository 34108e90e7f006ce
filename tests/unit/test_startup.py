"""In production a function without its keys and settings does not start."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from infra.local import keys

ROOT = Path(__file__).parents[2]
SESSIONS = keys.session_keys()
OF_SESSIONS = {"ACCESS_PUBLIC_KEYS": SESSIONS["ACCESS_PUBLIC_KEYS"]}
WORKER = {"WORKER_BASE_URL": "https://app.test", "WORKER_SERVICE_ACCOUNT": "worker@p"}
SCHEDULER = {"SCHEDULER_SERVICE_ACCOUNT": "scheduler@p"}
MEDIA = {"MEDIA_BUCKET": "b"}
# A collector that is not there.
NOWHERE = "http://127.0.0.1:9/v1/traces"
NEEDED = {
    "account": OF_SESSIONS | MEDIA,
    "auth": SESSIONS,
    "image_worker": WORKER | MEDIA,
    "images": OF_SESSIONS | WORKER | MEDIA,
    "impact": OF_SESSIONS,
    "inventory": OF_SESSIONS,
    "label_worker": WORKER | MEDIA,
    "labels": OF_SESSIONS | WORKER | MEDIA,
    "maintenance": OF_SESSIONS | WORKER | SCHEDULER | MEDIA,
    "planning": OF_SESSIONS,
    "recipes": OF_SESSIONS | WORKER | MEDIA,
    "recognition": OF_SESSIONS | WORKER | MEDIA,
    "recognition_worker": WORKER | MEDIA,
    "status": OF_SESSIONS | MEDIA,
}


def started(function: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return run(f"import functions.{function}", environment)


def run(script: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    chosen = {"PATH": os.environ["PATH"], "GOOGLE_CLOUD_PROJECT": "p"} | environment
    return subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env=chosen,
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_function_says_what_it_needs() -> None:
    assert set(NEEDED) == {path.stem for path in (ROOT / "functions").glob("[a-z]*.py")}


@pytest.mark.parametrize("function", NEEDED)
def test_a_function_starts_with_what_it_needs(function: str) -> None:
    found = started(function, NEEDED[function] | {"K_SERVICE": function})
    assert found.returncode == 0, found.stderr


@pytest.mark.parametrize(
    ("function", "name"),
    [(function, name) for function, needed in NEEDED.items() for name in needed],
)
def test_a_function_without_a_setting_does_not_start(function: str, name: str) -> None:
    without = {key: value for key, value in NEEDED[function].items() if key != name}
    found = started(function, without | {"K_SERVICE": function})
    assert found.returncode != 0
    assert f"{name} is not set" in found.stderr


@pytest.mark.parametrize(
    ("name", "weak"), [("REFRESH_KEY", "c2hvcnQ="), ("ACCESS_PRIVATE_KEY", "{}")]
)
def test_a_weak_key_stops_the_start(name: str, weak: str) -> None:
    found = started("auth", SESSIONS | {"K_SERVICE": "auth", name: weak})
    assert found.returncode != 0
    assert name in found.stderr
    assert weak not in found.stderr.partition("MissingSetting")[2]


_SERVES = """
import sys
from werkzeug.test import EnvironBuilder
from flask import Request
from functions.status import status

answer = status(Request(EnvironBuilder("/api/v1/status/live").get_environ()))
assert answer.status_code == 200, answer.get_data()
print(*(name for name in sys.modules if name.startswith("opentelemetry")))
"""


@pytest.mark.parametrize(("traces", "loaded"), [({}, False), ({"TRACES_URL": NOWHERE}, True)])
def test_tracing_is_loaded_by_who_asks_for_it_alone(traces: dict[str, str], loaded: bool) -> None:
    settings = NEEDED["status"] | {"K_SERVICE": "status", "LOG_LEVEL": "CRITICAL"} | traces
    found = run(_SERVES, settings)
    assert found.returncode == 0, found.stderr
    assert ("opentelemetry.sdk.trace" in found.stdout.split()) is loaded
    assert bool(found.stdout.strip()) is loaded


def test_on_a_laptop_a_function_is_imported_without_settings() -> None:
    assert started("auth", {}).returncode == 0
