"""An ingredient, or a whole label, with what outside sources say of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from shared.domain.labels.analysis import Analysis
from shared.domain.labels.ingredient import (
    IngredientAnswer,
    IngredientQuery,
    ingredient_answer,
    recognised,
    subject,
)
from shared.domain.labels.outside import Subject, by_urgency, enriched, subject_of
from shared.domain.labels.tables import Tables
from shared.domain.language import Language
from shared.domain.person import Profile
from shared.workflows.ask_sources import Sources

# All sources together; what they did not say by then is said to have failed.
_SECONDS = 3.0

Analysed = TypeVar("Analysed", bound=Analysis)


@dataclass(frozen=True, slots=True)
class Consultation:
    """Whom to ask, for whom, from when on; `started` on the monotonic clock."""

    sources: Sources
    tables: Tables
    language: Language
    now: datetime
    started: float

    @property
    def until(self) -> float:
        return self.started + _SECONDS


def look_up_ingredient(
    name: str, query: IngredientQuery, profile: Profile, asking: Consultation
) -> IngredientAnswer:
    """Raises NotFound for what neither the tables nor any source know."""
    match = recognised(name, asking.tables.dictionary)
    said = asking.sources.look_up(subject(name, match), asking.now, asking.until)
    return ingredient_answer(name, match, query, said, profile, asking.tables, asking.language)


def with_outside(analysis: Analysed, asking: Consultation, *, ask: bool) -> Analysed:
    """The analysis with what is said outside of the substances the tables know; names that nobody
    recognised may be anything that stands on a label, and are told to nobody. Without `ask`, what
    is in the cache. Sources that nobody configured are said not to have been asked."""
    subjects = _subjects(analysis, asking.tables)
    if ask:
        found = asking.sources.look_up_all(subjects, asking.now, asking.until)
    else:
        found = asking.sources.recall(subjects, asking.now)
    said = {one.name: found[one.id] for one in subjects}
    return enriched(analysis, said, asking.language)


def _subjects(analysis: Analysis, tables: Tables) -> list[Subject]:
    matches = (tables.dictionary.exact(name) for name in by_urgency(analysis.ingredients))
    return [subject_of(match.substance) for match in matches if match]
