"""What was seen in photos, kept for a while so that the same photos are not looked at again."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Self

from pydantic import TypeAdapter, ValidationError

from shared.domain.language import Language
from shared.domain.model import Model
from shared.domain.recognition import RecognitionKind, Sighting

KEPT = timedelta(days=7)
# Moves when what a sighting holds, or how the rules read it, changes.
_EDITION = "3"
# Below Firestore's 1 MiB for a document; no photo of food comes near.
_MOST_BYTES = 500_000


@cache
def _sighting() -> TypeAdapter[Sighting]:
    return TypeAdapter(Sighting)


class CachedSighting(Model):
    """`body` is the sighting as JSON; `engine` is the provider that saw it."""

    id: str
    kitchen_id: str
    engine: str
    body: str
    expires_at: datetime

    @classmethod
    def of(
        cls, key: str, kitchen_id: str, engine: str, sighting: Sighting, now: datetime
    ) -> Self | None:
        """None for one too large to keep."""
        body = _sighting().dump_json(sighting).decode()
        if len(body.encode()) > _MOST_BYTES:
            return None
        return cls(id=key, kitchen_id=kitchen_id, engine=engine, body=body, expires_at=now + KEPT)

    def sighting(self) -> Sighting | None:
        """The sighting, checked like any answer; None if it is none any more."""
        try:
            return _sighting().validate_json(self.body)
        except ValidationError:
            return None


def cache_key(
    kitchen_id: str,
    image_ids: Sequence[str],
    kind: RecognitionKind,
    language: Language,
    engines: Iterable[str],
) -> str:
    """Over everything an answer depends on, the kitchen first: what one kitchen's photos showed is
    no other's to find. `engines` are the providers in their order, with their models."""
    parts = [_EDITION, kitchen_id, kind, language, *engines, "", *image_ids]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
