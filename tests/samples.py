"""Values for tests, each with one thing that matters and the rest filled in."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from shared.domain.food import Category, DateKind, Storage
from shared.domain.item import ExpirySource, Kind, Lot
from shared.domain.job import Job, image_job
from shared.domain.kitchen import Kitchen, Member
from shared.domain.language import Language
from shared.domain.person import Person, Profile
from shared.domain.progress import WorkStatus
from shared.domain.proposal import Difficulty, Meal
from shared.domain.recipe import (
    PENDING,
    Generation,
    Impact,
    Ingredient,
    Nutrition,
    RecipeSource,
    Step,
    StoredRecipe,
)
from shared.domain.recognition import RecognitionKind
from shared.domain.recognition_result import Recognition, SeenImage, SeenItem
from shared.domain.session import Role, Session
from shared.domain.units import Unit

NOW = datetime(2026, 6, 1, 12, 30, 15, 123456, tzinfo=UTC)
TODAY = NOW.date()


def lot(**changes: Any) -> Lot:
    values: dict[str, Any] = {
        "id": "milk-1",
        "kind": Kind.INGREDIENT,
        "name": "Leche",
        "food_id": "whole_milk",
        "category": Category.DAIRY,
        "quantity": Decimal("0.75"),
        "unit": Unit.L,
        "storage": Storage.FRIDGE,
        "added_at": NOW,
        "expires_on": date(2026, 6, 5),
        "date_kind": DateKind.BEST_BEFORE,
        "expiry_source": ExpirySource.ESTIMATED,
        "opened_on": None,
        "price": Decimal("1.15"),
        "currency": "EUR",
        "image_url": None,
        "notes": "",
        "allergens": frozenset({"milk"}),
        "updated_at": NOW,
        "fingerprint": "f1",
    }
    return Lot.model_validate(values | changes)


def seen_item(**changes: Any) -> SeenItem:
    values: dict[str, Any] = {
        "name": "Tomate",
        "food_id": "tomato",
        "confidence": 0.93,
        "quantity": Decimal("0.54"),
        "unit": Unit.KG,
        "storage": Storage.FRIDGE,
        "category": Category.VEGETABLE,
        "expires_on": date(2026, 6, 8),
        "price": Decimal("1.62"),
        "currency": "EUR",
        "allergens": [],
        "allergen_alert": False,
        "tips": [],
        "box": None,
        "source_text": "TOMATE 0,540 kg",
    }
    return SeenItem.model_validate(values | changes)


def recognition(**changes: Any) -> Recognition:
    values: dict[str, Any] = {
        "id": "seen-1",
        "kind": RecognitionKind.RECEIPT,
        "status": WorkStatus.DONE,
        "engine": "offline",
        "degraded": True,
        "items": [seen_item()],
        "images": [SeenImage(id="ab" * 32, width=800, height=1200)],
        "receipt": None,
        "created_at": NOW,
    }
    return Recognition.model_validate(values | changes)


def stored_recipe(**changes: Any) -> StoredRecipe:
    values: dict[str, Any] = {
        "id": "recipe-1",
        "generation_id": "generation-1",
        "title": "Tortilla de patatas",
        "summary": "La de siempre.",
        "servings": 2,
        "minutes": 40,
        "difficulty": Difficulty.EASY,
        "meal": Meal.DINNER,
        "cuisine": "spanish",
        "language": Language.ES,
        "ingredients": [
            Ingredient(
                name="patata",
                food_id="potato",
                quantity=Decimal(400),
                unit=Unit.G,
                in_stock=True,
                item_ids=["potato-1"],
                missing_quantity=Decimal(0),
            )
        ],
        "steps": [Step(order=1, text="Pela y corta la patata.", minutes=10)],
        "nutrition_per_serving": Nutrition(
            kcal=320.5, protein_g=10, carbs_g=30, fat_g=18, coverage=1
        ),
        "allergens": ["egg"],
        "uses_expiring": [],
        "impact": Impact(co2e_kg=0.8, water_l=None, co2e_coverage=0.9, water_coverage=0),
        "image": PENDING,
        "source": RecipeSource.GENERATED,
        "favorite": False,
        "created_at": NOW,
        "updated_at": NOW,
    }
    return StoredRecipe.model_validate(values | changes)


def generation(**changes: Any) -> Generation:
    values: dict[str, Any] = {
        "id": "generation-1",
        "engine": "offline",
        "degraded": True,
        "recipe_ids": ["recipe-1"],
        "reason": None,
        "fingerprint": "f1",
        "created_at": NOW,
    }
    return Generation.model_validate(values | changes)


def job(kitchen_id: str, recipe_id: str = "recipe-1", **changes: Any) -> Job:
    return image_job(recipe_id, kitchen_id, "request-1", NOW).model_copy(update=changes)


def person(uid: str, kitchen_id: str) -> Person:
    return Person(
        uid=uid,
        email=f"{uid}@example.com",
        name="Ana",
        kitchen_id=kitchen_id,
        profile=Profile(),
        created_at=NOW,
    )


def kitchen(kitchen_id: str, uid: str) -> Kitchen:
    owner = Member(role=Role.OWNER, name="Ana", joined_at=NOW)
    return Kitchen(id=kitchen_id, members={uid: owner}, created_at=NOW)


def session(session_id: str, kitchen_id: str, **changes: Any) -> Session:
    values: dict[str, Any] = {
        "id": session_id,
        "uid": "u1",
        "kitchen_id": kitchen_id,
        "role": Role.OWNER,
        "device_name": "Pixel",
        "generation": 1,
        "secret": "s" * 43,
        "created_at": NOW,
        "rotated_at": NOW,
        "expires_at": datetime(2099, 1, 1, tzinfo=UTC),
    }
    return Session.model_validate(values | changes)
