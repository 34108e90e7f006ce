"""Death between any two calls that change something: a stand-in for pulling the plug."""

from collections.abc import Collection
from typing import Any

# Calls that write; dying before one is dying after the one before it.
WRITES = (
    "begin",
    "commit",
    "end",
    "erase",
    "erase_sessions",
    "finish",
    "remove",
    "remove_all",
)


class Killed(BaseException):
    """Nothing catches this, as nothing catches a process that is gone."""


class Plug:
    """Counts the writes of everything it is wrapped around, and dies at one of them."""

    def __init__(self, at: int) -> None:
        self.left = at

    def around(self, port: Any, writes: Collection[str] = WRITES) -> Any:
        return _Plugged(port, self, writes)

    def pull(self) -> None:
        if self.left == 0:
            raise Killed
        self.left -= 1


class _Plugged:
    def __init__(self, port: Any, plug: Plug, writes: Collection[str]) -> None:
        self._port = port
        self._plug = plug
        self._writes = writes

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._port, name)
        if name not in self._writes:
            return found

        def write(*values: Any, **named: Any) -> Any:
            self._plug.pull()
            return found(*values, **named)

        return write
