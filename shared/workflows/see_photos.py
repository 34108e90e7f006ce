"""Looking at photos once: what the kitchen's same photos showed before is not asked again."""

import hashlib
import logging
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from shared.domain.cached_sighting import CachedSighting, cache_key
from shared.domain.errors import Unavailable, Unreadable
from shared.domain.language import Language
from shared.domain.product import Barcode
from shared.domain.recognition import Photo, RecognitionKind, Sighting
from shared.ports.recognition import Recogniser, Sightings
from shared.workflows.chain import OFFLINE, degraded, first_answer, time_for
from shared.workflows.looking import seen_once

# The engine of what only barcodes told.
_SCANNED = "barcodes"

_log = logging.getLogger("zerowaste.sightings")


@dataclass(frozen=True, slots=True)
class Look:
    """What to look for, for whom; `deadline` in seconds on the monotonic clock."""

    kitchen_id: str
    kind: RecognitionKind
    language: Language
    now: datetime
    deadline: float


@dataclass(frozen=True, slots=True)
class Seen:
    """`cached` says that nobody looked this time."""

    sighting: Sighting
    engine: str
    degraded: bool
    cached: bool

    def packages(self, codes: Sequence[Barcode]) -> Sequence[Barcode]:
        """The codes, where packages were seen: what a till prints on a receipt is none."""
        return codes if self.sighting.kind == "ingredients" else ()


def see_or_scan(
    photos: Sequence[Photo],
    look: Look,
    recognisers: Sequence[Recogniser],
    sightings: Sightings,
    codes: Sequence[Barcode],
) -> Seen:
    """As `see`; photos of which nothing but a barcode can be read show at least that.

    Raises:
        Unreadable: nothing could be read in the photos.
        ProviderFailed: no recogniser answered.
    """
    try:
        return see(photos, look, recognisers, sightings)
    except Unreadable:
        if not codes:
            raise
        return Seen(Sighting("ingredients", (), None), _SCANNED, degraded=False, cached=False)


def see(
    photos: Sequence[Photo], look: Look, recognisers: Sequence[Recogniser], sightings: Sightings
) -> Seen:
    """What is to be seen, from the cache or from the first recogniser that answers.

    The answer of a stand-in is not kept: the next request deserves the one it stood in for. Nor is
    one that there was no time to finish.

    Raises:
        Unreadable: nothing could be read in the photos.
        ProviderFailed: no recogniser answered.
    """
    engines = [f"{one.name}:{one.model}" for one in recognisers]
    ids = [image_id(photo) for photo in photos]
    key = cache_key(look.kitchen_id, ids, look.kind, look.language, engines)
    return seen_once(
        key,
        look.kitchen_id,
        look.now,
        sightings,
        seen=lambda: _seen_before(key, look, sightings),
        look=lambda: _looked(key, photos, look, recognisers, sightings),
    )


def _seen_before(key: str, look: Look, sightings: Sightings) -> Seen | None:
    found = _known(key, look.now, sightings)
    sighting = found.sighting() if found else None
    if found is None or sighting is None:
        return None
    return Seen(sighting, found.engine, found.engine == OFFLINE, cached=True)


def _looked(
    key: str,
    photos: Sequence[Photo],
    look: Look,
    recognisers: Sequence[Recogniser],
    sightings: Sightings,
) -> Seen:
    provider, fresh = first_answer(
        recognisers,
        lambda one: one.recognise(photos, look.kind, look.language, time_for(one, look.deadline)),
    )
    if provider is recognisers[0] and not fresh.unread:
        made = CachedSighting.of(key, look.kitchen_id, provider.name, fresh, look.now)
        with suppress(Unavailable):
            if made is not None:
                sightings.put(made)
    return Seen(fresh, provider.name, degraded(provider), cached=False)


def different(photos: Sequence[Photo]) -> list[Photo]:
    """Each photo once, where it was first: sent twice by mistake, it shows nothing twice."""
    return list({image_id(photo): photo for photo in photos}.values())


def image_id(photo: Photo) -> str:
    """The photo's name among the kitchen's: the same photo sent twice has one."""
    return hashlib.sha256(photo.data).hexdigest()


def _known(key: str, now: datetime, sightings: Sightings) -> CachedSighting | None:
    try:
        found = sightings.get(key)
    except Unavailable:
        _log.warning("cache not read")
        return None
    return found if found is not None and now < found.expires_at else None
