"""The Cloud Storage emulator, in memory, with the media bucket made."""

import sys
from collections.abc import Callable
from functools import partial
from http.server import ThreadingHTTPServer
from threading import Lock

from gcp_storage_emulator.handlers.buckets import create_bucket
from gcp_storage_emulator.server import RequestHandler
from gcp_storage_emulator.storage import Storage

from infra.local.settings import BUCKET, HOST

_TURN = Lock()


def _in_turn(handle: Callable[[RequestHandler], None]) -> Callable[[RequestHandler], None]:
    def handle_alone(handler: RequestHandler) -> None:
        with _TURN:
            handle(handler)

    return handle_alone


# The package's own server has one thread, which an idle browser connection blocks; its storage
# is not made for several.
_VERBS = ("do_GET", "do_POST", "do_PUT", "do_PATCH", "do_DELETE")
_Handler = type(
    "_Handler",
    (RequestHandler,),
    {verb: _in_turn(getattr(RequestHandler, verb)) for verb in _VERBS},
)


def serve(port: int) -> None:
    """Serve until killed."""
    storage = Storage(use_memory_fs=True)
    create_bucket(BUCKET, storage)
    ThreadingHTTPServer((HOST, port), partial(_Handler, storage)).serve_forever()


if __name__ == "__main__":
    serve(int(sys.argv[1]))
