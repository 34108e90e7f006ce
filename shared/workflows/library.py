"""A kitchen's own pictures: stored, found by similar names, shown where they are assigned; those
that everybody shares are found and shown beside them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, TypeVar

from shared.domain.catalog import FoodCatalog
from shared.domain.errors import Conflict, NotFound, Unavailable, VersionMismatch
from shared.domain.item import Lot
from shared.domain.job import removal_job
from shared.domain.language import Language
from shared.domain.library import (
    LIKENESS,
    MOST_PICTURES,
    LibraryPicture,
    PictureForm,
    PictureView,
    library_picture,
    likeness,
)
from shared.domain.picture import PictureNames, library_names, shared_names
from shared.domain.recipe import AltTexts, Image, ImageOrigin, ImageStatus, StoredRecipe
from shared.domain.well_known import WellKnown, known_food
from shared.ports.jobs import TaskQueue
from shared.ports.library import Library
from shared.ports.media import MediaStore, Thumbnailer
from shared.ports.pictures import SharedPictures
from shared.ports.recipes import Recipes
from shared.ports.recognition import PhotoCleaner
from shared.ports.stock import Items
from shared.workflows.known_pictures import Gallery, known_pictures, picture_view
from shared.workflows.send_jobs import send_jobs
from shared.workflows.studio import CONTENT_TYPE, found_image, linked
from shared.workflows.take_down import take_down, take_down_if_gone

_LOOKS = 5
Thing = TypeVar("Thing")


class Framed(NamedTuple):
    """A picture that can be shown, whoever's it is."""

    id: str
    origin: ImageOrigin
    texts: AltTexts
    objects: PictureNames


@dataclass(frozen=True, slots=True)
class Shelf:
    """One kitchen's library, what everybody shares, and the bucket both lie in."""

    kitchen_id: str
    library: Library
    shared: SharedPictures
    media: MediaStore
    now: datetime

    def find(self, id_: str) -> Framed:
        """The kitchen's picture of that id, or the one that is drawn for everybody.

        Raises:
            NotFound: there is neither.
        """
        try:
            return self._own(self.library.get(id_))
        except NotFound:
            found = self.shared.get(id_)
        if found is None or not found.ready:
            raise NotFound
        return Framed(found.id, ImageOrigin.SHARED, found.alt_texts, shared_names(found.id))

    def view(self, picture: LibraryPicture) -> PictureView:
        return self.show(self._own(picture))

    def show(self, picture: Framed) -> PictureView:
        return picture_view(*picture, self.media, self.now)

    def _own(self, picture: LibraryPicture) -> Framed:
        objects = library_names(self.kitchen_id, picture.id)
        return Framed(picture.id, ImageOrigin.LIBRARY, picture.alt_texts, objects)


def add_picture(
    form: PictureForm,
    new_id: str,
    upload: bytes,
    shelf: Shelf,
    *,
    cleaner: PhotoCleaner,
    squarer: Thumbnailer,
    thumbnailer: Thumbnailer,
) -> PictureView:
    """Stores the photo without its metadata in two sizes, and then its names: what is listed can be
    shown. Who is interrupted leaves a photo nobody finds, which the same upload writes over.

    Raises:
        BadImage: it is not a photo.
        AlreadyExists: the id is another picture's.
        Conflict: the library is full.
    """
    data = squarer(cleaner.clean(upload, "images").data)
    picture = library_picture(new_id, form, data, shelf.now)
    shelf.library.admit(picture)
    objects = library_names(shelf.kitchen_id, picture.id)
    shelf.media.put(objects.picture, data, CONTENT_TYPE)
    shelf.media.put(objects.thumbnail, thumbnailer(data), CONTENT_TYPE)
    return shelf.view(shelf.library.add(picture))


def remove_picture(id_: str, shelf: Shelf, recipes: Recipes) -> None:
    """The picture's name goes last: who is interrupted can ask again. Recipes that came to show it
    meanwhile are looked for once more when nobody can find it any longer.

    Raises:
        NotFound: there is no such picture.
        Unavailable: others kept changing the recipes that show it.
    """
    shelf.library.get(id_)
    for name in library_names(shelf.kitchen_id, id_):
        shelf.media.remove_all(name, 1)
    take_down(id_, recipes)
    shelf.library.remove(id_)
    take_down(id_, recipes)


def search_pictures(
    text: str,
    limit: int,
    shelf: Shelf,
    *,
    dishes: Iterable[WellKnown],
    foods: FoodCatalog,
    gallery: Gallery,
) -> list[PictureView]:
    """The kitchen's pictures and those of dishes and foods everybody knows that are drawn already,
    whose names resemble the text in either language, the likest first; a food is found by its
    synonyms too. Foods that are not drawn take no dish's place."""
    own = shelf.library.page(MOST_PICTURES, None).items
    mine = _likest(text, ((one.keys, one) for one in own), limit)
    known = _likest(text, ((_titles(dish), dish) for dish in dishes), limit)
    alike = foods.nearest(text, limit)
    known += [(score, known_food(food)) for food, score in alike if score >= LIKENESS]
    drawn = known_pictures([dish for _, dish in known], gallery)
    ranked = [(score, shelf.view(one)) for score, one in mine]
    ranked += [(score, drawn[dish.id]) for score, dish in known if dish.id in drawn]
    return [view for _, view in sorted(ranked, key=lambda pair: -pair[0])][:limit]


def assign_to_item(id_: str, item_id: str, shelf: Shelf, items: Items, address: str) -> Lot:
    """The item with the picture's lasting address.

    Raises:
        NotFound: there is no such picture or item.
        Unavailable: others kept changing the item.
    """
    shelf.find(id_)
    for _ in range(_LOOKS):
        lot = items.get(item_id)
        try:
            return items.replace(
                lot.model_copy(update={"image_url": address, "updated_at": shelf.now})
            )
        except VersionMismatch:
            continue
    raise Unavailable


def assign_to_recipe(
    id_: str,
    recipe_id: str,
    request_id: str,
    shelf: Shelf,
    *,
    recipes: Recipes,
    queue: TaskQueue,
) -> StoredRecipe:
    """The recipe with the picture; what was drawn for it is removed in the background.

    Raises:
        NotFound: there is no such picture or recipe.
        Conflict: its picture is being drawn at this moment.
        Unavailable: others kept changing the recipe.
    """
    picture = shelf.find(id_)
    for _ in range(_LOOKS):
        recipe = recipes.get(recipe_id)
        if recipe.image.status is ImageStatus.PENDING:
            raise Conflict("job_held")
        job = removal_job(recipe_id, shelf.kitchen_id, request_id, shelf.now)
        image = _hung(picture, recipe.language, shelf)
        try:
            changed = recipes.request_picture(recipe.model_copy(update={"image": image}), job)
        except VersionMismatch:
            continue
        send_jobs([job], queue, shelf.now)
        if picture.origin is ImageOrigin.SHARED:
            return changed
        return take_down_if_gone(picture.id, changed, shelf.library, recipes)
    raise Unavailable


def _hung(picture: Framed, language: Language, shelf: Shelf) -> Image:
    image = found_image(picture.id, picture.origin, picture.texts, language)
    return linked(image, picture.objects, shelf.media, shelf.now)


def _likest(
    text: str, named: Iterable[tuple[Iterable[str], Thing]], limit: int
) -> list[tuple[float, Thing]]:
    scored = [(likeness(text, names), one) for names, one in named]
    alike = [pair for pair in scored if pair[0] >= LIKENESS]
    return sorted(alike, key=lambda pair: -pair[0])[:limit]


def _titles(dish: WellKnown) -> list[str]:
    return [brief.title for brief in dish.briefs.values()]
