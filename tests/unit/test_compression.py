"""Large answers are compressed for whoever takes it, and say the same."""

import gzip
import json

import pytest
from flask import Response

from shared.compression import LEAST_BYTES
from shared.domain.model import Model
from shared.http import Access, Call, Route, Streamed
from tests.boundary import Boundary

# What JSON puts around the text.
AROUND = len('{"text":""}')


class Text(Model):
    text: str


def large(call: Call) -> Text:
    """Say much."""
    text = "x" * (LEAST_BYTES - AROUND + 1)
    call.digested(text)
    return Text(text=text)


def small(call: Call) -> Text:
    """Say a kilobyte."""
    return Text(text="x" * (LEAST_BYTES - AROUND))


def streamed(call: Call) -> Streamed[Text]:
    """Say much in pieces."""
    return Streamed(iter(['{"text":"', "x" * LEAST_BYTES, '"}']))


ROUTES = tuple(
    Route("GET", f"/{handler.__name__}", handler, access=Access.PUBLIC)
    for handler in (large, small, streamed)
)


def get(path: str, takes: str | None, **headers: str) -> Response:
    sent = {"Accept-Encoding": takes} if takes is not None else {}
    return Boundary(ROUTES).get(path, headers=sent | headers)


@pytest.mark.parametrize("takes", ["gzip", "br, gzip;q=0.5", "*"])
def test_a_large_answer_is_compressed_for_whoever_takes_it(takes: str) -> None:
    answer = get("/large", takes)
    assert answer.headers["Content-Encoding"] == "gzip"
    assert int(answer.headers["Content-Length"]) == len(answer.get_data()) < LEAST_BYTES
    assert json.loads(gzip.decompress(answer.get_data())) == get("/large", None).get_json()


@pytest.mark.parametrize("takes", [None, "", "br", "identity", "gzip;q=0"])
def test_whoever_does_not_take_it_gets_it_plain(takes: str | None) -> None:
    answer = get("/large", takes)
    assert "Content-Encoding" not in answer.headers
    assert "Accept-Encoding" in answer.headers["Vary"]


@pytest.mark.parametrize("path", ["/small", "/streamed"])
def test_what_is_small_or_streamed_goes_out_as_it_is(path: str) -> None:
    answer = get(path, "gzip")
    assert "Content-Encoding" not in answer.headers
    assert answer.get_json()["text"]


def test_the_version_is_the_same_either_way() -> None:
    tag = get("/large", None).headers["ETag"]
    assert get("/large", "gzip").headers["ETag"] == tag
    unchanged = get("/large", "gzip", **{"If-None-Match": tag})
    assert (unchanged.status_code, "Content-Encoding" in unchanged.headers) == (304, False)
