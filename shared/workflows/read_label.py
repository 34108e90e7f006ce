"""A label's text read in its photos, judged, and put into words.

It degrades in steps, and the answer says how far: `ocr.engine` read the photos, `engine` wrote the
explanation (a model's name, `rules`, or `list` where the tables know none of the names).
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from shared.domain.errors import ProviderFailed, Unavailable, Unreadable
from shared.domain.labels.analysis import Analysis
from shared.domain.labels.findings_told import findings_told, grave, kept, unsaid
from shared.domain.labels.judging import judged, read_again
from shared.domain.labels.layout import MOST_CHARACTERS
from shared.domain.labels.stored import Judgement, StoredAnalysis, Told
from shared.domain.labels.tables import Tables
from shared.domain.language import Language
from shared.domain.person import Profile
from shared.domain.recognition import Photo
from shared.ports.labels import Explainer, LabelReader
from shared.ports.recognition import PhotoCleaner
from shared.workflows.chain import first_answer

FIELD = "image"
# What the reading of photos leaves of the time: to look up, to explain, to store.
_RESERVE_S = 8.0
_LAST_RESERVE_S = 3.0

_log = logging.getLogger("zerowaste.labels")


@dataclass(frozen=True, slots=True)
class LabelDesk:
    """What labels are read, judged and explained with, in the order things are asked."""

    tables: Tables
    readers: Sequence[LabelReader]
    explainers: Sequence[Explainer]
    cleaner: PhotoCleaner


@dataclass(frozen=True, slots=True)
class ReadText:
    """`engine` is None where nobody had to look at a photo."""

    text: str | None
    engine: str | None = None
    degraded: bool = False


def read_photos(photos: Sequence[Photo], desk: LabelDesk, deadline: float) -> ReadText:
    """Raises Unreadable and ProviderFailed."""
    reader, text = first_answer(
        desk.readers, lambda one: one.read(photos, deadline - _reserve(one, desk.readers))
    )
    behind = reader is not desk.readers[0]
    return ReadText(text[:MOST_CHARACTERS], reader.name, degraded=behind)


def assessed(
    draft: StoredAnalysis, seen: ReadText, desk: LabelDesk, language: Language, deadline: float
) -> StoredAnalysis:
    """The analysis that was begun, with what the label says and what was found of it for anybody.

    Raises:
        Unreadable: it is no list of ingredients.
    """
    reading = read_again(seen.text, draft.names, draft.asked_type, desk.tables)
    if not reading.entries:
        given = "text" if draft.names is None else "ingredients"
        raise Unreadable("no_ingredient_list", field=FIELD if seen.engine else given)
    read = draft.model_copy(
        update={
            "text": seen.text,
            "ocr_engine": seen.engine,
            "degraded": seen.degraded,
            "product_type": reading.product_type,
        }
    )
    general = judged(read, Profile(), language, desk.tables)
    found = {
        "told": _explained(general, language, deadline, desk.explainers),
        "ingredients": len(general.ingredients),
        "first": Judgement.of(general),
    }
    return read.model_copy(update=found)


def _reserve(reader: LabelReader, readers: Sequence[LabelReader]) -> float:
    return _LAST_RESERVE_S if reader is readers[-1] else _RESERVE_S


def _explained(
    general: Analysis, language: Language, deadline: float, explainers: Sequence[Explainer]
) -> Told | None:
    """A model's words, what they left out added by rule; None where none is worth keeping."""
    findings = findings_told(general)
    if not findings or not explainers:
        return None
    try:
        author, written = first_answer(
            explainers, lambda one: one.explain(findings, language, deadline - _LAST_RESERVE_S)
        )
    except (ProviderFailed, Unavailable) as error:
        _log.warning("explained by rule", extra={"reason": error.code})
        return None
    good = kept(written, findings, language)
    _log.info("explained", extra={"sentences": len(written), "kept": len(good)})
    if not good:
        return None
    rules = [one for one in general.explanation if grave(general).intersection(one.rests_on)]
    return Told(engine=author.name, language=language, sentences=[*good, *unsaid(good, rules)])
