"""What a person may change in their profile, and the profile after it."""

from typing import Annotated

from pydantic import Field, StrictBool

from shared.domain.catalog import FoodCatalog, fold
from shared.domain.diet import Diet
from shared.domain.errors import Invalid
from shared.domain.language import Language
from shared.domain.model import Line, Model
from shared.domain.needs import allergy_codes
from shared.domain.person import (
    Avoided,
    CookingLevel,
    DigestHour,
    Goal,
    Profile,
    SkinType,
    TimeZone,
    Units,
)

_MAY_BE_EMPTIED = ("display_name", "skin_type")


class ProfileChange(Model):
    """A field left out stays as it is; null empties `display_name` and `skin_type`.

    `allergies` are EU codes, words for what they stand for, or names or ids of foods and families
    of foods, such as "citrus"; `avoid` takes foods, ingredients of labels, or a few words of any
    kind.
    """

    display_name: Line | None = None
    language: Language | None = None
    units: Units | None = None
    cooking_level: CookingLevel | None = None
    time_zone: TimeZone | None = None
    diets: Annotated[frozenset[Diet], Field(max_length=7)] | None = None
    allergies: Annotated[list[Line], Field(max_length=60)] | None = None
    avoid: Annotated[list[Avoided], Field(max_length=100)] | None = None
    skin_type: SkinType | None = None
    pregnancy: StrictBool | None = None
    goals: Annotated[frozenset[Goal], Field(max_length=6)] | None = None
    digest: bool | None = None
    digest_hour: DigestHour | None = None


def changed(profile: Profile, change: ProfileChange, foods: FoodCatalog) -> Profile:
    """The profile with the fields that were given.

    Raises:
        Invalid: a null where there must be a value, or an allergy nobody understands.
    """
    said = {name: getattr(change, name) for name in change.model_fields_set}
    for name, value in said.items():
        if value is None and name not in _MAY_BE_EMPTIED:
            raise Invalid("null_not_allowed", field=name)
    if change.allergies is not None:
        said["allergies"] = allergy_codes(change.allergies, foods)
    if change.avoid is not None:
        said["avoid"] = _once_each(change.avoid)
    return profile.model_copy(update=said)


def _once_each(words: list[str]) -> tuple[str, ...]:
    """As first written: "Kiwi" and "kiwis" are one."""
    first: dict[str, str] = {}
    for word in words:
        first.setdefault(fold(word) or word, word)
    return tuple(first.values())
