"""Where the parts of a running stack answer."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from infra.local.settings import HOST


@dataclass(frozen=True)
class Addresses:
    """One URL for each part."""

    gateway: str
    auth: str
    firestore: str
    storage: str
    tasks: str

    @classmethod
    def of(cls, ports: Mapping[str, int]) -> Self:
        """The addresses that belong to the ports."""
        return cls(**{name: f"http://{HOST}:{port}" for name, port in ports.items()})

    @classmethod
    def read(cls, file: Path) -> Self:
        """The addresses of the stack that wrote the file."""
        return cls(**json.loads(file.read_text()))

    def write(self, file: Path) -> None:
        """Write them so that a reader never sees half a file."""
        draft = file.with_suffix(".draft")
        draft.write_text(json.dumps(asdict(self), indent=2) + "\n")
        draft.replace(file)


def host_and_port(url: str) -> str:
    """The URL without its scheme, the way emulator variables want it."""
    return url.removeprefix("http://")
