"""What was seen, as it is shown to one kitchen: dates, alerts, tips, ideas, footprints."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from shared.domain.buying_day import believable
from shared.domain.catalog import FoodCatalog
from shared.domain.dish import Kept, kcal, kept, kept_until, portions_of, weighed
from shared.domain.expiry import estimated_expiry, usual_storage
from shared.domain.food import Category, Storage
from shared.domain.ideas import IdeaBook
from shared.domain.item import ExpirySource
from shared.domain.kitchen import Needs
from shared.domain.language import Language
from shared.domain.named_allergens import contained
from shared.domain.nutrition import Portion, impact
from shared.domain.perishable import perishable_category
from shared.domain.product import Barcode, Lookup, hint
from shared.domain.recognition import DishFacts, RecognisedItem, RecognitionKind, Sighting
from shared.domain.recognition_result import (
    Box,
    Detail,
    Recognition,
    SeenBarcode,
    SeenDish,
    SeenIdea,
    SeenIngredient,
    SeenItem,
    SeenReceipt,
)
from shared.domain.tips import dish_tips, keeping_tips
from shared.domain.units import Quantity, Unit


@dataclass(frozen=True, slots=True)
class Audience:
    """For whom, how much and on what day."""

    needs: Needs
    language: Language
    detail: Detail
    today: date


def seen_items(
    sighting: Sighting,
    remembered: frozenset[int],
    audience: Audience,
    foods: FoodCatalog,
    book: IdeaBook,
) -> list[SeenItem]:
    """The items of the sighting; `remembered` are the places of those the kitchen itself named."""
    day = sighting.receipt.bought_on if sighting.receipt else None
    bought = believable(day, audience.today)
    show = _seen_dish if sighting.kind == "dishes" else _seen_food
    shown = [show(item, bought, audience, foods) for item in sighting.items]
    source = {"kind": RecognitionKind(sighting.kind), "bought_on": day}
    shown = [
        item.model_copy(update=source | {"remembered": place in remembered})
        for place, item in enumerate(shown)
    ]
    if audience.detail is Detail.BASIC:
        return shown
    pairs = zip(sighting.items, shown, strict=True)
    return [_in_full(item, one, audience, foods, book) for item, one in pairs]


def seen_item(item: RecognisedItem, audience: Audience, foods: FoodCatalog) -> SeenItem:
    """One food by itself."""
    return _seen_food(item, audience.today, audience, foods)


def alerted(recognition: Recognition, needs: Needs) -> Recognition:
    """With the alerts of these needs: they may be others than on the day of the photo."""
    items = [_alerted(item, needs) for item in recognition.items]
    return recognition.model_copy(update={"items": items})


def seen_receipt(sighting: Sighting) -> SeenReceipt | None:
    facts = sighting.receipt
    if facts is None:
        return None
    return SeenReceipt(
        shop=facts.shop, bought_on=facts.bought_on, currency=facts.currency, total=facts.total
    )


def seen_barcodes(
    looked: Sequence[tuple[Barcode, Lookup]], language: Language
) -> list[SeenBarcode]:
    return [
        SeenBarcode(
            gtin=code.gtin,
            image=code.image_index,
            status=found.status,
            hint=hint(found.status, language),
        )
        for code, found in looked
    ]


def _seen_food(
    item: RecognisedItem, bought: date, audience: Audience, foods: FoodCatalog
) -> SeenItem:
    food = foods.get(item.food_id) if item.food_id else None
    item = _kept_cold(item, foods)
    inside = contained(item, foods, audience.language)
    seen = SeenItem(
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
        allergens=sorted(inside.allergens),
        allergen_alert=False,
        tips=[],
        box=Box(image=item.image_index, **item.box._asdict()) if item.box else None,
        source_text=item.source_text,
        expiry_source=ExpirySource.LABEL if item.expires_on else ExpirySource.ESTIMATED,
        date_kind=item.date_kind,
        gtin=item.gtin,
        traces=sorted(item.traces),
        food_ids=sorted(inside.food_ids),
    )
    return _alerted(seen, audience.needs)


def _kept_cold(item: RecognisedItem, foods: FoodCatalog) -> RecognisedItem:
    """What nobody knew but by a name that tells of meat or fish is kept as such."""
    if item.food_id is not None or item.category is not Category.OTHER:
        return item
    category = perishable_category(item.name, foods)
    if category is None:
        return item
    in_pantry = item.storage is Storage.PANTRY
    storage = usual_storage(category) if in_pantry else item.storage
    return replace(item, category=category, storage=storage)


def _seen_dish(
    item: RecognisedItem, today: date, audience: Audience, foods: FoodCatalog
) -> SeenItem:
    """A dish is counted in portions and kept cold, by rules of its own."""
    storage = Storage.FREEZER if item.storage is Storage.FREEZER else Storage.FRIDGE
    category = Category.PREPARED if item.category is Category.OTHER else item.category
    item = replace(item, storage=storage, category=category)
    until = item.expires_on or kept_until(item, foods, today)
    changes: dict[str, object] = {
        "quantity": portions_of(item),
        "unit": Unit.PORTION,
        "expires_on": until,
        "dish": _dish(item, foods),
    }
    return _seen_food(item, today, audience, foods).model_copy(update=changes)


def _dish(item: RecognisedItem, foods: FoodCatalog) -> SeenDish:
    energy, keeps = kcal(item, foods), kept(item, foods)
    return SeenDish(
        portions=portions_of(item),
        ingredients=[
            SeenIngredient(name=one.name, food_id=one.food_id, grams=one.grams)
            for one in (item.dish or DishFacts()).ingredients
        ],
        kcal_per_portion=energy.amount if energy else None,
        kcal_source=energy.source if energy else None,
        keeps_days=keeps.days,
        keeping_rule=keeps.rule,
    )


def _alerted(seen: SeenItem, needs: Needs) -> SeenItem:
    allergens = needs.allergens.intersection({*seen.allergens, *seen.traces})
    alert = bool(allergens or needs.food_ids.intersection(seen.food_ids))
    return seen.model_copy(update={"allergen_alert": alert})


def _in_full(
    item: RecognisedItem, seen: SeenItem, audience: Audience, foods: FoodCatalog, book: IdeaBook
) -> SeenItem:
    food = foods.get(item.food_id) if item.food_id else None
    language = audience.language
    tips = keeping_tips(food, seen.storage, language)
    if seen.dish is not None:
        tips = dish_tips(Kept(seen.dish.keeps_days, seen.dish.keeping_rule), language)
    ideas = book.ideas(food.id, audience.needs, language) if food else []
    whole = [Portion(food, Quantity(seen.quantity, seen.unit))]
    parts = weighed(item, foods) if item.dish and item.dish.ingredients else whole
    return seen.model_copy(
        update={
            "tips": tips,
            "ideas": [SeenIdea(recipe_id=one.recipe_id, title=one.title) for one in ideas],
            "impact": impact(parts),
        }
    )
