"""CosIng, the European Commission's list of cosmetic ingredients.

There is no documented open interface. This speaks the search behind its public page: a query in
parts of a form, answered by records whose every field is a list of texts. Its address and key are
settings, without which nobody is asked; an operator may as well name a mirror of their own.
"""

import json
from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from shared.adapters.outside.host import Host
from shared.adapters.outside.text import line
from shared.domain.errors import ProviderFailed
from shared.domain.labels.kinds import OutsideKind
from shared.domain.labels.outside import OutsideFact, Subject
from shared.domain.labels.spelling import key as spelled
from shared.domain.limits import Rate

RATE = Rate("cosing", 60, 60)
_PAGE = "https://ec.europa.eu/growth/tools-databases/cosing/details/{id}"
_INGREDIENTS = {"term": {"itemType": "ingredient"}}
_NOTHING = {"", "-"}
_Texts = tuple[str, ...]


class _Metadata(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    ids: _Texts = Field((), alias="substanceId")
    names: _Texts = Field((), alias="inciName")
    functions: _Texts = Field((), alias="functionName")
    restrictions: _Texts = Field((), alias="cosmeticRestriction")


class _Hit(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    metadata: _Metadata


class _Found(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    results: tuple[_Hit, ...]


class CosIng:
    """See `shared.ports.substances.SubstanceSource`; `key` is that of the search."""

    def __init__(self, host: Host, key: str) -> None:
        self.name = host.name
        self._host = host
        self._key = key

    def look_up(self, subject: Subject, deadline: float) -> Sequence[OutsideFact] | None:
        must = [_INGREDIENTS, {"term": {"inciName": subject.name.upper()}}]
        params = {"apiKey": self._key, "text": "*", "pageSize": "5", "pageNumber": "1"}
        parts = {"query": json.dumps({"bool": {"must": must}})}
        reply = self._host.post("", params, parts, deadline)
        if not reply.found:
            # A search always answers: this is another address.
            raise ProviderFailed("http_404")
        try:
            hits = _Found.model_validate(reply.body).results
        except ValidationError:
            raise ProviderFailed("malformed_reply") from None
        wanted = spelled(subject.name)
        same = (hit.metadata for hit in hits if wanted in map(spelled, hit.metadata.names))
        found = next(same, None)
        return _facts(found) if found else None


def _facts(found: _Metadata) -> list[OutsideFact]:
    number = next((one for one in found.ids if one.isdecimal() and len(one) < 12), None)
    said = {
        "annex": ", ".join(_told(found.restrictions)),
        "functions": ", ".join(_told(found.functions)).lower(),
    }
    return [
        OutsideFact(
            kind=OutsideKind.LISTING,
            code=code,
            value=value,
            reference=f"CosIng {number}" if number else "CosIng",
            url=_PAGE.format(id=number) if number else None,
        )
        for code, text in said.items()
        if (value := line(text, 200))
    ]


def _told(values: _Texts) -> list[str]:
    return [value.strip() for value in values if value.strip() not in _NOTHING]
