"""`infra/functions.yaml`, typed: every deployed function and what it runs with."""

from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

from infra.local.settings import ROOT

FILE = ROOT / "infra" / "functions.yaml"
# What the platform runs the functions on.
PYTHON = "3.12"


class Function(BaseModel):
    """One row; see the head of the file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    memory: Literal["256Mi", "512Mi", "1Gi", "2Gi", "4Gi"]
    cpu: Literal["1", "2"]
    concurrency: int = Field(ge=1, le=80)
    timeout: int = Field(ge=10, le=540)
    most: int = Field(ge=1, le=100)
    people: bool
    settings: tuple[str, ...] = ()
    secrets: tuple[str, ...] = ()
    may: tuple[str, ...]
    bucket: str | None = None
    signs: bool = False
    sends: bool = False


def read() -> dict[str, Function]:
    """The functions by name."""
    rows = yaml.safe_load(FILE.read_text())
    return {name: Function.model_validate(row) for name, row in rows.items()}
