"""A label's reading judged: every ingredient, the product, the person's alerts, the words."""

from collections.abc import Callable

from shared.domain.catalog import FoodCatalog
from shared.domain.labels.analysis import (
    AnalysedIngredient,
    Analysis,
    OcrView,
    ProfileAlert,
    Reason,
    SubstituteView,
)
from shared.domain.labels.assessing import Assessment, Judged, assess
from shared.domain.labels.dictionary import Dictionary
from shared.domain.labels.explanation import explained
from shared.domain.labels.facts import SOURCES
from shared.domain.labels.guidance import LOOK_FOR
from shared.domain.labels.kinds import Verdict
from shared.domain.labels.personal import Alert, alerts, suits
from shared.domain.labels.product import Product
from shared.domain.labels.reading import Entry, Reading
from shared.domain.labels.references import reference_told
from shared.domain.labels.score import FORMULA_VERSION, outcome
from shared.domain.labels.substance import Substance
from shared.domain.labels.substitutes import Substitute, substitutes
from shared.domain.labels.trade import told_of
from shared.domain.language import Language
from shared.domain.person import Profile


def analysed(
    reading: Reading,
    *,
    analysis_id: str,
    product: Product,
    profile: Profile,
    dictionary: Dictionary,
    foods: FoodCatalog,
    language: Language,
    engine: str,
    degraded: bool,
    tables_version: str,
    ocr: OcrView | None = None,
) -> Analysis:
    """The analysis of what was read, for one person, in their language."""
    product = product._replace(type=reading.product_type)
    raised = alerts(reading.said, profile, product, foods, language)

    def acceptable(one: Substance) -> bool:
        return suits(one, profile, product, foods)

    ingredients = [
        _ingredient(entry, product, dictionary, language, acceptable) for entry in reading.entries
    ]
    result = outcome(
        [ingredient.verdict for ingredient in ingredients], whole=not reading.strangers
    )
    shown = [_shown(alert, language) for alert in raised]
    return Analysis(
        id=analysis_id,
        product_type=reading.product_type,
        ingredients=ingredients,
        score=result.score,
        coverage=result.coverage,
        verdict=result.verdict,
        profile_alerts=shown,
        explanation=explained(ingredients, shown, language),
        look_for=_look_for(ingredients, product, language),
        engine=engine,
        degraded=degraded,
        ocr=ocr,
        formula_version=FORMULA_VERSION,
        tables_version=tables_version,
        other_lists=reading.others,
    )


def reason(judged: Judged, language: Language) -> Reason:
    """A finding as it is shown."""
    finding = judged.finding
    return Reason(
        id=finding.id,
        source=SOURCES[finding.source].of(language),
        reference=reference_told(finding.reference, language),
        statement=finding.statement(language),
        kind=finding.fact.kind,
        verdict=judged.verdict,
    )


def _shown(alert: Alert, language: Language) -> ProfileAlert:
    """Its reference is a source for pregnancy, else a code or words of the person's own."""
    if alert.rule == "pregnancy":
        alert = alert._replace(reference=reference_told(alert.reference, language))
    return ProfileAlert(**alert._asdict())


def substitute_view(one: Substitute, language: Language) -> SubstituteView:
    return SubstituteView(
        name=one.substance.shown(language),
        inci=one.substance.name,
        improves=list(one.improves),
        keeps=list(one.keeps),
        loses=list(one.loses),
        adds=list(one.adds),
        told=told_of(one, language),
    )


def _ingredient(
    entry: Entry,
    product: Product,
    dictionary: Dictionary,
    language: Language,
    acceptable: Callable[[Substance], bool],
) -> AnalysedIngredient:
    match = entry.named.match
    substance = match.substance if match else None
    found = assess(substance, product)
    return AnalysedIngredient(
        name=entry.text,
        inci=substance.name if substance else None,
        position=entry.position,
        functions=list(substance.functions) if substance else [],
        verdict=found.verdict,
        reasons=[reason(judged, language) for judged in found.judged],
        confidence=match.confidence if match else 0,
        substitutes=_instead(substance, found, product, dictionary, language, acceptable),
        parent=entry.parent,
        may_contain=entry.may_contain,
        percent=entry.named.part.percent,
        nano=entry.named.part.nano,
    )


def _instead(
    substance: Substance | None,
    found: Assessment,
    product: Product,
    dictionary: Dictionary,
    language: Language,
    acceptable: Callable[[Substance], bool],
) -> list[SubstituteView]:
    if substance is None or found.verdict is Verdict.OK:
        return []
    return [
        substitute_view(one, language)
        for one in substitutes(substance, dictionary, product, acceptable)
    ]


def _look_for(
    ingredients: list[AnalysedIngredient], product: Product, language: Language
) -> list[str]:
    kinds = {
        reason.kind
        for ingredient in ingredients
        for reason in ingredient.reasons
        if reason.verdict is not Verdict.OK
    }
    advice = LOOK_FOR[product.type]
    return [text.of(language) for kind, text in advice.items() if kind in kinds]
