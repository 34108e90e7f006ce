"""The misbehaving proxy misbehaves as it is told to, and well when it is told nothing."""

import socket
import threading
import time
from collections.abc import Iterator

import pytest

from infra.bench.faults import Fault, Proxy, proxy
from infra.local import ports

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


@pytest.fixture
def between() -> Iterator[Proxy]:
    """A proxy before a server that answers every connection once."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            with client:
                if client.recv(100):
                    client.sendall(ANSWER)

    threading.Thread(target=serve, daemon=True).start()
    free = ports.choose({"proxy": 0})["proxy"]
    with proxy(free, listener.getsockname()[1]) as made:
        yield made
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()


def ask(port: int, seconds: float = 5.0) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=seconds) as client:
        client.sendall(b"GET / HTTP/1.1\r\n\r\n")
        told = b""
        while data := client.recv(1000):
            told += data
        return told


def test_without_a_fault_everything_passes(between: Proxy) -> None:
    assert ask(between.port) == ANSWER


@pytest.mark.parametrize("fault", [Fault.REFUSED, Fault.RESET, Fault.HANGS])
def test_there_is_no_answer(between: Proxy, fault: Fault) -> None:
    between.set(fault)
    with pytest.raises(OSError, match=r"refused|reset|timed out"):
        ask(between.port, 0.3)


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (Fault.CUT, ANSWER[:20]),
        (Fault.STATUS_429, b"HTTP/1.1 429 Too Many Requests"),
        (Fault.STATUS_503, b"HTTP/1.1 503 Unavailable"),
        (Fault.WRONG_BYTES, b"\x00\xff"),
    ],
)
def test_the_answer_is_another_one(between: Proxy, fault: Fault, told: bytes) -> None:
    between.set(fault)
    assert ask(between.port).startswith(told)
    assert ask(between.port) != ANSWER


def test_the_answer_is_late(between: Proxy) -> None:
    between.set(Fault.SLOW)
    started = time.monotonic()
    assert ask(between.port) == ANSWER
    assert time.monotonic() - started >= 0.5


@pytest.mark.parametrize("fault", list(Fault))
def test_it_ends_with_the_fault(between: Proxy, fault: Fault) -> None:
    between.set(fault)
    between.set(Fault.NONE)
    assert ask(between.port) == ANSWER
