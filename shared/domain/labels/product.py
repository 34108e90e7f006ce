"""What is known of the product a label stands on: it decides which findings speak of it."""

from typing import NamedTuple

from shared.domain.labels.facts import FACTS
from shared.domain.labels.kinds import Contact, ProductType, Verdict
from shared.domain.labels.substance import Finding

_CONTACTS = frozenset(Contact)


class Product(NamedTuple):
    """`contact` is None where nobody said whether it is rinsed off; `uses` are codes of
    `facts.USES` that the product is known to be for: `oral`, `hair_dye`, `powder_under_3`, ..."""

    type: ProductType
    contact: Contact | None = None
    uses: frozenset[str] = frozenset()


def speaks_of(finding: Finding, product: Product) -> bool:
    """Whether a finding is about such a product. What is known for another use (hair dyes, oral
    products) says nothing here; where the contact is unknown, both kinds may apply."""
    if finding.product is not None and finding.product is not product.type:
        return False
    if finding.use == "any":
        return True
    if finding.use in _CONTACTS:
        return product.contact is None or finding.use == product.contact
    if finding.use == "not_oral":
        return "oral" not in product.uses
    return finding.use in product.uses


def verdict_of(finding: Finding, product: Product) -> Verdict:
    """What the finding alone brings, by the table of facts and the contact with the skin."""
    fact = FACTS[finding.fact_code]
    if product.contact is Contact.LEAVE_ON and fact.leave_on is not None:
        return fact.leave_on
    if product.contact is Contact.RINSE_OFF and fact.rinse_off is not None:
        return fact.rinse_off
    return fact.verdict
