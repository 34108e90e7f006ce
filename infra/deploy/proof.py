"""Whether an upload serves: installed alone, started as the platform starts it, and asked."""

import json
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import zipfile
from functools import cache
from pathlib import Path

from infra.deploy import table
from infra.local import keys, ports
from infra.local.settings import HOST

_PATIENCE = 60.0
_direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def serves(function: str, archive: Path) -> bool:
    """Installs what the upload names into a new virtual environment, of the platform's Python where
    it is here, imports every module it holds, starts it with functions-framework, production's
    checks of its settings included, and reads its OpenAPI document; says on standard output how it
    went.

    Raises:
        subprocess.CalledProcessError: something cannot be installed or imported.
    """
    with tempfile.TemporaryDirectory(prefix=f"{function}-") as folder:
        place = Path(folder)
        with zipfile.ZipFile(archive) as packed:
            packed.extractall(place / "source")
        python = _environment(place)
        _import_all(place / "source", python)
        paths = _started(function, place / "source", python)
    told = f"serves {paths} paths" if paths else "DOES NOT SERVE"
    print(f"{function:<20} {told}, {_version(_interpreter())}")
    return paths > 0


@cache
def _interpreter() -> str:
    """The Python that the platform has, or this one."""
    found = shutil.which(f"python{table.PYTHON}")
    return found if found and _version(found) else sys.executable


def _version(python: str) -> str:
    asked = subprocess.run([python, "--version"], capture_output=True, text=True, check=False)
    return asked.stdout.strip()


def _environment(place: Path) -> Path:
    subprocess.run([_interpreter(), "-m", "venv", place / "venv"], check=True)
    python = place / "venv" / "bin" / "python"
    listed = str(place / "source" / "requirements.txt")
    subprocess.run([python, "-m", "pip", "install", "-q", "-r", listed], check=True)
    return python


def _import_all(source: Path, python: Path) -> None:
    """Modules that are imported when first needed would otherwise fail in front of a person."""
    files = (path.relative_to(source).with_suffix("") for path in source.rglob("shared/**/*.py"))
    modules = sorted({".".join(path.parts).removesuffix(".__init__") for path in files})
    script = f"import importlib\nfor name in {modules!r}: importlib.import_module(name)"
    subprocess.run([python, "-c", script], cwd=source, check=True)


def _started(function: str, source: Path, python: Path) -> int:
    """How many paths the started function documents; 0 where it does not answer."""
    port = ports.choose({"function": 0})["function"]
    serve = f"--source=main.py --target={function} --host={HOST} --port={port}".split()
    server = subprocess.Popen(
        [python, "-m", "functions_framework", *serve],
        cwd=source,
        env=_settings(function),
        stdout=sys.stderr,
    )
    try:
        return _asked(f"http://{HOST}:{port}/api/v1/{function}/openapi.json", server)
    finally:
        _end(server)


def _end(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    try:
        server.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def _asked(url: str, server: subprocess.Popen[bytes]) -> int:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and server.poll() is None:
        try:
            with _direct.open(url, timeout=5) as answer:
                return len(json.load(answer)["paths"])
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.3)
    return 0


def _settings(function: str) -> dict[str, str]:
    """What production gives every function, with names that lead nowhere."""
    return {
        **keys.session_keys(),
        "PATH": "/usr/bin:/bin",
        "K_SERVICE": function,
        "GOOGLE_CLOUD_PROJECT": "nowhere",
        "MEDIA_BUCKET": "nowhere",
        "WORKER_BASE_URL": "https://{function}.invalid",
        "WORKER_SERVICE_ACCOUNT": "worker@nowhere.invalid",
        "SCHEDULER_SERVICE_ACCOUNT": "scheduler@nowhere.invalid",
    }
