"""What to take instead of an ingredient, or to look for in a kind of product."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from shared.domain.errors import Invalid
from shared.domain.labels.analysing import reason, substitute_view
from shared.domain.labels.analysis import Reason, SubstituteView
from shared.domain.labels.assessing import assess
from shared.domain.labels.dictionary import Dictionary
from shared.domain.labels.guidance import LOOK_FOR
from shared.domain.labels.kinds import Contact, ProductType, ReasonKind, Verdict
from shared.domain.labels.personal import suits
from shared.domain.labels.product import Product
from shared.domain.labels.purpose import Purpose, uses_of
from shared.domain.labels.reading import read_names
from shared.domain.labels.request import Told
from shared.domain.labels.substance import Substance
from shared.domain.labels.substitutes import substitutes
from shared.domain.labels.tables import Tables
from shared.domain.language import Language
from shared.domain.model import Model
from shared.domain.person import Profile


class SubstituteRequest(Model):
    """With `ingredient`, what could stand in its place; without, what to look for in such products
    instead, narrowed by `kinds` of findings if any are named."""

    ingredient: Told | None = None
    product_type: ProductType = ProductType.COSMETIC
    use: Contact | None = None
    purpose: Purpose | None = None
    kinds: Annotated[list[ReasonKind], Field(max_length=len(ReasonKind))] | None = None

    @model_validator(mode="after")
    def _one_question(self) -> Self:
        if self.ingredient is not None and self.kinds is not None:
            raise ValueError("either ingredient or kinds")
        return self


class OfferedSubstitutes(Model):
    """`inci` is what the ingredient was taken for, null where only the product was asked about;
    without substitutes its verdict says why: what is ok needs none, others may have none. `reasons`
    are the findings that `improves` of a substitute names."""

    ingredient: str | None
    inci: str | None
    verdict: Verdict | None
    reasons: list[Reason]
    substitutes: list[SubstituteView]
    look_for: list[str]


def offered(
    request: SubstituteRequest, profile: Profile, tables: Tables, language: Language
) -> OfferedSubstitutes:
    """Raises Invalid for an ingredient the tables do not have."""
    product = Product(request.product_type, request.use, uses_of(request.purpose))
    if request.ingredient is None:
        advice = _advice(product, request.kinds, language)
        return OfferedSubstitutes(
            ingredient=None, inci=None, verdict=None, reasons=[], substitutes=[], look_for=advice
        )
    substance = _named(request.ingredient, product.type, tables.dictionary)
    found = assess(substance, product)
    kinds = [one.finding.fact.kind for one in found.judged if one.verdict is not Verdict.OK]
    best = substitutes(
        substance,
        tables.dictionary,
        product,
        lambda one: suits(one, profile, product, tables.foods),
    )
    return OfferedSubstitutes(
        ingredient=request.ingredient,
        inci=substance.name,
        verdict=found.verdict,
        reasons=[reason(one, language) for one in found.judged],
        substitutes=[substitute_view(one, language) for one in best],
        look_for=_advice(product, kinds, language),
    )


def _advice(product: Product, kinds: list[ReasonKind] | None, language: Language) -> list[str]:
    advice = LOOK_FOR[product.type]
    return [text.of(language) for kind, text in advice.items() if kinds is None or kind in kinds]


def _named(name: str, kind: ProductType, dictionary: Dictionary) -> Substance:
    entries = read_names([name], dictionary, kind).entries
    match = entries[0].named.match if entries else None
    if match is None:
        raise Invalid("unknown_ingredient", field="ingredient")
    return match.substance
