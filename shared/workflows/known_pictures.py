"""The pictures there are of what everybody knows; none is drawn for showing them."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from shared.domain.catalog_list import CatalogCard, CatalogPage
from shared.domain.errors import Unavailable
from shared.domain.language import Language
from shared.domain.library import PictureView
from shared.domain.picture import LINK_LIFETIME, LINK_PROMISED, PictureNames, shared_names
from shared.domain.recipe import (
    NOT_DRAWN,
    AltTexts,
    Image,
    ImageOrigin,
    RecipeSource,
    StoredRecipe,
)
from shared.domain.shared_picture import SharedPicture
from shared.domain.well_known import WellKnown, WellKnownDishes, picture_id
from shared.ports.media import MediaStore, NamedPainter
from shared.ports.pictures import SharedPictures
from shared.telemetry import Threads
from shared.workflows.share_picture import painter_name, words_of
from shared.workflows.studio import found_image, linked

_AT_ONCE = 16
_log = logging.getLogger("zerowaste.pictures")
Shown = TypeVar("Shown", CatalogCard, CatalogPage, StoredRecipe)


@dataclass(frozen=True, slots=True)
class Gallery:
    """The pictures that belong to no kitchen, who may have drawn them, and the language of who
    looks; `media` is asked for only where there is a picture."""

    shared: SharedPictures
    painters: Sequence[NamedPainter]
    media: Callable[[], MediaStore]
    now: datetime
    language: Language

    def drawn(self, dishes: Sequence[WellKnown]) -> Mapping[str, SharedPicture]:
        """By the dish's id, the picture of the first painter that drew it, one with words in the
        language before one in another; one batch read for all of them."""
        ids = {dish.id: self.ids(dish) for dish in dishes}
        stored = self.shared.get_all([one for some in ids.values() for one in some])
        ready = {
            dish: [stored[one] for one in some if one in stored and stored[one].ready]
            for dish, some in ids.items()
        }
        return {dish: some[0] for dish, some in ready.items() if some}

    def ids(self, dish: WellKnown) -> list[str]:
        """The ids that its picture may have, those of the first painter first."""
        ordered = sorted(Language, key=lambda one: one is not self.language)
        briefs = [dish.briefs[told] for told in ordered]
        ids = [
            picture_id(dish.id, brief, painter_name(one), words_of(one, brief))
            for one in self.painters
            for brief in briefs
        ]
        return list(dict.fromkeys(ids))


def known_pictures(dishes: Sequence[WellKnown], gallery: Gallery) -> Mapping[str, PictureView]:
    """By the dish's id, its picture under the dish's names; costs one batch read, and two
    signatures for each picture that is there."""
    drawn = gallery.drawn(dishes)
    return {
        dish.id: known_picture(dish, drawn[dish.id], gallery) for dish in dishes if dish.id in drawn
    }


def known_picture(dish: WellKnown, drawn: SharedPicture, gallery: Gallery) -> PictureView:
    """The dish's picture under the dish's names. Raises Unavailable."""
    return picture_view(
        drawn.id,
        ImageOrigin.SHARED,
        AltTexts(**{one.value: dish.briefs[one].title for one in Language}),
        shared_names(drawn.id),
        gallery.media(),
        gallery.now,
    )


def illustrated(
    recipes: Sequence[Shown],
    known: WellKnownDishes,
    gallery: Gallery,
) -> list[Shown]:
    """Recipes of the catalog, each with the picture of its dish where one is drawn; as they are
    where the pictures cannot be asked for. Costs one batch read, and two signatures, side by side,
    for each picture that is there."""
    dishes = known.of(one.id for one in recipes)
    try:
        images = _images(gallery.drawn(dishes), gallery)
    except Unavailable:
        _log.warning("shared pictures not shown", extra={"recipes": len(recipes)})
        return list(recipes)
    by_recipe = {dish.recipe_id: images[dish.id] for dish in dishes if dish.id in images}
    return [
        one.model_copy(update={"image": by_recipe[one.id]}) if one.id in by_recipe else one
        for one in recipes
    ]


def kept_illustrated(
    recipes: Sequence[StoredRecipe],
    known: Callable[[], WellKnownDishes],
    gallery: Gallery,
) -> list[StoredRecipe]:
    """A kitchen's recipes, those of the catalog that nobody changed or had drawn `illustrated`;
    costs nothing where there are none."""
    bare = [one for one in recipes if _as_in_catalog(one)]
    if not bare:
        return list(recipes)
    shown = {one.id: one for one in illustrated(bare, known(), gallery)}
    return [shown.get(one.id, one) for one in recipes]


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
        url_expires_at=now + LINK_PROMISED,
    )


def _as_in_catalog(recipe: StoredRecipe) -> bool:
    unchanged = recipe.source is RecipeSource.CATALOG and not recipe.edited
    return unchanged and recipe.image == NOT_DRAWN


def _images(drawn: Mapping[str, SharedPicture], gallery: Gallery) -> Mapping[str, Image]:
    """By the dish's id, what is shown of its picture. The links are told to end up to an hour
    before they do: within the hour the answers are the same to whoever asks again."""
    if not drawn:
        return {}
    media = gallery.media()
    hour = gallery.now.replace(minute=0, second=0, microsecond=0)

    def image(one: SharedPicture) -> Image:
        found = found_image(
            one.id, ImageOrigin.SHARED, one.alt_texts, gallery.language, card=one.card
        )
        return linked(found, shared_names(one.id), media, hour)

    with Threads(min(_AT_ONCE, len(drawn))) as pool:
        return dict(zip(drawn, pool.map(image, drawn.values()), strict=True))
