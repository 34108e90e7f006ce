"""Node on this machine."""

import shutil
import subprocess

from infra.local.not_installed import NotInstalledError

OLDEST = 20
_HINT = f"Install Node {OLDEST} or newer with npm (https://nodejs.org) and put it on PATH."


def find() -> str:
    """The node command; raises NotInstalledError when there is none or it is too old."""
    node = shutil.which("node")
    if node is None:
        raise NotInstalledError("Node is not installed.", _HINT)
    version = _version(node)
    if int(version.split(".")[0]) < OLDEST:
        raise NotInstalledError(f"Node {version} ({node}) is too old.", _HINT)
    return node


def find_npm() -> str:
    """The npm command that comes with Node."""
    npm = shutil.which("npm")
    if npm is None:
        raise NotInstalledError("npm is not installed.", _HINT)
    return npm


def _version(node: str) -> str:
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    version = answer.stdout.strip().removeprefix("v")
    if answer.returncode != 0 or not version:
        raise NotInstalledError(f"{node} does not run: {answer.stderr.strip()}", _HINT)
    return version
