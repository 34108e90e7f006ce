"""The tables that labels are judged by, and the version an analysis names; foods tell the allergens
of what only food labels name."""

from typing import NamedTuple

from shared.domain.catalog import FoodCatalog
from shared.domain.labels.dictionary import Dictionary
from shared.domain.labels.score import FORMULA_VERSION


class Tables(NamedTuple):
    dictionary: Dictionary
    foods: FoodCatalog
    version: str

    def are_those_of(self, formula_version: str, tables_version: str) -> bool:
        """Whether what was judged with these versions would be judged the same today."""
        return (formula_version, tables_version) == (FORMULA_VERSION, self.version)
