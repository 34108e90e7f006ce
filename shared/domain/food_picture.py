"""The picture of a food of the catalog, as a client sees it."""

from enum import StrEnum

from shared.domain.library import PictureView
from shared.domain.model import Model


class FoodPictureState(StrEnum):
    NONE = "none"
    DRAWING = "drawing"
    READY = "ready"
    FAILED = "failed"


class FoodPicture(Model):
    """`picture` is there when it is `ready`, and while a better one is `drawing`; `reason` says why
    it `failed`."""

    food_id: str
    state: FoodPictureState
    reason: str | None
    picture: PictureView | None
