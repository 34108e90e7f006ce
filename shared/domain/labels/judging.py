"""A stored label judged for the person who reads it, by the tables of today."""

from shared.domain.labels.analysing import analysed
from shared.domain.labels.analysis import Analysis, Sentence
from shared.domain.labels.kinds import ProductType, Verdict
from shared.domain.labels.layout import lines_of
from shared.domain.labels.product import Product
from shared.domain.labels.purpose import Purpose, purpose_printed, uses_of
from shared.domain.labels.reading import Reading, read, read_names
from shared.domain.labels.score import FORMULA_VERSION
from shared.domain.labels.section import title_of
from shared.domain.labels.stored import (
    Judgement,
    LabelAnalysis,
    StoredAnalysis,
    ocr_view,
)
from shared.domain.labels.tables import Tables
from shared.domain.language import Language
from shared.domain.person import Profile
from shared.domain.progress import WorkStatus

# Who an analysis is by where no model explained it, and where the tables know none of its names.
RULES, PLAIN_LIST = "rules", "list"


def read_again(
    text: str | None, names: list[str] | None, asked: ProductType | None, tables: Tables
) -> Reading:
    """What the label says, from its text or its names."""
    if names is not None:
        return read_names(names, tables.dictionary, asked)
    return read(text or "", tables.dictionary, asked)


def judged(
    stored: StoredAnalysis, profile: Profile, language: Language, tables: Tables
) -> LabelAnalysis:
    """The analysis as one person reads it: the general part is the same for everybody. One whose
    photos nobody has read says so and no more."""
    if stored.status is not WorkStatus.DONE:
        return _unread(stored, tables)
    reading = read_again(stored.text, stored.names, stored.asked_type, tables)
    purpose = _purpose(stored, reading)
    analysis = analysed(
        reading,
        analysis_id=stored.id,
        product=Product(reading.product_type, stored.use, uses_of(purpose)),
        profile=profile,
        dictionary=tables.dictionary,
        foods=tables.foods,
        language=language,
        engine=RULES,
        degraded=stored.degraded,
        tables_version=tables.version,
        ocr=ocr_view(stored),
    )
    now = Judgement.of(analysis)
    return LabelAnalysis(
        **dict(analysis) | _explained(analysis, stored, language, tables),
        name=stored.name,
        use=stored.use,
        purpose=purpose,
        created_at=stored.created_at,
        first=None if now == stored.first else stored.first,
        progress=stored.background.progress() if stored.background else None,
    )


def _purpose(stored: StoredAnalysis, reading: Reading) -> Purpose | None:
    """What the person said it is for, or what the product says of itself; foods have no such."""
    if reading.product_type is not ProductType.COSMETIC:
        return None
    title = title_of(lines_of(stored.text)) if stored.text else ""
    return stored.asked_purpose or purpose_printed(f"{stored.name or ''}\n{title}")


def _unread(stored: StoredAnalysis, tables: Tables) -> LabelAnalysis:
    waiting = stored.background
    return LabelAnalysis(
        id=stored.id,
        product_type=stored.asked_type,
        ingredients=[],
        score=None,
        coverage=0,
        verdict=Verdict.UNKNOWN,
        profile_alerts=[],
        explanation=[],
        look_for=[],
        engine="",
        degraded=False,
        ocr=None,
        formula_version=FORMULA_VERSION,
        tables_version=tables.version,
        name=stored.name,
        use=stored.use,
        purpose=stored.asked_purpose,
        created_at=stored.created_at,
        first=None,
        status=stored.status,
        reason=waiting.reason if waiting else None,
        progress=waiting.progress() if waiting else None,
    )


def _explained(
    analysis: Analysis, stored: StoredAnalysis, language: Language, tables: Tables
) -> dict[str, object]:
    """Who explained it, and what: the person's alerts are always told by rule, and everything is
    where the model knew other tables."""
    told = stored.told if tables.are_those_of(stored.first) else None
    if told is not None and told.language is language and _rests(told.sentences, analysis):
        alerts = {alert.id for alert in analysis.profile_alerts}
        personal = [one for one in analysis.explanation if alerts.intersection(one.rests_on)]
        return {"engine": told.engine, "explanation": [*personal, *told.sentences]}
    known = analysis.coverage > 0
    return {"engine": RULES if known else PLAIN_LIST, "degraded": True}


def _rests(sentences: list[Sentence], analysis: Analysis) -> bool:
    """Whether every finding the sentences rest on is still one."""
    present = {reason.id for one in analysis.ingredients for reason in one.reasons}
    return all(present.issuperset(sentence.rests_on) for sentence in sentences)
