"""From a request's bytes to validated values."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import Any, TypeVar

from flask import Request
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import RequestEntityTooLarge

from shared.domain.errors import DomainError
from shared.domain.model import TextFile
from shared.routes import Files
from shared.validation import InvalidValues, too_many

Parsed = TypeVar("Parsed", bound=BaseModel)

MOST_JSON_BYTES = 1_000_000
_CHARSETS = {
    "utf-8": "utf-8-sig",
    "utf8": "utf-8-sig",
    "iso-8859-1": "cp1252",
    "windows-1252": "cp1252",
}
_FORM_SLACK_BYTES = 200_000
# The platform drops HTTP/1 requests of more than 32 MiB before they arrive
# (cloud.google.com/run/quotas).
MOST_FORM_BYTES = 31_000_000
_DISCARD_BYTES = 64_000_000


def query(request: Request, model: type[Parsed]) -> Parsed:
    """Raises InvalidValues."""
    with _caller_at_fault():
        return model.model_validate(_flat(request.args))


def raw_body(request: Request) -> bytes:
    """The bytes of a body that is not a form, however often they are asked for."""
    return _bounded(request, MOST_JSON_BYTES, "1 MB").get_data(cache=True)


def body(request: Request, model: type[Parsed]) -> Parsed:
    """Raises InvalidValues, or DomainError for what cannot be read at all."""
    if issubclass(model, TextFile):
        return model.model_validate({"text": _text(request, model.media_type)})
    return json_body(request, model)


def json_body(request: Request, model: type[Parsed]) -> Parsed:
    """Raises InvalidValues, or DomainError for what is not JSON at all.

    No body at all is an empty object, so that a route whose fields are all optional needs none.
    Values are what the document says they are: `"yes"` and `1` are no `true`, and 0 is no date.
    """
    data = raw_body(request)
    if data and not request.is_json:
        raise DomainError("media_type_unsupported", expected="application/json")
    try:
        try:
            return model.model_validate_json(data or b"{}", strict=True)
        except ValidationError as error:
            if too_many(error) or not all(map(_is_whole, error.errors(include_url=False))):
                raise
            return model.model_validate_json(data or b"{}")
    except ValidationError as error:
        if not too_many(error) and _is_no_json(error):
            raise DomainError("unreadable_body", expected="JSON") from None
        raise InvalidValues(error) from None


def _is_no_json(error: ValidationError) -> bool:
    kinds = {e["type"] for e in error.errors(include_url=False, include_input=False)}
    return not kinds.isdisjoint({"json_invalid", "json_type"})


def _is_whole(error: ErrorDetails) -> bool:
    """Whether what is wrong is a whole number written 4.0, which JSON tells from 4 as little as
    its schemas do."""
    given = error["input"]
    return error["type"] == "int_type" and isinstance(given, float) and given.is_integer()


def form(
    request: Request, model: type[Parsed], files: Files, most_file_bytes: int
) -> tuple[Parsed, Sequence[bytes]]:
    """The multipart fields and the photos' bytes.

    Raises InvalidValues, or DomainError for what is no form or too large.
    """
    if request.mimetype != "multipart/form-data":
        raise DomainError("media_type_unsupported", expected="multipart/form-data")
    limit = min(
        (files.most_full or files.most) * most_file_bytes + _FORM_SLACK_BYTES, MOST_FORM_BYTES
    )
    request.max_form_parts = files.most + 20
    uploads = _bounded(request, limit, _megabytes(limit)).files.getlist(files.field)
    with _caller_at_fault():
        fields = model.model_validate(_flat(request.form))
    unknown = set(request.files) - {files.field}
    if unknown:
        raise DomainError("invalid_value", field=sorted(unknown)[0][:80])
    if not files.least <= len(uploads) <= files.most:
        raise DomainError("image_missing", field=files.field, least=files.least, most=files.most)
    data = [upload.stream.read(most_file_bytes + 1) for upload in uploads]
    if any(len(one) > most_file_bytes for one in data):
        raise DomainError("image_too_large", field=files.field, limit=_megabytes(most_file_bytes))
    return fields, data


def discard_rest(request: Request) -> None:
    """Reads what is left of the body, within reason, and hides it from the framework.

    functions-framework reads the whole body after the handler; of a body refused for its size that
    would be the very thing refused.
    """
    left = _DISCARD_BYTES
    request.max_content_length = None
    try:
        while left > 0 and (chunk := request.stream.read(65_536)):
            left -= len(chunk)
    except (OSError, RequestEntityTooLarge):
        pass
    request.stream = BytesIO()


def _text(request: Request, media_type: str) -> str:
    """In UTF-8, with or without its mark, unless the header names another of `_CHARSETS`."""
    if request.mimetype != media_type:
        raise DomainError("media_type_unsupported", expected=media_type)
    charset = request.mimetype_params.get("charset", "utf-8").lower()
    try:
        return raw_body(request).decode(_CHARSETS[charset])
    except (KeyError, UnicodeDecodeError):
        raise DomainError("unreadable_body", expected=f"{media_type} (UTF-8)") from None


@contextmanager
def _caller_at_fault() -> Iterator[None]:
    try:
        yield
    except ValidationError as error:
        raise InvalidValues(error) from None


def _bounded(request: Request, limit: int, shown: str) -> Request:
    if (request.content_length or 0) > limit:
        raise DomainError("body_too_large", limit=shown)
    request.max_content_length = limit
    return request


def _flat(values: MultiDict[str, str]) -> dict[str, Any]:
    return {
        key: found if len(found) > 1 else found[0]
        for key, found in values.to_dict(flat=False).items()
    }


def _megabytes(count: int) -> str:
    return f"{count / 1_000_000:g} MB"
