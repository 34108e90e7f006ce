"""Food in photos: what a model is asked, and its answer as a sighting."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Literal

from pydantic import TypeAdapter, ValidationError

from shared.adapters.prompting.foods import food_named
from shared.adapters.prompting.prompts import recognise_rules, recognise_task
from shared.adapters.prompting.question import Question
from shared.adapters.prompting.rows import rows
from shared.adapters.prompting.schema import schema_of
from shared.adapters.prompting.wire import (
    WireDish,
    WireDishIngredient,
    WireItem,
    WireReceipt,
    WireSighting,
)
from shared.domain.catalog import FoodCatalog
from shared.domain.errors import ProviderFailed, Unreadable
from shared.domain.language import Language
from shared.domain.printed_date import printed_date
from shared.domain.recognition import (
    Box,
    DishFacts,
    DishIngredient,
    Photo,
    ReceiptFacts,
    RecognisedItem,
    RecognitionKind,
    Sighting,
)
from shared.domain.units import rounded
from shared.ports.clock import Clock

_Kind = Literal["ingredients", "dishes", "receipt"]
_KIND: TypeAdapter[_Kind] = TypeAdapter(_Kind)
_MOST_ITEMS = 100
_MOST_TOKENS = 16_384
_OLDEST = date(2000, 1, 1)
# A line of nothing but these is no food: a total, a tax, a payment, a bag.
_TILL = re.compile(
    r"""(?: [\W\d_]* \b (?: (?:sub)?total | sub | importe | amount | balance | due | a | to | pay
    | pagar | de | la | eur | euros? | usd | gbp | iva | vat | tax(?:es)? | impuestos? | base
    | imponible | cambio | change | efectivo | cash | tarjeta | card | visa | mastercard
    | entregado | tendered | descuentos? | discount | bolsas? | bags? | carrier ) \b )+ [\W\d_]*""",
    re.VERBOSE | re.IGNORECASE,
)


def recognise_question(
    model: str, images: Sequence[Photo], kind: RecognitionKind, language: Language
) -> Question:
    """Asks what these photos show, all of them at once."""
    return Question(
        purpose="recognise",
        model=model,
        system=recognise_rules(language),
        text=recognise_task(kind, len(images)),
        photos=tuple(images),
        schema=schema_of(WireSighting),
        max_tokens=_MOST_TOKENS,
    )


class SightingReader:
    """Reads the answers to `recognise_question`."""

    def __init__(self, catalog: FoodCatalog, clock: Clock) -> None:
        self._catalog = catalog
        self._clock = clock

    def read(self, text: str, kind: RecognitionKind, photos: int) -> Sighting:
        """What the model saw in so many photos, in its order, without what makes no sense.

        Raises:
            Unreadable: it saw no food.
            ProviderFailed: no usable answer.
        """
        body, told = rows(text, "items")
        if not told:
            raise Unreadable
        seen = _kind(body, kind)
        receipt = self._receipt(body) if seen == "receipt" else None
        items = tuple(self._items(told[:_MOST_ITEMS], photos, seen, receipt))
        if not items:
            raise ProviderFailed("invalid_reply")
        return Sighting(seen, items, receipt)

    def _items(
        self, told: list[Any], photos: int, kind: _Kind, receipt: ReceiptFacts | None
    ) -> Iterator[RecognisedItem]:
        currency = receipt.currency if receipt else None
        for raw in told:
            wire = _valid(raw)
            if wire is None or wire.photo >= photos:
                continue
            if kind == "receipt" and (_of_the_till(wire.text) or _of_the_till(wire.name)):
                continue
            item = self._item(wire, currency)
            if kind != "receipt":
                item = self._dated(item, wire.date_text)
            yield replace(item, dish=self._dish(wire.dish)) if kind == "dishes" else item

    def _dated(self, item: RecognisedItem, text: str | None) -> RecognisedItem:
        printed = printed_date([text], self._clock.now().date()) if text else None
        if printed is None:
            return item
        return replace(item, expires_on=printed.day, date_kind=printed.kind)

    def _dish(self, wire: WireDish | None) -> DishFacts:
        if wire is None:
            return DishFacts()
        return DishFacts(tuple(map(self._ingredient, wire.ingredients)), wire.kcal)

    def _ingredient(self, wire: WireDishIngredient) -> DishIngredient:
        food = food_named(self._catalog, wire.name, wire.name_en)
        grams = None if wire.grams is None else rounded(wire.grams)
        return DishIngredient(wire.name, food.id if food else None, grams)

    def _item(self, wire: WireItem, currency: str | None) -> RecognisedItem:
        food = food_named(self._catalog, wire.name, wire.name_en)
        price = None if wire.price is None or currency is None else rounded(wire.price)
        return RecognisedItem(
            name=wire.name,
            food_id=food.id if food else None,
            confidence=wire.confidence,
            quantity=rounded(wire.quantity),
            unit=wire.unit,
            storage=food.storage if food else wire.storage,
            category=food.category if food else wire.category,
            price=price,
            currency=None if price is None else currency,
            box=_box(wire.box),
            # Both: a product may hold more than its plain namesake in the catalog.
            allergens=frozenset(wire.allergens) | (food.allergens if food else frozenset()),
            source_text=wire.text or None,
            image_index=wire.photo,
        )

    def _receipt(self, body: dict[str, Any]) -> ReceiptFacts | None:
        try:
            wire = WireReceipt.model_validate(body.get("receipt"))
        except ValidationError:
            return None
        return ReceiptFacts(
            shop=wire.shop,
            bought_on=self._past(wire.bought_on),
            currency=wire.currency,
            total=_money(wire.total),
        )

    def _past(self, day: date | None) -> date | None:
        # The day may already have begun further east.
        tomorrow = self._clock.now().date() + timedelta(days=1)
        return day if day is not None and _OLDEST <= day <= tomorrow else None


def _kind(body: dict[str, Any], asked: RecognitionKind) -> _Kind:
    told = body.get("kind") if asked is RecognitionKind.AUTO else asked.value
    try:
        return _KIND.validate_python(told)
    except ValidationError:
        raise ProviderFailed("invalid_reply") from None


def _of_the_till(line: str | None) -> bool:
    return _TILL.fullmatch(line or "") is not None


def _valid(raw: Any) -> WireItem | None:  # noqa: ANN401
    try:
        return WireItem.model_validate(raw)
    except ValidationError:
        return None


def _box(edges: list[int] | None) -> Box | None:
    if edges is None:
        return None
    top, left, bottom, right = (edge / 1000 for edge in edges)
    if bottom <= top or right <= left:
        return None
    return Box(x=left, y=top, width=right - left, height=bottom - top)


def _money(amount: Decimal | None) -> Decimal | None:
    return None if amount is None else rounded(amount)
