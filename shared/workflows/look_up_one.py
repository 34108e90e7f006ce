"""One barcode, typed or scanned by the phone, as an item that could be stocked."""

from datetime import datetime

from shared.domain.catalog import FoodCatalog
from shared.domain.gtin import gtin as number_of
from shared.domain.language import Language
from shared.domain.model import Model
from shared.domain.product import Barcode, LookupStatus, hint
from shared.domain.product_items import product_item
from shared.domain.recognition_result import Detail, SeenItem
from shared.domain.seen_items import Audience, seen_item
from shared.ports.household import Kitchens
from shared.workflows.look_up_products import Scanner


class LookedUp(Model):
    """`gtin` in its shortest form; `brand` as the label prints it. `allergens_stated` is false
    where nobody stated any, which does not mean that there are none. `source` is the catalog that
    knew it."""

    gtin: str
    status: LookupStatus
    item: SeenItem | None
    brand: str | None
    allergens_stated: bool
    source: str | None
    hint: str | None


def look_up_one(
    gtin: str,
    kitchen_id: str,
    *,
    scanner: Scanner,
    kitchens: Kitchens,
    foods: FoodCatalog,
    language: Language,
    now: datetime,
    deadline: float,
) -> LookedUp:
    """What is known of the number; nothing is stored but the catalog's answer.

    Raises:
        Invalid: it is no number of a product.
    """
    number = number_of(gtin)
    status, product = scanner.look_up(number, now, deadline)
    item = None
    if product is not None and status is LookupStatus.FOUND:
        seen = product_item(product, Barcode(number, 0, None), foods, language)
        needs = kitchens.get(kitchen_id).needs(foods)
        item = seen_item(seen, Audience(needs, language, Detail.BASIC, now.date()), foods)
    return LookedUp(
        gtin=number,
        status=status,
        item=item,
        brand=product.brand if product else None,
        allergens_stated=bool(product and product.allergens),
        source=product.source if product else None,
        hint=hint(status, language),
    )
