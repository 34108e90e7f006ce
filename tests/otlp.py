"""Somebody who takes spans on the loopback, in OTLP's own protobuf over HTTP."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import (
    ExportTraceServiceRequest,
    ExportTraceServiceResponse,
)


class Kept(NamedTuple):
    """A span as it came; ids in hexadecimal, `parent` empty for the first of a trace."""

    trace: str
    id: str
    parent: str
    name: str
    failed: bool
    said: dict[str, Any]
    source: dict[str, Any]


class Receiver:
    """`url` is where spans go, `spans` are those that came."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}/v1/traces"
        self.spans: list[Kept] = []

    def take(self, body: bytes) -> None:
        for resource in ExportTraceServiceRequest.FromString(body).resource_spans:
            source = _said(resource.resource.attributes)
            for scope in resource.scope_spans:
                self.spans += [_kept(span, source) for span in scope.spans]

    def wait_for(self, enough: Callable[[list[Kept]], bool], seconds: float = 30) -> list[Kept]:
        """The spans, as soon as they are enough; a failure when they never are."""
        until = time.monotonic() + seconds
        while not enough(list(self.spans)):
            assert time.monotonic() < until, [span.name for span in self.spans]
            time.sleep(0.1)
        return list(self.spans)


@contextmanager
def receiver() -> Iterator[Receiver]:
    """A running one."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            kept.take(self.rfile.read(int(self.headers["Content-Length"])))
            body = ExportTraceServiceResponse().SerializeToString()
            self.send_response(200)
            self.send_header("Content-Type", "application/x-protobuf")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    kept = Receiver(server.server_address[1])
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield kept
    finally:
        server.shutdown()
        server.server_close()


def _kept(span: Any, source: dict[str, Any]) -> Kept:
    return Kept(
        span.trace_id.hex(),
        span.span_id.hex(),
        span.parent_span_id.hex(),
        span.name,
        span.status.code == span.status.STATUS_CODE_ERROR,
        _said(span.attributes),
        source,
    )


def _said(attributes: Any) -> dict[str, Any]:
    return {one.key: getattr(one.value, one.value.WhichOneof("value")) for one in attributes}
