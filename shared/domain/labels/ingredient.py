"""One ingredient looked up by any of its names: what it is, what is known, who says so."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import Field

from shared.domain.errors import NotFound
from shared.domain.labels.analysing import reason, substitute_view
from shared.domain.labels.analysis import (
    OutsideStatement,
    Reason,
    Share,
    SourceStatus,
    SubstituteView,
)
from shared.domain.labels.assessing import assess
from shared.domain.labels.dictionary import Dictionary, Match
from shared.domain.labels.functions import FUNCTIONS
from shared.domain.labels.kinds import Contact, ProductType, SourceState, Verdict
from shared.domain.labels.outside import SourceAnswer, Subject, statements, statuses, subject_of
from shared.domain.labels.personal import suits
from shared.domain.labels.product import Product
from shared.domain.labels.purpose import Purpose, uses_of
from shared.domain.labels.reading import read_names
from shared.domain.labels.substance import Substance
from shared.domain.labels.substitutes import substitutes
from shared.domain.labels.tables import Tables
from shared.domain.language import Language
from shared.domain.model import Model
from shared.domain.person import Profile

_MOST_SUBSTITUTES = 3


class IngredientQuery(Model):
    """What the findings are told for; without `product_type`, foods as food and the rest as
    cosmetics."""

    product_type: ProductType | None = None
    use: Contact | None = None
    purpose: Purpose | None = None


class FunctionView(Model):
    code: str
    name: str


class NamesView(Model):
    """Common names and synonyms by language."""

    en: list[str]
    es: list[str]
    fr: list[str]


class SubstanceView(Model):
    """What the tables hold of a substance; `confidence` is that of the name it was asked by."""

    inci: str
    confidence: Share
    cas: list[str]
    ec: str | None
    e_number: str | None
    colour_index: str | None
    names: NamesView
    functions: list[FunctionView]


class IngredientAnswer(Model):
    """`substance` is null where the tables do not have it, and its verdict `unknown`. `outside` is
    what other sources say and brings no verdict; `sources` says who answered, who does not know
    it, who was not asked and who failed. `substitutes` are the best three."""

    name: str
    substance: SubstanceView | None
    product_type: ProductType
    verdict: Verdict
    reasons: list[Reason]
    outside: list[OutsideStatement]
    sources: list[SourceStatus]
    substitutes: Annotated[list[SubstituteView], Field(max_length=_MOST_SUBSTITUTES)]


def recognised(name: str, dictionary: Dictionary) -> Match | None:
    entries = read_names([name], dictionary, None).entries
    return entries[0].named.match if entries else None


def subject(name: str, match: Match | None) -> Subject:
    """What outside sources are asked about: the substance, or the name as it is."""
    return subject_of(match.substance) if match else Subject(name)


def ingredient_answer(
    name: str,
    match: Match | None,
    query: IngredientQuery,
    said: Sequence[SourceAnswer],
    profile: Profile,
    tables: Tables,
    language: Language,
) -> IngredientAnswer:
    """Raises NotFound for what neither the tables nor any source know."""
    if match is None and not any(one.state is SourceState.ANSWERED for one in said):
        raise NotFound
    substance = match.substance if match else None
    kind = query.product_type or _kind_of(substance)
    product = Product(kind, query.use, uses_of(query.purpose))
    found = assess(substance, product)
    return IngredientAnswer(
        name=name,
        substance=_view(match, language) if match else None,
        product_type=product.type,
        verdict=found.verdict,
        reasons=[reason(judged, language) for judged in found.judged],
        outside=statements(said, language),
        sources=statuses(said, language),
        substitutes=_instead(substance, product, profile, tables, language),
    )


def _kind_of(substance: Substance | None) -> ProductType:
    is_food = substance is not None and "food" in substance.functions
    return ProductType.FOOD if is_food else ProductType.COSMETIC


def _view(match: Match, language: Language) -> SubstanceView:
    one = match.substance
    functions = [FunctionView(code=c, name=FUNCTIONS[c].of(language)) for c in one.functions]
    names = NamesView(en=list(one.names.en), es=list(one.names.es), fr=list(one.names.fr))
    return SubstanceView(
        inci=one.name,
        confidence=match.confidence,
        cas=list(one.cas),
        ec=one.ec or None,
        e_number=one.e_number or None,
        colour_index=one.colour_index or None,
        names=names,
        functions=functions,
    )


def _instead(
    substance: Substance | None,
    product: Product,
    profile: Profile,
    tables: Tables,
    language: Language,
) -> list[SubstituteView]:
    if substance is None or assess(substance, product).verdict is Verdict.OK:
        return []
    best = substitutes(
        substance,
        tables.dictionary,
        product,
        lambda one: suits(one, profile, product, tables.foods),
    )
    return [substitute_view(one, language) for one in best[:_MOST_SUBSTITUTES]]
