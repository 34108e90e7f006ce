"""What a person says of an analysis: it helped, or what was wrong."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from shared.domain.digest import digest
from shared.domain.errors import Invalid
from shared.domain.model import Line, Model

Remark = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]


class LabelVerdict(StrEnum):
    HELPFUL = "helpful"
    WRONG = "wrong"


class Wrong(StrEnum):
    """What was wrong: the text as it was read, a name that was taken for another, a finding, the
    score, or the words about it."""

    TEXT = "text"
    NAME = "name"
    FINDING = "finding"
    SCORE = "score"
    EXPLANATION = "explanation"
    OTHER = "other"


class WrongPart(Model):
    """`position` is the ingredient's; `should_be` what it is instead."""

    what: Wrong
    position: Annotated[int, Field(ge=1, le=1000)] | None = None
    should_be: Line | None = None


class LabelFeedback(Model):
    """The person's last word on one analysis."""

    verdict: LabelVerdict
    wrong: Annotated[list[WrongPart], Field(max_length=50)] = Field(default_factory=list)
    comment: Remark | None = None

    @model_validator(mode="after")
    def _says_what(self) -> Self:
        if self.verdict is LabelVerdict.WRONG and not (self.wrong or self.comment):
            raise ValueError("say what was wrong")
        return self


class StoredLabelFeedback(LabelFeedback):
    id: str
    analysis_id: str
    uid: str
    given_at: datetime


def stored(
    feedback: LabelFeedback, analysis_id: str, ingredients: int, uid: str, now: datetime
) -> StoredLabelFeedback:
    """One for each person and analysis, which has so many ingredients.

    Raises:
        Invalid: it is about an ingredient that is not there.
    """
    for place, one in enumerate(feedback.wrong):
        if one.position is not None and one.position > ingredients:
            raise Invalid(field=f"wrong.{place}.position")
    return StoredLabelFeedback(
        **dict(feedback),
        id=f"label-{digest(f'{analysis_id} {uid}')}",
        analysis_id=analysis_id,
        uid=uid,
        given_at=now,
    )
