"""What is known of the product a label stands on: it decides which findings speak of it."""

from collections.abc import Iterable
from typing import NamedTuple

from shared.domain.labels.facts import FACTS
from shared.domain.labels.kinds import Contact, ProductType, ReasonKind, Verdict
from shared.domain.labels.substance import Finding

_CONTACTS = frozenset(Contact)
# What is said of all cosmetics but those for one use.
_BUT = "not_"


class Product(NamedTuple):
    """`contact` is None where nobody said whether it is rinsed off; `uses` are codes of
    `facts.USES` that the product is known to be for: `oral`, `hair_dye`, `powder_under_3`, ..."""

    type: ProductType
    contact: Contact | None = None
    uses: frozenset[str] = frozenset()


def applying(findings: Iterable[Finding], product: Product) -> list[Finding]:
    """The findings about such a product. Where no limit speaks of it, those for other uses are
    told: a hair dye is not harmless because nobody said that this is one."""
    of_type = [one for one in findings if one.product in (None, product.type)]
    told = [one for one in of_type if speaks_of(one, product)]
    if any(_is_limit(one) for one in told):
        return told
    return told + [one for one in of_type if _is_limit(one) and not _is_wide(one)]


def speaks_of(finding: Finding, product: Product) -> bool:
    """Whether a finding is about such a product; where the contact is unknown, both kinds may
    apply."""
    if finding.product is not None and finding.product is not product.type:
        return False
    if finding.use == "any":
        return True
    if finding.use in _CONTACTS:
        return product.contact is None or finding.use == product.contact
    if finding.use.startswith(_BUT):
        return finding.use.removeprefix(_BUT) not in product.uses
    return finding.use in product.uses


def verdict_of(finding: Finding, product: Product) -> Verdict:
    """What the finding alone brings, by the table of facts and the contact with the skin. Being
    rinsed off makes nothing better that is limited for one use, as hair dyes are."""
    fact = FACTS[finding.fact_code]
    if not _is_wide(finding):
        return fact.verdict
    if product.contact is Contact.LEAVE_ON and fact.leave_on is not None:
        return fact.leave_on
    if product.contact is Contact.RINSE_OFF and fact.rinse_off is not None:
        return fact.rinse_off
    return fact.verdict


def _is_wide(finding: Finding) -> bool:
    """Whether it is said of any cosmetic, of those with one kind of contact, or of all but those
    for one use; all else is about one use."""
    return finding.use == "any" or finding.use in _CONTACTS or finding.use.startswith(_BUT)


def _is_limit(finding: Finding) -> bool:
    return FACTS[finding.fact_code].kind is ReasonKind.RESTRICTED
