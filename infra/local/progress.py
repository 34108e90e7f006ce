"""Slow commands, run quietly: one line says what is being done and for how long."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from infra.local.not_installed import NotInstalledError

_SPOKEN_EVERY = 15


def say(text: str) -> None:
    """Print one line at once, also into a pipe."""
    print(text, flush=True)


def run(
    title: str,
    command: Sequence[str],
    *,
    hint: str,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
) -> None:
    """Run a command to its end; its whole output is shown only when it fails."""
    say(f"  {title} ...")
    started = time.monotonic()
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(
            command,
            cwd=cwd,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            code = _wait(process, started)
        except BaseException:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait()
            raise
        if code != 0:
            output.seek(0)
            sys.stderr.write(output.read().decode(errors="replace"))
            raise NotInstalledError(f"{title}: failed with exit code {code}, see above.", hint)
    say(f"  {title}: done in {time.monotonic() - started:.0f} s")


def _wait(process: subprocess.Popen[bytes], started: float) -> int:
    while True:
        try:
            return process.wait(timeout=_SPOKEN_EVERY)
        except subprocess.TimeoutExpired:
            say(f"    still working, {time.monotonic() - started:.0f} s")
