"""The picture of a dish everybody knows, shown with the catalog's recipe of it."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

import pytest

from functions.recipes import ROUTES
from shared.catalog import foods, recipes
from shared.config import read
from shared.domain.errors import Unavailable
from shared.domain.language import Language
from shared.domain.picture import CARDS, LINK_LIFETIME, PainterName, shared_names
from shared.domain.recipe import NOT_DRAWN, AltTexts, ImageOrigin, RecipeSource
from shared.domain.shared_picture import SharedPicture, SharedState
from shared.domain.well_known import WellKnownDishes, picture_id
from shared.wiring import Wiring
from shared.workflows.known_pictures import Gallery, kept_illustrated
from shared.workflows.share_picture import painter_name, words_of
from tests.boundary import Boundary
from tests.fakes.media import FakeMedia
from tests.fakes.pictures import FakeSharedPictures
from tests.samples import NOW, stored_recipe

DISHES = WellKnownDishes(recipes.load(), foods.load())
MODEL = PainterName("gemini", "m1")


class CountedPictures(FakeSharedPictures):
    """Counts its batch reads; `down` refuses them."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[int] = []
        self.down = False

    def get_all(self, picture_ids: Sequence[str]) -> Mapping[str, SharedPicture]:
        if self.down:
            raise Unavailable
        self.asked.append(len(set(picture_ids)))
        return super().get_all(picture_ids)

    def hang(self, recipe_id: str, painter: PainterName, told: Language = Language.ES) -> str:
        """The dish's picture by that painter, drawn already; answers its id."""
        [dish] = DISHES.of([recipe_id])
        name = painter_name(painter)
        brief = dish.briefs[told]
        id_ = picture_id(dish.id, brief, name, words_of(painter, brief))
        texts = AltTexts(es="Una ilustración.", en="An illustration.")
        self.create(
            SharedPicture(
                id=id_,
                dish_id=dish.id,
                painter=name,
                state=SharedState.READY,
                leased_until=None,
                alt_texts=texts,
                created_at=NOW,
            )
        )
        return id_


@pytest.fixture
def shared() -> CountedPictures:
    return CountedPictures()


def gallery(shared: CountedPictures, language: Language = Language.ES) -> Gallery:
    return Gallery(shared, [MODEL, CARDS], FakeMedia, NOW, language)


def public(shared: CountedPictures) -> Boundary:
    boundary = Boundary(ROUTES, LIMITS="local")
    boundary.put(shared_pictures=shared, media=FakeMedia(), painter_names=[MODEL, CARDS])
    return boundary


def image(boundary: Boundary, path: str) -> dict[str, Any]:
    answer = boundary.get(path)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    body = answer.get_json()
    found: dict[str, Any] = next(
        one["image"] for one in body.get("items", [body]) if one["id"] == "torrijas"
    )
    return found


@pytest.mark.parametrize(
    "path", ["/catalog?q=torrijas&language=es", "/catalog/torrijas?language=es"]
)
def test_the_catalog_shows_the_picture_once_there_is_one(
    shared: CountedPictures, path: str
) -> None:
    boundary = public(shared)
    assert image(boundary, path) == NOT_DRAWN.model_dump(mode="json")
    id_ = shared.hang("torrijas", CARDS)
    shown = image(boundary, path)
    assert (shown["status"], shown["origin"], shown["id"]) == ("ready", "shared", id_)
    assert shown["alt"] == "Una ilustración."
    assert shared_names(id_).picture in shown["url"]
    assert shared_names(id_).thumbnail in shown["thumbnail_url"]


def test_a_page_is_one_read_of_pictures_however_long_it_is(shared: CountedPictures) -> None:
    boundary = public(shared)
    for limit in (1, 10, 100):
        assert len(boundary.get(f"/catalog?limit={limit}").get_json()["items"]) == limit
    # A model's picture has no words; a card is drawn in each of two languages.
    assert shared.asked == [3, 30, 300]


def test_whoever_asks_again_within_the_hour_gets_the_same(shared: CountedPictures) -> None:
    shared.hang("torrijas", CARDS)
    boundary = public(shared)
    boundary.clock.at = NOW.replace(minute=0, second=1)
    answer = boundary.get("/catalog/torrijas")
    boundary.clock.move(timedelta(minutes=50))
    again = {"If-None-Match": answer.headers["ETag"]}
    assert boundary.get("/catalog/torrijas", headers=again).status_code == 304
    boundary.clock.move(timedelta(minutes=20))
    assert boundary.get("/catalog/torrijas", headers=again).status_code == 200


def test_links_work_at_least_until_they_are_told_to_end(shared: CountedPictures) -> None:
    shared.hang("torrijas", CARDS)
    [shown] = kept_illustrated([kept("torrijas")], lambda: DISHES, gallery(shared))
    ends = shown.image.url_expires_at
    assert ends is not None
    assert NOW + LINK_LIFETIME - timedelta(hours=1) < ends <= NOW + LINK_LIFETIME


def test_without_its_pictures_the_catalog_is_shown_all_the_same(shared: CountedPictures) -> None:
    shared.hang("torrijas", CARDS)
    shared.down = True
    assert image(public(shared), "/catalog/torrijas") == NOT_DRAWN.model_dump(mode="json")


def kept(recipe_id: str, **changes: Any) -> Any:
    own = {"id": recipe_id, "source": RecipeSource.CATALOG, "image": NOT_DRAWN}
    return stored_recipe(**(own | changes))


def test_a_favourite_of_the_catalog_shows_it_and_other_recipes_ask_nothing(
    shared: CountedPictures,
) -> None:
    id_ = shared.hang("torrijas", CARDS)
    others = [kept("r1", source=RecipeSource.USER), kept("carbonara", edited=True)]
    assert kept_illustrated(others, lambda: DISHES, gallery(shared)) == others
    assert shared.asked == []
    mixed = [others[0], kept("torrijas"), kept("shakshuka")]
    shown = kept_illustrated(mixed, lambda: DISHES, gallery(shared))
    assert [one.image.id for one in shown] == [None, id_, None]
    assert shown[1].image.origin is ImageOrigin.SHARED
    assert len(shared.asked) == 1


def test_the_first_painter_of_the_chain_goes_first_and_then_the_language(
    shared: CountedPictures,
) -> None:
    spanish = shared.hang("torrijas", CARDS, Language.ES)
    dishes = DISHES.of(["torrijas"])
    assert gallery(shared, Language.EN).drawn(dishes)["dish:torrijas"].id == spanish
    english = shared.hang("torrijas", CARDS, Language.EN)
    assert gallery(shared, Language.EN).drawn(dishes)["dish:torrijas"].id == english
    assert gallery(shared, Language.ES).drawn(dishes)["dish:torrijas"].id == spanish
    painted = shared.hang("torrijas", MODEL)
    assert gallery(shared, Language.EN).drawn(dishes)["dish:torrijas"].id == painted


@pytest.mark.parametrize(
    "chosen", [{}, {"GEMINI_API_KEY": "k"}, {"OPENAI_API_KEY": "k", "GEMINI_API_KEY": "k"}]
)
def test_painters_are_named_as_they_are(chosen: dict[str, str]) -> None:
    wiring = Wiring(read({"GOOGLE_CLOUD_PROJECT": "p"} | chosen))
    named = [(one.name, one.model) for one in wiring.painter_names]
    assert "painters" not in vars(wiring)
    assert named == [(one.name, one.model) for one in wiring.painters]
    assert len(named) == 1 + len(chosen)
