"""A substance of labels, and what is known against it."""

from typing import NamedTuple

from shared.domain.food import Allergen
from shared.domain.labels.allergens import allergen_name
from shared.domain.labels.facts import FACTS, USES, Fact
from shared.domain.labels.kinds import ProductType
from shared.domain.language import Language


class Finding(NamedTuple):
    """One statement of one source about one substance.

    `use` narrows it (see `facts.USES`), `product` is the kind of product it speaks of (None: any),
    `maximum` is a percentage, or milligrams per kilogram and day where the fact is of intake.
    """

    id: str
    fact_code: str
    source: str
    reference: str
    product: ProductType | None
    use: str
    maximum: str

    @property
    def fact(self) -> Fact:
        return FACTS[self.fact_code]

    def statement(self, language: Language) -> str:
        spanish = language is Language.ES
        maximum = self.maximum.replace(".", ",") if spanish else self.maximum
        limit = f"{', hasta' if spanish else ', up to'} {maximum} %" if self.maximum else ""
        return self.fact.statement.of(language).format(
            limit=limit,
            maximum=maximum,
            use=USES[self.use].of(language),
            allergen=allergen_name(self.reference.rpartition(" ")[2], language),
        )


class Names(NamedTuple):
    """Common names and synonyms by language."""

    en: tuple[str, ...] = ()
    es: tuple[str, ...] = ()
    fr: tuple[str, ...] = ()


class Substance(NamedTuple):
    """`name` is the INCI name, or the usual English one of what only foods hold. `part` is the
    part of the plant it comes from; `nano` whether it may be used in that form. `checked` are the
    kinds of products it was looked up for: where it was not, having no finding says nothing."""

    id: str
    name: str
    cas: tuple[str, ...]
    ec: str
    functions: tuple[str, ...]
    names: Names
    colour_index: str
    e_number: str
    part: str
    nano: bool
    allergens: tuple[Allergen, ...]
    findings: tuple[Finding, ...]
    checked: frozenset[ProductType] = frozenset()

    def shown(self, language: Language) -> str:
        """The first common name in a language, else its name."""
        common = self.names.es if language is Language.ES else self.names.en
        return common[0] if common else self.name

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every way of writing it that is no number."""
        return (self.name, *self.names.en, *self.names.es, *self.names.fr)
