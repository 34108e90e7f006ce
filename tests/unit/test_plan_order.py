"""Terraform can put the plan in an order: nothing of it waits for itself."""

import re
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

PLAN = Path(__file__).parents[2] / "infra" / "terraform"
_BLOCK = re.compile(r'^(\w+)((?: "\w+")*) \{\n(.*?)^\}\n', re.MULTILINE | re.DOTALL)
_LOCAL = re.compile(r"^  (\w+) += (.*?)(?=^  \w+ +=|\Z)", re.MULTILINE | re.DOTALL)
_NAMED = re.compile(r"\b(?:local|var|data\.google_\w+|google_\w+)\.\w+")


def waiting(text: str) -> dict[str, set[str]]:
    """What each local, variable and resource names, and so waits for."""
    return {name: set(_NAMED.findall(body)) - {name} for name, body in _nodes(text)}


def _nodes(text: str) -> Iterator[tuple[str, str]]:
    for kind, labels, body in _BLOCK.findall(text):
        name = ".".join(re.findall(r"\w+", labels))
        if kind == "locals":
            yield from ((f"local.{found[0]}", found[1]) for found in _LOCAL.findall(body))
        elif kind in {"variable", "resource", "data"}:
            yield {"variable": "var.", "resource": "", "data": "data."}[kind] + name, body


def the_plan() -> str:
    return "\n".join(file.read_text() for file in sorted(PLAN.glob("*.tf")))


def test_nothing_waits_for_itself() -> None:
    graph = waiting(the_plan())
    assert len(list(TopologicalSorter(graph).static_order())) >= len(graph)


def test_whatever_is_named_is_there() -> None:
    graph = waiting(the_plan())
    assert set().union(*graph.values()) <= set(graph)


def test_a_choice_that_waits_for_what_is_chosen_is_found() -> None:
    text = """
variable "settings" {
  validation {
    condition = length(local.choosable) == 0
  }
}
locals {
  offered   = { BUCKET = google_storage_bucket.media.name }
  choosable = keys(local.offered)
  vision    = lookup(var.settings, "READERS", "")
}
resource "google_storage_bucket" "media" {
  name = local.vision
}
"""
    with pytest.raises(CycleError):
        list(TopologicalSorter(waiting(text)).static_order())
