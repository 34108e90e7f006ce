"""Forms with photos: what the platform would drop is refused by us, with an answer that says so."""

from io import BytesIO

import pytest
from flask import Request
from pydantic import BaseModel
from werkzeug.test import EnvironBuilder

from shared import parsing
from shared.domain.errors import DomainError
from shared.routes import Files

# Of one request over HTTP/1, see `parsing.MOST_FORM_BYTES`.
PLATFORM = 32 * 1024 * 1024
PHOTO = 10_000_000


class Fields(BaseModel):
    kind: str = "auto"


class Form(BytesIO):
    """Says that it is `size` long, and counts what is read of it."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.size = size
        self.asked = 0

    def read(self, size: int | None = -1, /) -> bytes:
        self.asked += 1
        return super().read(size)


def sent(form: Form) -> Request:
    environ = EnvironBuilder(method="POST", input_stream=form).get_environ()
    kind = {"CONTENT_TYPE": "multipart/form-data; boundary=x", "CONTENT_LENGTH": str(form.size)}
    return Request(environ | kind)


@pytest.mark.parametrize(
    ("files", "size", "told"),
    [
        (Files("images", 1, 20), parsing.MOST_FORM_BYTES + 1, "31 MB"),
        (Files("images", 1, 6, most_full=3), PHOTO * 3 + 200_001, "30.2 MB"),
        (Files("images", 1, 1), PHOTO + 200_001, "10.2 MB"),
    ],
)
def test_a_form_that_is_too_large_is_refused_unread(files: Files, size: int, told: str) -> None:
    form = Form(size)
    with pytest.raises(DomainError) as refused:
        parsing.form(sent(form), Fields, files, PHOTO)
    assert (refused.value.code, refused.value.params["limit"]) == ("body_too_large", told)
    assert form.asked == 0


def test_what_we_take_arrives() -> None:
    assert parsing.MOST_FORM_BYTES < PLATFORM
