"""What is in the kitchen, in figures."""

from shared.domain.food import Category, Storage
from shared.domain.item import Status
from shared.domain.model import Model, Thousandths


class Summary(Model):
    """How many items there are, and what those with a price are worth by currency. Storages and
    categories without items are left out."""

    items: int
    by_status: dict[Status, int]
    by_storage: dict[Storage, int]
    by_category: dict[Category, int]
    value: dict[str, Thousandths]
