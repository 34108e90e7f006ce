"""What was seen, as it is shown to one kitchen: dates, tips, alerts."""

from dataclasses import dataclass
from datetime import date, timedelta

from shared.domain.catalog import FoodCatalog
from shared.domain.expiry import estimated_expiry
from shared.domain.item import ExpirySource
from shared.domain.kitchen import Needs
from shared.domain.language import Language
from shared.domain.recognition import RecognisedItem, Sighting
from shared.domain.recognition_result import Box, Detail, SeenItem, SeenReceipt
from shared.domain.tips import keeping_tips

# A receipt older than this is more likely misread than kept so long.
_OLDEST_PURCHASE = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Audience:
    """For whom, how much and on what day."""

    needs: Needs
    language: Language
    detail: Detail
    today: date


def seen_items(
    sighting: Sighting, remembered: frozenset[int], audience: Audience, foods: FoodCatalog
) -> list[SeenItem]:
    """The items of the sighting; `remembered` are the places of those the kitchen itself named."""
    day = sighting.receipt.bought_on if sighting.receipt else None
    bought = believable(day, audience.today)
    return [
        _seen_item(item, place in remembered, bought, audience, foods)
        for place, item in enumerate(sighting.items)
    ]


def seen_receipt(sighting: Sighting) -> SeenReceipt | None:
    facts = sighting.receipt
    if facts is None:
        return None
    return SeenReceipt(
        shop=facts.shop, bought_on=facts.bought_on, currency=facts.currency, total=facts.total
    )


def believable(day: date | None, today: date) -> date:
    """The day of a purchase, or today where that one cannot be."""
    if day is None or not today - _OLDEST_PURCHASE <= day <= today:
        return today
    return day


def _seen_item(
    item: RecognisedItem,
    remembered: bool,
    bought: date,
    audience: Audience,
    foods: FoodCatalog,
) -> SeenItem:
    food = foods.get(item.food_id) if item.food_id else None
    needs = audience.needs
    full = audience.detail is Detail.FULL
    return SeenItem(
        name=item.name,
        food_id=item.food_id,
        confidence=round(item.confidence, 3),
        quantity=item.quantity,
        unit=item.unit,
        storage=item.storage,
        category=item.category,
        expires_on=item.expires_on or estimated_expiry(food, item.category, item.storage, bought),
        price=item.price,
        currency=item.currency if item.price is not None else None,
        allergens=sorted(item.allergens),
        allergen_alert=bool(item.allergens & needs.allergens) or item.food_id in needs.food_ids,
        tips=keeping_tips(food, item.storage, audience.language) if full else [],
        box=Box(image=item.image_index, **item.box._asdict()) if item.box else None,
        source_text=item.source_text,
        remembered=remembered,
        expiry_source=ExpirySource.LABEL if item.expires_on else ExpirySource.ESTIMATED,
        date_kind=item.date_kind,
    )
