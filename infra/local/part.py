"""One process of the stack: started, asked whether it answers, stopped."""

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from infra.local.settings import HOST, LOCAL, ROOT

_PATIENCE = 5


@dataclass(frozen=True)
class Plan:
    """What to start, and the addresses (port, path) that answer 200 once it is up."""

    name: str
    command: Sequence[str]
    health: Sequence[tuple[int, str]]
    environment: Mapping[str, str] = field(default_factory=dict)


class Part:
    """A running plan, with its log."""

    def __init__(self, plan: Plan, logs: Path) -> None:
        self.plan = plan
        self.log = logs / f"{plan.name}.log"
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-S", str(LOCAL / "guard.py"), *plan.command],
                cwd=ROOT,
                env={**os.environ, **plan.environment},
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def exit_code(self) -> int | None:
        """The code it ended with, or nothing while it runs."""
        return self._process.poll()

    def answers(self) -> bool:
        """Whether every address of the plan answers."""
        return all(_answers(port, path) for port, path in self.plan.health)

    def last_lines(self, count: int = 25) -> str:
        """The end of the log."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-count:])

    def end(self) -> None:
        """Ask the process and what it started to stop; returns at once."""
        self._signal(signal.SIGTERM)

    def wait(self) -> None:
        """Wait until it has stopped, by force after a few seconds."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=_PATIENCE)
        self._signal(signal.SIGKILL)
        self._process.wait()
        if self._process.stdin:
            self._process.stdin.close()

    def _signal(self, number: signal.Signals) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, number)


def end_all(parts: Sequence[Part]) -> None:
    """Stop them together."""
    for part in parts:
        part.end()
    for part in parts:
        part.wait()


def wait_until_answering(parts: Sequence[Part], seconds: float) -> Part | None:
    """Wait for all of them; the first one that died or stayed silent is returned."""
    deadline = time.monotonic() + seconds
    silent = list(parts)
    while silent:
        dead = next((part for part in parts if part.exit_code is not None), None)
        if dead or time.monotonic() > deadline:
            return dead or silent[0]
        silent = [part for part in silent if not part.answers()]
        time.sleep(0.1)
    return None


def _answers(port: int, path: str) -> bool:
    connection = http.client.HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
