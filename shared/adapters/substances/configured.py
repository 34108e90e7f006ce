"""A source without an open interface (EWG Skin Deep, INVIMA), behind an address of the operator's.

The address is asked `GET ?name=&cas=`, with `Authorization: Bearer <key>` where there is a key. It
answers 404 for what it does not know, with any object of JSON; else 200 with

    {"facts": [{"statement": "...", "reference": "...", "url": "https://..."}]}

at most twelve facts, each a line of at most 300 characters; `url` may be missing.
"""

from collections.abc import Mapping, Sequence
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from shared.adapters.outside.host import Host
from shared.adapters.outside.text import line, link
from shared.domain.errors import ProviderFailed
from shared.domain.labels.kinds import OutsideKind
from shared.domain.labels.outside import MOST_FACTS, OutsideFact, Subject
from shared.domain.limits import Rate

RATE = Rate("configured-sources", 60, 60)
_LONGEST = 300
_Line = Annotated[str, BeforeValidator(lambda value: line(value, _LONGEST))]


class _Fact(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    statement: _Line
    reference: _Line
    url: Annotated[str | None, BeforeValidator(link)] = None


class _Found(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    facts: tuple[_Fact, ...]


class ConfiguredSource:
    """See `shared.ports.substances.SubstanceSource`."""

    def __init__(self, host: Host) -> None:
        self.name = host.name
        self._host = host

    def look_up(self, subject: Subject, deadline: float) -> Sequence[OutsideFact] | None:
        asked = {"name": subject.name, **({"cas": subject.cas} if subject.cas else {})}
        reply = self._host.get("", asked, deadline)
        if not reply.found:
            return None
        try:
            facts = _Found.model_validate(reply.body).facts
        except ValidationError:
            raise ProviderFailed("malformed_reply") from None
        return [_fact(fact) for fact in facts[:MOST_FACTS]]


def authorised(key: str | None) -> Mapping[str, str]:
    return {"Authorization": f"Bearer {key}"} if key else {}


def _fact(fact: _Fact) -> OutsideFact:
    return OutsideFact(
        kind=OutsideKind.LISTING,
        code="",
        value=fact.statement,
        reference=fact.reference,
        url=fact.url,
    )
