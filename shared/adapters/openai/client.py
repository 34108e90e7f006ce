"""One call to an API that is compatible with OpenAI's, with a limit of time and of size."""

import json
from collections.abc import Mapping
from typing import Any

from shared import telemetry
from shared.adapters.openai import replies, requests
from shared.adapters.openai.requests import Dialect
from shared.adapters.prompting.loop import Loop
from shared.adapters.prompting.patience import Transient
from shared.adapters.prompting.question import Question
from shared.adapters.prompting.reply import Count, Reply, Unmetered
from shared.domain.errors import ProviderFailed, ProviderRefused
from shared.domain.spending import sold_at
from shared.ports.spending import Meter

OPENAI = "https://api.openai.com/v1"
# A picture of 1024 pixels a side is 3 MB of base64 as PNG; no text comes near.
_MOST_BYTES = 32_000_000
_UNUSABLE = "http_400"


class OpenAiClient:
    """Sends questions, once each; may be shared between threads and models.

    `base_url` ends where the API begins, for instance `http://localhost:11434/v1` (Ollama) or
    `https://integrate.api.nvidia.com/v1` (NVIDIA); a server of one's own may need no key.
    """

    name = "openai"

    def __init__(
        self,
        api_key: str | None = None,
        *,
        base_url: str | None = None,
        effort: str | None = None,
        meter: Meter | None = None,
    ) -> None:
        import httpx2

        self.meter = meter or Unmetered()
        self._base_url = (base_url or OPENAI).rstrip("/")
        self.sold = sold_at(self._base_url)
        own = self._base_url == OPENAI
        self._dialect = Dialect(own=own, effort=effort if own else None)
        # Models that refused a schema: they are asked for JSON and told the schema in words.
        self._loose: set[str] = set()
        self._loop = Loop("openai")
        self._http = httpx2.AsyncClient(
            headers={"Authorization": f"Bearer {api_key}"} if api_key else {},
            # A redirect would carry the key to another host.
            follow_redirects=False,
            # The whole call has one limit, see `_posted`.
            timeout=None,
        )

    def send(self, question: Question, seconds: float, count: Count) -> Reply:
        """See `Models`."""
        if question.schema is None:
            return self._painted(question, seconds, count)
        strict = question.model not in self._loose
        try:
            return self._answered(question, seconds, count, strict=strict)
        except ProviderRefused as error:
            if error.reason != _UNUSABLE:
                raise
            if not strict:
                # It was not the schema.
                self._loose.discard(question.model)
                raise
            self._loose.add(question.model)
            raise Transient("schema_refused", retry_after_s=0.0) from None

    def _answered(self, question: Question, seconds: float, count: Count, *, strict: bool) -> Reply:
        body = requests.chat(question, self._dialect, strict=strict)
        answer = self._posted("chat/completions", body, seconds)
        count(*replies.tokens(answer))
        return Reply(replies.text(answer), None)

    def _painted(self, question: Question, seconds: float, count: Count) -> Reply:
        body = requests.picture(question, self._dialect)
        answer = self._posted("images/generations", body, seconds)
        count(*replies.tokens(answer))
        return Reply("", replies.picture(answer))

    def _posted(self, path: str, body: Mapping[str, Any], seconds: float) -> dict[str, Any]:
        import httpx2

        call = self._post(path, body, {"Content-Type": "application/json", **telemetry.passed_on()})
        try:
            status, headers, data = self._loop.within(seconds, call)
        except (TimeoutError, httpx2.TimeoutException):
            raise Transient("timeout") from None
        except httpx2.HTTPError:
            raise Transient("unreachable") from None
        return replies.body(status, headers, data)

    async def _post(
        self, path: str, body: Mapping[str, Any], headers: Mapping[str, str]
    ) -> tuple[int, Mapping[str, str], bytes]:
        url = f"{self._base_url}/{path}"
        content = json.dumps(body, ensure_ascii=False).encode()
        async with self._http.stream("POST", url, content=content, headers=headers) as response:
            data = bytearray()
            async for piece in response.aiter_bytes():
                data += piece
                if len(data) > _MOST_BYTES:
                    raise ProviderFailed("malformed_reply")
            lower = {name.lower(): value for name, value in response.headers.items()}
            return response.status_code, lower, bytes(data)
