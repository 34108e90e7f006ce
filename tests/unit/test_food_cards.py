"""Cards of single foods: every food of the catalog can be drawn, none with words."""

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from shared.adapters.offline_painter import paint, raster, single
from shared.adapters.offline_painter.card import drawing
from shared.adapters.offline_painter.larder import look, raw
from shared.adapters.offline_painter.palette import Palette
from shared.adapters.offline_painter.shapes import eggs, fruit, greens, seafood, seeds, snacks
from shared.catalog import foods
from shared.domain.language import Language
from shared.domain.picture import DishBrief, alternative_text
from shared.domain.well_known import known_food
from tests.unit.test_offline_painter import SHAPES, _elements

FOODS = foods.load()


def brief(food_id: str, language: Language = Language.EN) -> DishBrief:
    return known_food(FOODS[food_id]).briefs[language]


def test_every_food_is_a_drawing_of_its_own() -> None:
    """Each eighth of them: those of one shape and colour lie differently."""
    drawn = [drawing(brief(food.id)) for food in list(FOODS)[::8]]
    for one in drawn:
        assert _elements(one) <= SHAPES
        assert "nan" not in one
    assert len(set(drawn)) == len(drawn)


def test_the_card_of_a_food_has_no_words(monkeypatch: pytest.MonkeyPatch) -> None:
    worded: list[str] = []
    lettered = raster.lettered

    def listening(image: Image.Image, brief: DishBrief, palette: Palette) -> Image.Image:
        worded.append(brief.title)
        return lettered(image, brief, palette)

    monkeypatch.setattr(raster, "lettered", listening)
    card = paint(brief("tomato"))
    assert worded == []
    assert (Image.open(BytesIO(card)).format, len(card) < 150_000) == ("WEBP", True)
    paint(replace(brief("tomato"), style=""))
    assert worded == ["tomato"]


@pytest.mark.parametrize(
    ("food_id", "shape"),
    [
        ("egg", eggs.egg),
        ("salt_cod", seafood.fillet),
        ("mixed_salad_leaves", greens.lettuce),
        ("flour_tortilla", snacks.crisp),
        ("corn_tortilla", snacks.crisp),
        ("cracker", snacks.crisp),
        ("pearl_barley", seeds.rice),
        ("mandarin", fruit.citrus),
    ],
)
@pytest.mark.parametrize("language", list(Language))
def test_a_food_is_known_by_its_name(food_id: str, shape: object, language: Language) -> None:
    assert look(brief(food_id, language).ingredients[0]).shape is shape


@pytest.mark.parametrize(
    ("food_id", "way"),
    [
        ("whole_milk", single._glassful),
        ("olive_oil", single._glassful),
        ("greek_yogurt", single._spread),
        ("wheat_flour", single._powder),
        ("sweet_paprika", single._powder),
        ("minced_beef", single._mince),
        ("beef_steak", single._cuts),
        ("salmon", single._cuts),
        ("white_rice", single._grain),
        ("spaghetti", single._strands),
        ("tomato", single._pieces),
        ("almond", single._pieces),
        ("dark_chocolate", single._pieces),
    ],
)
def test_a_food_is_served_as_it_is_sold(food_id: str, way: object) -> None:
    told = brief(food_id).ingredients[0]
    assert single._way(told.category, raw(look(told))) is way


def test_what_was_cooked_already_is_served_as_the_dish_it_is() -> None:
    gazpacho = drawing(brief("gazpacho"))
    assert gazpacho != drawing(replace(brief("gazpacho"), title="Paella"))


def test_the_alternative_text_names_the_food_once() -> None:
    assert alternative_text(brief("tomato")) == "Illustration of tomato."
    assert alternative_text(brief("tomato", Language.ES)) == "Ilustración de tomate."
