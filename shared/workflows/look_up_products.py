"""From numbers on packages to products: cached for everybody, asked of catalogs in their order."""

import logging
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from shared.domain.errors import ProviderFailed, Unavailable
from shared.domain.gtin import is_public
from shared.domain.product import (
    Barcode,
    CachedProduct,
    Lookup,
    LookupStatus,
    Product,
    cache_id,
    cached_product,
)
from shared.domain.recognition import Photo, RecognitionKind
from shared.ports.products import BarcodeReader, CachedProducts, ProductCatalog

_READ_IN = frozenset({RecognitionKind.INGREDIENTS, RecognitionKind.AUTO})
_MOST_CODES = 10
# What is left of the request's time for storing what was found.
_RESERVE_SECONDS = 3.0

_log = logging.getLogger("zerowaste.products")


@dataclass(frozen=True, slots=True)
class Scanner:
    """What reads barcodes and knows what they mean; without catalogs nothing is looked up."""

    reader: BarcodeReader
    catalogs: Sequence[ProductCatalog]
    cache: CachedProducts

    def codes(self, photos: Sequence[Photo], kind: RecognitionKind) -> list[Barcode]:
        """The numbers in the photos, each once; only where packages are looked for."""
        if kind not in _READ_IN:
            return []
        found: dict[str, Barcode] = {}
        for index, photo in enumerate(photos):
            for number, box in self.reader.read(photo):
                found.setdefault(number, Barcode(number, index, box))
        return list(found.values())[:_MOST_CODES]

    def look_up_all(
        self, codes: Sequence[Barcode], now: datetime, deadline: float
    ) -> list[tuple[Barcode, Lookup]]:
        end = deadline - _RESERVE_SECONDS
        return [(code, self.look_up(code.gtin, now, end)) for code in codes]

    def look_up(self, gtin: str, now: datetime, deadline: float) -> Lookup:
        """Never raises: a product that is not found can be added by hand. A number of one shop's
        own is nobody's to look up."""
        if not is_public(gtin):
            return Lookup(LookupStatus.UNKNOWN)
        if not self.catalogs:
            return Lookup(LookupStatus.UNAVAILABLE)
        known = self._known(gtin, now)
        if known is not None:
            return _lookup(known.product)
        return self._asked(gtin, now, deadline)

    def _asked(self, gtin: str, now: datetime, deadline: float) -> Lookup:
        failed = False
        for catalog in self.catalogs:
            try:
                product = catalog.product(gtin, deadline)
            except ProviderFailed as error:
                failed = True
                extra = {"provider": catalog.name, "reason": error.reason}
                _log.warning("product not looked up", extra=extra)
                continue
            if product is not None:
                return self._kept(gtin, product, now)
        return Lookup(LookupStatus.UNAVAILABLE) if failed else self._kept(gtin, None, now)

    def _kept(self, gtin: str, product: Product | None, now: datetime) -> Lookup:
        with suppress(Unavailable):
            self.cache.put(cached_product(gtin, product, now))
        return _lookup(product)

    def _known(self, gtin: str, now: datetime) -> CachedProduct | None:
        try:
            found = self.cache.get(cache_id(gtin))
        except Unavailable:
            _log.warning("cache not read")
            return None
        return found if found is not None and now < found.expires_at else None


def _lookup(product: Product | None) -> Lookup:
    if product is None:
        return Lookup(LookupStatus.UNKNOWN)
    return Lookup(LookupStatus.FOUND if product.edible else LookupStatus.NOT_FOOD, product)
