"""A TCP proxy that misbehaves on request, to stand between a service and what it needs."""

import socket
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum

_CHUNK = 65536
_SLOW_S = 0.7
_HANG_S = 60.0
_CUT_AFTER = 20
_NONSENSE = b"\x00\xff\x13\x37 neither HTTP nor anything else\r\n\r\n" * 4
_RESET_ON_CLOSE = struct.pack("ii", 1, 0)


class Fault(StrEnum):
    NONE = "none"
    REFUSED = "refused"
    SLOW = "slow"
    HANGS = "hangs"
    RESET = "reset"
    CUT = "cut"
    WRONG_BYTES = "wrong bytes"
    STATUS_429 = "429"
    STATUS_503 = "503"


_STATUSES = {Fault.STATUS_429: "429 Too Many Requests", Fault.STATUS_503: "503 Unavailable"}


class Proxy:
    """Listens on the loopback at `port` and passes everything to `target`, until told not to."""

    def __init__(self, port: int, target: int) -> None:
        self.port = port
        self._target = target
        self._fault = Fault.NONE
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._listener: socket.socket | None = None
        self._listen()

    def set(self, fault: Fault) -> None:
        """From now on, on new connections; those there are end, as they would in an outage."""
        self._fault = fault
        if fault is Fault.REFUSED:
            self._deafen()
        elif self._listener is None:
            self._listen()
        self._drop_all()

    def close(self) -> None:
        self._deafen()
        self._drop_all()

    def _listen(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", self.port))
        threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def _deafen(self) -> None:
        listener, self._listener = self._listener, None
        if listener is not None:
            with suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            listener.close()

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            with self._lock:
                self._open.add(client)
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        fault = self._fault
        with suppress(OSError):
            match fault:
                case Fault.HANGS:
                    time.sleep(_HANG_S)
                case Fault.RESET:
                    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
                    client.close()
                case Fault.WRONG_BYTES:
                    client.recv(_CHUNK)
                    client.sendall(_NONSENSE)
                case Fault.STATUS_429 | Fault.STATUS_503:
                    _answer(client, _STATUSES[fault])
                case _:
                    self._pass_on(client, fault)
        self._end(client)

    def _pass_on(self, client: socket.socket, fault: Fault) -> None:
        server = socket.create_connection(("127.0.0.1", self._target))
        with self._lock:
            self._open.add(server)
        threading.Thread(target=_pour, args=(client, server), daemon=True).start()
        try:
            if fault is Fault.CUT:
                client.sendall(server.recv(_CHUNK)[:_CUT_AFTER])
            else:
                _pour(server, client, _SLOW_S if fault is Fault.SLOW else 0.0)
        finally:
            self._end(server)

    def _drop_all(self) -> None:
        with self._lock:
            there = list(self._open)
        for one in there:
            self._end(one)

    def _end(self, one: socket.socket) -> None:
        with self._lock:
            self._open.discard(one)
        # Closing alone does not wake whoever reads from it.
        with suppress(OSError):
            one.shutdown(socket.SHUT_RDWR)
        one.close()


def _pour(source: socket.socket, sink: socket.socket, wait_s: float = 0.0) -> None:
    with suppress(OSError):
        while data := source.recv(_CHUNK):
            time.sleep(wait_s)
            sink.sendall(data)
        sink.shutdown(socket.SHUT_WR)


def _answer(client: socket.socket, status: str) -> None:
    """Reads one request to the end of its body, as far as it comes at once, and refuses it."""
    client.settimeout(0.2)
    with suppress(TimeoutError):
        while client.recv(_CHUNK):
            pass
    head = f"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: 2\r\n"
    client.sendall(f"{head}Connection: close\r\n\r\n{{}}".encode())


@contextmanager
def proxy(port: int, target: int) -> Iterator[Proxy]:
    one = Proxy(port, target)
    try:
        yield one
    finally:
        one.close()
