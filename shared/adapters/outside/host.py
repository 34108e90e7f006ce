"""One host on the web: asked for JSON with a deadline, a bounded body and no redirects."""

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

import requests
from urllib3.exceptions import HTTPError

from shared.adapters.outside.patience import Patience, told_to_wait
from shared.domain.errors import ProviderFailed
from shared.ports.clock import Clock

_PIECE = 65_536
_BUSY = frozenset({429, 503})
_ANSWERS = frozenset({200, 404})
_NONE: Mapping[str, str] = MappingProxyType({})


class Reply(NamedTuple):
    """What was said with 200, or with 404 where the host has nothing under that name."""

    status: int
    body: dict[str, Any]

    @property
    def found(self) -> bool:
        return self.status == 200


class Host:
    """`contact` is an address of whoever runs this service. Asked once, never again by itself."""

    def __init__(
        self,
        name: str,
        url: str,
        contact: str,
        patience: Patience,
        clock: Clock,
        *,
        seconds: float = 4.0,
        most_bytes: int = 300_000,
        headers: Mapping[str, str] = _NONE,
    ) -> None:
        self.name = name
        self._url = url.rstrip("/")
        self._patience = patience
        self._clock = clock
        self._seconds = seconds
        self._most_bytes = most_bytes
        self._headers = {
            "User-Agent": f"ZeroWasteAI/1.0 ({contact})",
            "Accept": "application/json",
            # So that a small body cannot unfold into a large one.
            "Accept-Encoding": "identity",
            **headers,
        }

    def get(self, path: str, params: Mapping[str, str], deadline: float) -> Reply:
        """Raises ProviderFailed where there is no usable answer in time."""
        return self._ask("GET", path, params, deadline)

    def post(
        self, path: str, params: Mapping[str, str], parts: Mapping[str, str], deadline: float
    ) -> Reply:
        """As `get`, with parts of JSON in a multipart body."""
        files = {name: (None, part, "application/json") for name, part in parts.items()}
        return self._ask("POST", path, params, deadline, files)

    def _ask(
        self,
        method: str,
        path: str,
        params: Mapping[str, str],
        deadline: float,
        files: Mapping[str, tuple[None, str, str]] | None = None,
    ) -> Reply:
        self._patience.take(self.name, deadline)
        end = min(deadline, self._clock.monotonic() + self._seconds)
        seconds = end - self._clock.monotonic()
        if seconds <= 0:
            raise ProviderFailed("out_of_time")
        try:
            with requests.request(
                method,
                self._url + path,
                params=params,
                files=files,
                headers=self._headers,
                timeout=seconds,
                allow_redirects=False,
                stream=True,
            ) as answer:
                self._check(answer)
                return Reply(answer.status_code, _json(self._bytes(answer, end)))
        except requests.Timeout:
            raise ProviderFailed("timeout") from None
        except requests.RequestException:
            raise ProviderFailed("unreachable") from None

    def _check(self, answer: requests.Response) -> None:
        if answer.status_code in _BUSY:
            wait = told_to_wait(answer.headers.get("Retry-After"))
            self._patience.rest(self.name, wait)
            raise ProviderFailed(f"http_{answer.status_code}", retry_after_s=wait)
        if answer.status_code not in _ANSWERS:
            raise ProviderFailed(f"http_{answer.status_code}")

    def _bytes(self, answer: requests.Response, end: float) -> bytes:
        """The body, at most one silent wait later than `end`: the library starts its timeout again
        with every byte."""
        whole = b""
        try:
            while piece := answer.raw.read1(_PIECE):
                whole += piece
                if len(whole) > self._most_bytes:
                    raise ProviderFailed("reply_too_large")
                if self._clock.monotonic() >= end:
                    raise ProviderFailed("timeout")
        except (OSError, ValueError, HTTPError):
            raise ProviderFailed("unreachable") from None
        return whole


def _json(data: bytes) -> dict[str, Any]:
    try:
        body = json.loads(data)
    except (ValueError, RecursionError):
        raise ProviderFailed("malformed_reply") from None
    if not isinstance(body, dict):
        raise ProviderFailed("malformed_reply")
    return body
