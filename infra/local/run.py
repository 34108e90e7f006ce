"""`make run`: the stack in the foreground, until Ctrl-C or until a part dies."""

import argparse
import fcntl
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from rich.console import Console

from infra.local import welcome
from infra.local.addresses import Addresses
from infra.local.not_installed import NotInstalledError
from infra.local.settings import FUNCTIONS, PORTS, STATE
from infra.local.stack import PartDiedError, Stack

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_LOOK_EVERY = 0.3
_console = Console(highlight=False, soft_wrap=True)


def main() -> int:
    """Run until stopped; the exit code says whether all went well."""
    arguments = _arguments()
    for number in _SIGNALS:
        signal.signal(number, _interrupt)
    try:
        with _only_one(arguments.state):
            _run(arguments)
    except KeyboardInterrupt:
        _console.print("Stopped.")
        return 0
    except NotInstalledError as lacking:
        _console.print(f"[bold red]{lacking}[/]\n{lacking.hint}")
    except PartDiedError as died:
        _console.print(f"\n[bold red]{died}[/]")
        _console.print(died.log, markup=False)
    return 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="infra.local.run", description=__doc__)
    parser.add_argument("--state", type=Path, default=STATE, help="folder of stack.json and logs")
    parser.add_argument("--functions", type=Path, default=FUNCTIONS, help="folder of functions")
    parser.add_argument("--free-ports", action="store_true", help="do not try the usual ports")
    parser.add_argument("--gateway-port", type=int, default=PORTS["gateway"])
    parser.add_argument("--with-parent", action="store_true", help="stop when the caller is gone")
    return parser.parse_args()


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


@contextmanager
def _only_one(state: Path) -> Iterator[None]:
    state.mkdir(parents=True, exist_ok=True)
    with (state / "run.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise NotInstalledError(
                "The stack is already running.", _where(state / "stack.json")
            ) from None
        yield


def _where(file: Path) -> str:
    try:
        return f"It answers at {Addresses.read(file).gateway}; stop it with Ctrl-C where it runs."
    except OSError:
        return "It is still starting."


def _run(arguments: argparse.Namespace) -> None:
    parent = os.getppid()
    preferred = PORTS | {"gateway": arguments.gateway_port}
    if arguments.free_ports:
        preferred = dict.fromkeys(PORTS, 0)
    stack = Stack(arguments.state, preferred, arguments.functions)
    _say_other_ports(stack, preferred)
    started = time.monotonic()
    try:
        with _console.status("Starting the emulators and the functions ..."):
            stack.start()
        _greet(stack.addresses, arguments.state, time.monotonic() - started)
        while not (arguments.with_parent and os.getppid() != parent):
            time.sleep(_LOOK_EVERY)
            stack.check()
    finally:
        # A second Ctrl-C must not leave anything behind.
        for number in _SIGNALS:
            signal.signal(number, signal.SIG_IGN)
        stack.stop()


def _say_other_ports(stack: Stack, preferred: dict[str, int]) -> None:
    for name, port in preferred.items():
        if port not in (0, stack.ports[name]):
            _console.print(f"Port {port} is taken: {name} uses {stack.ports[name]} instead.")


def _greet(at: Addresses, state: Path, seconds: float) -> None:
    _console.print(f"\n[bold green]ZeroWasteAI runs at {at.gateway}[/] ({seconds:.0f} s)\n")
    for title, url in welcome.links(at):
        _console.print(f"  {title:<19}{url}")
    _console.print(f"  {'Logs':<19}{state / 'logs'}\n\n[bold]Get a token and use it:[/]\n")
    _console.print(welcome.token_commands(at), markup=False)
    _console.print("\nCtrl-C stops everything.")


if __name__ == "__main__":
    sys.exit(main())
