"""From a label to its analysis while the app waits: read, looked up, judged, explained, kept."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from shared.domain.digest import digest, digest_of
from shared.domain.labels.judging import judged
from shared.domain.labels.request import Label
from shared.domain.labels.stored import UNJUDGED, Background, LabelAnalysis, StoredAnalysis
from shared.domain.labels.tables import Tables
from shared.domain.language import Language
from shared.ports.household import People
from shared.ports.labels import Analyses
from shared.workflows.profiles import profile_of
from shared.workflows.read_label import FIELD, LabelDesk, ReadText, assessed, read_photos


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
    draft = drafted(request)
    if known := analyses.repeated(draft.id, draft.fingerprint):
        return known
    seen = _read(request, desk)
    return analyses.save(assessed(draft, seen, desk, request.language, request.deadline))


def for_reader(
    stored: StoredAnalysis, uid: str, language: Language, tables: Tables, people: People
) -> LabelAnalysis:
    """The analysis with what it means to the person who reads it, worked out on the spot."""
    return judged(stored, profile_of(uid, people), language, tables)


def drafted(request: LabelRequest, background: Background | None = None) -> StoredAnalysis:
    """The analysis before anything was read."""
    label = request.label
    return StoredAnalysis(
        id=request.id,
        name=label.name,
        asked_type=label.product_type.told,
        use=label.use,
        asked_purpose=label.purpose,
        text=None,
        names=request.names,
        ocr_engine=None,
        degraded=False,
        told=None,
        product_type=label.product_type.told,
        ingredients=0,
        first=UNJUDGED,
        created_at=request.now,
        fingerprint=_fingerprint(request),
        background=background,
    )


def _read(request: LabelRequest, desk: LabelDesk) -> ReadText:
    if not request.uploads:
        return ReadText(request.text)
    photos = [desk.cleaner.clean(data, FIELD) for data in request.uploads]
    return read_photos(photos, desk, request.deadline)


def _fingerprint(request: LabelRequest) -> str:
    """The same for the same label, asked about in the same way."""
    label = {name: getattr(request.label, name) for name in Label.model_fields if name != "id"}
    asked = [digest_of(label), request.language.value, request.text or "", *(request.names or [])]
    asked += [hashlib.sha256(data).hexdigest() for data in request.uploads]
    return digest("\n".join(asked))
