"""Barcodes and the catalogs behind them."""

from typing import TYPE_CHECKING

from shared.wiring.doors import Doors
from shared.wiring.parts import Once
from shared.wiring.providers import Providers

if TYPE_CHECKING:
    from shared.adapters.outside.patience import Patience
    from shared.ports.products import BarcodeReader, CachedProducts, ProductCatalog
    from shared.workflows.look_up_products import Scanner


class Products(Doors, Providers):
    """Nobody is asked unless `PRODUCT_PROVIDERS` names them."""

    @Once
    def scanner(self) -> "Scanner":
        from shared.workflows.look_up_products import Scanner

        names = self.settings.product_providers
        return Scanner(
            self.barcode_reader, [self._catalog(name) for name in names], self.cached_products
        )

    @Once
    def barcode_reader(self) -> "BarcodeReader":
        from shared.adapters.zxing_barcodes import ZxingBarcodeReader

        return ZxingBarcodeReader()

    @Once
    def cached_products(self) -> "CachedProducts":
        from shared.adapters.firestore.products import FirestoreCachedProducts

        return FirestoreCachedProducts(self.firestore)

    @Once
    def _patience(self) -> "Patience":
        from shared.adapters.open_facts.catalog import RATE
        from shared.adapters.outside.patience import Patience

        return Patience(self.shared_limiter, self.clock, RATE)

    def _catalog(self, name: str) -> "ProductCatalog":
        from shared.adapters.open_facts.catalog import OpenFacts
        from shared.adapters.outside.host import Host

        s = self.settings
        urls = {
            "open_food_facts": s.open_food_facts_url,
            "open_beauty_facts": s.open_beauty_facts_url,
        }
        contact = s.need("product_contact")
        host = Host(name, urls[name], contact, self._patience, self.clock)
        return OpenFacts(host, self.foods, edible=name == "open_food_facts")
