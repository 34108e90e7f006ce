"""From a label to its analysis: read, looked up, judged, put into words, kept.

It degrades in steps, and the answer says how far: `ocr.engine` read the photos, `engine` wrote the
explanation (a model's name, `rules`, or `list` where the tables know none of the names).
"""

import hashlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from shared.domain.digest import digest
from shared.domain.errors import ProviderFailed, Unavailable, Unreadable
from shared.domain.labels.analysis import Analysis
from shared.domain.labels.findings_told import findings_told, grave, kept, unsaid
from shared.domain.labels.judging import judged, read_again
from shared.domain.labels.kinds import Contact, ProductType, Verdict
from shared.domain.labels.layout import MOST_CHARACTERS
from shared.domain.labels.request import Label
from shared.domain.labels.stored import Judgement, LabelAnalysis, StoredAnalysis, Told
from shared.domain.labels.tables import Tables
from shared.domain.language import Language
from shared.domain.person import Profile
from shared.ports.household import People
from shared.ports.labels import Analyses, Explainer, LabelReader
from shared.ports.recognition import PhotoCleaner
from shared.workflows.chain import first_answer
from shared.workflows.profiles import profile_of

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
class LabelRequest:
    """One of `uploads`, `text` and `names` is given."""

    id: str
    label: Label
    language: Language
    now: datetime
    deadline: float
    uploads: Sequence[bytes] = ()
    text: str | None = None
    names: list[str] | None = None


@dataclass(frozen=True, slots=True)
class ReadText:
    """`engine` is None where nobody had to look at a photo."""

    text: str | None
    engine: str | None = None
    degraded: bool = False


def analyse(request: LabelRequest, desk: LabelDesk, analyses: Analyses) -> StoredAnalysis:
    """Reads and judges the label and stores what is in it; nothing is stored where nothing is.

    An id is looked up first: a client's own and that of an `Idempotency-Key` come again, and are
    then answered without asking anybody.

    Raises:
        AlreadyExists: another request was made under that id.
        BadImage: an upload is not a whole picture within the limits.
        Unreadable: nothing could be read in the photos, or it is no list of ingredients.
        ProviderFailed: no reader answered.
    """
    fingerprint = _fingerprint(request)
    if known := analyses.repeated(request.id, fingerprint):
        return known
    told = request.label.product_type.told
    seen = _read(request, desk)
    reading = read_again(seen.text, request.names, told, desk.tables)
    if not reading.entries:
        raise Unreadable("no_ingredient_list", field=FIELD if seen.engine else "text")
    draft = _draft(request, seen, reading.product_type, fingerprint)
    general = judged(draft, Profile(), request.language, desk.tables)
    explained = _explained(general, request, desk.explainers)
    return analyses.save(
        draft.model_copy(
            update={
                "told": explained,
                "ingredients": len(general.ingredients),
                "first": Judgement.of(general),
            }
        )
    )


def for_reader(
    stored: StoredAnalysis, uid: str, language: Language, tables: Tables, people: People
) -> LabelAnalysis:
    """The analysis with what it means to the person who reads it, worked out on the spot."""
    return judged(stored, profile_of(uid, people), language, tables)


def _read(request: LabelRequest, desk: LabelDesk) -> ReadText:
    if not request.uploads:
        return ReadText(request.text)
    photos = [desk.cleaner.clean(data, FIELD) for data in request.uploads]
    reader, text = first_answer(
        desk.readers,
        lambda one: one.read(photos, request.deadline - _reserve(one, desk.readers)),
    )
    behind = reader is not desk.readers[0]
    return ReadText(text[:MOST_CHARACTERS], reader.name, degraded=behind)


def _reserve(reader: LabelReader, readers: Sequence[LabelReader]) -> float:
    return _LAST_RESERVE_S if reader is readers[-1] else _RESERVE_S


def _draft(
    request: LabelRequest, seen: ReadText, product_type: ProductType, fingerprint: str
) -> StoredAnalysis:
    label = request.label
    contact: Contact | None = label.use
    return StoredAnalysis(
        id=request.id,
        name=label.name,
        asked_type=label.product_type.told,
        use=contact,
        text=seen.text,
        names=request.names,
        ocr_engine=seen.engine,
        degraded=seen.degraded,
        told=None,
        product_type=product_type,
        ingredients=0,
        first=_UNJUDGED,
        created_at=request.now,
        fingerprint=fingerprint,
    )


_UNJUDGED = Judgement(
    verdict=Verdict.UNKNOWN, score=None, coverage=0, formula_version="", tables_version=""
)


def _explained(
    general: Analysis, request: LabelRequest, explainers: Sequence[Explainer]
) -> Told | None:
    """A model's words, what they left out added by rule; None where none is worth keeping."""
    findings = findings_told(general)
    if not findings or not explainers:
        return None
    deadline = request.deadline - _LAST_RESERVE_S
    try:
        author, written = first_answer(
            explainers, lambda one: one.explain(findings, request.language, deadline)
        )
    except (ProviderFailed, Unavailable) as error:
        _log.warning("explained by rule", extra={"reason": error.code})
        return None
    good = kept(written, findings)
    _log.info("explained", extra={"sentences": len(written), "kept": len(good)})
    if not good:
        return None
    rules = [one for one in general.explanation if grave(general).intersection(one.rests_on)]
    return Told(
        engine=author.name, language=request.language, sentences=[*good, *unsaid(good, rules)]
    )


def _fingerprint(request: LabelRequest) -> str:
    """The same for the same label, asked about in the same way."""
    asked = [request.label.model_dump_json(include={"name", "product_type", "use"})]
    asked += [request.language.value, request.text or "", *(request.names or [])]
    asked += [hashlib.sha256(data).hexdigest() for data in request.uploads]
    return digest("\n".join(asked))
