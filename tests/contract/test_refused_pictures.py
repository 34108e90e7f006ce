"""What a model will not or cannot paint ends as failed with its reason, asked over HTTP."""

import json
from collections.abc import Iterator
from io import BytesIO
from typing import NamedTuple

import pytest
from PIL import Image as Canvas

from shared.adapters.gemini.client import GeminiClient
from shared.adapters.offline_painter import OfflinePainter, thumbnail
from shared.adapters.prompting.painter import ModelPainter
from shared.catalog import foods, recipes
from shared.clock import SystemClock
from shared.domain.job import Job, JobState, food_job
from shared.domain.recipe import Image, ImageOrigin, ImageStatus
from shared.domain.well_known import WellKnownDishes
from shared.ports.media import Painter
from shared.workflows.draw_picture import Outcome, draw_picture
from shared.workflows.studio import Studio
from tests.contract.gemini_server import (
    KEY,
    Answer,
    GeminiServer,
    blocks,
    body,
    candidate,
    error,
    gemini_server,
    raw,
    says,
    shows,
    stops,
)
from tests.fakes.library import FakeLibrary
from tests.fakes.media import FakeMedia
from tests.fakes.pictures import FakeSharedPictures
from tests.fakes.recipes import FakeJobs, FakeStore
from tests.samples import generation, job, stored_recipe


class Drawn(NamedTuple):
    outcome: Outcome
    reason: str | None
    image: Image
    state: JobState
    dead: bool
    again: Outcome
    objects: int


@pytest.fixture(scope="module")
def running() -> Iterator[GeminiServer]:
    with gemini_server() as server:
        yield server


@pytest.fixture
def server(running: GeminiServer) -> GeminiServer:
    running.received.clear()
    return running


FOOD = food_job("tomato", "p1", SystemClock().now())


def draw(server: GeminiServer, title: str, saved: Job | None = None) -> Drawn:
    """A job, the recipe's unless told, drawn by the model with the offline painter behind it, and
    delivered once more."""
    store, media, clock = FakeStore(), FakeMedia(), SystemClock()
    saved = saved or job("k1")
    store.recipes_of("k1").save(generation(), [stored_recipe(title=title)], [saved])
    model = ModelPainter(GeminiClient(KEY, base_url=server.url), "image-model", clock)
    painters: list[Painter] = [model, OfflinePainter()]
    studio = Studio(
        jobs=FakeJobs(store),
        recipes_of=store.recipes_of,
        shared=FakeSharedPictures(),
        library_of=lambda _: FakeLibrary(),
        painters_of=lambda kitchen_id: painters,
        thumbnailer=thumbnail,
        media=media,
        foods=foods.load(),
        dishes=WellKnownDishes(recipes.load(), foods.load()),
        clock=clock,
    )
    outcome = draw_picture(saved.id, studio, clock.monotonic() + 60)
    return Drawn(
        outcome,
        store.jobs[saved.id].reason,
        store.recipes["k1", "recipe-1"].image,
        store.jobs[saved.id].state,
        saved.id in store.dead_letters,
        draw_picture(saved.id, studio, clock.monotonic() + 60),
        len(media.objects),
    )


@pytest.mark.parametrize("title", ["Potaje de la casa", "Torrijas"])
@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (says("I cannot draw that."), "no_picture"),
        (candidate([]), "no_picture"),
        (body({}), "empty_reply"),
        (stops("MAX_TOKENS"), "finish_max_tokens"),
        (blocks("PROHIBITED_CONTENT"), "blocked_prohibited_content"),
        (stops("IMAGE_SAFETY"), "finish_image_safety"),
        (shows(b"not an image"), "not_a_picture"),
        (shows(b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml"), "not_a_picture"),
    ],
    ids=["words", "empty", "nobody", "cut off", "blocked", "unsafe", "not an image", "svg"],
)
def test_it_fails_with_its_reason_and_is_asked_once(
    server: GeminiServer, answer: Answer, reason: str, title: str
) -> None:
    server.answers(answer)
    drawn = draw(server, title)
    assert (drawn.outcome, drawn.state, drawn.dead) == (Outcome.FAILED, JobState.FAILED, True)
    assert (drawn.image.status, drawn.image.reason) == (ImageStatus.FAILED, reason)
    assert drawn.again is Outcome.SKIPPED
    assert len(server.received) == 1
    assert drawn.objects == 0


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (candidate([]), "no_picture"),
        (blocks("PROHIBITED_CONTENT"), "blocked_prohibited_content"),
        (shows(b"not an image"), "not_a_picture"),
    ],
    ids=["empty", "blocked", "not an image"],
)
def test_so_does_the_picture_of_a_food(server: GeminiServer, answer: Answer, reason: str) -> None:
    server.answers(answer)
    drawn = draw(server, "Torrijas", FOOD)
    assert (drawn.outcome, drawn.state, drawn.dead) == (Outcome.FAILED, JobState.FAILED, True)
    assert drawn.reason == reason
    assert drawn.again is Outcome.SKIPPED
    assert (len(server.received), drawn.objects) == (1, 0)


def test_a_food_is_asked_for_by_its_name_alone(server: GeminiServer) -> None:
    out = BytesIO()
    Canvas.new("RGB", (1200, 1200), 90).save(out, "PNG")
    server.answers(shows(out.getvalue()))
    drawn = draw(server, "Torrijas", FOOD)
    assert (drawn.outcome, drawn.objects) == (Outcome.DRAWN, 2)
    [asked] = server.received
    assert json.loads(asked.text) == {"food": "tomato"}
    assert "a single food" in asked.rules


@pytest.mark.parametrize("title", ["Potaje de la casa", "Torrijas"])
@pytest.mark.parametrize(
    "answer",
    [
        error(403),
        error(503, headers={"Retry-After": "0"}),
        raw("<html>Bad gateway</html>", content_type="text/html"),
    ],
    ids=["key", "busy", "page"],
)
def test_where_nobody_answers_a_card_is_drawn_that_says_so(
    server: GeminiServer, answer: Answer, title: str
) -> None:
    server.answers(*[answer] * 3)
    drawn = draw(server, title)
    assert (drawn.state, drawn.image.status) == (JobState.DONE, ImageStatus.READY)
    assert drawn.image.degraded
    assert drawn.objects == 2


def test_a_models_picture_is_none_of_rule(server: GeminiServer) -> None:
    out = BytesIO()
    Canvas.new("RGB", (64, 64), 90).save(out, "PNG")
    server.answers(shows(out.getvalue()))
    drawn = draw(server, "Potaje de la casa")
    assert (drawn.outcome, drawn.image.degraded) == (Outcome.DRAWN, False)


def test_a_picture_of_a_known_dish_is_stored_in_both_sizes(server: GeminiServer) -> None:
    out = BytesIO()
    Canvas.new("RGB", (1200, 1200), 90).save(out, "PNG")
    server.answers(shows(out.getvalue()))
    drawn = draw(server, "Torrijas")
    assert (drawn.outcome, drawn.image.origin) == (Outcome.REUSED, ImageOrigin.SHARED)
    assert drawn.objects == 2
