"""A product catalog of the Open Food Facts family, over its API v2."""

from typing import Any

from pydantic import ValidationError

from shared.adapters.open_facts.wire import FIELDS, WireProduct
from shared.adapters.outside.host import Host
from shared.domain.catalog import FoodCatalog
from shared.domain.errors import ProviderFailed
from shared.domain.limits import Rate
from shared.domain.product import Product

# "15 req/min/IP address for all read product queries": counted over all instances, for they may
# share an address.
RATE = Rate("products", 15, 60)


class OpenFacts:
    """See `shared.ports.products.ProductCatalog`. Asked once, never again by itself: whoever scans
    may scan again. A whole product without the fields limited is some 140 kB."""

    def __init__(self, host: Host, foods: FoodCatalog, *, edible: bool) -> None:
        self.name = host.name
        self._host = host
        self._foods = foods
        self._edible = edible

    def product(self, gtin: str, deadline: float) -> Product | None:
        fields = {"fields": ",".join(FIELDS)}
        reply = self._host.get(f"/api/v2/product/{gtin}.json", fields, deadline)
        if not reply.found or reply.body.get("status") == 0:
            return None
        return self._read(gtin, reply.body)

    def _read(self, gtin: str, body: dict[str, Any]) -> Product | None:
        try:
            wire = WireProduct.model_validate(body.get("product"))
        except ValidationError:
            raise ProviderFailed("malformed_reply") from None
        return wire.product(gtin, self._foods, edible=self._edible, source=self.name)
