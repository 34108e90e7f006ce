"""Nothing is deployed under a licence that nobody looked at."""

from email.message import Message
from importlib.metadata import Distribution
from typing import Any

import pytest
import yaml

from infra.audit import licences
from infra.deploy import pins
from infra.local.settings import ROOT


class Said(Distribution):
    """A library that says these things of itself."""

    def __init__(self, **said: str) -> None:
        self._said = Message()
        for name, value in said.items():
            self._said[name.replace("_", "-")] = value

    @property
    def metadata(self) -> Any:
        return self._said

    def read_text(self, filename: str) -> None:
        return None

    def locate_file(self, path: Any) -> Any:
        raise NotImplementedError


def test_everything_deployed_is_under_an_allowed_licence() -> None:
    found = licences.deployed()
    assert {"pydantic", "grpcio", "certifi"} <= {one.name for one in found}
    assert [one for one in found if not one.allowed] == []


@pytest.mark.parametrize(
    ("said", "kinds"),
    [
        ({"License_Expression": "Apache-2.0 OR BSD-3-Clause"}, {"Apache-2.0", "BSD"}),
        ({"Classifier": "License :: OSI Approved :: MIT License"}, {"MIT"}),
        ({"License": "3-Clause BSD License"}, {"BSD"}),
        ({"License_Expression": "AGPL-3.0-only"}, {"AGPL"}),
        (
            {"Classifier": "License :: OSI Approved :: GNU General Public License v3 (GPLv3)"},
            {"GPL"},
        ),
        ({}, set()),
    ],
)
def test_a_licence_is_what_a_library_says(said: dict[str, str], kinds: set[str]) -> None:
    assert licences.kinds("any", Said(**said)) == kinds


@pytest.mark.parametrize("kinds", [set(), {"AGPL"}, {"GPL"}, {"MIT", "GPL"}, {"LGPL"}])
def test_what_is_unknown_or_binding_is_refused(kinds: set[str]) -> None:
    assert not licences.Licence("any", "1", frozenset(kinds)).allowed


def test_everything_deployed_is_pinned_in_the_version_that_is_tested() -> None:
    assert pins.pinned() == {one.name: one.version for one in licences.deployed()}


def test_updates_cover_every_file_that_pins() -> None:
    asked = yaml.safe_load((ROOT / ".github" / "dependabot.yml").read_text())["updates"]
    folders = {
        folder
        for one in asked
        if one["package-ecosystem"] == "pip"
        for folder in one["directories"]
    }
    pinned = {
        f"/{path.parent.relative_to(ROOT)}".replace("/.", "/")
        for path in [ROOT / "requirements.txt", pins.FILE, *ROOT.glob("infra/*/requirements.txt")]
    }
    assert folders == pinned
