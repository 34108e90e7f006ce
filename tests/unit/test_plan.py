"""What the plan computes, computed by Terraform itself: every local, every `for_each` and `count`.

The provider cannot be had without a network, so that of the resources only these are taken over;
whatever only a resource or the project itself would know is a word that stands for it.
"""

import json
import os
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
_BLOCK = re.compile(r'^(locals|variable "\w+") \{\n.*?^\}\n', re.MULTILINE | re.DOTALL)
_RESOURCE = re.compile(r'^resource "(\w+)" "(\w+)" \{\n(.*?)^\}\n', re.MULTILINE | re.DOTALL)
_REPEATED = re.compile(r"^  (?:for_each|count) += (.*)$", re.MULTILINE)
KEYS = 'access_public_keys={"keys": [{"kid": "2026-11"}]}'
_ELSEWHERE = re.compile(r"\b(?:data\.)?google_\w+\.\w+(?:\[[^\]]*\])?(?:\.\w+)*")

pytestmark = pytest.mark.skipif(shutil.which("terraform") is None, reason="no terraform here")


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder beside the table and the indexes, as the plan's own is."""
    infra = tmp_path_factory.mktemp("plan")
    for name in ("functions.yaml", "firestore.indexes.json"):
        shutil.copy(ROOT / "infra" / name, infra / name)
    folder = infra / "terraform"
    folder.mkdir()
    text = "\n".join(file.read_text() for file in (ROOT / "infra/terraform").glob("*.tf"))
    (folder / "main.tf").write_text(_computed(text))
    _terraform(folder, "init", "-input=false")
    return folder


def _computed(text: str) -> str:
    blocks = [found.group(0) for found in _BLOCK.finditer(text)]
    repeated = {
        f"{kind} {name}": found[1]
        for kind, name, body in _RESOURCE.findall(text)
        if (found := _REPEATED.search(body))
    }
    locals_named = re.findall(r"^  (\w+) += ", "\n".join(b for b in blocks if b[0] == "l"), re.M)
    told = [f"{json.dumps(name)} = {expression}" for name, expression in repeated.items()]
    told += [f"{json.dumps('local.' + name)} = local.{name}" for name in locals_named]
    output = "output all {\n  value = {\n" + "\n".join(told) + "\n  }\n}\n"
    return "\n".join(_ELSEWHERE.sub('"elsewhere"', block) for block in [*blocks, output])


def _terraform(folder: Path, *command: str) -> str:
    done = subprocess.run(
        ["terraform", f"-chdir={folder}", *command, "-no-color"],
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": os.environ["PATH"], "HOME": str(folder), "CHECKPOINT_DISABLE": "1"},
    )
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout


@cache
def planned(folder: Path, *chosen: str) -> dict[str, Any]:
    """What everything comes to where the operator chose this."""
    variables = [f"-var={one}" for one in ("project=my-project", KEYS, *chosen)]
    _terraform(folder, "plan", "-input=false", "-out=made", *variables)
    shown = json.loads(_terraform(folder, "show", "-json", "made"))
    found: dict[str, Any] = shown["planned_values"]["outputs"]["all"]["value"]
    return found


def test_everything_can_be_computed_as_it_comes(plan: Path) -> None:
    found = planned(plan)
    assert len(found["google_cloudfunctions2_function function"]) == len(found["local.functions"])
    assert found["google_project_iam_member traces"] == {}
    assert found["google_project_iam_member vision"] == {}
    assert not {"vision", "telemetry"} & set(found["local.services"])
    assert found["local.traced"] == {}


def test_the_first_run_deploys_no_function_and_no_schedule(plan: Path) -> None:
    found = planned(plan, "deploy_functions=false", 'access_public_keys={"keys": []}')
    for name in (
        "google_cloudfunctions2_function function",
        "google_cloud_scheduler_job maintenance",
    ):
        assert found[name] == {}
    assert found["google_service_account function"]


@pytest.mark.parametrize("example", ["production", "staging"])
def test_the_examples_can_be_computed(plan: Path, example: str) -> None:
    file = ROOT / "infra" / "terraform" / "environments" / f"{example}.tfvars"
    chosen = ("-var=project=my-project", f"-var-file={file}", f"-var={KEYS}")
    told = _terraform(plan, "plan", "-input=false", *chosen)
    assert "Check block assertion failed" not in told


def test_traces_are_for_every_function(plan: Path) -> None:
    found = planned(plan, "traces_share=0.25")
    assert found["local.traced"]["TRACES_SHARE"] == "0.25"
    assert set(found["google_project_iam_member traces"]) == set(found["local.functions"])
    assert {"telemetry", "cloudtrace"} <= set(found["local.services"])


def test_a_chain_is_told_to_those_alone_who_ask_it(plan: Path) -> None:
    settings = 'settings={LABEL_READERS="google_vision", CORS_ORIGINS="https://app.example"}'
    found = planned(plan, settings, 'model_keys=["GEMINI_API_KEY", "LIMITS_STORAGE"]')
    told = found["local.chosen"]
    assert {name for name, it in told.items() if "LABEL_READERS" in it} == {
        "labels",
        "label_worker",
    }
    assert all("CORS_ORIGINS" in it for it in told.values())
    assert set(found["google_project_iam_member vision"]) == {"labels", "label_worker"}
    assert "vision" in found["local.services"]
    assert found["local.secrets_of"]["inventory"] == ["LIMITS_STORAGE"]
    assert set(found["local.secrets_of"]["recipes"]) == {"GEMINI_API_KEY", "LIMITS_STORAGE"}


def test_functions_are_not_deployed_without_a_key_that_verifies_their_callers(plan: Path) -> None:
    with pytest.raises(AssertionError, match="do not start without a key"):
        planned(plan, 'access_public_keys={"keys": []}')


def test_a_role_of_the_plans_own_is_one_it_makes(plan: Path) -> None:
    found = planned(plan)
    made = set(found["google_project_iam_custom_role narrow"])
    asked = {it["role"] for it in found["google_project_iam_member function"].values()}
    assert made == {role for role in asked if "." not in role} | {"link_signer"}


def test_what_the_plan_makes_is_not_the_operators_choice(plan: Path) -> None:
    found = planned(plan)
    assert found["local.offered"]
    assert not set(found["local.offered"]) & set(found["local.choosable"])


@pytest.mark.parametrize("name", ["ACCESS_PRIVATE_KEY", "LIMITS", "MEDIA_BUCKET", "UNHEARD_OF"])
def test_what_is_not_the_operators_choice_is_refused(plan: Path, name: str) -> None:
    with pytest.raises(AssertionError, match="Not among what may be chosen"):
        planned(plan, f'settings={{{name}="x"}}')
