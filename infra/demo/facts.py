"""The story in sentences and figures that the terminal and the page share."""

from dataclasses import dataclass

from infra.demo import texts
from infra.demo.rescue import Footprint
from infra.demo.story import Story
from infra.demo.words import Words
from shared.domain.recipe import Ingredient, Recipe

_KG, _L = "kg\u00a0CO₂e", "l"


@dataclass(frozen=True)
class Fact:
    """A figure, what it is and what it rests on."""

    name: str
    figure: str
    notes: list[str]


def missing(recipe: Recipe, words: Words) -> str:
    """What would have to be bought."""
    short = [to_buy(one, words) for one in recipe.ingredients if not one.in_stock]
    return words.listed(short) or words.of(texts.NOTHING_MISSING)


def to_buy(ingredient: Ingredient, words: Words) -> str:
    """The amount that is missing, and of what."""
    return f"{words.quantity(ingredient.missing_quantity, ingredient.unit)} {ingredient.name}"


def used_up(recipe: Recipe, words: Words) -> str:
    """What goes off soon and is cooked."""
    names = [use.name for use in recipe.uses_expiring]
    return words.listed(names) or words.of(texts.NOTHING_EXPIRES)


def rescue_title(story: Story, words: Words) -> str:
    """Never `saved`: it is saved when it is eaten."""
    return words.counted(texts.RESCUE, len(story.recipes))


def rescue_facts(story: Story, words: Words) -> list[Fact]:
    """Foods, money, CO2e and water, each with its coverage."""
    rescue = story.rescue
    return [
        _foods(story, words),
        _money(story, words),
        _footprint(words.of(texts.CO2E), rescue.co2e_kg, _KG, 2, words),
        _footprint(words.of(texts.WATER), rescue.water_l, _L, 0, words),
    ]


def _foods(story: Story, words: Words) -> Fact:
    rescued, left = story.rescue.rescued, story.rescue.left
    name = words.of(texts.RESCUED)
    if not rescued:
        why = texts.NONE_USED if left else texts.NONE_RESCUED
        return Fact(name, "0", [words.of(why)])
    figure = words.of(texts.RESCUED_LOTS, count=len(rescued), all=len(rescued) + len(left))
    names = words.listed([one.lot.name for one in rescued])
    return Fact(name, figure, [words.of(texts.RESCUED_NOTE), names])


def _money(story: Story, words: Words) -> Fact:
    rescue = story.rescue
    notes = [words.of(texts.MONEY_NOTE)]
    if rescue.unpriced:
        names = words.listed([lot.name for lot in rescue.unpriced])
        notes.append(words.of(texts.MONEY_UNKNOWN, names=names))
    if rescue.money is None:
        return Fact(words.of(texts.MONEY), words.of(texts.NOT_ASSESSED), notes[1:])
    return Fact(words.of(texts.MONEY), words.money(rescue.money, rescue.currency), notes)


def _footprint(
    name: str, footprint: Footprint | None, unit: str, places: int, words: Words
) -> Fact:
    if footprint is None:
        return Fact(name, words.of(texts.NOT_ASSESSED), [])
    amount = f"{words.number(footprint.amount, places)}\u00a0{unit}"
    return Fact(name, amount, [words.of(texts.WHOLE_DISHES), _coverage(footprint, words)])


def _coverage(footprint: Footprint, words: Words) -> str:
    least, most = words.percent(footprint.least_covered), words.percent(footprint.most_covered)
    if least == most:
        return words.of(texts.COVERED, share=least)
    return words.of(texts.COVERED_FROM_TO, least=least, most=most)
