"""Firebase Cloud Messaging, through firebase-admin.

| what the service says of a token                    | what it means |
|-----------------------------------------------------|---------------|
| unregistered, or of another sender                  | `GONE`        |
| invalid argument that names the registration token  | `GONE`        |
| quota exceeded; 429 or 503 in so many words         | `LATER`       |
| no answer, a timeout, an internal error             | `LOST`        |
| anything else                                       | `LOST`        |

Where nobody knows whether a message went out it counts as lost: it is sent at most once. The
library would send a message again after a broken connection, a 500 or a 503; it is told not to.
"""

import logging
from collections.abc import Sequence
from itertools import count

import firebase_admin
from firebase_admin import exceptions, messaging
from requests.adapters import HTTPAdapter

from shared.domain.daily import Message
from shared.ports.messages import Delivery

_TIMEOUT_SECONDS = 10
_AT_ONCE = 10
_NOT_NOW = (429, 503)
_GONE = (messaging.UnregisteredError, messaging.SenderIdMismatchError)
_log = logging.getLogger("zerowaste.messages")
# firebase-admin keeps its apps by name for as long as the process lives.
_apps = count()


class FirebaseMessages:
    """See `shared.ports.Messages`."""

    def __init__(self, project: str) -> None:
        self._app = firebase_admin.initialize_app(
            options={"projectId": project, "httpTimeout": _TIMEOUT_SECONDS},
            name=f"messages-{next(_apps)}",
        )
        # No option of the library says this.
        session = messaging._get_messaging_service(self._app)._client.session
        for prefix in tuple(session.adapters):
            session.mount(prefix, HTTPAdapter(pool_maxsize=_AT_ONCE, max_retries=0))

    def send(self, tokens: Sequence[str], message: Message) -> Sequence[Delivery]:
        if not tokens:
            return ()
        shown = messaging.Notification(title=message.title, body=message.body)
        wanted = [
            messaging.Message(token=token, notification=shown, data=message.data)
            for token in tokens
        ]
        try:
            answer = messaging.send_each(wanted, app=self._app)
        except exceptions.FirebaseError as error:
            return [outcome(error)] * len(tokens)
        return [
            Delivery.TAKEN if one.success else outcome(one.exception) for one in answer.responses
        ]


def outcome(error: exceptions.FirebaseError) -> Delivery:
    """What an error of one message means for its token."""
    if isinstance(error, _GONE):
        return Delivery.GONE
    if isinstance(error, exceptions.InvalidArgumentError) and "token" in str(error).lower():
        return Delivery.GONE
    status = getattr(error.http_response, "status_code", None)
    if isinstance(error, messaging.QuotaExceededError) or status in _NOT_NOW:
        return Delivery.LATER
    _log.warning("message lost", extra={"reason": error.code})
    return Delivery.LOST
