"""What pictures are made with, and the links that show them."""

from dataclasses import dataclass
from datetime import datetime

from shared.domain.catalog import FoodCatalog
from shared.domain.errors import NotFound
from shared.domain.job import Job
from shared.domain.language import Language
from shared.domain.picture import (
    LINK_LIFETIME,
    LINK_PROMISED,
    PictureNames,
    drawn_names,
    library_names,
    shared_names,
)
from shared.domain.recipe import AltTexts, Image, ImageOrigin, ImageStatus
from shared.domain.well_known import WellKnownDishes
from shared.ports.clock import Clock
from shared.ports.jobs import Jobs
from shared.ports.library import LibraryOf
from shared.ports.media import MediaStore, PaintersOf, Thumbnailer
from shared.ports.pictures import SharedPictures
from shared.ports.recipes import RecipesOf

CONTENT_TYPE = "image/webp"


@dataclass(frozen=True, slots=True)
class Studio:
    """What the image worker works with; a kitchen's own stores are opened for the job's kitchen."""

    jobs: Jobs
    recipes_of: RecipesOf
    shared: SharedPictures
    library_of: LibraryOf
    painters_of: PaintersOf
    thumbnailer: Thumbnailer
    media: MediaStore
    foods: FoodCatalog
    dishes: WellKnownDishes
    clock: Clock

    def kept(self, names: PictureNames) -> bytes | None:
        """The picture that an earlier attempt had stored when it ended, if it had."""
        try:
            return self.media.get(names.picture)
        except NotFound:
            return None

    def store(self, names: PictureNames, data: bytes) -> None:
        """The picture first: it is what was paid for."""
        self.media.put(names.picture, data, CONTENT_TYPE)
        self.media.put(names.thumbnail, self.thumbnailer(data), CONTENT_TYPE)

    def linked(self, image: Image, job: Job) -> Image:
        names = names_of(image, job.kitchen_id, job.subject_id)
        return linked(image, names, self.media, self.clock.now())


def names_of(image: Image, kitchen_id: str, recipe_id: str) -> PictureNames:
    """The names of the objects that a recipe's picture is."""
    match image.origin:
        case ImageOrigin.SHARED:
            return shared_names(image.id or "")
        case ImageOrigin.LIBRARY:
            return library_names(kitchen_id, image.id or "")
        case ImageOrigin.OWN:
            return drawn_names(kitchen_id, recipe_id, image.id)


def found_image(
    picture_id: str,
    origin: ImageOrigin,
    texts: AltTexts,
    language: Language,
    *,
    card: bool = False,
) -> Image:
    """What a recipe shows of a picture that is stored, its links aside."""
    return Image(
        status=ImageStatus.READY,
        alt=texts.es if language is Language.ES else texts.en,
        id=picture_id,
        origin=origin,
        degraded=card,
        alt_texts=texts,
    )


def linked(image: Image, names: PictureNames, media: MediaStore, now: datetime) -> Image:
    """The image with links that work from now on. Raises Unavailable."""
    links = {
        "url": media.link(names.picture, LINK_LIFETIME),
        "thumbnail_url": media.link(names.thumbnail, LINK_LIFETIME),
        "url_expires_at": now + LINK_PROMISED,
    }
    return image.model_copy(update=links)
