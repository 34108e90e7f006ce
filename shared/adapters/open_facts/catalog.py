"""A product catalog of the Open Food Facts family, over its API v2."""

import json
from typing import Any

import requests
from pydantic import ValidationError
from urllib3.exceptions import HTTPError

from shared.adapters.open_facts.patience import Patience, told_to_wait
from shared.adapters.open_facts.wire import FIELDS, WireProduct
from shared.domain.catalog import FoodCatalog
from shared.domain.errors import ProviderFailed
from shared.domain.product import Product
from shared.ports.clock import Clock

_SECONDS = 4.0
# A whole product without the fields limited is some 140 kB.
_MOST_BYTES = 300_000
_PIECE = 65_536
_BUSY = frozenset({429, 503})


class OpenFacts:
    """See `shared.ports.products.ProductCatalog`. Asked once, never again by itself: whoever scans
    may scan again. `contact` is an address of whoever runs this service."""

    def __init__(
        self,
        name: str,
        url: str,
        contact: str,
        foods: FoodCatalog,
        *,
        edible: bool,
        patience: Patience,
        clock: Clock,
    ) -> None:
        self.name = name
        self._url = f"{url.rstrip('/')}/api/v2/product"
        self._foods = foods
        self._edible = edible
        self._patience = patience
        self._clock = clock
        self._headers = {
            "User-Agent": f"ZeroWasteAI/1.0 ({contact})",
            "Accept": "application/json",
            # So that a small body cannot unfold into a large one.
            "Accept-Encoding": "identity",
        }

    def product(self, gtin: str, deadline: float) -> Product | None:
        self._patience.take(self.name)
        end = min(deadline, self._clock.monotonic() + _SECONDS)
        status, body = self._asked(gtin, end)
        if status == 404 or (status == 200 and body.get("status") == 0):
            return None
        if status != 200:
            raise ProviderFailed(f"http_{status}")
        return self._read(gtin, body)

    def _asked(self, gtin: str, end: float) -> tuple[int, dict[str, Any]]:
        seconds = end - self._clock.monotonic()
        if seconds <= 0:
            raise ProviderFailed("out_of_time")
        try:
            with requests.get(
                f"{self._url}/{gtin}.json",
                params={"fields": ",".join(FIELDS)},
                headers=self._headers,
                timeout=seconds,
                allow_redirects=False,
                stream=True,
            ) as answer:
                if answer.status_code in _BUSY:
                    wait = told_to_wait(answer.headers.get("Retry-After"))
                    self._patience.rest(self.name, wait)
                    raise ProviderFailed(f"http_{answer.status_code}", retry_after_s=wait)
                if answer.status_code not in (200, 404):
                    return answer.status_code, {}
                return answer.status_code, _json(self._bytes(answer, end))
        except requests.Timeout:
            raise ProviderFailed("timeout") from None
        except requests.RequestException:
            raise ProviderFailed("unreachable") from None

    def _bytes(self, answer: requests.Response, end: float) -> bytes:
        """The body, at most one silent wait later than `end`: the library starts its timeout again
        with every byte."""
        whole = b""
        try:
            while piece := answer.raw.read1(_PIECE):
                whole += piece
                if len(whole) > _MOST_BYTES:
                    raise ProviderFailed("reply_too_large")
                if self._clock.monotonic() >= end:
                    raise ProviderFailed("timeout")
        except (OSError, ValueError, HTTPError):
            raise ProviderFailed("unreachable") from None
        return whole

    def _read(self, gtin: str, body: dict[str, Any]) -> Product | None:
        try:
            wire = WireProduct.model_validate(body.get("product"))
        except ValidationError:
            raise ProviderFailed("malformed_reply") from None
        return wire.product(gtin, self._foods, edible=self._edible, source=self.name)


def _json(data: bytes) -> dict[str, Any]:
    try:
        body = json.loads(data)
    except (ValueError, RecursionError):
        raise ProviderFailed("malformed_reply") from None
    if not isinstance(body, dict):
        raise ProviderFailed("malformed_reply")
    return body
