"""The error table: complete, in both languages, and free of the inside."""

import ast
import re
from pathlib import Path
from string import Formatter

import pytest

from shared.domain.errors import DomainError, ProviderFailed, Unavailable
from shared.domain.language import Language
from shared.problems import TABLE, problem

ROOT = Path(__file__).parents[2]
_ERRORS = {"DomainError", "Conflict", "Invalid", "BadImage", "Unreadable", "Forbidden"} | {
    "Unauthenticated",
    "NotFound",
    "AlreadyExists",
    "VersionMismatch",
}

RETRYABLE = {
    "analysis_not_done",
    "recognition_not_done",
    "job_held",
    "idempotency_key_running",
    "rate_limited",
}


def raised_codes() -> set[str]:
    """The codes that the product raises by name."""
    found: set[str] = set()
    for folder in ("shared", "functions"):
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if (
                    isinstance(node, ast.Call)
                    and isinstance(node.func, ast.Name)
                    and node.func.id in _ERRORS
                    and node.args
                    and isinstance(node.args[0], ast.Constant)
                ):
                    found.add(str(node.args[0].value))
    return found


def default_codes(error: type[DomainError] = DomainError) -> set[str]:
    return {error.default_code}.union(*(default_codes(sub) for sub in error.__subclasses__()))


def test_every_code_that_is_raised_has_a_row() -> None:
    assert len(raised_codes()) > 10
    assert (raised_codes() | default_codes()) <= set(TABLE)


@pytest.mark.parametrize("code", TABLE)
def test_rows_are_whole(code: str) -> None:
    row = TABLE[code]
    assert re.fullmatch(r"[a-z_]+", code)
    assert 400 <= row.status < 600
    for text in (row.title, row.detail):
        assert text.es
        assert text.en
        assert text.es != text.en
        holes = [
            sorted(name for _, name, _, _ in Formatter().parse(version) if name) for version in text
        ]
        assert holes[0] == holes[1]
    assert row.retryable is (row.status >= 500 or code in RETRYABLE)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("error", [DomainError(), Unavailable(), ProviderFailed("key=secret")])
def test_failures_say_nothing_of_the_inside(error: DomainError, language: Language) -> None:
    document = problem(error, language, "r1").model_dump_json()
    assert "secret" not in document
    assert "Error" not in document


def test_a_field_error_names_its_field() -> None:
    document = problem(DomainError("unknown_food", field="items.0.food_id"), Language.EN, "r1")
    assert document.errors is not None
    assert document.errors[0].field == "items.0.food_id"
