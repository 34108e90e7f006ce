"""A server on the loopback that answers like the product API of Open Food Facts."""

import json
import re
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
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


@contextmanager
def cutting(*, stall: bool) -> Iterator[str]:
    """The address of a server that sends half a body and then nothing, or hangs up."""
    listener = socket.create_server(("127.0.0.1", 0))
    over = threading.Event()

    def serve() -> None:
        with suppress(OSError):
            connection, _ = listener.accept()
            with connection:
                connection.recv(65536)
                connection.sendall(b'HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{"status": 1,')
                over.wait(5 if stall else 0)

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        over.set()
        listener.close()
