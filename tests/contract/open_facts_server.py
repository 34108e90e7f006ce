"""A server on the loopback that answers like the product API of Open Food Facts."""

import json
import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

Answer = Callable[[], Response]


@dataclass
class OpenFactsServer:
    """Answers every request with `answer`; `asked` are the requests as they came."""

    url: str
    answer: Answer = lambda: Response(status=500)
    asked: list[Request] = field(default_factory=list)

    def handle(self, request: Request) -> Response:
        self.asked.append(request)
        return self.answer()


@contextmanager
def open_facts_server() -> Iterator[OpenFactsServer]:
    """A running server."""
    with HTTPServer(threaded=True) as http:
        server = OpenFactsServer(http.url_for("").rstrip("/"))
        http.expect_request(re.compile(".*")).respond_with_handler(server.handle)
        yield server


def says(body: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Answer:
    """An answer of JSON, or of a text as it is."""
    text = body if isinstance(body, str) else json.dumps(body)
    return lambda: Response(text, status, dict(headers or {}), content_type="application/json")


def knows(product: object, gtin: str = "8410000000016") -> Answer:
    """A product that is there."""
    return says({"code": gtin, "product": product, "status": 1, "status_verbose": "product found"})


def drips(every: float, seconds: float) -> Answer:
    """A blank now and then, so that no single read takes long."""

    def blanks() -> Iterable[bytes]:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            yield b" "
            time.sleep(every)

    return lambda: Response(blanks(), content_type="application/json")
