"""A person: what they told about themselves, their devices, and the kitchen they cook in."""

from collections.abc import Set as AbstractSet
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, Field, StringConstraints

from shared.domain.diet import Diet
from shared.domain.language import Language
from shared.domain.model import Instant, Line, Model

MOST_DEVICES = 20
# Outside these hours of their day nobody gets a message.
EARLIEST_DIGEST, LATEST_DIGEST = 7, 21


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError("there is no such time zone") from None
    return name


# A name of the IANA time zone database.
TimeZone = Annotated[str, Field(max_length=64), AfterValidator(_known_zone)]
# What a person would rather not eat or put on: a food, an ingredient of labels, or a few words.
Avoided = Annotated[Line, Field(max_length=60)]
DigestHour = Annotated[int, Field(ge=EARLIEST_DIGEST, le=LATEST_DIGEST)]
DeviceToken = Annotated[str, StringConstraints(pattern=r"^[\x21-\x7e]{8,2048}$")]


class Units(StrEnum):
    METRIC = "metric"
    IMPERIAL = "imperial"


class CookingLevel(StrEnum):
    BEGINNER = "beginner"
    INTERMEDIATE = "intermediate"
    ADVANCED = "advanced"


class SkinType(StrEnum):
    NORMAL = "normal"
    DRY = "dry"
    OILY = "oily"
    COMBINATION = "combination"
    SENSITIVE = "sensitive"


class Goal(StrEnum):
    WASTE_LESS = "waste_less"
    SAVE_MONEY = "save_money"
    SAVE_TIME = "save_time"
    EAT_HEALTHIER = "eat_healthier"
    LOWER_FOOTPRINT = "lower_footprint"
    COOK_MORE = "cook_more"


class Platform(StrEnum):
    IOS = "ios"
    ANDROID = "android"
    WEB = "web"


class Profile(Model):
    """What a person told about themselves. `allergies` hold EU codes, and ids of foods and families
    of foods; `avoid` stays as it was written. Skin and pregnancy are for reading labels and leave
    this document never. `digest` wants a message a day on what expires, at `digest_hour` of their
    own clock."""

    display_name: Line | None = None
    language: Language = Language.ES
    units: Units = Units.METRIC
    cooking_level: CookingLevel = CookingLevel.BEGINNER
    time_zone: TimeZone = "UTC"
    diets: Annotated[frozenset[Diet], Field(max_length=7)] = frozenset()
    allergies: Annotated[frozenset[str], Field(max_length=60)] = frozenset()
    avoid: Annotated[tuple[Avoided, ...], Field(max_length=100)] = ()
    skin_type: SkinType | None = None
    pregnancy: bool = False
    goals: Annotated[frozenset[Goal], Field(max_length=6)] = frozenset()
    digest: bool = True
    digest_hour: DigestHour = 17


class Device(Model):
    """Where push messages go: the token the platform gave to one installed app. It goes with the
    session that registered it."""

    token: DeviceToken
    platform: Platform
    language: Language | None = None
    session_id: str | None = None
    added_at: Instant


class CalendarAddress(Model):
    """The secret address under which a person's calendar is read; only its hash is kept."""

    hash: str
    created_at: datetime


class Person(Model):
    """A user and the kitchen that is theirs to use.

    `home_kitchen_id` is their own kitchen while it sleeps, because they cook in somebody else's.
    `deleting` marks what is left of somebody whose account is being deleted.
    """

    uid: str
    email: str | None
    name: str | None
    kitchen_id: str
    home_kitchen_id: str | None = None
    profile: Profile
    devices: Annotated[tuple[Device, ...], Field(max_length=MOST_DEVICES)] = ()
    calendar: CalendarAddress | None = None
    deleting: bool = False
    created_at: datetime
    version: str = ""

    @property
    def shown_name(self) -> str | None:
        """The name the others in the kitchen see."""
        return self.profile.display_name or self.name

    @property
    def kitchen_ids(self) -> tuple[str, ...]:
        """The kitchen they are in, and the one that waits for them."""
        return (self.kitchen_id, *filter(None, [self.home_kitchen_id]))

    def cooking_in(self, kitchen_id: str, home_kitchen_id: str | None) -> Self:
        """The person in another kitchen; the address of their calendar was for this one."""
        place = {"kitchen_id": kitchen_id, "home_kitchen_id": home_kitchen_id, "calendar": None}
        return self.model_copy(update=place)

    def with_device(self, device: Device) -> Self:
        """The person with the device, known by its token; of too many the oldest goes."""
        same = {"added_at": device.added_at}
        if any(one.model_copy(update=same) == device for one in self.devices):
            return self
        others = (one for one in self.devices if one.token != device.token)
        return self.model_copy(update={"devices": (*others, device)[-MOST_DEVICES:]})

    def without_devices(self, tokens: AbstractSet[str]) -> Self:
        others = (one for one in self.devices if one.token not in tokens)
        return self.model_copy(update={"devices": tuple(others)})

    def shell(self) -> Self:
        """What is kept while the account is being deleted: that it is, and in which kitchens."""
        return self.model_copy(
            update={
                "email": None,
                "name": None,
                "profile": Profile(),
                "devices": (),
                "calendar": None,
                "deleting": True,
            }
        )
