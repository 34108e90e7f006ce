"""The closed lists that the reading of labels speaks in."""

from enum import StrEnum


class ProductType(StrEnum):
    COSMETIC = "cosmetic"
    FOOD = "food"


class Contact(StrEnum):
    """Whether a cosmetic stays on the skin."""

    LEAVE_ON = "leave_on"
    RINSE_OFF = "rinse_off"


class Verdict(StrEnum):
    OK = "ok"
    CAUTION = "caution"
    AVOID = "avoid"
    UNKNOWN = "unknown"


class ReasonKind(StrEnum):
    PROHIBITED = "prohibited"
    RESTRICTED = "restricted"
    CARCINOGEN = "carcinogen"
    ENDOCRINE = "endocrine"
    ALLERGEN = "allergen"
    ADDITIVE = "additive"
    PROFILE = "profile"


class OutsideKind(StrEnum):
    """What an outside statement is; none of them is a finding (see `outside`)."""

    HAZARD_STATEMENT = "hazard_statement"
    REPORTS = "reports"
    ASSESSMENT = "assessment"
    LISTING = "listing"


class SourceState(StrEnum):
    """What became of asking an outside source."""

    ANSWERED = "answered"
    UNKNOWN = "unknown"
    NOT_ASKED = "not_asked"
    FAILED = "failed"


# How bad a verdict is when several apply; unknown is no reason and never compared.
SEVERITY = {Verdict.OK: 0, Verdict.CAUTION: 1, Verdict.AVOID: 2}
