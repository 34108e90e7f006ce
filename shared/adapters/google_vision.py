"""Google Cloud Vision: the print of photos by its REST interface, DOCUMENT_TEXT_DETECTION.

Asked with `requests` and the credentials of the process: both are there already, while the vendor's
library would bring its own types and a channel for this one call. Facts:
cloud.google.com/vision/docs/reference/rest/v1/images/annotate, read 2026-11-22.
"""

import base64
from collections.abc import Callable, Sequence
from typing import Annotated, Protocol

import requests
from pydantic import BaseModel, Field, ValidationError

from shared.domain.errors import ProviderFailed, ProviderRefused, Unreadable
from shared.domain.recognition import Photo
from shared.ports.clock import Clock

_PATH = "/v1/images:annotate"
_LONGEST_S = 10.0
_SHORTEST_S = 0.5
_MOST_BYTES = 5_000_000
_PASSING = frozenset({408, 429, 500, 502, 503, 504})
# google.rpc.Code of a single picture that failed inside an answer that did not.
_PICTURE_AT_FAULT = frozenset({3})


class Poster(Protocol):
    """What of a `requests` session is used."""

    def post(
        self, url: str, *, json: object, timeout: float, headers: dict[str, str]
    ) -> requests.Response: ...


class _Text(BaseModel):
    text: str = ""


class _Status(BaseModel):
    code: int = 0


class _Page(BaseModel):
    full: Annotated[_Text, Field(alias="fullTextAnnotation")] = _Text()
    error: _Status | None = None


class _Answer(BaseModel):
    responses: list[_Page]


class GoogleVision:
    """A `LabelReader`. `session` is called for a session that carries the credentials."""

    name = "google_vision"
    model = "DOCUMENT_TEXT_DETECTION"

    def __init__(self, session: Callable[[], Poster], url: str, clock: Clock) -> None:
        self._session = session
        self._url = url.rstrip("/") + _PATH
        self._clock = clock

    def read(self, photos: Sequence[Photo], deadline: float) -> str:
        """Raises Unreadable, ProviderRefused, ProviderFailed."""
        seconds = min(_LONGEST_S, deadline - self._clock.monotonic())
        if seconds < _SHORTEST_S:
            raise ProviderFailed("out_of_time")
        answer = self._asked(photos, seconds)
        if len(answer.responses) != len(photos):
            raise ProviderFailed("malformed")
        texts = [_text(page) for page in answer.responses]
        if not any(text.strip() for text in texts):
            raise Unreadable
        return "\n\n".join(texts)

    def _asked(self, photos: Sequence[Photo], seconds: float) -> _Answer:
        body = {"requests": [_request(photo) for photo in photos]}
        try:
            answer = self._session().post(self._url, json=body, timeout=seconds, headers={})
        except requests.Timeout:
            raise ProviderFailed("out_of_time") from None
        except requests.RequestException:
            raise ProviderFailed("unreachable") from None
        if answer.status_code != requests.codes.ok:
            raise _failure(answer.status_code)
        if len(answer.content) > _MOST_BYTES:
            raise ProviderFailed("too_large")
        try:
            return _Answer.model_validate_json(answer.content)
        except ValidationError:
            raise ProviderFailed("malformed") from None


def _request(photo: Photo) -> dict[str, object]:
    return {
        "image": {"content": base64.b64encode(photo.data).decode()},
        "features": [{"type": "DOCUMENT_TEXT_DETECTION"}],
    }


def _text(page: _Page) -> str:
    if page.error is not None and page.error.code:
        if page.error.code in _PICTURE_AT_FAULT:
            raise Unreadable
        raise ProviderFailed(f"rpc_{page.error.code}")
    return page.full.text


def _failure(status: int) -> ProviderFailed:
    if status in _PASSING or status < 400 or status >= 500:
        return ProviderFailed(f"http_{status}")
    return ProviderRefused(f"http_{status}")


def authorised_session() -> Poster:
    """A session with the credentials of the process, renewed as they expire.

    Raises:
        ProviderFailed: there are none.
    """
    import google.auth
    from google.auth.exceptions import GoogleAuthError
    from google.auth.transport.requests import AuthorizedSession

    try:
        credentials, _ = google.auth.default(
            scopes=["https://www.googleapis.com/auth/cloud-vision"]
        )
    except GoogleAuthError:
        raise ProviderFailed("no_credentials") from None
    session: Poster = AuthorizedSession(credentials)
    return session
