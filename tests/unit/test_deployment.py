"""The plan of a deployment fits the code: nothing of either is missing in the other."""

import json
import re
import shutil
import subprocess
import sys
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import hcl2
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from infra.deploy import closure, package, pins, table
from infra.local import metrics, scheduler, settings
from shared.config import Settings
from tests.unit.test_startup import NEEDED

ROOT = Path(__file__).parents[2]
TERRAFORM = ROOT / "infra" / "terraform"
FUNCTIONS = sorted(path.stem for path in (ROOT / "functions").glob("[a-z]*.py"))
ROWS = table.read()
# Given to every function by the platform itself.
OF_THE_PLATFORM = {"K_SERVICE", "K_REVISION"}
# Refused in production, or without meaning there.
OF_A_LAPTOP = {
    *("FIRESTORE_EMULATOR_HOST", "FIREBASE_AUTH_EMULATOR_HOST", "STORAGE_EMULATOR_HOST"),
    *("TASKS_EMULATOR_HOST", "LOCAL_OIDC_KEY", "LOCAL_SIGNING_KEY", "MESSAGES_OUTBOX", "LIMITS"),
}
# Named alike in the plan and in the settings' own defaults.
OF_THE_PLAN = {"IMAGE_QUEUE", "RECOGNITION_QUEUE", "LABEL_QUEUE", "OIDC_CERTS_URL"}
# What a part is chosen by, or does not work without.
CHOSEN_BY = {
    "prompting/writer.py": ("WRITER_PROVIDERS",),
    "prompting/recogniser.py": ("RECOGNISER_PROVIDERS",),
    "prompting/painter.py": ("PAINTER_PROVIDERS",),
    "prompting/labels.py": ("LABEL_READERS", "WRITER_PROVIDERS"),
    "substances/configured.py": ("SUBSTANCE_SOURCES", "SUBSTANCE_CONTACT"),
    "gemini/client.py": ("GEMINI_API_KEY",),
    "openai/client.py": ("OPENAI_API_KEY",),
}


def plain(value: Any) -> Any:
    """A parsed file without the quotes that the parser keeps around text."""
    if isinstance(value, dict):
        return {plain(key): plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [plain(one) for one in value]
    return value.strip('"') if isinstance(value, str) else value


@cache
def parsed(name: str) -> dict[str, Any]:
    with (TERRAFORM / name).open() as file:
        found: dict[str, Any] = plain(hcl2.load(file))
    return found


def local(name: str, file: str) -> Any:
    return next(block[name] for block in parsed(file)["locals"] if name in block)


def test_the_functions_are_those_of_the_table() -> None:
    assert sorted(ROWS) == FUNCTIONS


@pytest.mark.parametrize("file", sorted(path.name for path in TERRAFORM.glob("*.tf")))
def test_every_file_can_be_read(file: str) -> None:
    assert parsed(file)


@pytest.mark.parametrize("file", sorted(TERRAFORM.glob("environments/*.tfvars")))
def test_the_examples_set_variables_that_are_there(file: Path) -> None:
    with file.open() as opened:
        chosen = plain(hcl2.load(opened))
    known = {name for block in parsed("variables.tf")["variable"] for name in block}
    assert {name for name in chosen if not name.startswith("__")} <= known


@pytest.mark.skipif(shutil.which("terraform") is None, reason="terraform is not installed")
def test_the_plan_is_formatted() -> None:
    command = ["terraform", "fmt", "-check", "-recursive", str(TERRAFORM)]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0


def test_uploads_are_proven_on_the_python_they_are_deployed_to() -> None:
    [runtime] = re.findall(r'runtime += "(\w+)"', (TERRAFORM / "functions.tf").read_text())
    assert runtime == f"python{table.PYTHON.replace('.', '')}"


def test_every_variable_says_what_it_is() -> None:
    variables = [it for block in parsed("variables.tf")["variable"] for it in block.items()]
    assert [name for name, it in variables if not it.get("description")] == []


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_is_given_every_setting_it_does_not_start_without(function: str) -> None:
    given = set(local("given", "functions.tf")) | set(ROWS[function].settings)
    assert set(NEEDED[function]) <= given | set(ROWS[function].secrets)


def provided() -> set[str]:
    """Every variable that Terraform gives a function, or lets the operator choose."""
    named = {name for row in ROWS.values() for name in (*row.settings, *row.secrets)}
    for block in ("given", "offered", "traces"):
        named |= set(local(block, "functions.tf"))
    text = (TERRAFORM / "functions.tf").read_text()
    for block in ("free", "common_secrets"):
        found = re.search(rf"^  {block} += (?:toset\()?\[(.*?)\]", text, re.DOTALL | re.MULTILINE)
        assert found is not None
        named |= set(re.findall(r'"(\w+)"', found[1]))
    return named | {"THREADS"}


def test_the_plan_gives_every_setting_and_nothing_else() -> None:
    known = {field.upper() for field in Settings.model_fields} - OF_THE_PLATFORM
    assert provided() == known - OF_A_LAPTOP - OF_THE_PLAN


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_is_told_what_its_parts_are_chosen_by(function: str) -> None:
    adapters = ROOT / "shared" / "adapters"
    modules = closure.needs(function).modules
    needed = {
        name for file, names in CHOSEN_BY.items() if adapters / file in modules for name in names
    }
    row = ROWS[function]
    assert needed <= {*row.settings, *row.secrets}


def test_only_auth_is_given_what_signs() -> None:
    holders = {
        name for name, row in ROWS.items() if {"ACCESS_PRIVATE_KEY", "REFRESH_KEY"} & {*row.secrets}
    }
    assert holders == {"auth"}


def test_what_authenticates_people_may_count_the_tokens_it_refuses() -> None:
    assert [name for name, row in ROWS.items() if "datastore.user" not in row.may] == []


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_may_do_what_its_code_does_and_no_more(function: str) -> None:
    row, modules = ROWS[function], closure.needs(function).modules
    adapters = ROOT / "shared" / "adapters"
    signs = any(".link(" in one.read_text() for one in modules if one.parent != adapters)
    assert row.signs is signs
    assert (row.bucket is not None) is (adapters / "cloud_storage.py" in modules)
    assert (row.bucket == "storage.objectUser") is _changes_pictures(modules)
    assert ("message_sender" in row.may) is (adapters / "firebase_messages.py" in modules)
    to_queues = row.sends or "cloudtasks.viewer" in row.may
    assert to_queues is (adapters / "cloud_tasks.py" in modules)


def _changes_pictures(modules: frozenset[Path]) -> bool:
    """Whether some workflow that comes along stores objects or removes them; a studio does so for
    who draws."""
    workflows = {one.stem: one for one in modules if one.parent.name == "workflows"}
    changing = re.compile(r"\bmedia\.(?:put|remove_all)\(")
    studio = workflows.pop("studio", None)
    found = any(changing.search(one.read_text()) for one in workflows.values())
    return found or (studio is not None and "draw_picture" in workflows)


def test_nobody_may_make_an_administrator_or_give_roles() -> None:
    broad = re.compile(r"admin|owner|editor", re.IGNORECASE)
    assert [role for row in ROWS.values() for role in row.may if broad.search(role)] == []


@pytest.mark.parametrize("function", FUNCTIONS)
def test_what_a_function_runs_with_is_argued(function: str) -> None:
    rows = re.split(r"^(\w+):$", table.FILE.read_text(), flags=re.MULTILINE)
    assert "  # " in rows[rows.index(function) + 1]


_BLOCK = re.compile(r'^(resource|data) "(\w+)" "(\w+)" \{\n(.*?)^\}\n', re.MULTILINE | re.DOTALL)
_LOCAL = re.compile(r"^  (\w+) +?= (.*?)(?=^  \w+ +?= |^\}|^  #)", re.MULTILINE | re.DOTALL)


def blocks() -> dict[str, str]:
    """Every resource, data source and local of the plan, by the name it is referred to by."""
    found: dict[str, str] = {}
    for file in TERRAFORM.glob("*.tf"):
        text = file.read_text()
        for kind, type_, name, body in _BLOCK.findall(text):
            found[f"{'data.' if kind == 'data' else ''}{type_}.{name}"] = body
        for body in re.findall(r"^locals \{\n(.*?^\})", text, re.MULTILINE | re.DOTALL):
            found |= {f"local.{name}": value for name, value in _LOCAL.findall(body)}
    return found


def test_nothing_is_made_before_its_service_is_on() -> None:
    """The first apply on a new project would fail, and only there."""
    known = blocks()
    on = {"google_project_service.used"}
    while True:
        more = {
            name
            for name, body in known.items()
            if any(re.search(rf"(?<![\w.]){re.escape(other)}\b", body) for other in on)
        }
        if more <= on:
            break
        on |= more
    assert {name for name in known if name.startswith("google_")} - on == set()


def queries() -> list[str]:
    alerts = [alert["query"] for alert in local("alerts", "alerts.tf").values()]
    return alerts + [query for _, query in local("charts", "dashboard.tf")]


def figures() -> dict[str, set[str]]:
    """Each figure made from log lines by its name in PromQL, with its labels."""
    found = {name: set(it["labels"]) for name, it in local("counters", "metrics.tf").items()}
    for name, it in local("distributions", "metrics.tf").items():
        found |= {f"{name}_sum": set(it["labels"]), f"{name}_bucket": {"le", *it["labels"]}}
    return found


def _spelt_out(chosen: str) -> str:
    """A query's conditions with the locals they name; where lines come from is no label of ours."""
    found = re.sub(
        r"\$\{local\.(\w+)\}",
        lambda name: "" if name[1] == "on" else str(local(name[1], "alerts.tf")),
        chosen,
    )
    return found.replace("\\", "")


def test_alerts_and_charts_ask_for_figures_that_are_made() -> None:
    made = figures()
    asked = 0
    for query in queries():
        for name, chosen in re.findall(r"\$\{local\.own\}_(\w+)\{(.*?)\}\[", query):
            told = set(re.findall(r"(\w+)(?:=~|=|!~|!=)\\?\"", _spelt_out(chosen)))
            by = {
                label for some in re.findall(r"by \(([^)]*)\)", query) for label in some.split(", ")
            }
            assert name in made, query
            assert told | by <= made[name], query
            asked += 1
    assert asked >= len(queries()) - 3


def test_the_local_page_has_the_figures_of_production() -> None:
    made = set(local("counters", "metrics.tf")) | set(local("distributions", "metrics.tf"))
    text = Path(metrics.__file__).read_text()
    shown = set(re.findall(r'"zerowaste_(\w+)"', text)) | {"input_tokens", "output_tokens"}
    assert made == shown - {"tasks_waiting"}


def test_every_alert_says_what_to_do_first() -> None:
    alerts = local("alerts", "alerts.tf")
    assert {"errors", "slow", "dead_letters", "model_cost", "reused_refresh"} <= set(alerts)
    assert all(alert["runbook"] and alert["title"] for alert in alerts.values())


def test_queues_and_schedules_are_those_of_the_local_stack() -> None:
    assert set(local("queues", "queues.tf")) == set(settings.QUEUES)
    schedules = set(local("schedules", "scheduler.tf"))
    assert {f"/{name}" for name in schedules} == set(scheduler.EVERY)


def test_the_hosting_domain_reaches_what_people_call_and_nothing_else() -> None:
    rewrites = json.loads((ROOT / "firebase.json").read_text())["hosting"]["rewrites"]
    there = {rewrite["source"]: rewrite["run"]["serviceId"] for rewrite in rewrites}
    assert there == {
        f"/api/v1/{name}{{,/**}}": name.replace("_", "-")
        for name, row in ROWS.items()
        if row.people
    }


def test_the_hosting_domain_looks_for_functions_where_the_plan_puts_them() -> None:
    rewrites = json.loads((ROOT / "firebase.json").read_text())["hosting"]["rewrites"]
    variables = {n: it for block in parsed("variables.tf")["variable"] for n, it in block.items()}
    assert {it["run"]["region"] for it in rewrites} == {variables["region"]["default"]}


def test_the_buckets_rules_are_deployed_to_the_bucket_of_the_plan() -> None:
    [storage] = json.loads((ROOT / "firebase.json").read_text())["storage"]
    assert (ROOT / storage["rules"]).is_file()
    bucket = parsed("storage.tf")["resource"][0]["google_storage_bucket"]["media"]["name"]
    applied = f"firebase target:apply storage {storage['target']} {bucket}"
    assert applied.replace("${var.project}", "$PROJECT") in (ROOT / "README.md").read_text()


def test_workers_are_internal() -> None:
    assert {name for name, row in ROWS.items() if not row.people} == {
        name for name in FUNCTIONS if name.endswith("_worker")
    }


def test_what_sends_tasks_may_be_told_whom_to_call() -> None:
    for row in ROWS.values():
        assert not row.sends or {"WORKER_BASE_URL", "WORKER_SERVICE_ACCOUNT"} <= {*row.settings}


@pytest.mark.parametrize("function", ["auth", "recognition"])
def test_the_same_tree_makes_the_same_bytes(function: str, tmp_path: Path) -> None:
    first = package.pack(function, tmp_path / "first").read_bytes()
    assert package.pack(function, tmp_path / "second").read_bytes() == first


@pytest.mark.parametrize("function", FUNCTIONS)
def test_an_upload_holds_every_module_it_imports(function: str, tmp_path: Path) -> None:
    with zipfile.ZipFile(package.pack(function, tmp_path)) as packed:
        names = set(packed.namelist())
        packed.extractall(tmp_path / "source")
    assert {"main.py", "requirements.txt", f"functions/{function}.py"} <= names
    assert {name for name in names if name.startswith("functions/")} <= {
        f"functions/{function}.py",
        "functions/__init__.py",
    }
    command = [
        sys.executable,
        "-P",
        "-c",
        f"import sys; sys.path.insert(0, '.'); import main; print(main.{function}.__name__)",
    ]
    done = subprocess.run(
        command,
        cwd=tmp_path / "source",
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "/usr/bin:/bin"},
    )
    assert done.stdout.strip() == function, done.stderr


@pytest.mark.parametrize("function", FUNCTIONS)
def test_an_upload_pins_all_that_its_libraries_bring(function: str) -> None:
    lines = package.requirements(closure.needs(function).distributions)
    wanted = [Requirement(line) for line in lines]
    assert [line for line in lines if not re.fullmatch(r"[\w.-]+(\[\w+\])?==[\w.]+", line)] == []
    assert pins.brought(wanted).keys() == {canonicalize_name(one.name) for one in wanted}


HEAVY = {
    "inventory": {
        "google-genai",
        "pillow",
        "rapidocr",
        "google-cloud-storage",
        "google-cloud-tasks",
    },
    "auth": {"google-genai", "pillow", "rapidocr", "google-cloud-storage"},
    "recipes": {"rapidocr"},
    "image_worker": {"rapidocr", "google-cloud-tasks"},
}


@pytest.mark.parametrize("function", HEAVY)
def test_an_upload_names_no_library_it_cannot_come_to_use(function: str) -> None:
    assert closure.needs(function).distributions & HEAVY[function] == set()


def test_an_upload_names_what_its_parts_load_late() -> None:
    assert {"firebase-admin", "google-cloud-firestore"} <= closure.needs("auth").distributions
    found = closure.needs("recognition_worker").distributions
    assert {"rapidocr", "google-genai", "pillow"} <= found
    assert "resvg-py" in closure.needs("image_worker").distributions
