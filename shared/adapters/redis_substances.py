"""What outside sources said of substances, in a Redis: for whoever runs one anyway."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import cast

from pydantic import ValidationError
from redis import Redis
from redis.exceptions import RedisError

from shared.domain.errors import Unavailable
from shared.domain.labels.outside import KnownSubstance
from shared.ports.clock import Clock

_SECONDS = 1.0


class RedisSubstances:
    """See `shared.ports.substances.SubstanceCache`; a key ends with what it holds."""

    name = "redis"

    def __init__(self, url: str, clock: Clock) -> None:
        self._clock = clock
        self._redis = Redis.from_url(
            url, socket_timeout=_SECONDS, socket_connect_timeout=_SECONDS, decode_responses=True
        )

    def get_all(self, ids: Sequence[str]) -> Mapping[str, KnownSubstance]:
        if not ids:
            return {}
        with _translated():
            stored = cast("list[str | None]", self._redis.mget(list(ids)))
        found = (_read(one) for one in stored if one is not None)
        return {known.id: known for known in found if known is not None}

    def put(self, known: KnownSubstance) -> None:
        seconds = int((known.expires_at - self._clock.now()).total_seconds())
        if seconds > 0:
            with _translated():
                self._redis.set(known.id, known.model_dump_json(), ex=seconds)


def _read(stored: str) -> KnownSubstance | None:
    """None for what another revision wrote otherwise."""
    try:
        return KnownSubstance.model_validate_json(stored)
    except ValidationError:
        return None


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except RedisError as error:
        raise Unavailable from error
