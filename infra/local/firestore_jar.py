"""The Firestore emulator's jar: where it may lie, and which Java it needs."""

import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

MAIN_CLASS = "com.google.cloud.datastore.emulator.firestore.CloudFirestore"
_IN_SDK = Path("platform", "cloud-firestore-emulator", "cloud-firestore-emulator.jar")
_SDK_PLACES = (
    "/usr/lib/google-cloud-sdk",
    "/usr/local/google-cloud-sdk",
    "/opt/google-cloud-sdk",
    "/opt/homebrew/share/google-cloud-sdk",
    "/usr/local/share/google-cloud-sdk",
    "/snap/google-cloud-sdk/current",
    "~/google-cloud-sdk",
)


def find() -> Path | None:
    """The jar of the Google Cloud CLI, else the newest one that firebase-tools downloaded."""
    return next((jar for jar in _candidates() if jar.is_file()), None)


def java_needed(jar: Path) -> int:
    """The oldest Java that can run the jar, read from the header of its main class."""
    with (
        zipfile.ZipFile(jar) as content,
        content.open(f"{MAIN_CLASS.replace('.', '/')}.class") as c,
    ):
        header = c.read(8)
    return int.from_bytes(header[6:8], "big") - 44


def _candidates() -> Iterator[Path]:
    for place in _SDK_PLACES:
        yield Path(place).expanduser() / _IN_SDK
    gcloud = shutil.which("gcloud")
    if gcloud:
        yield Path(gcloud).resolve().parents[1] / _IN_SDK
        yield Path(_sdk_root(gcloud)) / _IN_SDK
    yield from sorted(_downloads().glob("cloud-firestore-emulator-v*.jar"), key=_number)[::-1]


def _downloads() -> Path:
    chosen = os.environ.get("FIREBASE_EMULATORS_PATH", "~/.cache/firebase/emulators")
    return Path(chosen).expanduser()


def _sdk_root(gcloud: str) -> str:
    command = [gcloud, "info", "--format=value(installation.sdk_root)"]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


def _number(jar: Path) -> list[int]:
    return [int(part) for part in re.findall(r"\d+", jar.stem)]
