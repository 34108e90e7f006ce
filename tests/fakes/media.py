"""In-memory media."""

import itertools
from collections.abc import Iterator
from datetime import timedelta

from shared.domain.errors import (
    NotFound,
    Unavailable,
)
from shared.domain.job import Job


class FakeQueue:
    """Takes every name once; `down` makes it refuse."""

    def __init__(self) -> None:
        self.sent: dict[str, Job] = {}
        self.down = False

    def send(self, job: Job, name: str) -> None:
        if self.down:
            raise Unavailable
        self.sent.setdefault(name, job)


class FakeMedia:
    def __init__(self) -> None:
        self.objects: dict[str, tuple[bytes, str]] = {}
        self.puts: list[str] = []
        self.down = False

    def put(self, name: str, data: bytes, content_type: str) -> None:
        if self.down:
            raise Unavailable
        self.puts.append(name)
        self.objects[name] = (data, content_type)

    def get(self, name: str) -> bytes:
        if self.down:
            raise Unavailable
        if name not in self.objects:
            raise NotFound
        return self.objects[name][0]

    def names(self, prefix: str) -> Iterator[str]:
        yield from sorted(name for name in self.objects if name.startswith(prefix))

    def remove_all(self, prefix: str, most: int) -> int:
        if self.down:
            raise Unavailable
        names = list(itertools.islice(self.names(prefix), most))
        for name in names:
            del self.objects[name]
        return len(names)

    def link(self, name: str, lifetime: timedelta) -> str:
        return f"http://media.test/{name}?seconds={int(lifetime.total_seconds())}"
