"""The whole stack: its parts on their ports, started together and stopped together."""

import json
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from infra.local import environment, firestore_jar, java, node, ports
from infra.local.addresses import Addresses
from infra.local.not_installed import NotInstalledError
from infra.local.part import Part, Plan, end_all, wait_until_answering
from infra.local.settings import (
    FUNCTIONS,
    HOST,
    LOCAL,
    PORTS,
    PROJECT,
    QUEUES,
    RULES,
    TASKS_LOCATION,
)

_PATIENCE = 90
# A short-lived emulator: compiling less halves its start and its first answers.
_JAVA_OPTIONS = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
_FIRST = "Run `python3 -m infra.local.bootstrap` first."


class PartDiedError(Exception):
    """A part ended by itself, or never answered."""

    def __init__(self, part: Part) -> None:
        code = part.exit_code
        how = "does not answer" if code is None else f"stopped with exit code {code}"
        super().__init__(f"{part.plan.name} {how}. The end of {part.log}:")
        self.log = part.last_lines()


class Stack:
    """Starts the parts; knows which one died; stops them all."""

    def __init__(
        self,
        state: Path,
        preferred: Mapping[str, int],
        functions: Path = FUNCTIONS,
        settings: Mapping[str, str] | None = None,
    ) -> None:
        self.ports = ports.choose(preferred)
        self.addresses = Addresses.of(self.ports)
        self._file = state / "stack.json"
        self._logs = state / "logs"
        self._functions = functions
        self._settings = settings or {}
        self._parts: list[Part] = []

    def start(self) -> None:
        """Start everything and wait until everything answers.

        Raises:
            NotInstalledError: something is lacking.
            PartDiedError: a part did not come up.
        """
        self._file.unlink(missing_ok=True)
        shutil.rmtree(self._logs, ignore_errors=True)
        self._logs.mkdir(parents=True)
        for plan in self._plans():
            self._parts.append(Part(plan, self._logs))
        silent = wait_until_answering(self._parts, _PATIENCE)
        if silent:
            raise PartDiedError(silent)
        self.addresses.write(self._file)

    def check(self) -> None:
        """Raises PartDiedError when a part has ended since the start."""
        for part in self._parts:
            if part.exit_code is not None:
                raise PartDiedError(part)

    def stop(self) -> None:
        """Stop what was started."""
        self._file.unlink(missing_ok=True)
        end_all(self._parts)
        self._parts.clear()

    def _plans(self) -> list[Plan]:
        return [self._firestore(), self._auth_and_tasks(), self._storage(), self._gateway()]

    def _firestore(self) -> Plan:
        jar = firestore_jar.find()
        runtime = jar and java.find(firestore_jar.java_needed(jar))
        if not jar or not runtime:
            raise NotInstalledError(
                "The Firestore emulator or a Java for it is not installed.", _FIRST
            )
        port = self.ports["firestore"]
        address = ["--host", HOST, "--port", str(port), "--rules", str(RULES)]
        emulator = ["-cp", str(jar), firestore_jar.MAIN_CLASS, *address]
        command = [str(runtime), *_JAVA_OPTIONS, *emulator]
        return Plan("firestore", command, [(port, "/")])

    def _auth_and_tasks(self) -> Plan:
        auth, tasks = self.ports["auth"], self.ports["tasks"]
        config = {
            "host": HOST,
            "authPort": auth,
            "tasksPort": tasks,
            "project": PROJECT,
            "location": TASKS_LOCATION,
            "queues": QUEUES,
        }
        command = [node.find(), str(LOCAL / "emulators.js"), json.dumps(config)]
        return Plan("auth-and-tasks", command, [(tasks, "/queueStats"), (auth, "/")])

    def _storage(self) -> Plan:
        port = self.ports["storage"]
        command = [sys.executable, "-m", "infra.local.storage", str(port)]
        return Plan("storage", command, [(port, "/")])

    def _gateway(self) -> Plan:
        port = self.ports["gateway"]
        addresses = json.dumps(asdict(self.addresses))
        where = ["--port", str(port), "--functions", str(self._functions), "--addresses", addresses]
        command = [sys.executable, "-m", "infra.local.gateway", *where]
        settings = environment.of_functions(self.addresses) | dict(self._settings)
        return Plan("gateway", command, [(port, "/healthz")], settings)


@contextmanager
def running(
    *, functions: Path = FUNCTIONS, settings: Mapping[str, str] | None = None
) -> Iterator[Addresses]:
    """A stack of its own on free ports, for as long as the block runs.

    `settings` are environment variables for the functions, on top of the usual ones.
    """
    with tempfile.TemporaryDirectory(prefix="zerowaste-") as state:
        stack = Stack(Path(state), dict.fromkeys(PORTS, 0), functions, settings)
        try:
            stack.start()
            yield stack.addresses
        except PartDiedError as died:
            died.add_note(died.log)
            raise
        finally:
            stack.stop()
