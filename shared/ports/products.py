"""Barcodes, and the products behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from shared.domain.product import CachedProduct, Product
    from shared.domain.recognition import Box, Photo


class BarcodeReader(Protocol):
    def read(self, photo: Photo) -> list[tuple[str, Box | None]]:
        """The numbers of products in the photo, their check digits right, each once."""


class ProductCatalog(Protocol):
    name: str

    def product(self, gtin: str, deadline: float) -> Product | None:
        """What the catalog knows under the number; None where it knows nothing.

        Raises:
            ProviderFailed: it did not say, in time or at all.
        """


class CachedProducts(Protocol):
    """What catalogs said, of all kitchens: a number is public."""

    def get(self, key: str) -> CachedProduct | None:
        """What is stored, expired or not."""

    def put(self, cached: CachedProduct) -> None:
        """Stores it over what was there."""
