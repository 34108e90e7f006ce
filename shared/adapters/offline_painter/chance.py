"""Chance that falls the same way for the same dish, on every machine and in every process."""

import hashlib
from random import Random
from typing import TypeVar

from shared.domain.picture import DishBrief

T = TypeVar("T")


def chance(brief: DishBrief, purpose: str) -> Random:
    """A generator of its own for each purpose, so that one more garnish does not move the table."""
    digest = hashlib.sha256(repr((brief, purpose)).encode("utf-8", "backslashreplace")).digest()
    return Random(int.from_bytes(digest[:8], "big"))  # noqa: S311 - draws pictures, guards nothing


def pick(rng: Random, options: tuple[T, ...]) -> T:
    """One of the options; `Random.choice` consumes a varying number of draws."""
    return options[int(rng.random() * len(options)) % len(options)]
