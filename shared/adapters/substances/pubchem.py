"""PubChem's GHS classifications: a name or CAS number becomes a compound (PUG REST), the compound
its hazard statements (PUG View).

Its policy: no more than five requests a second. PubChem collects the statements of many; of one
code that several state, the EU's harmonised classification comes before ECHA's notifications and
those before any other.
"""

import re
from collections.abc import Iterator, Sequence
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from shared.adapters.outside.host import Host
from shared.adapters.outside.text import line
from shared.domain.errors import ProviderFailed
from shared.domain.labels.kinds import OutsideKind
from shared.domain.labels.outside import MOST_FACTS, OutsideFact, Subject
from shared.domain.limits import Rate

RATE = Rate("pubchem", 5, 1)
MOST_BYTES = 1_000_000
_PAGE = "https://pubchem.ncbi.nlm.nih.gov/compound/{cid}#section=GHS-Classification"
_HEADING = "GHS Classification"
# Health and environment; physical hazards (H2..) are the maker's concern, not the reader's.
_STATEMENT = re.compile(
    r"(H\d{3}[A-Za-z]{0,2}(?:\s*\+\s*H\d{3}[A-Za-z]{0,2})*)\s*\**\s*"
    r"(?:\([<>=≥ ]*([\d.]{1,8})\s?%\))?"
)
_CODE = re.compile(r"H[34]\d\d[A-Za-z]{0,2}")
_FIRST = ("Regulation (EC) No 1272/2008", "European Chemicals Agency")

Wire = TypeVar("Wire", bound=BaseModel)


class _Wire(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class _Ids(_Wire):
    cids: tuple[int, ...] = Field((), alias="CID")


class _Identified(_Wire):
    ids: _Ids = Field(alias="IdentifierList")


class _String(_Wire):
    text: str = Field("", alias="String")


class _Value(_Wire):
    strings: tuple[_String, ...] = Field((), alias="StringWithMarkup")


class _Information(_Wire):
    reference: int | None = Field(None, alias="ReferenceNumber")
    name: str = Field("", alias="Name")
    value: _Value = Field(_Value(StringWithMarkup=()), alias="Value")


class _Section(_Wire):
    heading: str = Field("", alias="TOCHeading")
    sections: tuple["_Section", ...] = Field((), alias="Section")
    information: tuple[_Information, ...] = Field((), alias="Information")


class _Reference(_Wire):
    number: int = Field(alias="ReferenceNumber")
    source: str = Field("", alias="SourceName")


class _Record(_Wire):
    sections: tuple[_Section, ...] = Field(alias="Section")
    references: tuple[_Reference, ...] = Field((), alias="Reference")


class _View(_Wire):
    record: _Record = Field(alias="Record")


class PubChem:
    """See `shared.ports.substances.SubstanceSource`. Of several compounds by one name, the first is
    taken: PubChem's best match."""

    def __init__(self, host: Host) -> None:
        self.name = host.name
        self._host = host

    def look_up(self, subject: Subject, deadline: float) -> Sequence[OutsideFact] | None:
        cid = self._compound(subject.cas or subject.name, deadline)
        if cid is None:
            return None
        path = f"/rest/pug_view/data/compound/{cid}/JSON"
        reply = self._host.get(path, {"heading": _HEADING}, deadline)
        return _facts(_read(_View, reply.body).record, cid) if reply.found else ()

    def _compound(self, name: str, deadline: float) -> int | None:
        # As an argument, for a name may hold slashes.
        reply = self._host.get("/rest/pug/compound/name/cids/JSON", {"name": name}, deadline)
        if not reply.found:
            return None
        return next(iter(_read(_Identified, reply.body).ids.cids), None)


def _facts(record: _Record, cid: int) -> list[OutsideFact]:
    names = {one.number: line(one.source, 120) for one in record.references}
    stated = [
        (names.get(information.reference or 0), string.text)
        for information in _classified(record.sections)
        for string in information.value.strings
    ]
    best: dict[str, OutsideFact] = {}
    for by, text in sorted(stated, key=lambda one: _rank(one[0])):
        for code, share in _codes(text):
            best.setdefault(code, _fact(code, share, by, cid))
    return list(best.values())[:MOST_FACTS]


def _fact(code: str, share: str | None, by: str | None, cid: int) -> OutsideFact:
    return OutsideFact(
        kind=OutsideKind.HAZARD_STATEMENT,
        code=code,
        value=share,
        by=by,
        reference=f"PubChem CID {cid}",
        url=_PAGE.format(cid=cid),
    )


def _classified(sections: Sequence[_Section]) -> Iterator[_Information]:
    for section in sections:
        if section.heading == _HEADING:
            yield from (it for it in section.information if it.name == "GHS Hazard Statements")
        yield from _classified(section.sections)


def _codes(text: str) -> Iterator[tuple[str, str | None]]:
    if found := _STATEMENT.match(text):
        yield from ((code, found[2]) for code in _CODE.findall(found[1]))


def _rank(source: str | None) -> int:
    starts = ((source or "").startswith(first) for first in _FIRST)
    return next((rank for rank, is_it in enumerate(starts) if is_it), len(_FIRST))


def _read(model: type[Wire], body: object) -> Wire:
    try:
        return model.model_validate(body)
    except ValidationError:
        raise ProviderFailed("malformed_reply") from None
