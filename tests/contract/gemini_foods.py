"""A handful of foods for the models to be believed about, or not."""

from decimal import Decimal

from shared.domain.catalog import FoodCatalog
from shared.domain.food import (
    Allergen,
    Category,
    DateKind,
    Food,
    Footprint,
    Origin,
    ShelfLife,
    Storage,
)
from shared.domain.language import Text
from shared.domain.units import Quantity, Unit


def _food(
    food_id: str,
    name: Text,
    category: Category,
    storage: Storage,
    *allergens: Allergen,
    synonyms_es: tuple[str, ...] = (),
    synonyms_en: tuple[str, ...] = (),
) -> Food:
    return Food(
        id=food_id,
        name=name,
        gender_es="m",
        synonyms_es=synonyms_es,
        synonyms_en=synonyms_en,
        category=category,
        role=None,
        origins=frozenset({Origin.PLANT}),
        storage=storage,
        date_kind=DateKind.BEST_BEFORE,
        unit=Unit.G,
        pack=Quantity(Decimal(500), Unit.G),
        shelf_life=ShelfLife(None, 7, None, None, None, "test"),
        weights={},
        density_g_ml=None,
        measure_source="test",
        nutrition=None,
        footprint=Footprint(None, None, None, "test"),
        allergens=frozenset(allergens),
        color="#aa3322",
    )


CATALOG = FoodCatalog(
    [
        _food("tomato", Text("Tomate", "Tomato"), Category.VEGETABLE, Storage.FRIDGE),
        _food(
            "whole_milk",
            Text("Leche entera", "Whole milk"),
            Category.DAIRY,
            Storage.FRIDGE,
            Allergen.MILK,
            synonyms_es=("leche",),
            synonyms_en=("milk",),
        ),
        _food("oat_milk", Text("Bebida de avena", "Oat milk"), Category.BEVERAGE, Storage.PANTRY),
        _food("bread", Text("Pan", "Bread"), Category.BREAD, Storage.PANTRY, Allergen.GLUTEN),
        _food("butter", Text("Mantequilla", "Butter"), Category.DAIRY, Storage.FRIDGE),
        _food("mayonnaise", Text("Mayonesa", "Mayonnaise"), Category.CONDIMENT, Storage.FRIDGE),
        _food(
            "extra_virgin_olive_oil",
            Text("Aceite de oliva virgen extra", "Extra virgin olive oil"),
            Category.OIL,
            Storage.PANTRY,
        ),
    ]
)
