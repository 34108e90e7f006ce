"""A picture of a dish: what a painter is told, what it hands back, and the words that stand in for
it where it cannot be seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple, Self

from shared.domain.digest import digest
from shared.domain.language import Language, Text

NAMED_INGREDIENTS = 4
# The style of a picture that shows one food as it is bought, and no dish.
SINGLE_FOOD = "single food"
_EVERYBODYS = "shared/"
# The longest a V4 signature may last, less the hour for which a link is handed out again.
LINK_LIFETIME = timedelta(days=7) - timedelta(hours=1)
# What is promised of one, that hour left out again: the platform signs with keys of its own, and
# may change them after twelve (cloud.google.com/storage/docs/authentication/creating-signatures).
LINK_PROMISED = timedelta(hours=12) - timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class DishIngredient:
    """An ingredient as a painter sees it: `category` is a `food.Category` code, `color` a hex
    triplet."""

    name: str
    category: str | None = None
    color: str | None = None
    grams: float | None = None


@dataclass(frozen=True, slots=True)
class DishBrief:
    """All a painter is told about a dish, or about a food in the style `SINGLE_FOOD`. `meal` is
    breakfast, lunch, dinner, snack or dessert."""

    title: str
    language: Language
    meal: str
    minutes: int
    servings: int
    ingredients: tuple[DishIngredient, ...] = ()
    style: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """An encoded image and its alternative text."""

    data: bytes
    content_type: str
    alt: str


class PainterName(NamedTuple):
    """A provider and its model."""

    name: str
    model: str


# Cards drawn by another edition of the rules are other pictures.
CARDS = PainterName("offline", "cards-2")


class Drawing(NamedTuple):
    """A picture of one recipe, and whether it is a card drawn by rule."""

    id: str
    data: bytes
    card: bool


def card_id(picture_id: str) -> str:
    """Of the card drawn in place of that picture. It is another one: what lies under the picture's
    own name was paid for, and is never drawn again."""
    return digest(f"card:{picture_id}")


class PictureNames(NamedTuple):
    """The names of a picture's two objects."""

    picture: str
    thumbnail: str

    @classmethod
    def under(cls, folder: str) -> Self:
        return cls(f"{folder}image.webp", f"{folder}thumbnail.webp")


def recipe_folder(kitchen_id: str, recipe_id: str) -> str:
    """Where every picture drawn for a recipe lies, and nothing else."""
    return f"kitchens/{kitchen_id}/recipes/{recipe_id}/"


def drawn_names(kitchen_id: str, recipe_id: str, picture_id: str | None) -> PictureNames:
    """Of a picture drawn for one recipe; the first ones ever drawn had no id."""
    folder = recipe_folder(kitchen_id, recipe_id)
    return PictureNames.under(f"{folder}{picture_id}/" if picture_id else folder)


def shared_names(picture_id: str) -> PictureNames:
    """Of the picture of a dish or food everybody knows; no kitchen's deletion comes near it."""
    return PictureNames.under(f"{_EVERYBODYS}pictures/{picture_id}/")


def everybodys(name: str) -> bool:
    """Whether an object is opened by every kitchen, and so tells nothing of one."""
    return name.startswith(_EVERYBODYS)


def library_names(kitchen_id: str, picture_id: str) -> PictureNames:
    """Of a photo in a kitchen's own library."""
    return PictureNames.under(f"kitchens/{kitchen_id}/images/{picture_id}/")


_UNTITLED = {
    "breakfast": Text("Desayuno", "Breakfast"),
    "lunch": Text("Comida", "Lunch"),
    "dinner": Text("Cena", "Dinner"),
    "snack": Text("Tentempié", "Snack"),
    "dessert": Text("Postre", "Dessert"),
}
_DISH = Text("Plato del día", "Dish of the day")
_ILLUSTRATION = Text("Ilustración de {title}", "Illustration of {title}")
_WITH = Text("{lead}, con {names}", "{lead}, with {names}")
_AND = Text(" y ", " and ")
_AND_BEFORE_I = " e "


def dish_title(brief: DishBrief) -> str:
    """The title on one line without control characters, or the meal's name where none is left."""
    return _one_line(brief.title) or _UNTITLED.get(brief.meal, _DISH).of(brief.language)


def alternative_text(brief: DishBrief) -> str:
    """One sentence for a screen reader: the dish and the most of what is in it."""
    lead = _ILLUSTRATION.of(brief.language).format(title=dish_title(brief))
    names = [] if brief.style == SINGLE_FOOD else _main_names(brief.ingredients)
    if not names:
        return f"{lead}."
    listed = _listed(names, brief.language)
    return f"{_WITH.of(brief.language).format(lead=lead, names=listed)}."


def _one_line(text: str) -> str:
    printable = (char if char.isprintable() else " " for char in text)
    return " ".join("".join(printable).split())


def _main_names(ingredients: Sequence[DishIngredient]) -> list[str]:
    by_weight = sorted(ingredients, key=lambda each: -(each.grams or 0))
    names = dict.fromkeys(_one_line(each.name).lower() for each in by_weight)
    return [name for name in names if name][:NAMED_INGREDIENTS]


def _listed(names: Sequence[str], language: Language) -> str:
    if len(names) == 1:
        return names[0]
    joint = _AND.of(language)
    if language is Language.ES and _sounds_i(names[-1]):
        joint = _AND_BEFORE_I
    return ", ".join(names[:-1]) + joint + names[-1]


def _sounds_i(word: str) -> bool:
    """Spanish "y" turns to "e" before the sound i, yet not before the diphthong of "hielo"."""
    return word.startswith(("i", "hi", "í", "hí")) and not word.startswith(("hie", "ie", "hia"))
