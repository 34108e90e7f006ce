"""Cloud Tasks over its REST interface, on the platform and on the emulator alike."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from google.api_core import exceptions as google
from google.auth.credentials import AnonymousCredentials
from google.cloud.tasks_v2 import CloudTasksClient, HttpMethod, HttpRequest, OidcToken, Task
from google.cloud.tasks_v2.services.cloud_tasks.transports import CloudTasksRestTransport
from google.protobuf.duration_pb2 import Duration
from google.protobuf.json_format import ParseError
from requests import PreparedRequest, Response
from requests.adapters import HTTPAdapter

from shared import telemetry
from shared.config import WorkerAddress
from shared.domain.errors import Unavailable
from shared.domain.job import Job, JobKind
from shared.ports.clock import Clock
from shared.ports.health import Probe

_SECONDS = 8.0
_PROBE_SECONDS = 1.0
_LOCAL_TOKEN_SECONDS = 600
# Longer than a worker may take, so that the queue never gives up on one that is still at it.
_DISPATCH_SECONDS = 300
# A cut answer with a good status is one that cannot be parsed.
_FAILURES = (google.GoogleAPICallError, google.RetryError, OSError, ParseError)


@dataclass(frozen=True, slots=True)
class Worker:
    """The queue of one kind of job, the worker function it calls, and the service account that its
    OIDC tokens are of."""

    queue: str
    address: WorkerAddress
    service_account: str


class CloudTasksQueue:
    """See `shared.ports.TaskQueue`."""

    def __init__(self, client: CloudTasksClient, workers: Mapping[JobKind, Worker]) -> None:
        self._client = client
        self._workers = workers

    def send(self, job: Job, name: str) -> None:
        worker = self._workers[job.kind]
        with telemetry.span(f"send {job.kind}", telemetry.Kind.SENDER) as span:
            span.note({"job": job.id})
            self._send(job, name, worker)

    def _send(self, job: Job, name: str, worker: Worker) -> None:
        task = Task(
            name=f"{worker.queue}/tasks/{name}",
            http_request=self._request(job, worker),
            dispatch_deadline=Duration(seconds=_DISPATCH_SECONDS),
        )
        try:
            self._client.create_task(parent=worker.queue, task=task, timeout=_SECONDS)
        except google.Conflict:
            # Over REST, 409 is all that says that a task of that name was there already.
            return
        except _FAILURES as error:
            raise Unavailable from error

    def _request(self, job: Job, worker: Worker) -> HttpRequest:
        return HttpRequest(
            url=f"{worker.address.url}/jobs",
            http_method=HttpMethod.POST,
            headers={
                "Content-Type": "application/json",
                "X-Request-Id": job.request_id,
                **telemetry.passed_on(),
            },
            body=json.dumps({"job_id": job.id}).encode(),
            oidc_token=OidcToken(
                service_account_email=worker.service_account, audience=worker.address.audience
            ),
        )


class EmulatedTasksQueue(CloudTasksQueue):
    """The emulator attaches no OIDC token, so its tasks bring one signed with the local key; what
    the worker checks is the same."""

    def __init__(
        self,
        client: CloudTasksClient,
        workers: Mapping[JobKind, Worker],
        key: str,
        clock: Clock,
    ) -> None:
        super().__init__(client, workers)
        self._key = key
        self._clock = clock

    def _request(self, job: Job, worker: Worker) -> HttpRequest:
        import jwt

        request = super()._request(job, worker)
        issued = int(self._clock.now().timestamp())
        claims = {
            "iss": "https://accounts.google.com",
            "aud": worker.address.audience,
            "email": worker.service_account,
            "email_verified": True,
            "iat": issued,
            "exp": issued + _LOCAL_TOKEN_SECONDS,
        }
        token = jwt.encode(claims, self._key, algorithm="RS256", headers={"kid": "local"})
        request.headers["Authorization"] = f"Bearer {token}"
        del request.oidc_token
        return request


def probe(client: CloudTasksClient, queue: str) -> Probe:
    """Looks for a task that is never there, which the emulator knows how to answer too."""

    def ask() -> None:
        try:
            client.get_task(name=f"{queue}/tasks/status-probe", timeout=_PROBE_SECONDS, retry=None)
        except google.NotFound:
            return
        except _FAILURES as error:
            raise Unavailable from error

    return ask


def client() -> CloudTasksClient:
    """The platform's own."""
    return CloudTasksClient(transport="rest")


def emulator_client(host: str) -> CloudTasksClient:
    """A client of the emulator at `host:port`, which serves the same interface without `/v2`."""
    transport = CloudTasksRestTransport(
        host=host, credentials=AnonymousCredentials(), url_scheme="http"
    )
    transport._session.mount("http://", _WithoutVersion())
    return CloudTasksClient(transport=transport)


class _WithoutVersion(HTTPAdapter):
    """Strips the version the emulator's paths do not have."""

    def send(self, request: PreparedRequest, *args: Any, **kwargs: Any) -> Response:  # noqa: ANN401
        request.url = (request.url or "").replace("/v2/projects/", "/projects/", 1)
        return super().send(request, *args, **kwargs)
