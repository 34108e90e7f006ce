"""Providers in order: the first usable answer wins, the offline one closes the chain."""

import logging
from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from shared.domain.errors import ProviderFailed

OFFLINE = "offline"
# What every provider but the offline one leaves of the time, so that there is always an answer.
_RESERVE_SECONDS = 6.0

_log = logging.getLogger("zerowaste.providers")


class Provider(Protocol):
    name: str
    model: str


Answerer = TypeVar("Answerer", bound=Provider)
Answer = TypeVar("Answer")


def first_answer(
    providers: Sequence[Answerer], ask: Callable[[Answerer], Answer]
) -> tuple[Answerer, Answer]:
    """The first provider that answered, and its answer.

    Raises:
        ProviderFailed: none did; the last one's reason.
        DomainError: whatever else `ask` raises, at once: it is about the request, not the provider.
    """
    failure = ProviderFailed("no_provider")
    for provider in providers:
        try:
            return provider, ask(provider)
        except ProviderFailed as error:
            failure = error
            _log.warning(
                "provider failed",
                extra={
                    "provider": provider.name,
                    "model": provider.model,
                    "reason": error.reason,
                },
            )
    raise failure


def time_for(provider: Provider, deadline: float) -> float:
    """The deadline a provider is given: the offline one's is the request's own."""
    return deadline if provider.name == OFFLINE else deadline - _RESERVE_SECONDS


def degraded(provider: Provider) -> bool:
    """Whether the answer is the offline provider's."""
    return provider.name == OFFLINE
