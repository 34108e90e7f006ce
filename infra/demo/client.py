"""The backend as an app sees it: requests and answers, nothing else."""

import secrets
from collections.abc import Mapping
from types import TracebackType
from typing import BinaryIO, Self, TypedDict, TypeVar, Unpack

import requests
from pydantic import TypeAdapter, ValidationError

from infra.demo import texts
from infra.demo.answers import Generated, Stocked, Tokens
from infra.demo.failure import DemoError
from infra.demo.photo import Photo
from infra.demo.words import Words
from infra.local.addresses import Addresses
from shared.domain.recognition_result import Recognition

_PATIENCE = 90
_SIGN_UP = "/identitytoolkit.googleapis.com/v1/accounts:signUp"
_Answer = TypeVar("_Answer")


class _Content(TypedDict, total=False):
    """What a request carries, as `requests` names it."""

    json: object
    data: Mapping[str, str]
    files: Mapping[str, tuple[str, BinaryIO, str]]
    headers: Mapping[str, str | None]


class Client:
    """One signed-in person and their requests; every failed one is a DemoError."""

    def __init__(self, at: Addresses, words: Words) -> None:
        self._auth = at.auth
        self._api = f"{at.gateway}/api/v1"
        self._words = words
        self._session = requests.Session()
        # A proxy of the user's network must not be asked for addresses of this machine.
        self._session.trust_env = False
        self._session.headers["Accept-Language"] = words.language

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._session.close()

    def sign_in(self) -> str:
        """Sign somebody new up, exchange the identity for a session; returns the e-mail."""
        email = f"ana-{secrets.token_hex(4)}@example.com"
        person = {"email": email, "password": secrets.token_urlsafe(), "returnSecureToken": True}
        signed_up = self._send("POST", f"{self._auth}{_SIGN_UP}?key=any", json=person)
        bearer = {"Authorization": f"Bearer {signed_up.json()['idToken']}"}
        device = {"device_name": "make demo"}
        answer = self._call("POST", "/auth/exchange", json=device, headers=bearer)
        tokens = self._read(Tokens, answer)
        self._session.headers["Authorization"] = f"{tokens.token_type} {tokens.access_token}"
        return email

    def recognise(self, photo: Photo) -> Recognition:
        """Send the photo of a receipt."""
        with photo.path.open("rb") as data:
            answer = self._call(
                "POST",
                "/recognition",
                data={"kind": "receipt", "detail": "full"},
                files={"images": (photo.path.name, data, photo.content_type)},
            )
        return self._read(Recognition, answer)

    def stock(self, recognition: Recognition) -> Stocked:
        """Put all that was recognised into the inventory."""
        body = {"recognition_id": recognition.id}
        return self._read(Stocked, self._call("POST", "/inventory/from-recognition", json=body))

    def ask_for_recipes(self, count: int) -> Generated:
        """Recipes from what is in stock."""
        body = {"source": "inventory", "servings": 2, "count": count}
        return self._read(Generated, self._call("POST", "/recipes/generations", json=body))

    def recipes(self, generation_id: str) -> Generated:
        """The same recipes as they are now."""
        return self._read(Generated, self._call("GET", f"/recipes/generations/{generation_id}"))

    def picture(self, url: str) -> bytes:
        """The bytes behind a picture's link, fetched without credentials as any app would."""
        return self._send("GET", url, headers={"Authorization": None}).content

    def _call(self, method: str, path: str, **content: Unpack[_Content]) -> requests.Response:
        return self._send(method, f"{self._api}{path}", **content)

    def _send(self, method: str, url: str, **content: Unpack[_Content]) -> requests.Response:
        try:
            response = self._session.request(method, url, timeout=_PATIENCE, **content)
        except requests.RequestException as error:
            raise DemoError(self._words.of(texts.NO_ANSWER, url=url), str(error)) from error
        if not response.ok:
            raise self._refusal(response)
        return response

    def _read(self, kind: type[_Answer], response: requests.Response) -> _Answer:
        try:
            return TypeAdapter(kind).validate_json(response.content)
        except ValidationError as error:
            headline = self._words.of(texts.ODD_ANSWER, url=response.url)
            raise DemoError(headline, str(error)) from error

    def _refusal(self, response: requests.Response) -> DemoError:
        """The problem document (RFC 9457) in a few lines."""
        try:
            problem = response.json()
            title, detail, code = problem["title"], problem["detail"], problem["code"]
        except (ValueError, KeyError, TypeError):
            return DemoError(f"HTTP {response.status_code}: {response.url}", response.text[:500])
        fields = [f"{one['field']}: {one['message']}" for one in problem.get("errors") or ()]
        told = f"{response.status_code} {code} · request_id {problem.get('request_id', '-')}"
        return DemoError(title, detail, *fields, told)
