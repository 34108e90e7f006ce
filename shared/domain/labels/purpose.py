"""What a cosmetic is for, told or printed: some findings are about one use alone."""

import re
from enum import StrEnum

from shared.domain.labels.spelling import plain


class Purpose(StrEnum):
    HAIR = "hair"
    HAIR_DYE = "hair_dye"
    EYELASH_DYE = "eyelash_dye"
    NAIL = "nail"
    DEPILATORY = "depilatory"
    DEODORANT = "deodorant"
    PERFUME = "perfume"
    ORAL = "oral"
    SPRAY = "spray"
    POWDER = "powder"
    CHILD_POWDER = "child_powder"


# Codes of `facts.USES`.
_USES: dict[Purpose, frozenset[str]] = {
    Purpose.HAIR: frozenset({"hair"}),
    Purpose.HAIR_DYE: frozenset({"hair_dye"}),
    Purpose.EYELASH_DYE: frozenset({"eyelash"}),
    Purpose.NAIL: frozenset({"nail"}),
    Purpose.DEPILATORY: frozenset({"depilatory"}),
    Purpose.DEODORANT: frozenset({"deodorant"}),
    Purpose.PERFUME: frozenset({"fragrance_product"}),
    Purpose.ORAL: frozenset({"oral"}),
    Purpose.SPRAY: frozenset({"spray", "inhaled"}),
    Purpose.POWDER: frozenset({"powder", "inhaled"}),
    Purpose.CHILD_POWDER: frozenset({"powder", "powder_under_3", "inhaled"}),
}

# What products call themselves, in three languages; the narrower before the wider.
_NAMES: dict[Purpose, str] = {
    Purpose.EYELASH_DYE: r"(?:lash|brow) (?:tint|dye)|tinte (?:de|para) (?:pestanas|cejas)"
    r"|teinture (?:pour )?cils",
    Purpose.HAIR_DYE: r"hair dye|hair colou?rant|permanent (?:hair )?colou?r|hair colou?r cream"
    r"|tinte (?:permanente|capilar|para (?:el )?(?:pelo|cabello))|colorante capilar"
    r"|coloracion permanente|coloration permanente|teinture capillaire",
    Purpose.CHILD_POWDER: r"baby powder|(?:polvos?|talco)(?: de talco)? (?:para )?bebes?"
    r"|poudre (?:pour )?bebe|talc bebe",
    Purpose.ORAL: r"tooth ?paste|mouth ?wash|dentifric\w*|pasta (?:de dientes|dental)"
    r"|enjuague bucal|colutorio|bain de bouche",
    Purpose.NAIL: r"nail (?:polish|varnish|lacquer|hardener|gel)"
    r"|(?:esmalte|laca|endurecedor) (?:de|para) unas|vernis a ongles",
    Purpose.DEPILATORY: r"depilator\w+|depilatoire|hair removal cream",
    Purpose.DEODORANT: r"deodorant|desodorante|antiperspirant|antitranspirante|anti.transpirant",
    Purpose.PERFUME: r"eau de (?:toilette|parfum|cologne)|agua de colonia",
    Purpose.POWDER: r"loose powder|talcum powder|polvos (?:sueltos|de talco)|poudre libre",
    Purpose.SPRAY: r"spray|aerosol",
    Purpose.HAIR: r"shampoo|champu|shampooing|shampoing|hair conditioner|mascarilla capilar",
}
_NAMED = {purpose: re.compile(rf"\b(?:{names})\b") for purpose, names in _NAMES.items()}


def uses_of(purpose: Purpose | None) -> frozenset[str]:
    """The uses by which findings are narrowed; none where nobody said what it is for."""
    return _USES[purpose] if purpose else frozenset()


def purpose_printed(title: str) -> Purpose | None:
    """What a product calls itself in its name, or in what its label says before the list."""
    text = plain(title)
    return next((purpose for purpose, named in _NAMED.items() if named.search(text)), None)
