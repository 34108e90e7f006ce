"""What the terminal shows of the story: a table, the recipes, what they keep from the bin."""

from textwrap import shorten
from typing import Final, Literal

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from infra.demo import texts
from infra.demo.facts import Fact, missing, rescue_facts, rescue_title, used_up
from infra.demo.story import Basket, Story
from infra.demo.words import Words
from shared.domain.item import Status
from shared.domain.language import Text as Bilingual
from shared.domain.recipe import Recipe
from shared.domain.recognition_result import SeenItem

_NAME_LENGTH = 48
_BAR_CELLS = 6
_SURE, _UNSURE = 0.8, 0.6
_STATUS_STYLES: Final = {
    Status.FRESH: "green",
    Status.EXPIRING: "yellow",
    Status.EXPIRED: "red",
}
_COLUMNS: Final[list[tuple[Bilingual, Literal["left", "right"]]]] = [
    (texts.AMOUNT, "right"),
    (texts.PRICE, "right"),
    (texts.CONFIDENCE, "left"),
    (texts.STORED, "left"),
    (texts.KEEPS, "left"),
    (texts.DAYS_LEFT, "right"),
]


def foods_table(basket: Basket, words: Words) -> RenderableType:
    """One row for every recognised food."""
    table = Table(
        box=box.SIMPLE_HEAD,
        collapse_padding=True,
        pad_edge=False,
        show_edge=False,
        header_style="bold",
    )
    table.add_column(words.of(texts.FOOD), min_width=12)
    for name, side in _COLUMNS:
        table.add_column(words.of(name), justify=side, no_wrap=True)
    for seen, lot in basket.foods():
        table.add_row(
            shorten(seen.name, _NAME_LENGTH, placeholder="…"),
            words.quantity(seen.quantity, seen.unit),
            words.money(seen.price, seen.currency),
            _confidence(seen, words),
            words.of(texts.STORAGES[seen.storage]),
            Text(words.day(lot.expires_on, basket.today), _STATUS_STYLES[lot.status]),
            Text(words.number(lot.days_left), "dim"),
        )
    return table


def recipes_block(story: Story, words: Words) -> RenderableType:
    """The recipes in a few lines each."""
    return Group(*(_recipe(place, one, words) for place, one in enumerate(story.recipes, 1)))


def rescue_block(story: Story, words: Words) -> RenderableType:
    """What the dishes keep from the bin, every figure with what it rests on."""
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(justify="right", style="bold", no_wrap=True)
    table.add_column()
    for fact in rescue_facts(story, words):
        table.add_row(fact.name, fact.figure, _note(fact))
    left = [one.name for one in story.rescue.left]
    if left:
        table.add_row(words.of(texts.LEFT), str(len(left)), Text(words.listed(left), "yellow"))
    return Group(Text(rescue_title(story, words), "bold"), Text(), table)


def _confidence(seen: SeenItem, words: Words) -> Text:
    filled = round(seen.confidence * _BAR_CELLS)
    style = "green" if seen.confidence >= _SURE else "yellow"
    style = style if seen.confidence >= _UNSURE else "red"
    bar = Text("━" * filled, style).append("┄" * (_BAR_CELLS - filled), "dim default")
    return bar.append(f" {words.percent(seen.confidence):>5}", "default")


def _recipe(place: int, recipe: Recipe, words: Words) -> RenderableType:
    about = Text(f"{place}  ", "bold green").append(recipe.title, "bold default")
    about.append(f"  {words.of(texts.MINUTES, count=recipe.minutes)}", "dim not bold")
    grid = Table.grid(padding=(0, 2))
    grid.add_column(width=1)
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column()
    grid.add_row("", words.of(texts.USES_FIRST), Text(used_up(recipe, words), "yellow"))
    grid.add_row("", words.of(texts.MISSING), missing(recipe, words))
    return Group(about, grid, Text())


def _note(fact: Fact) -> Text:
    return Text("\n".join(fact.notes), "dim")
