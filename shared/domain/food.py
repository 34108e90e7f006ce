"""A food of the catalog: what it is called, how long it keeps, what it weighs and what it costs the
planet."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from shared.domain.language import Text
from shared.domain.units import Quantity, Unit


class Storage(StrEnum):
    PANTRY = "pantry"
    FRIDGE = "fridge"
    FREEZER = "freezer"


class DateKind(StrEnum):
    """EU 1169/2011, article 24: past `use_by` a food is unsafe, past `best_before` it has lost
    quality at most."""

    USE_BY = "use_by"
    BEST_BEFORE = "best_before"


class Category(StrEnum):
    FRUIT = "fruit"
    VEGETABLE = "vegetable"
    HERB = "herb"
    MUSHROOM = "mushroom"
    MEAT = "meat"
    POULTRY = "poultry"
    FISH = "fish"
    SEAFOOD = "seafood"
    DAIRY = "dairy"
    EGG = "egg"
    GRAIN = "grain"
    BREAD = "bread"
    LEGUME = "legume"
    PLANT_PROTEIN = "plant_protein"
    NUT = "nut"
    OIL = "oil"
    CONDIMENT = "condiment"
    SPICE = "spice"
    BAKING = "baking"
    SWEET = "sweet"
    SNACK = "snack"
    BEVERAGE = "beverage"
    ALCOHOL = "alcohol"
    PREPARED = "prepared"
    OTHER = "other"


class Allergen(StrEnum):
    """The 14 of EU 1169/2011, annex II."""

    GLUTEN = "gluten"
    CRUSTACEANS = "crustaceans"
    EGG = "egg"
    FISH = "fish"
    PEANUT = "peanut"
    SOY = "soy"
    MILK = "milk"
    NUTS = "nuts"
    CELERY = "celery"
    MUSTARD = "mustard"
    SESAME = "sesame"
    SULPHITES = "sulphites"
    LUPIN = "lupin"
    MOLLUSCS = "molluscs"


class Origin(StrEnum):
    """What a food is made of, as far as diets ask."""

    PLANT = "plant"
    DAIRY = "dairy"
    EGG = "egg"
    HONEY = "honey"
    MEAT = "meat"
    PORK = "pork"
    POULTRY = "poultry"
    FISH = "fish"
    SHELLFISH = "shellfish"
    ALCOHOL = "alcohol"
    GELATIN = "gelatin"


@dataclass(frozen=True, slots=True)
class Nutrition:
    """Per 100 g of the edible part: kilocalories and grams."""

    kcal: float
    protein_g: float
    carbs_g: float
    fat_g: float
    source: str


@dataclass(frozen=True, slots=True)
class Footprint:
    """Per kilogram bought: kg CO2e, litres of fresh water, m2 of land. None is "not assessed"."""

    co2e_kg: float | None
    water_l: float | None
    land_m2: float | None
    source: str


@dataclass(frozen=True, slots=True)
class ShelfLife:
    """Days it keeps, unopened, per storage; None where it should not be kept there.

    `opened_days` counts from opening (in the fridge where it is usual), `thawed_days` from thawing.
    """

    pantry_days: int | None
    fridge_days: int | None
    freezer_days: int | None
    opened_days: int | None
    thawed_days: int | None
    source: str

    def days(self, storage: Storage) -> int | None:
        match storage:
            case Storage.PANTRY:
                return self.pantry_days
            case Storage.FRIDGE:
                return self.fridge_days
            case Storage.FREEZER:
                return self.freezer_days


@dataclass(frozen=True, slots=True)
class Food:
    """A row of the catalog. `weights` are grams of one `unit`, `slice`, `bunch`, `clove` or
    `portion`; `pack` is the usual retail pack, used where a receipt gives no size."""

    id: str
    name: Text
    gender_es: str
    synonyms_es: tuple[str, ...]
    synonyms_en: tuple[str, ...]
    category: Category
    role: str | None
    origins: frozenset[Origin]
    storage: Storage
    date_kind: DateKind
    unit: Unit
    pack: Quantity
    shelf_life: ShelfLife
    weights: Mapping[Unit, Decimal]
    density_g_ml: Decimal | None
    measure_source: str
    nutrition: Nutrition | None
    footprint: Footprint
    allergens: frozenset[Allergen]
    color: str
