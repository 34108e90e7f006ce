"""What models were used for, and what that cost.

Prices are in US dollars, as the providers' own pages gave them on the day named beside each. An
amount is kept in millionths of a dollar, so that adding up loses nothing.
"""

import re
from datetime import datetime, timedelta
from typing import NamedTuple
from urllib.parse import urlsplit

from shared.domain.model import Model

KEPT = timedelta(days=35)
BUDGET = "budget"


class Price(NamedTuple):
    """Dollars per million tokens in and out, thoughts included; `picture` is what one costs where
    the provider does not count its tokens."""

    input: float
    output: float
    picture: float = 0.0


PRICES: dict[str, Price] = {
    # ai.google.dev/gemini-api/docs/pricing, 2026-10-07.
    "gemini-3.5-flash-lite": Price(0.30, 2.50),
    "gemini-3.5-flash": Price(1.50, 9.00),
    # The same page by way of BerriAI/litellm#44983, October 2026: 1,120 tokens a picture.
    "gemini-nano-banana-2.1": Price(1.50, 30.00, picture=0.0336),
    # developers.openai.com/api/docs/models/gpt-6-luna, since 2026-09-22.
    "gpt-6-luna": Price(0.10, 0.50),
    # developers.openai.com/api/docs/pricing, September 2026: 196 tokens a picture of low quality.
    "gpt-image-2.5-flare": Price(5.00, 30.00, picture=0.006),
}
# For a model of theirs whose price nobody looked up: a budget that ends too soon costs nothing.
DEAREST = Price(*map(max, *PRICES.values()))
_OWN_MACHINE = Price(0, 0)
# A model pinned to its day or edition costs what the model does.
_PINNED = re.compile(r"-(\d{4}-\d{2}-\d{2}|\d{3})$")
_SELLERS = ("googleapis.com", "openai.com")


def sold_at(url: str) -> bool:
    """Whether the models at that address are Google's or OpenAI's own, which cost money. Others are
    taken to be the reader's own machine."""
    host = urlsplit(url).hostname or ""
    return any(host == one or host.endswith(f".{one}") for one in _SELLERS)


def price_told(model: str) -> Price | None:
    """What the table says of a model."""
    return PRICES.get(model) or PRICES.get(_PINNED.sub("", model))


class Usage(NamedTuple):
    """One call. Tokens are those the provider counted, 0 where it did not say; `photos` were sent,
    `pictures` came back. `sold` says that it is paid for, listed or not."""

    provider: str
    model: str
    input_tokens: int = 0
    output_tokens: int = 0
    photos: int = 0
    pictures: int = 0
    sold: bool = False

    @property
    def micro_usd(self) -> int:
        price = price_told(self.model) or (DEAREST if self.sold else _OWN_MACHINE)
        drawn = 0.0 if self.output_tokens else self.pictures * price.picture * 1_000_000
        return round(self.input_tokens * price.input + self.output_tokens * price.output + drawn)


class Spending(Model):
    """What one kitchen's calls of a day (UTC) came to."""

    calls: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    photos: int = 0
    pictures: int = 0
    micro_usd: int = 0

    @classmethod
    def of(cls, usages: list[Usage]) -> "Spending":
        return cls(
            calls=len(usages),
            input_tokens=sum(one.input_tokens for one in usages),
            output_tokens=sum(one.output_tokens for one in usages),
            photos=sum(one.photos for one in usages),
            pictures=sum(one.pictures for one in usages),
            micro_usd=sum(one.micro_usd for one in usages),
        )

    @property
    def usd(self) -> float:
        return self.micro_usd / 1_000_000


class SpendingDay(Spending):
    """The same as it is stored."""

    id: str
    kitchen_id: str
    expires_at: datetime
    version: str = ""
