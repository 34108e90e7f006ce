"""What was recognised in a request's photos, as it is stored and shown."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from shared.domain.dish import KcalSource, KeepingRule
from shared.domain.food import Allergen, Category, DateKind, Storage
from shared.domain.item import ExpirySource
from shared.domain.model import Amount, Instant, Model, Money
from shared.domain.product import LookupStatus
from shared.domain.progress import Progress, WorkStatus
from shared.domain.recipe import Impact
from shared.domain.recognition import RecognitionKind
from shared.domain.units import Unit


class Detail(StrEnum):
    BASIC = "basic"
    FULL = "full"


class Box(Model):
    """Where it is in its photo, as shares of the width and height, origin top left."""

    image: int
    x: float
    y: float
    width: float
    height: float


class SeenIngredient(Model):
    """A food of a dish; `grams` of it, raw, are in all portions together."""

    name: str
    food_id: str | None
    grams: Amount | None


class SeenDish(Model):
    """What is to be known of a dish. `kcal_per_portion` is null where nothing believable says it;
    `keeps_days` follows the rule named beside it."""

    portions: Amount
    ingredients: list[SeenIngredient]
    kcal_per_portion: int | None
    kcal_source: KcalSource | None
    keeps_days: int
    keeping_rule: KeepingRule


class SeenIdea(Model):
    """A recipe of the catalog that uses the food up."""

    recipe_id: str
    title: str


class SeenItem(Model):
    """A food seen. `confidence` is 0 to 1; `allergen_alert` is true when a member of the kitchen
    is allergic to something in it, `remembered` when the kitchen itself once said what the line
    means. `expires_on` is read from the label where `expiry_source` says so, else estimated.
    With `detail=full` there are tips, ideas to use it up, and the footprint of all of it, in which
    null is "not assessed". `gtin` is the number of a package that was read on it, `traces` are what
    it may hold besides, `food_ids` all foods, and families of foods, that it is, is made of or
    names. `kind` is what its photo shows, which in a batch is not everybody's, `bought_on` the day
    of its own receipt."""

    name: str
    food_id: str | None
    confidence: Annotated[float, Field(ge=0, le=1)]
    quantity: Amount
    unit: Unit
    storage: Storage
    category: Category
    expires_on: date
    price: Money | None
    currency: str | None
    allergens: list[Allergen]
    allergen_alert: bool
    tips: list[str]
    box: Box | None
    source_text: str | None
    remembered: bool = False
    expiry_source: ExpirySource = ExpirySource.ESTIMATED
    date_kind: DateKind | None = None
    dish: SeenDish | None = None
    ideas: list[SeenIdea] = Field(default_factory=list)
    impact: Impact | None = None
    gtin: str | None = None
    traces: list[Allergen] = Field(default_factory=list)
    food_ids: list[str] = Field(default_factory=list)
    kind: RecognitionKind | None = None
    bought_on: date | None = None


class SeenBarcode(Model):
    """The number of a product that was read in photo `image`; `hint` says what to do where it gave
    no item."""

    gtin: str
    image: int
    status: LookupStatus
    hint: str | None


class SeenImage(Model):
    """A photo as it was kept: its SHA-256 (hex) and size in pixels; `reason` is the code of what
    made it fail (`out_of_time`: nobody looked at it yet), `left_out` how many items were seen in it
    for which there was no room."""

    id: str
    width: int
    height: int
    status: WorkStatus = WorkStatus.DONE
    reason: str | None = None
    left_out: int = 0


class SeenReceipt(Model):
    """What a receipt says beside its lines."""

    shop: str | None
    bought_on: date | None
    currency: str | None
    total: Money | None


class Recognition(Model):
    """It is done when no photo is left to look at, and failed when nothing was seen in any."""

    id: str
    kind: RecognitionKind
    status: WorkStatus
    engine: str
    degraded: bool
    items: list[SeenItem]
    images: list[SeenImage]
    receipt: SeenReceipt | None
    created_at: Instant
    progress: Progress | None = None
    barcodes: list[SeenBarcode] = Field(default_factory=list)

    def kind_of(self, item: SeenItem) -> RecognitionKind:
        """What the photo of one of its items shows."""
        return item.kind or self.kind
