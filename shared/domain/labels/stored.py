"""An analysis as its kitchen keeps it, and as it is listed.

Kept is what the label says and what was found for anybody, never what it means to one person: the
rest is worked out for whoever reads it, which costs a few milliseconds and keeps what is known of
a person's health out of what others can read. So old analyses follow the tables, too.
"""

from datetime import datetime
from typing import Annotated, Self

from pydantic import Field

from shared.domain.labels.analysis import Analysis, OcrView, Sentence, Share
from shared.domain.labels.kinds import Contact, ProductType, Verdict
from shared.domain.labels.tables import Tables
from shared.domain.language import Language
from shared.domain.model import Identifier, Instant, Model

Score = Annotated[int, Field(ge=0, le=100)]


class Judgement(Model):
    """What was found of the product, and with which formula and tables."""

    verdict: Verdict
    score: Score | None
    coverage: Share
    formula_version: str
    tables_version: str

    @classmethod
    def of(cls, analysis: Analysis) -> Self:
        return cls(**{name: getattr(analysis, name) for name in cls.model_fields})


class Told(Model):
    """An explanation that a model wrote from the general findings."""

    engine: str
    language: Language
    sentences: list[Sentence]


class StoredAnalysis(Model):
    """`text` or `names` is what was read; `asked_type` the kind of product if somebody told it.
    `fingerprint` tells a repeated request from another one under the same id."""

    id: Identifier
    name: str | None
    asked_type: ProductType | None
    use: Contact | None
    text: str | None
    names: list[str] | None
    ocr_engine: str | None
    degraded: bool
    told: Told | None
    product_type: ProductType
    ingredients: int
    first: Judgement
    created_at: datetime
    fingerprint: str


class LabelAnalysis(Analysis):
    """The analysis as it is answered. `first` is what was found when it was made, where the formula
    or the tables have changed since."""

    name: str | None
    use: Contact | None
    created_at: Instant
    first: Judgement | None


class AnalysisCard(Model):
    """An analysis in a list, as it was made; `stale` where reading it judges it anew."""

    id: str
    name: str | None
    product_type: ProductType
    verdict: Verdict
    score: Score | None
    coverage: Share
    ingredients: int
    created_at: Instant
    stale: bool

    @classmethod
    def of(cls, stored: StoredAnalysis, tables: Tables) -> Self:
        first = stored.first
        return cls(
            id=stored.id,
            name=stored.name,
            product_type=stored.product_type,
            verdict=first.verdict,
            score=first.score,
            coverage=first.coverage,
            ingredients=stored.ingredients,
            created_at=stored.created_at,
            stale=not tables.are_those_of(first.formula_version, first.tables_version),
        )


def ocr_view(stored: StoredAnalysis) -> OcrView | None:
    if stored.ocr_engine is None:
        return None
    return OcrView(engine=stored.ocr_engine, text=stored.text or "")
