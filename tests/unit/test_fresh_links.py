"""Links of pictures are renewed before they end, and for no recipe that need not."""

from datetime import datetime, timedelta

import pytest

from shared.domain.errors import Unavailable
from shared.domain.picture import LINK_PROMISED
from shared.domain.recipe import PENDING, Image, ImageStatus, StoredRecipe
from shared.workflows.fresh_links import fresh_links
from tests.fakes.clock import FakeClock
from tests.fakes.media import FakeMedia
from tests.samples import NOW, stored_recipe


class Media(FakeMedia):
    """Links that tell when they were signed; `signed` counts them."""

    def __init__(self, clock: FakeClock) -> None:
        super().__init__()
        self.clock = clock
        self.signed = 0

    def link(self, name: str, lifetime: timedelta) -> str:
        if self.down:
            raise Unavailable
        self.signed += 1
        return f"{super().link(name, lifetime)}&at={self.clock.now():%Y-%m-%d}"


def drawn(name: str, at: datetime) -> StoredRecipe:
    image = Image(
        status=ImageStatus.READY,
        url="http://media.test/old",
        thumbnail_url="http://media.test/old-small",
        url_expires_at=at + LINK_PROMISED,
        alt="Un plato",
    )
    return stored_recipe(id=name, image=image, version="7")


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(NOW)


@pytest.mark.parametrize("hours", [10.5, 12, 9600])
def test_a_link_that_ends_is_signed_again(clock: FakeClock, hours: float) -> None:
    recipe = drawn("r1", NOW)
    clock.move(timedelta(hours=hours))
    [fresh] = fresh_links([recipe], "k1", lambda: Media(clock), clock.now())
    day = f"&at={clock.now():%Y-%m-%d}"
    folder = "http://media.test/kitchens/k1/recipes/r1"
    assert fresh.image.url == f"{folder}/image.webp?seconds=601200{day}"
    assert fresh.image.thumbnail_url == f"{folder}/thumbnail.webp?seconds=601200{day}"
    assert fresh.image.url_expires_at == clock.now() + LINK_PROMISED
    assert (fresh.image.alt, fresh.version) == ("Un plato", "7")


def test_only_what_ends_is_signed_and_the_order_stays(clock: FakeClock) -> None:
    media = Media(clock)
    recipes = [
        drawn("old", NOW - timedelta(days=8)),
        drawn("new", NOW),
        stored_recipe(id="pending", image=PENDING),
        stored_recipe(id="failed", image=Image(status=ImageStatus.FAILED, reason="policy")),
        drawn("older", NOW - timedelta(days=9)),
    ]
    fresh = fresh_links(recipes, "k1", lambda: media, clock.now())
    assert [one.id for one in fresh] == ["old", "new", "pending", "failed", "older"]
    assert fresh[1:4] == recipes[1:4]
    assert "/older/image.webp" in str(fresh[4].image.url)
    assert media.signed == 4


def test_recipes_are_readable_while_nothing_can_be_signed(clock: FakeClock) -> None:
    media = Media(clock)
    media.down = True
    recipes = [drawn("old", NOW - timedelta(days=8))]
    assert fresh_links(recipes, "k1", lambda: media, clock.now()) == recipes


def test_where_nothing_ends_the_store_is_not_opened(clock: FakeClock) -> None:
    def opened() -> Media:
        raise AssertionError

    recipes = [drawn("new", NOW), stored_recipe(id="pending")]
    assert fresh_links(recipes, "k1", opened, clock.now()) == recipes
