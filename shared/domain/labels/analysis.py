"""A label's analysis as it is answered and stored."""

from datetime import date
from typing import Annotated

from pydantic import Field

from shared.domain.labels.kinds import (
    OutsideKind,
    ProductType,
    ReasonKind,
    SourceState,
    Verdict,
)
from shared.domain.model import Model

Share = Annotated[float, Field(ge=0, le=1)]


class Reason(Model):
    """What one source states. `id` is what sentences of the explanation rest on; `verdict` what
    the statement alone brings."""

    id: str
    source: str
    reference: str
    statement: str
    kind: ReasonKind
    verdict: Verdict


class SubstituteView(Model):
    """Another substance with the same function. `improves` and `adds` are ids of findings, `keeps`
    and `loses` codes of functions; `told` says in words what is kept, what is lost and what it
    brings of its own."""

    name: str
    inci: str
    improves: list[str]
    keeps: list[str]
    loses: list[str]
    adds: list[str]
    told: str


class OutsideStatement(Model):
    """What an outside source said on that day; it brings no verdict (see `outside`)."""

    source: str
    kind: OutsideKind
    statement: str
    reference: str
    url: str | None
    asked_on: date | None


class SourceStatus(Model):
    """What became of asking a source; `reason` says why it did not answer."""

    source: str
    name: str
    state: SourceState
    reason: str | None
    asked_on: date | None


class AnalysedIngredient(Model):
    """`name` is what the label says, `inci` the substance it was taken for; `confidence` is that
    of the name, 0 where it is unknown. `parent` is the position of the compound food around it,
    `outside` what was said of it elsewhere, beside the reasons."""

    name: str
    inci: str | None
    position: int
    functions: list[str]
    verdict: Verdict
    reasons: list[Reason]
    confidence: Share
    substitutes: list[SubstituteView]
    parent: int | None = None
    may_contain: bool = False
    percent: float | None = None
    nano: bool = False
    outside: tuple[OutsideStatement, ...] = ()


class ProfileAlert(Model):
    """Something about the person who asks, apart from the general findings."""

    id: str
    rule: str
    position: int
    name: str
    statement: str
    reference: str


class Sentence(Model):
    """A sentence of the explanation and the ids of the findings or alerts it rests on."""

    text: str
    rests_on: Annotated[list[str], Field(min_length=1)]


class OcrView(Model):
    engine: str
    text: str


class Analysis(Model):
    """`product_type` is None until the label is read, `score` where less than half is known
    and nothing of it to avoid; `coverage` is the share of ingredients that are known.
    `formula_version` and `tables_version` say what it was computed with; `other_lists` how many
    further lists of ingredients the label holds that are not judged: the same in another language,
    or another product's, of which allergens are told and for which there is no score. `sources` is
    what became of asking outside."""

    id: str
    product_type: ProductType | None
    ingredients: list[AnalysedIngredient]
    score: Annotated[int, Field(ge=0, le=100)] | None
    coverage: Share
    verdict: Verdict
    profile_alerts: list[ProfileAlert]
    explanation: list[Sentence]
    look_for: list[str]
    engine: str
    degraded: bool
    ocr: OcrView | None
    formula_version: str
    tables_version: str
    other_lists: int = 0
    sources: tuple[SourceStatus, ...] = ()
