"""The food catalog of the product, one row of `foods.csv` a food.

Columns that hold several values part them by `|`. Every row names where its figures come from:

- `shelf_source`: `foodkeeper:<id>` of USDA FSIS FoodKeeper (2018), the lower middle of its range, a
  month being 30 days; `estimate:<id>` where a figure of the most similar food there had to be
  adapted. Days after thawing which FoodKeeper leaves out are those in the fridge, three at most.
- `nutrition_source`: `usda_sr:<NDB number>` of USDA SR Legacy, per 100 g; empty with its figures
  where that table has no such food.
- `measure_source`: `usda_sr:<NDB number>` when the weights and the density are its household
  measures, else `estimate`. Fruit and vegetables weigh what they weigh as bought, peel included. A
  portion is the catalog's own serving, whatever the source.
- `impact_source`: `poore_nemecek:<group>`, global means per kilogram of Poore & Nemecek (Science,
  2018) as compiled by Our World in Data, CC BY 4.0; `not_assessed` where no group stands for it.

Allergens are those of the usual product of that name, and of its common versions where recipes
differ: a label always knows better.
"""

import csv
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from importlib import resources

from shared.catalog import kinds, words
from shared.domain.catalog import FoodCatalog
from shared.domain.food import (
    Allergen,
    Category,
    DateKind,
    Food,
    Footprint,
    Nutrition,
    Origin,
    ShelfLife,
    Storage,
)
from shared.domain.language import Text
from shared.domain.units import Quantity, Unit

_WEIGHTS = {
    Unit.UNIT: "piece_g",
    Unit.SLICE: "slice_g",
    Unit.BUNCH: "bunch_g",
    Unit.CLOVE: "clove_g",
    Unit.PORTION: "portion_g",
}

_Row = Mapping[str, str]


@cache
def load() -> FoodCatalog:
    """The catalog, read once per process.

    Raises:
        ValueError: a row is malformed, or two foods share an id.
    """
    table = resources.files("shared.catalog") / "foods.csv"
    with table.open(encoding="utf-8") as lines:
        return FoodCatalog(map(_food, csv.DictReader(lines)), words.load(), kinds.load)


def _food(row: _Row) -> Food:
    return Food(
        id=row["id"],
        name=Text(row["name_es"], row["name_en"]),
        gender_es=row["gender_es"],
        synonyms_es=_list(row["synonyms_es"]),
        synonyms_en=_list(row["synonyms_en"]),
        category=Category(row["category"]),
        role=row["role"] or None,
        origins=frozenset(map(Origin, _list(row["origins"]))),
        storage=Storage(row["storage"]),
        date_kind=DateKind(row["date_kind"]),
        unit=Unit(row["unit"]),
        pack=Quantity(Decimal(row["pack_quantity"]), Unit(row["pack_unit"])),
        shelf_life=_shelf_life(row),
        weights={unit: Decimal(row[column]) for unit, column in _WEIGHTS.items() if row[column]},
        density_g_ml=Decimal(row["density_g_ml"]) if row["density_g_ml"] else None,
        measure_source=row["measure_source"],
        nutrition=_nutrition(row),
        footprint=_footprint(row),
        allergens=frozenset(map(Allergen, _list(row["allergens"]))),
        color=row["color"],
    )


def _shelf_life(row: _Row) -> ShelfLife:
    return ShelfLife(
        pantry_days=_days(row["pantry_days"]),
        fridge_days=_days(row["fridge_days"]),
        freezer_days=_days(row["freezer_days"]),
        opened_days=_days(row["opened_days"]),
        thawed_days=_days(row["thawed_days"]),
        source=row["shelf_source"],
    )


def _nutrition(row: _Row) -> Nutrition | None:
    if not row["nutrition_source"]:
        return None
    return Nutrition(
        kcal=float(row["kcal"]),
        protein_g=float(row["protein_g"]),
        carbs_g=float(row["carbs_g"]),
        fat_g=float(row["fat_g"]),
        source=row["nutrition_source"],
    )


def _footprint(row: _Row) -> Footprint:
    return Footprint(
        co2e_kg=_figure(row["co2e_kg"]),
        water_l=_figure(row["water_l"]),
        land_m2=_figure(row["land_m2"]),
        source=row["impact_source"],
    )


def _list(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


def _days(cell: str) -> int | None:
    return int(cell) if cell else None


def _figure(cell: str) -> float | None:
    return float(cell) if cell else None
