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
from shared.domain.labels.purpose import Purpose
from shared.domain.labels.tables import Tables
from shared.domain.language import Language
from shared.domain.model import Identifier, Instant, Model
from shared.domain.progress import Progress, WorkStatus

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


class PhotoSize(Model):
    """In pixels."""

    width: int
    height: int


class Background(Model):
    """An analysis whose photos are read in the background, in the language it was asked in.
    `attempt` counts the times it was queued, `reason` is the code of what made it fail."""

    status: WorkStatus
    language: Language
    photos: list[PhotoSize]
    attempt: int = 1
    reason: str | None = None

    def progress(self) -> Progress:
        """The photos of a label are read together: all of them are done, or none."""
        total = len(self.photos)
        done, failed = self.status is WorkStatus.DONE, self.status is WorkStatus.FAILED
        return Progress(done=total * done, failed=total * failed, total=total)


class StoredAnalysis(Model):
    """`text` or `names` is what was read; `asked_type` the kind of product if somebody told it.
    `fingerprint` tells a repeated request from another one under the same id. What is waiting in
    the `background` holds nothing read yet."""

    id: Identifier
    name: str | None
    asked_type: ProductType | None
    use: Contact | None
    text: str | None
    names: list[str] | None
    ocr_engine: str | None
    degraded: bool
    told: Told | None
    product_type: ProductType | None
    ingredients: int
    first: Judgement
    created_at: datetime
    fingerprint: str
    background: Background | None = None
    asked_purpose: Purpose | None = None
    version: str = ""

    @property
    def status(self) -> WorkStatus:
        return self.background.status if self.background else WorkStatus.DONE

    def requeued(self) -> Self | None:
        """Queued once more; None for one that did not fail."""
        if self.background is None or self.background.status is not WorkStatus.FAILED:
            return None
        again = {
            "status": WorkStatus.QUEUED,
            "attempt": self.background.attempt + 1,
            "reason": None,
        }
        return self.model_copy(update={"background": self.background.model_copy(update=again)})

    def ended(self, status: WorkStatus, reason: str | None = None) -> Self:
        """As it is once its background is over; the same for one without."""
        if self.background is None:
            return self
        over = self.background.model_copy(update={"status": status, "reason": reason})
        return self.model_copy(update={"background": over})


class LabelAnalysis(Analysis):
    """The analysis as it is answered. `first` is what was found when it was made, where the formula
    or the tables have changed since, `purpose` what it was judged for. One that is queued or failed
    says nothing of the product yet; `reason` is the code of what made it fail."""

    name: str | None
    use: Contact | None
    purpose: Purpose | None
    created_at: Instant
    first: Judgement | None
    status: WorkStatus = WorkStatus.DONE
    reason: str | None = None
    progress: Progress | None = None


class AnalysisCard(Model):
    """An analysis in a list, as it was made; `stale` where reading it judges it anew."""

    id: str
    name: str | None
    status: WorkStatus
    product_type: ProductType | None
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
            status=stored.status,
            product_type=stored.product_type,
            verdict=first.verdict,
            score=first.score,
            coverage=first.coverage,
            ingredients=stored.ingredients,
            created_at=stored.created_at,
            stale=stored.status is WorkStatus.DONE and not tables.are_those_of(first),
        )


UNJUDGED = Judgement(
    verdict=Verdict.UNKNOWN, score=None, coverage=0, formula_version="", tables_version=""
)


def ocr_view(stored: StoredAnalysis) -> OcrView | None:
    if stored.ocr_engine is None:
        return None
    return OcrView(engine=stored.ocr_engine, text=stored.text or "")
