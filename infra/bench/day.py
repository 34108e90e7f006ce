"""The day of one active kitchen: what is asked how often, and what cannot be measured here."""

import itertools
from collections.abc import Callable, Mapping

from infra.bench.app import App, Asked
from infra.bench.home import ROUTES, WORKING, Home
from tests.receipts.truth import IMAGES

DAYS = 30.4
# Times a day: two phones, opened six times between them, one receipt in two days or three.
DAY: Mapping[str, float] = {
    "POST /auth/refresh": 6,
    "GET /inventory/items": 6,
    "GET /inventory/changes": 8,
    "GET /inventory/expiring": 4,
    "GET /inventory/summary": 2,
    "POST /inventory/items": 0.5,
    "PATCH /inventory/items/{id}": 0.5,
    "POST /inventory/items/{id}/consume": 6,
    "POST /inventory/items/{id}/discard": 0.4,
    "POST /inventory/items/{id}/open": 1,
    "POST /inventory/items/{id}/freeze": 0.2,
    "POST /inventory/movements/{id}/undo": 0.2,
    "GET /inventory/waste": 0.3,
    "POST /recognition": 0.4,
    "POST /inventory/from-recognition": 0.4,
    "POST /recipes/generations": 0.4,
    "GET /recipes": 2,
    "GET /recipes/{id}": 4,
    "PUT /recipes/{id}/favorite": 0.1,
    "POST /recipes/{id}/cook": 0.6,
    "POST /image_worker/jobs": 1.2,
    "GET /planning/days": 3,
    "PUT /planning/days/{date}": 0.6,
    "POST /planning/suggestions": 0.15,
    "GET /planning/shopping-list": 3,
    "PATCH /planning/shopping-list/items/{id}": 4,
    "POST /planning/shopping-list/purchase": 0.4,
    "GET /impact/summary": 0.5,
    "POST /labels/analyses": 0.2,
    "GET /labels/ingredients/{name}": 0.3,
    "GET /account/profile": 0.5,
    "GET /account/kitchen": 0.5,
}
ITEMS = 60
# Assumed: seconds of one round trip to Firestore, and of a model's answer.
TRIP_S = 0.008
MODEL_S = {
    "POST /recognition": 6.0,
    "POST /recipes/generations": 8.0,
    "POST /image_worker/jobs": 9.0,
}
# Assumed: tokens of a photo as Gemini counts it at full resolution, and of a receipt read.
PHOTO_TOKENS, READ_TOKENS = 1_120, 1_100
# Assumed: bytes of a stored photo, a drawn picture, and what a phone fetches of pictures in a day.
PHOTO_BYTES, PICTURE_BYTES, FETCHED_A_DAY = 350_000, 120_000, 20
# Assumed: documents that a kitchen holds after a year, and what each takes with its indexes.
DOCUMENTS, DOCUMENT_BYTES = 4_000, 3_000
RECIPES = 3


def ways(app: App) -> Mapping[str, Callable[[Home], Asked]]:
    """How each is asked."""
    photo = (IMAGES / "fresneda.jpg").read_bytes()
    numbers = itertools.count()

    def recognised(home: Home) -> Asked:
        # Bytes after the end of a JPEG make it another photo and change nothing that is seen.
        data = photo + str(next(numbers)).encode()
        fields = {"kind": "receipt", "detail": "full"}
        return Asked("POST", "/recognition", None, {"images": (data, "image/jpeg")}, fields)

    def stocked(home: Home) -> Asked:
        seen = home.send(recognised(home))
        return Asked("POST", "/inventory/from-recognition", {"recognition_id": seen["id"]})

    def refreshed(home: Home) -> Asked:
        # Whichever the last was, this gives the current token; asking with that one moves it on.
        last = {"refresh_token": home.refresh}
        home.refresh = home.send(Asked("POST", "/auth/refresh", last))["refresh_token"]
        return Asked("POST", "/auth/refresh", {"refresh_token": home.refresh})

    def drawn(home: Home) -> Asked:
        task = app.delivered()
        if task is None:
            home.send(Asked("POST", "/recipes/generations", {"count": RECIPES}))
            task = app.delivered()
        if task is None:
            raise RuntimeError("nothing is to be drawn")
        return task

    return {
        **ROUTES,
        **WORKING,
        "POST /recognition": recognised,
        "POST /inventory/from-recognition": stocked,
        "POST /auth/refresh": refreshed,
        "POST /image_worker/jobs": drawn,
    }
