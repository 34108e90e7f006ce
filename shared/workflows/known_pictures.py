"""The pictures there are of dishes that everybody knows."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from shared.domain.language import Language
from shared.domain.library import PictureView
from shared.domain.picture import LINK_LIFETIME, PictureNames, shared_names
from shared.domain.recipe import AltTexts, ImageOrigin
from shared.domain.well_known import WellKnown, picture_id
from shared.ports.media import MediaStore, Painter
from shared.ports.pictures import SharedPictures
from shared.workflows.share_picture import painter_name, words_of


def known_pictures(
    dishes: Sequence[WellKnown],
    media: MediaStore,
    now: datetime,
    shared: SharedPictures,
    painters: Sequence[Painter],
) -> Mapping[str, PictureView]:
    """By the dish's id, the picture of the first painter that drew it; none is drawn for this.

    Costs one batch read, and two signatures for each picture that is there.
    """
    ids = {dish.id: _ids(dish, painters) for dish in dishes}
    stored = shared.get_all([one for some in ids.values() for one in some])
    ready = {name for name, one in stored.items() if one.ready}
    views: dict[str, PictureView] = {}
    for dish in dishes:
        drawn = next((one for one in ids[dish.id] if one in ready), None)
        if drawn is not None:
            names = AltTexts(**{one.value: dish.briefs[one].title for one in Language})
            objects = shared_names(drawn)
            views[dish.id] = picture_view(drawn, ImageOrigin.SHARED, names, objects, media, now)
    return views


def picture_view(
    name: str,
    origin: ImageOrigin,
    names: AltTexts,
    objects: PictureNames,
    media: MediaStore,
    now: datetime,
) -> PictureView:
    """The picture with links that work from now on. Raises Unavailable."""
    return PictureView(
        id=name,
        origin=origin,
        names=names,
        url=media.link(objects.picture, LINK_LIFETIME),
        thumbnail_url=media.link(objects.thumbnail, LINK_LIFETIME),
        url_expires_at=now + LINK_LIFETIME,
    )


def _ids(dish: WellKnown, painters: Sequence[Painter]) -> list[str]:
    ids = [
        picture_id(dish.id, brief, painter_name(one), words_of(one, language))
        for one in painters
        for language, brief in dish.briefs.items()
    ]
    return list(dict.fromkeys(ids))
