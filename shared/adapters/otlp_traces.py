"""Spans to whoever takes OTLP over HTTP: Google's Telemetry API, or a collector of one's own.

They go out in the background, a second after they ended. Cloud Run gives an instance that serves
nobody no time: what is left waits for the next request, or for the end of the process.
"""

from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

import requests
from opentelemetry.context import Context
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.sdk.trace.sampling import TraceIdRatioBased
from opentelemetry.trace import Span as OtelSpan
from opentelemetry.trace import SpanKind, Status, StatusCode
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from shared.telemetry import Kind, Said, Span

_KINDS = {
    Kind.SERVER: SpanKind.SERVER,
    Kind.CLIENT: SpanKind.CLIENT,
    Kind.SENDER: SpanKind.PRODUCER,
}
_EVERY_MS = 1000
_SECONDS = 5.0
_SCOPE = "https://www.googleapis.com/auth/trace.append"
_places = TraceContextTextMapPropagator()


class Source(NamedTuple):
    """Who the spans are of: the project's id, the service and its revision."""

    project: str
    service: str
    revision: str


class OtlpTracer:
    """See `shared.telemetry.Tracer`. Which share is kept goes by the trace's id alone: what a
    caller says of its own trace does not count."""

    def __init__(self, url: str, share: float, source: Source) -> None:
        about = {
            "gcp.project_id": source.project,
            "service.name": source.service,
            "service.version": source.revision,
        }
        self._provider = TracerProvider(sampler=TraceIdRatioBased(share), resource=Resource(about))
        exporter = OTLPSpanExporter(endpoint=url, timeout=_SECONDS, session=_session(url))
        self._provider.add_span_processor(
            BatchSpanProcessor(exporter, schedule_delay_millis=_EVERY_MS)
        )
        self._tracer = self._provider.get_tracer("zerowaste")

    def start(self, name: str, kind: Kind, parent: str | None) -> Span:
        around = _places.extract({"traceparent": parent or ""}, Context())
        return _OtlpSpan(self._tracer.start_span(name, around, _KINDS[kind]))

    def close(self) -> None:
        """Sends what is left and ends."""
        self._provider.shutdown()


class _OtlpSpan:
    """See `shared.telemetry.Span`."""

    def __init__(self, span: OtelSpan) -> None:
        self._span = span

    @property
    def place(self) -> str:
        here = self._span.get_span_context()
        return f"00-{here.trace_id:032x}-{here.span_id:016x}-{here.trace_flags:02x}"

    def named(self, name: str) -> None:
        self._span.update_name(name)

    def note(self, said: Mapping[str, Said]) -> None:
        self._span.set_attributes(said)

    def end(self, failure: str | None = None) -> None:
        if failure is not None:
            self._span.set_status(Status(StatusCode.ERROR, failure))
        if self._span.is_recording():
            self._span.end()


def _session(url: str) -> requests.Session:
    """Google is shown who is asking; nobody else is."""
    host = urlsplit(url).hostname or ""
    if not host.endswith(".googleapis.com"):
        return requests.Session()
    import google.auth
    from google.auth.transport.requests import AuthorizedSession

    credentials, _ = google.auth.default(scopes=[_SCOPE])
    return AuthorizedSession(credentials)
