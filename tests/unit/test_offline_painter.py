"""The offline painter: the same picture for the same dish, a good one for any dish, and words that
can do no harm."""

import hashlib
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from random import Random
from xml.etree import ElementTree

import pytest
from PIL import Image, ImageChops

from shared.adapters.offline_painter import OfflinePainter, paint, thumbnail
from shared.adapters.offline_painter.caption import caption
from shared.adapters.offline_painter.card import drawing
from shared.adapters.offline_painter.color import luminance, parse
from shared.adapters.offline_painter.course import plating
from shared.adapters.offline_painter.larder import look
from shared.adapters.offline_painter.palette import palette
from shared.adapters.offline_painter.plating import (
    bowls,
    breads,
    cakes,
    drinks,
    oven,
    pans,
    plates,
)
from shared.adapters.offline_painter.raster import lettered, title_of
from shared.adapters.offline_painter.serving import serving
from shared.adapters.offline_painter.shapes import fruit, greens, rounds
from shared.adapters.offline_painter.typography import drawable, set_title
from shared.domain.food import Category
from shared.domain.language import Language
from shared.domain.picture import DishBrief, DishIngredient, alternative_text

ROOT = Path(__file__).parents[2]
ES, EN = Language.ES, Language.EN
STEW = DishBrief(
    "Lentejas estofadas con chorizo",
    ES,
    "lunch",
    50,
    4,
    (
        DishIngredient("lentejas", "legume", "#8a5a3c", 300),
        DishIngredient("zanahoria", "vegetable", "#ef8530", 150),
        DishIngredient("chorizo", "meat", "#b33a2c", 120),
    ),
)
SALAD = DishBrief(
    "Greek salad",
    EN,
    "lunch",
    15,
    2,
    (DishIngredient("tomatoes"), DishIngredient("cucumber"), DishIngredient("feta")),
)


def _titled(title: str, *names: str) -> DishBrief:
    foods = tuple(DishIngredient(name) for name in names)
    return DishBrief(title, EN, "dinner", 30, 2, foods)


def test_a_picture_is_the_same_every_time() -> None:
    assert paint(STEW) == paint(replace(STEW))


def test_a_picture_is_the_same_in_another_process() -> None:
    """Neither hash randomisation nor import order has a say."""
    script = (
        "from tests.unit.test_offline_painter import STEW, drawing\n"
        "import hashlib; print(hashlib.sha256(drawing(STEW).encode()).hexdigest())"
    )
    run = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        check=True,
        env={"PYTHONHASHSEED": "7", "PYTHONPATH": str(ROOT)},
        text=True,
    )
    assert run.stdout.strip() == hashlib.sha256(drawing(STEW).encode()).hexdigest()


def test_the_module_loads_no_drawing_library() -> None:
    """Only a worker that paints pays for them."""
    script = (
        "import sys; import shared.adapters.offline_painter\n"
        "print({'PIL', 'resvg_py'} & set(sys.modules))"
    )
    run = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        check=True,
        env={"PYTHONPATH": str(ROOT)},
        text=True,
    )
    assert run.stdout.strip() == "set()"


def test_a_picture_is_a_small_square_webp_without_metadata() -> None:
    data = paint(STEW)
    image = Image.open(BytesIO(data))
    assert (image.format, image.size, image.mode) == ("WEBP", (1024, 1024), "RGB")
    assert len(data) < 150_000
    assert not image.getexif()
    assert not {"exif", "xmp", "icc_profile"} & set(image.info)


def test_a_thumbnail_is_the_same_picture_smaller() -> None:
    data = paint(STEW)
    small = Image.open(BytesIO(thumbnail(data)))
    assert (small.format, small.size) == ("WEBP", (320, 320))
    large = Image.open(BytesIO(data)).resize(small.size)
    drift = ImageChops.difference(small.convert("L"), large.convert("L")).histogram()
    assert sum(value * count for value, count in enumerate(drift)) / (320 * 320) < 4


def test_the_painter_hands_back_a_described_picture() -> None:
    painter = OfflinePainter()
    picture = painter.paint(STEW, deadline=240)
    assert (painter.name, painter.model, picture.content_type) == (
        "offline",
        "cards-2",
        "image/webp",
    )
    assert picture.data == paint(STEW)
    assert picture.alt == alternative_text(STEW)


@pytest.mark.parametrize(
    "other",
    [
        SALAD,
        replace(STEW, title="Lentejas con verduras"),
        replace(STEW, ingredients=STEW.ingredients[:2]),
        replace(STEW, language=EN),
        replace(STEW, meal="dinner"),
        replace(STEW, minutes=10),
        replace(STEW, style="rustic"),
    ],
)
def test_different_dishes_look_different(other: DishBrief) -> None:
    assert drawing(other) != drawing(STEW)


@pytest.mark.parametrize("category", list(Category))
def test_every_category_is_drawn(category: Category) -> None:
    """In a plain heap, one unknown food of each category leaves its mark."""
    unknown = DishIngredient("xyz", category.value, "#c06030", 200)
    assert drawing(replace(SALAD, ingredients=(unknown,))) != drawing(
        replace(SALAD, ingredients=())
    )
    _parsed(drawing(replace(SALAD, title="Xyz", ingredients=(unknown,))))


@pytest.mark.parametrize("meal", ["breakfast", "lunch", "dinner", "snack", "dessert", "brunch"])
def test_nothing_known_is_still_a_picture(meal: str) -> None:
    bare = DishBrief("", ES, meal, 0, 0)
    assert _elements(drawing(bare)) <= SHAPES


def test_an_empty_brief_is_painted() -> None:
    assert Image.open(BytesIO(paint(DishBrief("", ES, "", 0, 0)))).size == (1024, 1024)


@pytest.mark.parametrize(
    "food",
    [
        DishIngredient(""),
        DishIngredient("mystery", "no such category", "not a colour", -3),
        DishIngredient("mystery", None, "#12", float("nan")),
        DishIngredient("tomate", "vegetable", None, float("inf")),
        DishIngredient('"/><script>', "other", 'red"/><image href="file:///etc/passwd"/>', 1e300),
    ],
)
def test_odd_ingredients_do_no_harm(food: DishIngredient) -> None:
    brief = replace(STEW, ingredients=(food,))
    assert _elements(drawing(brief)) <= SHAPES


SHAPES = {
    "svg",
    "defs",
    "g",
    "path",
    "circle",
    "ellipse",
    "clipPath",
    "linearGradient",
    "radialGradient",
    "stop",
}


def _parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)  # noqa: S314 - our own drawing


def _elements(svg: str) -> set[str]:
    return {element.tag.rpartition("}")[2] for element in _parsed(svg).iter()}


@pytest.mark.parametrize(
    "title",
    [
        "🍲🔥",
        'Sopa </text><script>alert("1")</script> & <image href="file:///etc/passwd"/>',
        "]]>&lt;!ENTITY x SYSTEM 'file:///etc/passwd'>",
        "Sopa\x00\x07\x1b[31m\r\n\u2028de ajo\u202e",
        "שקשוקה عدس",
        "カレーライス",
        "e\u0301\u0301\u0301" * 40,
        "\ud800 lonely",
        "supercalifragilistico" * 15,
        "Guiso de " + "garbanzos con espinacas y bacalao " * 9,
        " \t\n",
        "{title} %s {0}",
    ],
)
@pytest.mark.parametrize("language", [ES, EN])
def test_hostile_titles_are_only_ever_letters(title: str, language: Language) -> None:
    brief = replace(STEW, title=title, language=language)
    assert _elements(drawing(brief)) <= SHAPES
    assert not list(_parsed(drawing(brief)).itertext())
    assert title_of(brief).strip()
    blank = Image.new("RGB", (1024, 1024))
    assert lettered(blank, brief, serving(brief).palette).getbbox()


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("¿Piña, jamón y ñoquis? ¡Sí!", "¿Piña, jamón y ñoquis? ¡Sí!"),
        ("Crème brûlée – “à la carte”", "Crème brûlée – “à la carte”"),
        ("Pho\u0309 bo\u0300 🍜 hot", "Pho bò hot"),
        ("ﬁg tart", "fig tart"),
        ("Łosoś", "osos"),
        ("🍕", ""),
        ("عدس", ""),
    ],
)
def test_titles_keep_the_letters_the_fonts_have(text: str, drawn: str) -> None:
    assert drawable(text) == drawn


def test_a_title_without_drawable_letters_is_named_after_its_meal() -> None:
    assert title_of(replace(STEW, title="🍲")) == "Comida"
    assert title_of(replace(STEW, title="🍲", language=EN, meal="dessert")) == "Dessert"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Shakshuka", 1),
        ("Crema de calabaza asada con semillas", 2),
        ("Ensalada templada de garbanzos con espinacas, bacalao desmigado y huevo duro", 3),
        ("palabra " * 40, 3),
        ("x" * 300, 3),
    ],
)
def test_titles_are_set_on_up_to_three_lines(text: str, lines: int) -> None:
    setting = set_title(text, 888, 176)
    assert len(setting.lines) == lines
    assert setting.height <= 176
    assert all(setting.lines)


def test_what_does_not_fit_ends_in_an_ellipsis() -> None:
    assert set_title("palabra " * 40, 888, 176).lines[-1].endswith("…")


@pytest.mark.parametrize(
    ("minutes", "servings", "language", "line"),
    [
        (25, 2, ES, "25 MIN   ·   2 RACIONES"),
        (25, 1, ES, "25 MIN   ·   1 RACIÓN"),
        (60, 4, EN, "1 H   ·   SERVES 4"),
        (95, 1, EN, "1 H 35 MIN   ·   SERVES 1"),
        (0, 2, EN, "SERVES 2"),
        (10, 0, ES, "10 MIN"),
        (-5, -1, ES, ""),
        (10**9, 10**9, EN, ""),
    ],
)
def test_the_line_below_the_title(
    minutes: int, servings: int, language: Language, line: str
) -> None:
    assert caption(DishBrief("x", language, "lunch", minutes, servings)) == line


@pytest.mark.parametrize(
    ("title", "names", "serve"),
    [
        ("Crema de calabaza", ("calabaza",), bowls.smooth_soup),
        ("Sopa de pollo con fideos", ("pollo",), bowls.broth),
        ("Chicken soup", ("chicken",), bowls.broth),
        ("Ensalada de pollo asado", ("lechuga",), plates.salad),
        ("Merluza a la plancha con ensalada", ("merluza",), plates.main_course),
        ("Arroz salteado con verduras", ("arroz",), pans.stir_fry),
        ("Arroz con leche", ("arroz",), bowls.porridge),
        ("Paella de marisco", ("arroz",), plates.paella),
        ("Tortilla de patatas", ("patata",), pans.omelette),
        ("Lentejas con chorizo", ("lentejas",), bowls.stew),
        ("Spaghetti with tomato", ("spaghetti",), plates.long_pasta),
        ("Macarrones con queso", ("macarrones",), plates.short_pasta),
        ("Tostadas de aguacate", ("pan",), breads.toast),
        ("Pizza margarita", ("mozzarella",), breads.pizza),
        ("Chicken tacos", ("chicken",), breads.tacos),
        ("Batido de fresa", ("fresas",), drinks.glasses),
        ("Tarta de zanahoria", ("zanahoria",), cakes.cake),
        ("Blueberry muffins", ("blueberries",), cakes.muffins),
        ("Salmón al horno", ("salmón",), oven.roast),
        ("Chicken and spinach curry", ("chicken",), bowls.curry),
        ("Leftovers", ("pollo",), plates.main_course),
        ("Leftovers", ("garbanzos",), bowls.stew),
        ("Leftovers", ("zucchini",), plates.mound),
    ],
)
def test_the_dish_is_served_as_its_name_says(
    title: str, names: tuple[str, ...], serve: object
) -> None:
    assert plating(serving(_titled(title, *names))) is serve


@pytest.mark.parametrize(
    "serve",
    [
        *(bowls.smooth_soup, bowls.broth, bowls.stew, bowls.curry, bowls.porridge),
        *(bowls.smoothie_bowl, bowls.dip, bowls.scoops),
        *(plates.salad, plates.long_pasta, plates.short_pasta, plates.rice, plates.paella),
        *(plates.main_course, plates.mound, plates.fritters, plates.skewers, plates.fruit_plate),
        *(pans.omelette, pans.fried_eggs, pans.scramble, pans.stir_fry, pans.pancakes, pans.crepes),
        pans.folded_omelette,
        *(breads.toast, breads.pizza, breads.sandwich, breads.burger, breads.tacos, breads.wrap),
        *(breads.flatbread, cakes.cake, cakes.tart, cakes.loaf, cakes.muffins, cakes.cookies),
        *(cakes.squares, oven.gratin, oven.roast, oven.stuffed, oven.bread, drinks.glasses),
    ],
)
def test_every_way_of_serving_stands_an_empty_pantry(serve: object) -> None:
    assert callable(serve)
    for names in ((), ("tomate", "pollo", "arroz", "nata", "perejil", "aceite", "sal")):
        body = serve(serving(_titled("x", *names)))
        _parsed(f"<svg>{body}</svg>")
        assert "nan" not in body


@pytest.mark.parametrize(
    ("name", "shape", "color"),
    [
        ("Tomates cherry", rounds.cherry_tomato, "#d93a2a"),
        ("pimiento verde", rounds.pepper, "#6f9f3f"),
        ("yellow pepper", rounds.pepper, "#f0bd30"),
        ("pepino", rounds.cucumber, "#5c9645"),
        ("baby spinach", greens.leaf, "#4f8a3c"),
        ("pera", fruit.apple, "#a9b84a"),
    ],
)
def test_foods_are_known_by_name_in_both_languages(name: str, shape: object, color: str) -> None:
    known = look(DishIngredient(name, "other", "#000000"))
    assert (known.shape, known.color) == (shape, color)


@pytest.mark.parametrize(
    ("text", "color"),
    [("#ABC", "#aabbcc"), ("d8402c", "#d8402c"), ("red", None), ("#12345", None), (None, None)],
)
def test_colors_are_hex_or_nothing(text: str | None, color: str | None) -> None:
    assert parse(text) == color


class _Fixed(Random):
    """Chance that always falls the same way."""

    def __init__(self, value: float) -> None:
        super().__init__(0)
        self.value = value

    def random(self) -> float:
        return self.value


def test_words_stand_out_from_every_table() -> None:
    """4.5 to 1, as WCAG 2 asks of text."""
    for meal in ("breakfast", "lunch", "dinner", "snack", "dessert"):
        for step in range(10):
            colors = palette(_Fixed(step / 10), meal)
            for ink in (colors.ink, colors.quiet_ink):
                dark, light = sorted((luminance(ink), luminance(colors.table)))
                assert (light + 0.05) / (dark + 0.05) >= 4.5, (meal, colors)


@pytest.mark.parametrize(
    ("brief", "alt"),
    [
        (STEW, "Ilustración de Lentejas estofadas con chorizo, con lentejas, zanahoria y chorizo."),
        (SALAD, "Illustration of Greek salad, with tomatoes, cucumber and feta."),
        (replace(STEW, ingredients=()), "Ilustración de Lentejas estofadas con chorizo."),
        (replace(SALAD, title=" \n", ingredients=()), "Illustration of Lunch."),
        (replace(STEW, title="", meal="?", ingredients=()), "Ilustración de Plato del día."),
        (
            replace(SALAD, ingredients=(DishIngredient("Egg\n"), DishIngredient("egg"))),
            "Illustration of Greek salad, with egg.",
        ),
        (
            replace(
                STEW,
                title="Té",
                ingredients=(DishIngredient("azúcar"), DishIngredient("higos")),
            ),
            "Ilustración de Té, con azúcar e higos.",
        ),
        (
            replace(
                STEW,
                title="Té",
                ingredients=(DishIngredient("menta"), DishIngredient("hielo")),
            ),
            "Ilustración de Té, con menta y hielo.",
        ),
    ],
)
def test_alternative_text(brief: DishBrief, alt: str) -> None:
    assert alternative_text(brief) == alt
