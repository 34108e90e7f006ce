"""Answers that are worth it go out compressed to whoever takes that."""

import gzip
from http import HTTPStatus

from flask import Request, Response

# Below this the headers weigh more than what is saved.
LEAST_BYTES = 1024
_LEVEL = 5


def compress(request: Request, response: Response) -> None:
    """Compresses a whole answer of more than a kilobyte. The `ETag` stays: it names the version of
    what is told, not the bytes it is told in."""
    if response.is_streamed or response.status_code == HTTPStatus.NOT_MODIFIED:
        return
    if len(response.get_data()) <= LEAST_BYTES:
        return
    response.headers.add("Vary", "Accept-Encoding")
    if request.accept_encodings.quality("gzip") > 0:
        # No moment in it: the same answer is the same bytes.
        response.set_data(gzip.compress(response.get_data(), _LEVEL, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
