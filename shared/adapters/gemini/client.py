"""One call to the Gemini API, with a limit of time that holds for the whole of it."""

import math
from typing import TYPE_CHECKING

from shared import telemetry
from shared.adapters.gemini.failures import failure_of
from shared.adapters.gemini.replies import read
from shared.adapters.prompting.loop import Loop
from shared.adapters.prompting.patience import Transient
from shared.adapters.prompting.question import Question
from shared.adapters.prompting.reply import Count, Reply, Unmetered
from shared.domain.errors import ProviderFailed
from shared.domain.spending import sold_at
from shared.ports.spending import Meter

if TYPE_CHECKING:
    from google.genai.types import Content, GenerateContentConfig, GenerateContentResponse

GOOGLE = "https://generativelanguage.googleapis.com"
# The service refuses, with 400, to be given less.
_SHORTEST_S = 10


class GeminiClient:
    """Sends questions, once each; may be shared between threads and models.

    `base_url` is the service's address without the version. What the environment says of keys,
    addresses or Vertex AI does not count.
    """

    name = "gemini"

    def __init__(
        self,
        api_key: str,
        *,
        base_url: str | None = None,
        api_version: str = "v1beta",
        meter: Meter | None = None,
    ) -> None:
        import httpx2
        from google import genai
        from google.genai import types

        self.meter = meter or Unmetered()
        self.sold = sold_at(base_url or GOOGLE)
        self._loop = Loop("gemini")
        self._models = genai.Client(
            enterprise=False,
            api_key=api_key,
            http_options=types.HttpOptions(
                base_url=base_url or GOOGLE,
                api_version=api_version,
                # The library's own retries know no deadline and no Retry-After.
                retry_options=types.HttpRetryOptions(attempts=1),
                # A redirect would carry the key to another host.
                httpx_async_client=httpx2.AsyncClient(follow_redirects=False),
            ),
        ).aio.models

    def send(self, question: Question, seconds: float, count: Count) -> Reply:
        """See `Models`."""
        response = self._response(question, seconds)
        usage = response.usage_metadata
        if usage is not None:
            thoughts = usage.thoughts_token_count or 0
            count(usage.prompt_token_count or 0, (usage.candidates_token_count or 0) + thoughts)
        return read(response)

    def _response(self, question: Question, seconds: float) -> "GenerateContentResponse":
        import httpx2
        from google.genai.errors import APIError

        call = self._models.generate_content(
            model=question.model,
            contents=_content(question),
            config=_config(question, seconds),
        )
        try:
            # The library's timeout starts again with every byte; this one does not.
            return self._loop.within(seconds, call)
        except APIError as error:
            raise failure_of(error) from None
        except (TimeoutError, httpx2.TimeoutException):
            raise Transient("timeout") from None
        except httpx2.HTTPError:
            raise Transient("unreachable") from None
        except (ValueError, TypeError, AttributeError, RecursionError):
            # What the library raises on a body that is not JSON, or not this API's.
            raise ProviderFailed("malformed_reply") from None


def _content(question: Question) -> "Content":
    from google.genai import types

    photos = [
        types.Part.from_bytes(data=photo.data, mime_type=photo.content_type)
        for photo in question.photos
    ]
    return types.Content(role="user", parts=[*photos, types.Part.from_text(text=question.text)])


def _config(question: Question, seconds: float) -> "GenerateContentConfig":
    from google.genai import types

    paints = question.schema is None
    return types.GenerateContentConfig(
        system_instruction=question.system,
        max_output_tokens=question.max_tokens,
        response_modalities=["IMAGE"] if paints else ["TEXT"],
        response_mime_type=None if paints else "application/json",
        response_json_schema=question.schema,
        image_config=types.ImageConfig(aspect_ratio="1:1") if paints else None,
        automatic_function_calling=types.AutomaticFunctionCallingConfig(disable=True),
        # Off, or one call could become several.
        automatic_continuation=False,
        http_options=types.HttpOptions(
            timeout=math.ceil(seconds * 1000),
            headers={
                "X-Server-Timeout": str(max(_SHORTEST_S, math.ceil(seconds))),
                **telemetry.passed_on(),
            },
        ),
    )
