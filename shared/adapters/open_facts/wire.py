"""What of a product is believed: anybody may edit it."""

import re
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict

from shared.adapters.outside.text import line
from shared.domain.catalog import FoodCatalog
from shared.domain.food import Allergen
from shared.domain.mentions import brought_by
from shared.domain.product import Product

_LONGEST = 120
_MOST_TAGS = 40
_ALLERGENS = {
    "en:gluten": Allergen.GLUTEN,
    "en:crustaceans": Allergen.CRUSTACEANS,
    "en:eggs": Allergen.EGG,
    "en:fish": Allergen.FISH,
    "en:peanuts": Allergen.PEANUT,
    "en:soybeans": Allergen.SOY,
    "en:milk": Allergen.MILK,
    "en:nuts": Allergen.NUTS,
    "en:celery": Allergen.CELERY,
    "en:mustard": Allergen.MUSTARD,
    "en:sesame-seeds": Allergen.SESAME,
    "en:sulphur-dioxide-and-sulphites": Allergen.SULPHITES,
    "en:lupin": Allergen.LUPIN,
    "en:molluscs": Allergen.MOLLUSCS,
}
_TAG = re.compile(r"[a-z]{2,3}:\S{1,80}")


def _line(value: Any) -> str | None:  # noqa: ANN401
    return line(value, _LONGEST)


def _tags(value: Any) -> tuple[str, ...]:  # noqa: ANN401
    told = value[:_MOST_TAGS] if isinstance(value, list) else []
    return tuple(tag for tag in told if isinstance(tag, str) and _TAG.fullmatch(tag))


Line = Annotated[str | None, BeforeValidator(_line)]
Tags = Annotated[tuple[str, ...], BeforeValidator(_tags)]


class WireProduct(BaseModel):
    """A product of the API; a field of another type counts as missing."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    product_name: Line = None
    product_name_es: Line = None
    product_name_en: Line = None
    generic_name: Line = None
    brands: Line = None
    quantity: Line = None
    categories_tags: Tags = ()
    allergens_tags: Tags = ()
    traces_tags: Tags = ()

    def product(
        self, gtin: str, foods: FoodCatalog, *, edible: bool, source: str
    ) -> Product | None:
        """None for one without a name: it would only be a number."""
        name = self.product_name or self.product_name_es or self.product_name_en
        name = name or self.generic_name
        if name is None:
            return None
        return Product(
            gtin=gtin,
            name=name,
            name_es=self.product_name_es,
            name_en=self.product_name_en,
            brand=self.brands,
            amount=self.quantity,
            categories=self.categories_tags,
            allergens=_allergens(self.allergens_tags, foods),
            traces=_allergens(self.traces_tags, foods),
            edible=edible,
            source=source,
        )


FIELDS = tuple(WireProduct.model_fields)


def _allergens(tags: tuple[str, ...], foods: FoodCatalog) -> frozenset[Allergen]:
    """The 14 of the EU; a tag beside them is read as the word it is."""
    found: set[Allergen] = set()
    for tag in tags:
        known = _ALLERGENS.get(tag)
        word = brought_by(tag.partition(":")[2].replace("-", " "), foods)
        found |= {known} if known else word.allergens if word else set()
    return frozenset(found)
