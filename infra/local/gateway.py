"""One local address for every function, the way the project's own domain would give it."""

import argparse
import json
import os
from collections.abc import Iterable
from pathlib import Path
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import waitress

from infra.local import functions, keys, metrics, scheduler, site
from infra.local.addresses import Addresses
from infra.local.settings import HOST, OIDC_KEY_ID, THREADS


class Gateway:
    """Hands `/api/v1/<function>/...` to that function, the path untouched; the rest to the site."""

    def __init__(self, mounted: dict[str, WSGIApplication], otherwise: WSGIApplication) -> None:
        self._mounted = mounted
        self._otherwise = otherwise

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        match environ["PATH_INFO"].split("/"):
            case ["", "api", "v1", function, *_] if function in self._mounted:
                return self._mounted[function](environ, start)
            case _:
                return self._otherwise(environ, start)


def main() -> None:
    """Serve until killed."""
    parser = argparse.ArgumentParser(prog="infra.local.gateway")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--functions", type=Path, required=True)
    parser.add_argument("--addresses", type=json.loads, required=True)
    arguments = parser.parse_args()
    mounted = functions.load(arguments.functions)
    certificates = keys.public_jwks(os.environ["LOCAL_OIDC_KEY"], OIDC_KEY_ID)
    addresses = Addresses(**arguments.addresses)
    pages = site.make(mounted, addresses, certificates, metrics.watch(addresses.tasks))
    if "maintenance" in mounted:
        scheduler.start()
    waitress.serve(
        Gateway(mounted, pages),
        host=HOST,
        port=arguments.port,
        threads=THREADS,
        connection_limit=500,
        # It stands for the front end: what a client claims reaches the functions, as it does there.
        clear_untrusted_proxy_headers=False,
    )


if __name__ == "__main__":
    main()
