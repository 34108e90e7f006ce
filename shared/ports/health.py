"""Whether something outside answers."""

from typing import Protocol


class Probe(Protocol):
    def __call__(self) -> None:
        """Asks the cheapest question there is.

        Raises:
            Unavailable: no answer, or none of a service that works.
        """
