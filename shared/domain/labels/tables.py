"""The tables that labels are judged by, and the version an analysis names; foods tell the allergens
of what only food labels name."""

from typing import NamedTuple, Protocol

from shared.domain.catalog import FoodCatalog
from shared.domain.labels.dictionary import Dictionary
from shared.domain.labels.score import FORMULA_VERSION


class Versions(Protocol):
    """Of the formula and the tables that something was judged with."""

    @property
    def formula_version(self) -> str: ...
    @property
    def tables_version(self) -> str: ...


class Tables(NamedTuple):
    dictionary: Dictionary
    foods: FoodCatalog
    version: str

    def are_those_of(self, judgement: Versions) -> bool:
        """Whether what was judged with these versions would be judged the same today."""
        then = judgement.formula_version, judgement.tables_version
        return then == (FORMULA_VERSION, self.version)
