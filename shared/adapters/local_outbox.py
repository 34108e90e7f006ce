"""Messages on a laptop: a file that anybody may read, one JSON object a line."""

import json
import os
from collections.abc import Sequence
from pathlib import Path

from shared.domain.daily import Message
from shared.domain.digest import digest
from shared.ports.messages import Delivery

_SHORT = 8


class LocalOutbox:
    """See `shared.ports.Messages`; a token is told by the beginning of its hash."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def send(self, tokens: Sequence[str], message: Message) -> Sequence[Delivery]:
        lines = [
            json.dumps({"to": digest(token)[:_SHORT]} | message._asdict(), ensure_ascii=False)
            for token in tokens
        ]
        self._path.parent.mkdir(parents=True, exist_ok=True)
        # One write, appended whole: other processes send too.
        out = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            os.write(out, "".join(f"{line}\n" for line in lines).encode())
        finally:
            os.close(out)
        return [Delivery.TAKEN] * len(tokens)
