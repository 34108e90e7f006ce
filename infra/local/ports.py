"""Free ports: the usual ones where possible."""

import socket
from collections.abc import Mapping
from contextlib import ExitStack

from infra.local.settings import HOST


def choose(preferred: Mapping[str, int]) -> dict[str, int]:
    """A free port for every name: the preferred one, or any when it is taken or 0."""
    with ExitStack() as held:
        # Kept open until all are chosen, so that no port is given out twice.
        sockets = {name: held.enter_context(_bound(port)) for name, port in preferred.items()}
        return {name: chosen.getsockname()[1] for name, chosen in sockets.items()}


def _bound(port: int) -> socket.socket:
    chosen = socket.socket()
    chosen.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        chosen.bind((HOST, 0 if _somebody_listens(port) else port))
    except OSError:
        chosen.bind((HOST, 0))
    return chosen


def _somebody_listens(port: int) -> bool:
    # Asked first: with SO_REUSEADDR some systems let two sockets share a port.
    with socket.socket() as probe:
        return port != 0 and probe.connect_ex((HOST, port)) == 0
