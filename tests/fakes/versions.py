"""Versions and pages, as the stores give them."""

import itertools
from collections.abc import Callable, Sequence
from typing import TypeVar

from shared.domain.errors import (
    Invalid,
    VersionMismatch,
)
from shared.domain.invite import Invite
from shared.domain.kitchen import Kitchen
from shared.domain.listing import Page
from shared.domain.model import Model
from shared.domain.person import Person
from shared.domain.session import Session

Thing = TypeVar("Thing")
Stored = TypeVar("Stored", bound=Model)
Versioned = Person | Kitchen | Invite | Session
_numbers = itertools.count(1)


def version() -> str:
    return f"{next(_numbers):x}"


def versioned(model: Stored) -> Stored:
    return model.model_copy(update={"version": version()})


def unchanged(stored: Versioned | None, read: Versioned) -> None:
    if (stored.version if stored else "") != read.version:
        raise VersionMismatch


def page(
    found: Sequence[Thing], key: Callable[[Thing], str], limit: int, cursor: str | None
) -> Page[Thing]:
    start = 0
    if cursor is not None:
        keys = [key(one) for one in found]
        if cursor not in keys:
            raise Invalid("cursor_invalid", field="cursor")
        start = keys.index(cursor) + 1
    shown = list(found[start : start + limit])
    more = start + limit < len(found)
    return Page(shown, key(shown[-1]) if more else None)
