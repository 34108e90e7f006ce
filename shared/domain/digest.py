"""A short name made of a text, or of values: the same for the same, and told by nobody who lacks
it."""

import hashlib
import json
from collections.abc import Collection, Mapping

from pydantic import BaseModel

from shared.domain.model import to_stored


def digest(text: str) -> str:
    """The first 128 bits of the SHA-256 of `text`, as 32 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def digest_of(said: BaseModel | Mapping[str, object], without: Collection[str] = ()) -> str:
    """The same in every process, which the JSON of a model is not: there a set has the order of
    the process's own string hashes."""
    told = to_stored(said)
    kept = {name: value for name, value in told.items() if name not in without}
    return digest(json.dumps(kept, sort_keys=True, ensure_ascii=False, default=str))
