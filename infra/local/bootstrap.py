"""Prepare this machine, then run a module inside the project's virtual environment.

`python3 -m infra.local.bootstrap -- infra.local.run` needs nothing but Python and Node.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
from types import FrameType

OLDEST = (3, 11)


def main() -> int:
    """Install what is missing, then become the module that was asked for."""
    if sys.version_info < OLDEST:
        running = ".".join(str(part) for part in sys.version_info[:3])
        print(f"Python {running} is too old: 3.11 or newer is needed.", file=sys.stderr)
        print("Name another one: make run PYTHON=python3.12", file=sys.stderr)
        return 1
    arguments = _arguments()
    return _prepare_and_run(arguments.module, python_only=arguments.python_only)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="infra.local.bootstrap", description=__doc__)
    parser.add_argument("--python-only", action="store_true", help="no Node, no Java, no emulators")
    parser.add_argument("module", nargs=argparse.REMAINDER, help="-- module and its arguments")
    return parser.parse_args()


def _prepare_and_run(module: list[str], *, python_only: bool) -> int:
    # Imported late: these modules may use what an older Python cannot even read.
    from infra.local import preparation
    from infra.local.not_installed import NotInstalledError
    from infra.local.settings import ROOT, VENV

    signal.signal(signal.SIGTERM, _interrupt)
    try:
        preparation.prepare(python_only=python_only)
    except NotInstalledError as lacking:
        print(f"\n{lacking}\n{lacking.hint}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped before everything was installed.", file=sys.stderr)
        return 130
    command = module[1:] if module[:1] == ["--"] else module
    if not command:
        return 0
    os.chdir(ROOT)
    python = str(VENV / "bin" / "python")
    os.execv(python, [python, "-m", *command])  # noqa: S606
    raise AssertionError("execv does not return")


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
