"""What a 304 may stand for: all that would be told, never only what is stored."""

import pytest

from shared.domain.model import Model
from shared.http import Call, Route
from tests.boundary import Boundary


class Told(Model):
    stored: str
    alert: str


class Recipe:
    """A stored recipe, and what is told of it as things are now."""

    def __init__(self) -> None:
        self.alert = "none"

    def read(self, call: Call) -> Told:
        """Read it in a version."""
        call.version("v1")
        return Told(stored="soup", alert=self.alert)

    def read_whole(self, call: Call) -> Told:
        """Read it by a digest."""
        told = Told(stored="soup", alert=self.alert)
        call.digested(told.model_dump_json())
        return told

    def boundary(self) -> Boundary:
        return Boundary((Route("GET", "/stored", self.read), Route("GET", "/all", self.read_whole)))


def test_the_version_of_what_is_stored_hides_nothing_that_changed_beside_it() -> None:
    recipe = Recipe()
    at = recipe.boundary()
    tag = at.get("/stored").headers["ETag"]
    recipe.alert = "milk"
    answer = at.get("/stored", headers={"If-None-Match": tag})
    assert (answer.status_code, answer.get_json()["alert"]) == (200, "milk")
    assert answer.headers["ETag"] == tag == '"v1"'


@pytest.mark.parametrize("weak", ["", "W/"])
def test_the_digest_of_all_that_is_told_says_whether_it_changed(weak: str) -> None:
    recipe = Recipe()
    at = recipe.boundary()
    known = {"If-None-Match": f'"other", {weak}{at.get("/all").headers["ETag"]}'}
    assert at.get("/all", headers=known).status_code == 304
    recipe.alert = "milk"
    assert at.get("/all", headers=known).get_json()["alert"] == "milk"
