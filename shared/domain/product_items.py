"""A product as a food that was seen."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from shared.domain.catalog import FoodCatalog
from shared.domain.expiry import usual_storage
from shared.domain.food import Category, Food
from shared.domain.language import Language
from shared.domain.product import Barcode, Lookup, LookupStatus, Product
from shared.domain.receipt_amount import plausible
from shared.domain.receipt_size import quantity, sized
from shared.domain.recognition import RecognisedItem, Sighting
from shared.domain.units import Quantity, Unit, rounded

_LONGEST_NAME = 120
_LANGUAGES = {"es": Language.ES, "en": Language.EN}
# Broad categories of the Open Food Facts taxonomy, the narrower before the broader.
_CATEGORIES = {
    "en:eggs": Category.EGG,
    "en:mushrooms": Category.MUSHROOM,
    "en:nuts": Category.NUT,
    "en:legumes": Category.LEGUME,
    "en:poultries": Category.POULTRY,
    "en:seafood": Category.SEAFOOD,
    "en:fishes": Category.FISH,
    "en:meats": Category.MEAT,
    "en:breads": Category.BREAD,
    "en:meat-analogues": Category.PLANT_PROTEIN,
    "en:plant-based-milk-alternatives": Category.PLANT_PROTEIN,
    "en:dairies": Category.DAIRY,
    "en:fruits": Category.FRUIT,
    "en:vegetables": Category.VEGETABLE,
    "en:alcoholic-beverages": Category.ALCOHOL,
    "en:beverages": Category.BEVERAGE,
    "en:fats": Category.OIL,
    "en:sauces": Category.CONDIMENT,
    "en:condiments": Category.CONDIMENT,
    "en:spices": Category.SPICE,
    "en:snacks": Category.SNACK,
    "en:meals": Category.PREPARED,
    "en:cereals-and-potatoes": Category.GRAIN,
    "en:spreads": Category.SWEET,
    "en:desserts": Category.SWEET,
}


def product_item(
    product: Product, code: Barcode, foods: FoodCatalog, language: Language
) -> RecognisedItem:
    """One package of the product. Its food is one of exactly its name or of its narrowest category:
    chocolate milk is a dairy product, and not milk."""
    food = _food(product, foods)
    category = food.category if food else _category(product)
    amount = _amount(product.amount, food)
    return RecognisedItem(
        name=product.name_in(language)[:_LONGEST_NAME],
        food_id=food.id if food else None,
        confidence=1.0,
        quantity=rounded(amount.amount),
        unit=amount.unit,
        storage=food.storage if food else usual_storage(category),
        category=category,
        price=None,
        currency=None,
        box=code.box,
        allergens=product.allergens | (food.allergens if food else frozenset()),
        source_text=None,
        image_index=code.image_index,
        gtin=product.gtin,
        traces=product.traces,
    )


def with_products(
    sighting: Sighting,
    looked: Sequence[tuple[Barcode, Lookup]],
    foods: FoodCatalog,
    language: Language,
) -> Sighting:
    """The sighting with its products: one that was seen as a food in the same photo takes that
    food's place, and keeps the date that was read."""
    items = list(sighting.items)
    for code, (status, product) in looked:
        if product is None or status is not LookupStatus.FOUND:
            continue
        item = product_item(product, code, foods, language)
        place = next((n for n, one in enumerate(items) if _same(one, item)), None)
        if place is None:
            items.append(item)
        else:
            seen = items[place]
            items[place] = replace(item, expires_on=seen.expires_on, date_kind=seen.date_kind)
    return replace(sighting, items=tuple(items))


def _same(seen: RecognisedItem, item: RecognisedItem) -> bool:
    here = seen.image_index == item.image_index and seen.gtin is None
    return here and seen.food_id is not None and seen.food_id == item.food_id


def _food(product: Product, foods: FoodCatalog) -> Food | None:
    names = (product.name_es, product.name_en, product.name)
    named = (foods.by_name(name) for name in names if name)
    return next((food for food in named if food), None) or _of_category(product, foods)


def _of_category(product: Product, foods: FoodCatalog) -> Food | None:
    if not product.categories:
        return None
    prefix, _, words = product.categories[-1].partition(":")
    language = _LANGUAGES.get(prefix)
    return foods.by_name_in(words.replace("-", " "), language) if language else None


def _category(product: Product) -> Category:
    tags = frozenset(product.categories)
    return next((ours for tag, ours in _CATEGORIES.items() if tag in tags), Category.OTHER)


def _amount(text: str | None, food: Food | None) -> Quantity:
    """What is printed, multiplied out; else the usual pack, else one piece."""
    size = sized(text).size if text else None
    liquid = food is not None and food.unit in {Unit.ML, Unit.L}
    printed = quantity(size, liquid) if size else None
    if printed is not None and plausible(printed):
        return printed
    return food.pack if food else Quantity(Decimal(1), Unit.UNIT)
