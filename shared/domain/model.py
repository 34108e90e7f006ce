"""The base of every value that crosses a boundary, and the field types they share."""

import re
from contextlib import suppress
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any, ClassVar

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
    ValidationInfo,
)

from shared.domain.units import rounded

STORED = {"stored": True}
# Of a `TypeAdapter`: as for models, see below.
DEFERRED = ConfigDict(defer_build=True)
_RESERVED = re.compile(r"__.*__")


class Model(BaseModel):
    """Immutable, and closed: an unknown field is an error, not a silent loss.

    Its validator is built at its first use, not at its import: a cold start pays for what its first
    request needs and no more."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class TextFile(Model):
    """A body that is not JSON but a text of `media_type`."""

    media_type: ClassVar[str]

    text: str


def _from_thousandths(value: Any, info: ValidationInfo) -> Any:  # noqa: ANN401
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return value
    if info.context is STORED and isinstance(value, int):
        return Decimal(value) / 1000
    # As JSON has it, in digits or as a text of them; taken strictly, neither is a decimal yet.
    with suppress(InvalidOperation):
        return Decimal(str(value))
    return value


def reserved(name: str) -> bool:
    """Whether a document store keeps a name for itself."""
    return _RESERVED.fullmatch(name) is not None


def _unreserved(name: str) -> str:
    if reserved(name):
        raise ValueError("this id is reserved")
    return name


def _utc_seconds(value: datetime) -> str:
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


MOST = 1_000_000
MOST_MONEY = 100_000_000
# Stored as whole thousandths (see `to_stored`), sent as a JSON number.
Thousandths = Annotated[
    Decimal,
    BeforeValidator(_from_thousandths),
    PlainSerializer(float, return_type=float, when_used="json"),
]
Amount = Annotated[Thousandths, Field(gt=0, le=MOST, decimal_places=3)]
# What left a lot, counted finer than it is told; see `shared.domain.units.FINEST`.
Fine = Annotated[Thousandths, Field(ge=0, le=MOST, decimal_places=12)]
AmountOrZero = Annotated[Thousandths, Field(ge=0, le=MOST, decimal_places=3)]
Money = Annotated[Thousandths, Field(ge=0, le=MOST_MONEY, decimal_places=3)]
Instant = Annotated[AwareDatetime, PlainSerializer(_utc_seconds, when_used="json")]
Identifier = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,64}$"), AfterValidator(_unreserved)
]
Line = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True, min_length=1, max_length=120, pattern=r"^[^\x00-\x1f\x7f]*$"
    ),
]
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]


def to_stored(value: Any) -> Any:  # noqa: ANN401
    """A model or plain value as a document store keeps it: decimals as whole thousandths, dates as
    ISO strings, enumerations as their codes, sets sorted."""
    match value:
        case BaseModel():
            return {name: to_stored(getattr(value, name)) for name in type(value).model_fields}
        case Decimal():
            return int(rounded(value) * 1000)
        case datetime():
            return value
        case str():
            return str(value)
        case dict():
            return {str(key): to_stored(item) for key, item in value.items()}
        case frozenset() | set():
            return sorted(to_stored(item) for item in value)
        case list() | tuple():
            return [to_stored(item) for item in value]
        case _ if hasattr(value, "isoformat"):
            return value.isoformat()
        case _:
            return value
