"""What tells a repeated request from another one is the same in every process."""

import ast
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from shared.catalog import foods
from shared.domain.digest import digest_of
from shared.domain.food import Allergen
from shared.domain.generation import GenerationRequest
from shared.domain.item import NewItem
from shared.domain.language import Language
from shared.domain.sheet_import import read_sheet
from shared.domain.sheet_plan import planned
from shared.domain.stocking import fingerprint
from shared.workflows.generate_recipes import _fingerprint as generation_fingerprint
from shared.workflows.stock_recognition import stock_recognition
from tests.fakes.recognition import FakeReceiptMemories, FakeRecognitions
from tests.fakes.stock import FakeItems
from tests.samples import NOW, TODAY, recognition, seen_item

ROOT = Path(__file__).parents[2]
SHEET = "name,quantity,unit,allergens\nPastel,1,unit,milk egg gluten nuts soy\n"


def told() -> Mapping[str, str]:
    """Everything that is made of values among which there is a set."""
    catalog = foods.load()
    cake = {"name": "Pastel", "quantity": 1, "unit": "unit", "allergens": [*Allergen]}
    ham = seen_item(name="Jamón cocido", food_id=None, allergens=["soy", "milk", "gluten"])
    seen = FakeRecognitions()
    seen.save(recognition(items=[ham]), "f")
    [lot] = stock_recognition(
        "seen-1",
        None,
        recognitions=seen,
        items=FakeItems(),
        memories=FakeReceiptMemories(),
        foods=catalog,
        now=NOW,
    )
    [row] = planned(read_sheet(SHEET), "import", catalog, NOW, TODAY)
    asked = GenerationRequest.model_validate(
        {"source": "inventory", "diets": ["vegan", "gluten_free", "pork_free"]}
    )
    return {
        "created": fingerprint(NewItem.model_validate(cake)),
        "recognised": lot.fingerprint,
        "imported": row.lot.id if row.lot else "",
        "generated": generation_fingerprint(asked, Language.ES),
    }


@pytest.mark.parametrize("seed", ["1", "2", "3"])
def test_another_process_makes_the_same(seed: str) -> None:
    """The order of a set goes by the string hashes of its process."""
    run = subprocess.run(
        [
            sys.executable,
            "-c",
            "import json\nfrom tests.unit.test_fingerprints import told\nprint(json.dumps(told()))",
        ],
        capture_output=True,
        check=True,
        env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
        text=True,
    )
    assert json.loads(run.stdout) == told()


def test_what_is_left_out_does_not_count_and_all_else_does() -> None:
    said = {"id": "a", "codes": frozenset({"x", "y"})}
    assert digest_of(said, without={"id"}) == digest_of(said | {"id": "b"}, without={"id"})
    assert digest_of(said) != digest_of(said | {"id": "b"})
    assert digest_of(said) != digest_of(said | {"codes": frozenset({"x"})})


def test_no_digest_is_made_of_a_models_json() -> None:
    """There a set has no order; `digest_of` sorts it."""
    found = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for folder in ("shared", "functions")
        for path in (ROOT / folder).rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text()))
        if isinstance(call, ast.Call) and _named(call.func) in {"digest", "sha256"}
        if {_named(part) for part in ast.walk(call)} & {"model_dump_json", "dump_json", "hash"}
    ]
    assert found == []


def _named(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""
