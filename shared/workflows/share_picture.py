"""The picture of a dish or food everybody knows: drawn by whoever asks first, reused by all
others."""

import logging
from contextlib import suppress

from shared.domain.errors import Conflict, DomainError, Unavailable, VersionMismatch
from shared.domain.language import Language
from shared.domain.picture import SINGLE_FOOD, DishBrief, alternative_text, shared_names
from shared.domain.recipe import AltTexts
from shared.domain.shared_picture import SharedPicture, SharedState
from shared.domain.well_known import WellKnown, picture_id
from shared.ports.media import NamedPainter, Painter
from shared.workflows.chain import OFFLINE
from shared.workflows.paint import painted
from shared.workflows.studio import Studio

_log = logging.getLogger("zerowaste.pictures")


def shared_picture(
    dish: WellKnown, language: Language, painter: Painter, studio: Studio, deadline: float
) -> SharedPicture:
    """The dish's picture by that painter, drawn now where nobody drew it before.

    Who draws holds a lease; a crash leaves it to run out, and the next one takes over. What was
    stored already is looked for first: a picture is paid for once, whatever failed after it.

    Raises:
        Conflict: somebody else is drawing it at this moment.
        DishRefused, ProviderFailed: no usable answer; the lease was given back.
        Unavailable: a store is down.
    """
    wanted = _wanted(dish, language, painter, studio)
    found = studio.shared.get(wanted.id)
    if found is not None and found.ready:
        return found
    claimed = _claimed(wanted, found, studio)
    try:
        return _drawn(claimed, dish, language, painter, studio, deadline)
    except DomainError:
        with suppress(VersionMismatch, Unavailable):
            studio.shared.remove(claimed)
        raise


def painter_name(painter: NamedPainter) -> str:
    return f"{painter.name}:{painter.model}"


def words_of(painter: NamedPainter, brief: DishBrief) -> Language | None:
    """The language of the words in a painter's picture: only the drawn cards of dishes have any."""
    worded = painter.name == OFFLINE and brief.style != SINGLE_FOOD
    return brief.language if worded else None


def _wanted(dish: WellKnown, language: Language, painter: Painter, studio: Studio) -> SharedPicture:
    name, brief = painter_name(painter), dish.briefs[language]
    texts = {one: alternative_text(told) for one, told in dish.briefs.items()}
    now = studio.clock.now()
    return SharedPicture(
        id=picture_id(dish.id, brief, name, words_of(painter, brief)),
        dish_id=dish.id,
        painter=name,
        state=SharedState.DRAWING,
        leased_until=None,
        alt_texts=AltTexts(es=texts[Language.ES], en=texts[Language.EN]),
        created_at=now,
    ).leased(now)


def _claimed(wanted: SharedPicture, found: SharedPicture | None, studio: Studio) -> SharedPicture:
    now = studio.clock.now()
    if found is not None and found.held(now):
        raise Conflict("job_held")
    try:
        if found is None:
            return studio.shared.create(wanted)
        return studio.shared.replace(found.leased(now))
    except VersionMismatch:
        raise Conflict("job_held") from None


def _drawn(
    claimed: SharedPicture,
    dish: WellKnown,
    language: Language,
    painter: Painter,
    studio: Studio,
    deadline: float,
) -> SharedPicture:
    names = shared_names(claimed.id)
    data = studio.kept(names)
    if data is None:
        data = painted(painter, dish.briefs[language], deadline)
    studio.store(names, data)
    try:
        return studio.shared.replace(claimed.finished())
    except VersionMismatch:
        _log.warning("shared picture taken over", extra={"picture": claimed.id})
        raise Conflict("job_held") from None
