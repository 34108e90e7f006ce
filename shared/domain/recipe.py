"""A recipe as it is stored and shown: every ingredient proven against the stock."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field

from shared.domain.food import Allergen
from shared.domain.language import Language
from shared.domain.model import Amount, AmountOrZero, Instant, Model
from shared.domain.proposal import Difficulty, Meal
from shared.domain.units import Unit


class ImageStatus(StrEnum):
    PENDING = "pending"
    READY = "ready"
    FAILED = "failed"


class ImageOrigin(StrEnum):
    """`own` was drawn for this recipe alone, `shared` is the picture of a dish everybody knows,
    `library` the kitchen's own photo of it."""

    OWN = "own"
    SHARED = "shared"
    LIBRARY = "library"


class RecipeSource(StrEnum):
    GENERATED = "generated"
    USER = "user"
    CATALOG = "catalog"


class AltTexts(Model):
    """What a picture shows, in both languages."""

    es: str
    en: str


class Image(Model):
    """A dish's picture; `url` and `thumbnail_url` are links that work until `url_expires_at`.

    The links change from reading to reading, `id` only with the picture. While a picture is drawn
    again, or after that failed, the one before is still shown. `degraded` says that a card was
    drawn by rule, since there was no model that answered: who asks for another picture asks the
    models again.
    """

    status: ImageStatus
    url: str | None = None
    thumbnail_url: str | None = None
    url_expires_at: Instant | None = None
    alt: str | None = None
    reason: str | None = None
    id: str | None = None
    origin: ImageOrigin = ImageOrigin.OWN
    degraded: bool = False
    alt_texts: AltTexts | None = None


PENDING = Image(status=ImageStatus.PENDING)
NOT_DRAWN = Image(status=ImageStatus.FAILED, reason="not_requested")


class LotUse(Model):
    """What one lot gives to an ingredient, in the ingredient's unit."""

    item_id: str
    quantity: Amount


class Ingredient(Model):
    """One food of a recipe, for all its servings; a `quantity` of zero is "to taste".

    `uses` says how much of it comes from which lot, the soonest to expire first, and `item_ids` are
    those lots. What they give and `missing_quantity`, all in `unit`, make up `quantity`; up to half
    a hundredth may be open where units were converted, and counts as there. The recipes of one
    generation are alternatives: each is held against the whole stock. `note` is what its line says
    beside the amount and the name, such as "(with peanuts)".
    """

    name: str
    food_id: str | None
    quantity: AmountOrZero
    unit: Unit
    optional: bool = False
    in_stock: bool
    item_ids: list[str]
    uses: list[LotUse] = Field(default_factory=list)
    missing_quantity: AmountOrZero
    note: str = ""


class Step(Model):
    order: int
    text: str
    minutes: int | None


class Nutrition(Model):
    """Per serving. `coverage` is the share of the weight whose figures are known, 0 to 1; all
    figures are null where none is."""

    kcal: float | None
    protein_g: float | None
    carbs_g: float | None
    fat_g: float | None
    coverage: Annotated[float, Field(ge=0, le=1)]


class Impact(Model):
    """What making the whole recipe took, its bought ingredients included: kg CO2e and litres of
    fresh water, null being "not assessed". What cooking it saves is told when it is cooked.

    The coverages are the shares of the weight that was assessed, 0 to 1.
    """

    co2e_kg: float | None
    water_l: float | None
    co2e_coverage: Annotated[float, Field(ge=0, le=1)]
    water_coverage: Annotated[float, Field(ge=0, le=1)]


class ExpiringUse(Model):
    """A lot that goes off soon and that the recipe uses."""

    item_id: str
    name: str
    expires_on: date


class AllergenAlert(Model):
    """`ingredient` is null where only the recipe's words, or a lot's label, name it; `food_id` is a
    food that somebody must avoid as such. `certain` is false for an ingredient nobody knows."""

    ingredient: str | None
    allergens: list[Allergen]
    food_id: str | None
    certain: bool


class RecipeBody(Model):
    """What a recipe says, whoever looks at it; `why` is the reason to cook it now, such as "Uses 3
    items that expire by Thursday", empty where nobody chose it. Who reads the recipe by itself is
    told the reason of that day, if anything expires."""

    title: str
    summary: str
    servings: int
    minutes: int
    difficulty: Difficulty
    meal: Meal
    cuisine: str
    language: Language
    ingredients: list[Ingredient]
    steps: list[Step]
    nutrition_per_serving: Nutrition
    allergens: list[Allergen]
    uses_expiring: list[ExpiringUse]
    why: str = ""
    impact: Impact


class StoredRecipe(RecipeBody):
    """A recipe in its kitchen; `edited` says that somebody changed what it said, `fingerprint`
    tells a repeated creation from another one under the same id; `version` is the store's and never
    written."""

    id: str
    generation_id: str | None
    fingerprint: str = ""
    image: Image
    source: RecipeSource
    favorite: bool
    edited: bool = False
    created_at: datetime
    updated_at: datetime
    version: str = ""


class Recipe(RecipeBody):
    """A recipe as a client sees it; `allergen_alerts` say what of it somebody in the kitchen cannot
    eat."""

    id: str
    image: Image
    source: RecipeSource
    favorite: bool
    edited: bool
    allergen_alerts: list[AllergenAlert]
    created_at: Instant
    updated_at: Instant

    @classmethod
    def of(cls, stored: StoredRecipe, alerts: list[AllergenAlert]) -> Self:
        same = cls.model_fields.keys() & StoredRecipe.model_fields.keys()
        return cls(**{name: getattr(stored, name) for name in same}, allergen_alerts=alerts)


class Generation(Model):
    """One request for recipes and what came of it. `reason` says why there are fewer than asked."""

    id: str
    engine: str
    degraded: bool
    recipe_ids: list[str]
    reason: str | None
    fingerprint: str
    created_at: datetime


class Generated(Model):
    """A generation as a client sees it. `engine` wrote the first of the recipes; `degraded` says
    that the offline writer wrote one or more of them, in place of a model. `reason` says what kept
    the recipes fewer than asked, `constraints` or `stock`; or that the kitchen's models had spent
    the day's `budget`."""

    id: str
    engine: str
    degraded: bool
    reason: str | None
    recipes: list[Recipe]
