"""Firestore's own REST interface, as somebody with a Firebase ID token reaches it from a phone."""

import json
import uuid
from collections.abc import Callable, Iterator, Mapping
from http.client import HTTPConnection
from typing import Any

import jwt
import requests

from infra.local.addresses import Addresses, host_and_port
from infra.local.settings import PROJECT
from tests.client import SECONDS, Phone

_NAME = f"projects/{PROJECT}/databases/(default)/documents"
_FIELDS = {"x": {"integerValue": "2"}}
# What the emulators take as the project's own account.
SERVER = "owner"


class Direct:
    """Somebody at Firestore's address: every way to read and to write, past the functions."""

    def __init__(self, stack: Addresses, token: str | None) -> None:
        # A connection each, and nothing around it: they ask thousands of times.
        address = host_and_port(stack.firestore)
        self._connection = HTTPConnection(address, timeout=SECONDS)
        self._headers = {"Content-Type": "application/json"}
        if token is not None:
            self._headers["Authorization"] = f"Bearer {token}"

    def reads(self, collection: str, document: str) -> Iterator[tuple[str, int]]:
        """Each way to read `collection/document` and what it was answered."""
        parent, _, name = collection.rpartition("/")
        chosen = {"from": [{"collectionId": name}]}
        where = {"fieldFilter": _equals("x", 1)}
        counted = {"structuredQuery": chosen, "aggregations": [{"alias": "n", "count": {}}]}
        count = {"structuredAggregationQuery": counted}
        asked: Mapping[str, tuple[str, str, Any]] = {
            "get": ("GET", f"/{collection}/{document}", None),
            "list": ("GET", f"/{collection}", None),
            "batch get": ("POST", ":batchGet", {"documents": [_whole(collection, document)]}),
            "query": ("POST", f"{_below(parent)}:runQuery", {"structuredQuery": chosen}),
            "filtered query": (
                "POST",
                f"{_below(parent)}:runQuery",
                {"structuredQuery": {**chosen, "where": where, "limit": 5}},
            ),
            "count": ("POST", f"{_below(parent)}:runAggregationQuery", count),
        }
        for way, (method, path, body) in asked.items():
            yield way, self.status(method, path, body)

    def gathers(self, name: str) -> int:
        """A query over every collection of the name, whosever it is."""
        everywhere = {"from": [{"collectionId": name, "allDescendants": True}]}
        return self.status("POST", ":runQuery", {"structuredQuery": everywhere})

    def writes(self, collection: str, document: str) -> Iterator[tuple[str, int]]:
        """Each way to write into `collection` and what it was answered."""
        there, fresh = f"{collection}/{document}", uuid.uuid4().hex
        update = {"update": {"name": _whole(collection, document), "fields": _FIELDS}}
        mask = {"updateMask": {"fieldPaths": ["x"]}}
        sent: Mapping[str, tuple[str, str, Any]] = {
            "create": ("POST", f"/{collection}", {"fields": _FIELDS}),
            "create named": ("POST", f"/{collection}?documentId={fresh}", {"fields": _FIELDS}),
            "replace": ("PATCH", f"/{there}", {"fields": _FIELDS}),
            "change a field": ("PATCH", f"/{there}?updateMask.fieldPaths=x", {"fields": _FIELDS}),
            "commit": ("POST", ":commit", {"writes": [update | mask]}),
            "commit a new one": ("POST", ":commit", {"writes": [_created(collection, fresh)]}),
            "increment": ("POST", ":commit", {"writes": [_incremented(collection, document)]}),
            "delete missing": ("DELETE", f"/{collection}/{uuid.uuid4().hex}", None),
            "commit a deletion": (
                "POST",
                ":commit",
                {"writes": [{"delete": _whole(collection, uuid.uuid4().hex)}]},
            ),
            "delete": ("DELETE", f"/{there}", None),
        }
        for way, (method, path, body) in sent.items():
            yield way, self.status(method, path, body)

    def status(self, method: str, path: str, body: Any = None) -> int:
        sent = None if body is None else json.dumps(body)
        self._connection.request(method, f"/v1/{_NAME}{path}", sent, self._headers)
        answer = self._connection.getresponse()
        answer.read()
        return answer.status


def _below(parent: str) -> str:
    return f"/{parent}" if parent else ""


def _whole(collection: str, document: str) -> str:
    return f"{_NAME}/{collection}/{document}"


def _equals(field: str, value: int) -> dict[str, Any]:
    return {"field": {"fieldPath": field}, "op": "EQUAL", "value": {"integerValue": str(value)}}


def _created(collection: str, document: str) -> dict[str, Any]:
    name = _whole(collection, f"{document}-committed")
    return {"update": {"name": name, "fields": _FIELDS}, "currentDocument": {"exists": False}}


def _incremented(collection: str, document: str) -> dict[str, Any]:
    step = {"fieldPath": "x", "increment": {"integerValue": "1"}}
    return {"transform": {"document": _whole(collection, document), "fieldTransforms": [step]}}


class Household:
    """Everybody there can be around one kitchen, each with a token of the Auth emulator."""

    def __init__(self, stack: Addresses) -> None:
        self._stack = stack
        self.owner, owner = self._signed_in()
        self.neighbour, neighbour = self._signed_in()
        self.kitchen: str = owner["kitchen_id"]
        self.other_kitchen: str = neighbour["kitchen_id"]
        self.owner_uid: str = owner["user"]["uid"]
        tokens = {
            "nobody": None,
            "unknown": Phone(stack).sign_up(),
            "anonymous": _anonymous(stack),
            "administrator": self._administrator(),
            "neighbour": self.neighbour,
            "former member": self._member("member", leaves=True),
            "viewer": self._member("viewer"),
            "member": self._member("member"),
            "owner": self.owner,
        }
        self.people = {who: Direct(stack, token) for who, token in tokens.items()}
        self.server = Direct(stack, SERVER)

    def each(self, ask: Callable[[Direct], Any]) -> dict[str, Any]:
        """What everybody is answered."""
        return {who: ask(person) for who, person in self.people.items()}

    def _signed_in(self) -> tuple[str, dict[str, Any]]:
        phone = Phone(self._stack)
        token = phone.sign_up()
        return token, phone.sign_in(token)

    def _member(self, role: str, *, leaves: bool = False) -> str:
        host, phone = Phone(self._stack), Phone(self._stack)
        host.sign_in(self.owner)
        code = host.post("/account/kitchen/invites", json={"role": role}).json()["code"]
        token = phone.sign_up()
        session = phone.sign_in(token)
        _done(phone.post("/account/kitchen/join", json={"code": code}))
        if leaves:
            uid = session["user"]["uid"]
            phone.sign_in(token)
            _done(phone.delete(f"/account/kitchen/members/{uid}"))
        return token

    def _administrator(self) -> str:
        """An administrator of the service, who is nobody's cook."""
        token = Phone(self._stack).sign_up()
        known = jwt.decode(token, options={"verify_signature": False})
        accounts = f"{self._stack.auth}/identitytoolkit.googleapis.com/v1"
        claims = {"localId": known["user_id"], "customAttributes": json.dumps({"admin": True})}
        _done(
            requests.post(
                f"{accounts}/projects/{PROJECT}/accounts:update",
                json=claims,
                headers={"Authorization": f"Bearer {SERVER}"},
                timeout=SECONDS,
            )
        )
        again = {"email": known["email"], "password": "correct horse", "returnSecureToken": True}
        url = f"{accounts}/accounts:signInWithPassword?key=any"
        return str(_done(requests.post(url, json=again, timeout=SECONDS)).json()["idToken"])


def _anonymous(stack: Addresses) -> str:
    """Signed in at Firebase without saying who they are."""
    url = f"{stack.auth}/identitytoolkit.googleapis.com/v1/accounts:signUp?key=any"
    answer = requests.post(url, json={"returnSecureToken": True}, timeout=SECONDS)
    return str(_done(answer).json()["idToken"])


def _done(answer: requests.Response) -> requests.Response:
    assert answer.ok, answer.text
    return answer
