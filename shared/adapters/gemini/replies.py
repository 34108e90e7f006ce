"""Whether a response is an answer at all, and what is in it."""

from typing import TYPE_CHECKING

from shared.adapters.prompting.reply import Reply
from shared.domain.errors import ProviderFailed, ProviderRefused

if TYPE_CHECKING:
    from google.genai.types import Candidate, GenerateContentResponse, Part

_STOP = "STOP"
_POLICY = frozenset(
    {
        "SAFETY",
        "RECITATION",
        "LANGUAGE",
        "BLOCKLIST",
        "PROHIBITED_CONTENT",
        "SPII",
        "IMAGE_SAFETY",
        "IMAGE_PROHIBITED_CONTENT",
        "IMAGE_RECITATION",
        "NO_IMAGE",
        "ESCALATION",
        "PUP_LIMITED_DISABLED",
        "MODEL_ARMOR",
    }
)


def read(response: "GenerateContentResponse") -> Reply:
    """The answer of a call that came back.

    Raises:
        ProviderRefused: the prompt or the answer fell to a policy.
        ProviderFailed: the answer is missing, was cut off, or is not of this API.
    """
    _check_body(response)
    candidate = _candidate(response)
    _check_finish(candidate)
    parts = (candidate.content.parts or []) if candidate.content else []
    said = [part for part in parts if not part.thought]
    return Reply("".join(part.text or "" for part in said), _picture(said))


def _check_body(response: "GenerateContentResponse") -> None:
    sent = response.sdk_http_response
    headers = (sent.headers if sent else None) or {}
    kind = next((value for name, value in headers.items() if name.lower() == "content-type"), "")
    if kind.partition(";")[0].strip().lower() != "application/json":
        raise ProviderFailed("malformed_reply")


def _candidate(response: "GenerateContentResponse") -> "Candidate":
    feedback = response.prompt_feedback
    if feedback is not None and feedback.block_reason is not None:
        raise ProviderRefused(f"blocked_{feedback.block_reason.value.lower()}")
    if not response.candidates:
        raise ProviderFailed("empty_reply")
    return response.candidates[0]


def _check_finish(candidate: "Candidate") -> None:
    finish = candidate.finish_reason.value if candidate.finish_reason else "none"
    if finish == _STOP:
        return
    failure = ProviderRefused if finish in _POLICY else ProviderFailed
    raise failure(f"finish_{finish.lower()}")


def _picture(parts: "list[Part]") -> bytes | None:
    drawn = (part.inline_data.data for part in parts if part.inline_data)
    return next((data for data in drawn if data), None)
