"""In-memory barcodes and products."""

from shared.domain.errors import ProviderFailed, Unavailable
from shared.domain.product import CachedProduct, Product
from shared.domain.recognition import Box, Photo
from shared.workflows.look_up_products import Scanner


class FakeCatalog:
    """Knows `products` by their numbers; `calls` are what it was asked, `down` makes it fail."""

    def __init__(self, *products: Product, name: str = "open_food_facts") -> None:
        self.name = name
        self.products = {product.gtin: product for product in products}
        self.calls: list[str] = []
        self.down = False

    def product(self, gtin: str, deadline: float) -> Product | None:
        self.calls.append(gtin)
        if self.down:
            raise ProviderFailed("timeout")
        return self.products.get(gtin)


class FakeCachedProducts:
    """`down` makes it refuse."""

    def __init__(self) -> None:
        self.cached: dict[str, CachedProduct] = {}
        self.down = False

    def get(self, key: str) -> CachedProduct | None:
        if self.down:
            raise Unavailable
        return self.cached.get(key)

    def put(self, cached: CachedProduct) -> None:
        if self.down:
            raise Unavailable
        self.cached[cached.id] = cached


class FakeReader:
    """Finds the same numbers in every photo."""

    def __init__(self, *numbers: str) -> None:
        self.numbers = numbers

    def read(self, photo: Photo) -> list[tuple[str, Box | None]]:
        return [(number, None) for number in self.numbers]


NO_SCANNER = Scanner(FakeReader(), (), FakeCachedProducts())
