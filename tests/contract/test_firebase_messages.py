"""Firebase Cloud Messaging, through its library, against a local server."""

import json
import socket
from collections.abc import Iterator

import google.auth
import pytest
from firebase_admin import messaging
from google.auth.credentials import AnonymousCredentials
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from shared.adapters.firebase_messages import FirebaseMessages
from shared.domain.daily import Message
from shared.ports.messages import Delivery

SENT = "/v1/projects/p/messages:send"
MESSAGE = Message(title="Hoy", body="Caduca la leche.", data={})


def error(status: int, name: str, code: str | None = None) -> Response:
    details = [{"@type": "type.googleapis.com/google.firebase.fcm.v1.FcmError", "errorCode": code}]
    told = {"code": status, "status": name, "message": "told", "details": details if code else []}
    return Response(json.dumps({"error": told}), status, mimetype="application/json")


TAKEN = Response('{"name": "projects/p/messages/1"}', 200, mimetype="application/json")


@pytest.fixture
def messages(httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[FirebaseMessages]:
    def nobody(*_: object, **__: object) -> tuple[AnonymousCredentials, str]:
        return AnonymousCredentials(), "p"  # type: ignore[no-untyped-call]

    monkeypatch.setattr(google.auth, "default", nobody)
    address = httpserver.url_for("/v1/projects/{0}/messages:send")
    monkeypatch.setattr(messaging._MessagingService, "FCM_URL", address)
    yield FirebaseMessages("p")


@pytest.mark.parametrize(
    ("answer", "fate"),
    [
        (TAKEN, Delivery.TAKEN),
        (error(404, "NOT_FOUND", "UNREGISTERED"), Delivery.GONE),
        (error(403, "PERMISSION_DENIED", "SENDER_ID_MISMATCH"), Delivery.GONE),
        (error(429, "RESOURCE_EXHAUSTED", "QUOTA_EXCEEDED"), Delivery.LATER),
        (error(503, "UNAVAILABLE", "UNAVAILABLE"), Delivery.LATER),
        (error(500, "INTERNAL", "INTERNAL"), Delivery.LOST),
        (error(401, "UNAUTHENTICATED"), Delivery.LOST),
        (Response("<html>", 502), Delivery.LOST),
    ],
    ids=lambda one: one.name if isinstance(one, Delivery) else str(one.status_code),
)
def test_a_message_is_handed_over_once_whatever_is_answered(
    httpserver: HTTPServer, messages: FirebaseMessages, answer: Response, fate: Delivery
) -> None:
    httpserver.expect_request(SENT).respond_with_response(answer)
    assert list(messages.send(["token"], MESSAGE)) == [fate]
    assert len(httpserver.log) == 1


def test_a_message_whose_answer_never_came_is_not_sent_again(
    httpserver: HTTPServer, messages: FirebaseMessages
) -> None:
    seen = []

    def cut(request: Request) -> Response:
        seen.append(request.get_json()["message"]["token"])
        request.environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
        return TAKEN

    httpserver.expect_request(SENT).respond_with_handler(cut)
    assert list(messages.send(["token"], MESSAGE)) == [Delivery.LOST]
    assert seen == ["token"]
