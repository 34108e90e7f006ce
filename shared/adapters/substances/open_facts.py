"""The taxonomies of Open Food Facts and Open Beauty Facts, over the API v2: what their volunteers
noted of an additive or ingredient. Data under the Open Database License."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from shared.adapters.outside.host import Host
from shared.adapters.outside.text import line, link
from shared.domain.errors import ProviderFailed
from shared.domain.labels.kinds import OutsideKind
from shared.domain.labels.outside import OutsideFact, Subject
from shared.domain.labels.spelling import plain
from shared.domain.limits import Rate

# Their terms name no figure for taxonomies: that of product reads is kept.
RATE = Rate("taxonomies", 15, 60)
_Noted = Annotated[Mapping[str, str], Field(default_factory=dict)]
_RISKS = frozenset({"high", "moderate", "no"})
_PLAIN_FACTS = {
    ("vegan", "no"),
    ("vegan", "maybe"),
    ("vegetarian", "no"),
    ("vegetarian", "maybe"),
    ("palm_oil", "yes"),
    ("palm_oil", "maybe"),
}


class _Entry(BaseModel):
    """Each property by language, most in English alone."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    name: _Noted
    vegan: _Noted
    vegetarian: _Noted
    from_palm_oil: _Noted
    inci_functions: _Noted
    efsa_evaluation_overexposure_risk: _Noted
    efsa_evaluation: _Noted
    efsa_evaluation_date: _Noted
    efsa_evaluation_url: _Noted


class OpenFactsTaxonomy:
    """See `shared.ports.substances.SubstanceSource`; only the sister for food knows additives."""

    def __init__(self, host: Host, *, edible: bool) -> None:
        self.name = host.name
        self._host = host
        self._edible = edible

    def look_up(self, subject: Subject, deadline: float) -> Sequence[OutsideFact] | None:
        additive = self._edible and bool(subject.e_number)
        kind = "additives" if additive else "ingredients"
        tag = _tag(subject.e_number if additive else subject.name)
        asked = {"tagtype": kind, "tags": tag, "fields": ",".join(_Entry.model_fields)}
        reply = self._host.get("/api/v2/taxonomy", asked, deadline)
        if not reply.found:
            # The taxonomy answers any tag: this is another address.
            raise ProviderFailed("http_404")
        try:
            entry = _Entry.model_validate(reply.body.get(tag, {}))
        except ValidationError:
            raise ProviderFailed("malformed_reply") from None
        return list(_facts(entry, f"{kind} {tag}")) if entry.name else None


def _tag(name: str) -> str:
    return "en:" + re.sub(r"[^a-z0-9]+", "-", plain(name)).strip("-")


def _facts(entry: _Entry, reference: str) -> Iterator[OutsideFact]:
    risk = _bare(entry.efsa_evaluation_overexposure_risk)
    if risk in _RISKS:
        yield OutsideFact(
            kind=OutsideKind.ASSESSMENT,
            code=f"overexposure_{risk}",
            by=_evaluation(entry),
            reference=reference,
            url=link(entry.efsa_evaluation_url.get("en")),
        )
    noted = {"vegan": entry.vegan, "vegetarian": entry.vegetarian, "palm_oil": entry.from_palm_oil}
    for property_, values in noted.items():
        if (property_, _bare(values)) in _PLAIN_FACTS:
            code = f"{property_}_{_bare(values)}"
            yield OutsideFact(kind=OutsideKind.LISTING, code=code, reference=reference)
    if functions := _functions(entry):
        yield OutsideFact(
            kind=OutsideKind.LISTING, code="functions", value=functions, reference=reference
        )


def _evaluation(entry: _Entry) -> str | None:
    said = (entry.efsa_evaluation.get("en"), entry.efsa_evaluation_date.get("en"))
    return line(", ".join(filter(None, said)), 200)


def _functions(entry: _Entry) -> str | None:
    codes = entry.inci_functions.get("en", "").split(",")
    words = (code.strip().removeprefix("en:").replace("-", " ") for code in codes)
    return line(", ".join(filter(None, words)), 200)


def _bare(values: Mapping[str, str]) -> str:
    return values.get("en", "").removeprefix("en:")
