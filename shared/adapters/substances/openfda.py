"""openFDA's cosmetic event reports: how many name a product that is called by the substance.

Reports know products, not ingredients, so the count is of products with these words in their names
and says nothing of a cause; the drug and food endpoints say less still of a label's ingredient
(https://open.fda.gov/apis/cosmetic/event/). Limits: 240 requests a minute and 1,000 a day for each
address, 120,000 a day with a key (https://open.fda.gov/apis/authentication/).
"""

from base64 import b64encode
from collections.abc import Mapping, Sequence

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from shared.adapters.outside.host import Host
from shared.domain.errors import ProviderFailed
from shared.domain.labels.kinds import OutsideKind
from shared.domain.labels.outside import OutsideFact, Subject
from shared.domain.limits import Rate

RATE = Rate("openfda", 240, 60)
_PAGE = "https://open.fda.gov/apis/cosmetic/event/"
_PATH = "/cosmetic/event.json"


class _Results(BaseModel):
    model_config = ConfigDict(extra="ignore", strict=True)

    total: int = Field(ge=0, le=10**9)


class _Meta(BaseModel):
    model_config = ConfigDict(extra="ignore", strict=True)

    last_updated: str = Field(pattern=r"^\d{4}-\d\d-\d\d$")
    results: _Results


class _Found(BaseModel):
    model_config = ConfigDict(extra="ignore", strict=True)

    meta: _Meta


class OpenFda:
    """See `shared.ports.substances.SubstanceSource`."""

    def __init__(self, host: Host) -> None:
        self.name = host.name
        self._host = host

    def look_up(self, subject: Subject, deadline: float) -> Sequence[OutsideFact] | None:
        words = " ".join(subject.name.replace('"', " ").replace("\\", " ").split())
        asked = {"search": f'products.product_name:"{words}"', "limit": "1"}
        reply = self._host.get(_PATH, asked, deadline)
        if not reply.found:
            return None
        try:
            meta = _Found.model_validate(reply.body).meta
        except ValidationError:
            raise ProviderFailed("malformed_reply") from None
        return [_fact(meta)]


def authorised(key: str | None) -> Mapping[str, str]:
    """The header of a key, which so stands in no address; none without one."""
    return {"Authorization": f"Basic {b64encode(f'{key}:'.encode()).decode()}"} if key else {}


def _fact(meta: _Meta) -> OutsideFact:
    return OutsideFact(
        kind=OutsideKind.REPORTS,
        code="reports",
        value=str(meta.results.total),
        reference=f"openFDA cosmetic/event, {meta.last_updated}",
        url=_PAGE,
    )
