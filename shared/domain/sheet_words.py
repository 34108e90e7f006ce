"""The words of a spreadsheet of the stock, in Spanish and English: its columns and its codes.

The first word of a language is the one that is written; all of them are read, in either language,
whatever their case, accents or number, and so is the code itself.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Generic, TypeVar

from shared.domain.catalog import fold
from shared.domain.food import Allergen, Category, DateKind, Storage
from shared.domain.item import ExpirySource, Kind
from shared.domain.language import Language
from shared.domain.units import Unit

Code = TypeVar("Code", bound=StrEnum)


class Column(StrEnum):
    """In the order they are written."""

    NAME = "name"
    QUANTITY = "quantity"
    UNIT = "unit"
    CATEGORY = "category"
    STORAGE = "storage"
    EXPIRES_ON = "expires_on"
    DATE_KIND = "date_kind"
    EXPIRY_SOURCE = "expiry_source"
    OPENED_ON = "opened_on"
    THAWED_ON = "thawed_on"
    PRICE = "price"
    CURRENCY = "currency"
    ALLERGENS = "allergens"
    NOTES = "notes"
    KIND = "kind"
    FOOD_ID = "food_id"
    GTIN = "gtin"


class Vocabulary(Generic[Code]):
    """Codes by any word for them; `word` is how one is written."""

    def __init__(self, words: Mapping[Code, tuple[str, str]]) -> None:
        self._written = {code: (_list(es)[0], _list(en)[0]) for code, (es, en) in words.items()}
        self._codes = {
            _key(word): code
            for code, pair in words.items()
            for word in (code.value, *_list(pair[0]), *_list(pair[1]))
        }

    def code(self, word: str) -> Code | None:
        return self._codes.get(_key(word))

    def word(self, code: Code, language: Language) -> str:
        return self._written[code][language is Language.EN]


def _list(words: str) -> list[str]:
    return words.split(", ")


def _key(word: str) -> str:
    return fold(word.replace("_", " "))


COLUMNS = Vocabulary(
    {
        Column.NAME: ("nombre, producto, alimento, artículo", "name, item, food, product"),
        Column.QUANTITY: ("cantidad, cant", "quantity, amount, qty"),
        Column.UNIT: ("unidad, medida", "unit, measure"),
        Column.CATEGORY: ("categoría", "category"),
        Column.STORAGE: ("lugar, ubicación, almacenamiento", "storage, place, location"),
        Column.EXPIRES_ON: (
            "caduca el, caduca, caducidad, fecha de caducidad, vence, vencimiento,"
            " fecha de vencimiento, consumir antes de",
            "expires on, expires, expiry, expiry date, expiration date, best before, use by",
        ),
        Column.DATE_KIND: ("tipo de fecha", "date kind, kind of date"),
        Column.EXPIRY_SOURCE: ("origen de la fecha", "expiry source, date source"),
        Column.OPENED_ON: ("abierto el, abierto", "opened on, opened"),
        Column.THAWED_ON: ("descongelado el, descongelado", "thawed on, thawed"),
        Column.PRICE: ("precio, importe", "price, cost"),
        Column.CURRENCY: ("moneda, divisa", "currency"),
        Column.ALLERGENS: ("alérgenos", "allergens"),
        Column.NOTES: ("notas, comentarios", "notes, comments"),
        Column.KIND: ("tipo", "kind, type"),
        Column.FOOD_ID: ("id de alimento", "food id"),
        Column.GTIN: ("código de barras, ean", "barcode, gtin, ean, upc"),
    }
)
UNITS = Vocabulary(
    {
        Unit.G: ("g, gr, gramo", "g, gram"),
        Unit.KG: ("kg, kilo, kilogramo", "kg, kilogram"),
        Unit.ML: ("ml, mililitro", "ml, milliliter, millilitre"),
        Unit.L: ("l, lt, litro", "l, liter, litre"),
        Unit.UNIT: (
            "unidad, pieza, ud, uds, lata, bote, tarro, paquete, botella, brik, caja, bolsa",
            "piece, pc, pcs, each, can, tin, jar, pack, packet, bottle, carton, box, bag",
        ),
        Unit.TBSP: ("cucharada", "tbsp, tablespoon"),
        Unit.TSP: ("cucharadita", "tsp, teaspoon"),
        Unit.CUP: ("taza", "cup"),
        Unit.SLICE: ("rebanada, loncha", "slice"),
        Unit.BUNCH: ("manojo, atado", "bunch"),
        Unit.CLOVE: ("diente", "clove"),
        Unit.PINCH: ("pizca", "pinch"),
        Unit.PORTION: ("ración, porción", "portion, serving"),
    }
)
STORAGES = Vocabulary(
    {
        Storage.PANTRY: ("despensa, alacena", "pantry, cupboard"),
        Storage.FRIDGE: ("nevera, refrigerador, frigorífico, heladera", "fridge, refrigerator"),
        Storage.FREEZER: ("congelador", "freezer"),
    }
)
CATEGORIES = Vocabulary(
    {
        Category.FRUIT: ("fruta", "fruit"),
        Category.VEGETABLE: ("verdura, hortaliza", "vegetable"),
        Category.HERB: ("hierba", "herb"),
        Category.MUSHROOM: ("seta, hongo", "mushroom"),
        Category.MEAT: ("carne", "meat"),
        Category.POULTRY: ("ave", "poultry"),
        Category.FISH: ("pescado", "fish"),
        Category.SEAFOOD: ("marisco", "seafood"),
        Category.DAIRY: ("lácteo", "dairy"),
        Category.EGG: ("huevo", "egg"),
        Category.GRAIN: ("cereal", "grain"),
        Category.BREAD: ("pan", "bread"),
        Category.LEGUME: ("legumbre", "legume"),
        Category.PLANT_PROTEIN: ("proteína vegetal", "plant protein"),
        Category.NUT: ("fruto seco", "nut"),
        Category.OIL: ("aceite", "oil"),
        Category.CONDIMENT: ("condimento, salsa", "condiment, sauce"),
        Category.SPICE: ("especia", "spice"),
        Category.BAKING: ("repostería", "baking"),
        Category.SWEET: ("dulce", "sweet"),
        Category.SNACK: ("aperitivo", "snack"),
        Category.BEVERAGE: ("bebida", "beverage, drink"),
        Category.ALCOHOL: ("alcohol", "alcohol"),
        Category.PREPARED: ("preparado", "prepared"),
        Category.OTHER: ("otro", "other"),
    }
)
DATE_KINDS = Vocabulary(
    {
        DateKind.USE_BY: ("caducidad, fecha de caducidad", "use by"),
        DateKind.BEST_BEFORE: ("consumo preferente", "best before"),
    }
)
SOURCES = Vocabulary(
    {
        ExpirySource.USER: ("persona", "user"),
        ExpirySource.LABEL: ("etiqueta", "label"),
        ExpirySource.ESTIMATED: ("estimada", "estimated"),
    }
)
KINDS = Vocabulary(
    {
        Kind.INGREDIENT: ("ingrediente", "ingredient"),
        Kind.DISH: ("plato", "dish"),
        Kind.PRODUCT: ("producto", "product"),
    }
)
ALLERGENS = Vocabulary(
    {
        Allergen.GLUTEN: ("gluten", "gluten"),
        Allergen.CRUSTACEANS: ("crustáceos", "crustaceans"),
        Allergen.EGG: ("huevo", "egg"),
        Allergen.FISH: ("pescado", "fish"),
        Allergen.PEANUT: ("cacahuete, maní", "peanut"),
        Allergen.SOY: ("soja, soya", "soy"),
        Allergen.MILK: ("leche, lácteos", "milk, dairy"),
        Allergen.NUTS: ("frutos secos, nueces", "nuts"),
        Allergen.CELERY: ("apio", "celery"),
        Allergen.MUSTARD: ("mostaza", "mustard"),
        Allergen.SESAME: ("sésamo, ajonjolí", "sesame"),
        Allergen.SULPHITES: ("sulfitos", "sulphites, sulfites"),
        Allergen.LUPIN: ("altramuz", "lupin"),
        Allergen.MOLLUSCS: ("moluscos", "molluscs"),
    }
)
