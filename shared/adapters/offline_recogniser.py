"""Recognition without a model: the embedded OCR, the rules for receipts and the catalog."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from time import monotonic

from shared.domain.catalog import FoodCatalog
from shared.domain.cookbook import CatalogRecipe
from shared.domain.dish_names import DishNames, NamedDish
from shared.domain.errors import ProviderFailed, Unreadable
from shared.domain.food import Category, Storage
from shared.domain.language import Language
from shared.domain.printed_date import printed_date
from shared.domain.receipt import Receipt, ReceiptParser
from shared.domain.receipt_head import language_of
from shared.domain.receipt_names import FoodNames
from shared.domain.receipt_numbers import fold
from shared.domain.receipt_overlap import concatenated
from shared.domain.receipt_size import quantity, sized
from shared.domain.recognition import (
    Photo,
    RecognisedItem,
    RecognitionKind,
    Sighting,
    TextLine,
    TextReader,
)
from shared.domain.units import Unit, rounded
from shared.ports.clock import Clock

_SURE = 0.9
_MOST_WORDS = 5
# One price may be a poster's or a shelf's; a receipt has at least that of the goods and a total.
_LEAST_PRICES = 2


class OfflineRecogniser:
    """A `Recogniser` that reads receipts, labels and written lists. It cannot see food itself."""

    name = "offline"
    model = "rapidocr"

    def __init__(
        self,
        reader: TextReader,
        catalog: FoodCatalog,
        clock: Clock,
        recipes: Callable[[], Sequence[CatalogRecipe]] = tuple,
    ) -> None:
        self._reader = reader
        self._dishes = DishNames(recipes, catalog)
        self._clock = clock
        self._names = FoodNames(catalog)
        self._parser = ReceiptParser(self._names)

    def recognise(
        self, images: Sequence[Photo], kind: RecognitionKind, language: Language, deadline: float
    ) -> Sighting:
        """`deadline` is a `time.monotonic` instant; photographs that it leaves no time for are
        told as unread. Of dishes only those are known whose name is written in the photograph, on a
        label or a menu.

        Raises:
            Unreadable: all were read, and nothing in them is food.
            ProviderFailed: nothing in those that there was time for is.
        """
        pages = self._pages(images, deadline)
        unread = tuple(range(len(pages), len(images)))
        try:
            return replace(self._seen(pages, kind, language), unread=unread)
        except Unreadable:
            if unread:
                raise ProviderFailed("out_of_time") from None
            raise

    def _seen(
        self, pages: Sequence[Sequence[TextLine]], kind: RecognitionKind, language: Language
    ) -> Sighting:
        if kind is RecognitionKind.DISHES:
            return Sighting("dishes", self._served(pages, language), None)
        if kind is not RecognitionKind.INGREDIENTS:
            receipt = self._parser.parse(concatenated(pages), language)
            if _is_receipt(receipt):
                return Sighting("receipt", receipt.items, receipt.facts)
        if kind is not RecognitionKind.RECEIPT:
            items = self._listed(pages, language)
            if items:
                return Sighting("ingredients", items, None)
        raise Unreadable("image_not_readable")

    def _pages(self, images: Sequence[Photo], deadline: float) -> list[list[TextLine]]:
        """Of the first, and of those after it that there is time for."""
        pages: list[list[TextLine]] = []
        for image in images:
            if pages and monotonic() >= deadline:
                break
            pages.append(self._reader.read(image))
        return pages

    def _served(
        self, pages: Sequence[Sequence[TextLine]], language: Language
    ) -> tuple[RecognisedItem, ...]:
        """Raises Unreadable where no line is the name of a dish."""
        found: dict[str, RecognisedItem] = {}
        for index, page in enumerate(pages):
            for line in page:
                dish = self._dishes.named(line.text, language)
                if dish is not None:
                    found.setdefault(dish.name, _portion_of(dish, line, index))
        if not found:
            raise Unreadable("offline_cannot_see_dishes")
        return tuple(found.values())

    def _listed(
        self, pages: Sequence[Sequence[TextLine]], language: Language
    ) -> tuple[RecognisedItem, ...]:
        """Foods of a label or a written list: short lines that are the name of a food and hardly
        anything else; the same food is taken once. A date in the photo of one food is its own."""
        found: dict[str, RecognisedItem] = {}
        for index, page in enumerate(pages):
            texts = [line.text for line in page]
            items = self._foods_of(page, index, language_of(texts), language)
            if len(items) == 1:
                items = [self._dated(items[0], texts)]
            for item in items:
                found.setdefault(item.food_id or "", item)
        return tuple(found.values())

    def _foods_of(
        self, page: Sequence[TextLine], index: int, written_in: Language, language: Language
    ) -> list[RecognisedItem]:
        found: dict[str, RecognisedItem] = {}
        for line in page:
            item = self._named(line, index, written_in, language)
            if item and item.food_id:
                found.setdefault(item.food_id, item)
        return list(found.values())

    def _dated(self, item: RecognisedItem, texts: Sequence[str]) -> RecognisedItem:
        printed = printed_date(texts, self._clock.now().date())
        if printed is None:
            return item
        return replace(item, expires_on=printed.day, date_kind=printed.kind)

    def _named(
        self, line: TextLine, index: int, written_in: Language, language: Language
    ) -> RecognisedItem | None:
        rest, size = sized(line.text)
        if not 0 < len(fold(rest).split()) <= _MOST_WORDS:
            return None
        match = self._names.match(rest, written_in)
        if match is None or match.score < _SURE:
            return None
        food = match.food
        amount = quantity(size, food.unit in {Unit.ML, Unit.L}) if size else food.pack
        if amount.amount <= 0:
            amount = food.pack
        return RecognisedItem(
            name=food.name.of(language),
            food_id=food.id,
            confidence=round(match.score * line.confidence, 3),
            quantity=rounded(amount.amount),
            unit=amount.unit,
            storage=food.storage,
            category=food.category,
            price=None,
            currency=None,
            box=line.box,
            allergens=food.allergens,
            source_text=line.text,
            image_index=index,
        )


def _portion_of(dish: NamedDish, line: TextLine, index: int) -> RecognisedItem:
    return RecognisedItem(
        name=dish.name,
        food_id=dish.food.id if dish.food else None,
        confidence=round(line.confidence, 3),
        quantity=Decimal(1),
        unit=Unit.PORTION,
        storage=Storage.FRIDGE,
        category=Category.PREPARED,
        price=None,
        currency=None,
        box=line.box,
        allergens=dish.food.allergens if dish.food else frozenset(),
        source_text=line.text,
        image_index=index,
        dish=dish.facts,
    )


def _is_receipt(receipt: Receipt) -> bool:
    priced = any((item.price or Decimal(0)) > 0 for item in receipt.items)
    return priced and receipt.lines >= _LEAST_PRICES
