"""What every cache of products does, the fake and Firestore alike."""

from datetime import timedelta

import pytest

from shared.domain.food import Allergen
from shared.domain.product import Product, cached_product
from shared.ports.products import CachedProducts
from shared.wiring import Wiring
from tests.fakes.products import FakeCachedProducts
from tests.samples import NOW


@pytest.fixture
def cache(emulated: Wiring | None) -> CachedProducts:
    return emulated.cached_products if emulated else FakeCachedProducts()


def test_what_was_found_and_what_was_not_are_kept(cache: CachedProducts, kitchen_id: str) -> None:
    product = Product(
        gtin=kitchen_id,
        name="Leche entera ñ",
        name_es=None,
        name_en="Whole milk",
        brand=None,
        amount="6 x 1 L",
        categories=("en:milks",),
        allergens=frozenset({Allergen.MILK}),
        traces=frozenset({Allergen.SOY, Allergen.NUTS}),
        edible=True,
        source="open_food_facts",
    )
    kept = [cached_product(kitchen_id, None, NOW), cached_product(kitchen_id, product, NOW)]
    assert cache.get(kept[0].id) is None
    for one in kept:
        cache.put(one)
        assert cache.get(one.id) == one
    assert kept[0].expires_at == NOW + timedelta(days=2)
    assert kept[1].expires_at == NOW + timedelta(days=30)
