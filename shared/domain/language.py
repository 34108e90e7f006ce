"""The two languages the product speaks, and texts written in both."""

from enum import StrEnum
from typing import NamedTuple


class Language(StrEnum):
    """A BCP 47 primary tag."""

    ES = "es"
    EN = "en"


class Text(NamedTuple):
    """One text in both languages; `text[Language.ES]` is not offered, use `text.of(language)`."""

    es: str
    en: str

    def of(self, language: Language) -> str:
        return self.es if language is Language.ES else self.en
