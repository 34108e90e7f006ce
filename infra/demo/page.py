"""The report as one HTML page that opens from disk and asks nobody for anything."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from infra.demo import texts
from infra.demo.facts import rescue_facts, rescue_title
from infra.demo.marks import Mark, marks
from infra.demo.story import Story
from infra.demo.timeline import timeline
from infra.demo.words import Words
from shared.domain.item import Item
from shared.domain.recipe import Recipe
from shared.domain.recognition_result import SeenItem

_TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class Food:
    """A recognised line of the receipt, its lot and its mark on the photo."""

    number: int
    seen: SeenItem
    lot: Item
    mark: Mark | None


@dataclass(frozen=True)
class Dish:
    """A recipe and the file of its picture."""

    number: int
    recipe: Recipe
    picture: str


def page_of(story: Story, photo: str, pictures: Mapping[str, str], words: Words) -> str:
    """The page, referring to the photo and the pictures by their file names."""
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    cooked = {item for one in story.recipes for part in one.ingredients for item in part.item_ids}
    return environment.get_template("report.html").render(
        story=story,
        basket=story.basket,
        words=words,
        texts=texts,
        page=texts.PAGE,
        photo=photo,
        foods=list(_foods(story)),
        dishes=[Dish(number, one, pictures[one.id]) for number, one in enumerate(story.recipes, 1)],
        cooked=cooked,
        slots=timeline(story.basket, words),
        rescue_title=rescue_title(story, words),
        facts=rescue_facts(story, words),
    )


def _foods(story: Story) -> Iterator[Food]:
    recognition = story.basket.recognition
    on_photo = marks([item.box for item in recognition.items], recognition.images[0])
    for number, ((seen, lot), mark) in enumerate(
        zip(story.basket.foods(), on_photo, strict=True), 1
    ):
        yield Food(number, seen, lot, mark)
