"""Where a statement stands, as it is told in Spanish; the tables cite in English."""

import re

from shared.domain.labels.allergens import allergen_name
from shared.domain.language import Language

_SPANISH = {
    "not in annex": "no está en el anexo",
    "annex": "anexo",
    "entry": "entrada",
    "opinion of": "dictamen de",
    "opinion": "dictamen",
    "Regulation": "Reglamento",
    "Directive": "Directiva",
    "(EU)": "(UE)",
    "/EC": "/CE",
    "group": "grupo",
    "volume": "volumen",
    "Sup": "Sup.",
    "List": "Lista",
    "caffeine": "cafeína",
    "Under development": "En estudio",
    "other": "otros",
    "France": "Francia",
    "Denmark": "Dinamarca",
    "Germany": "Alemania",
    "Spain": "España",
    "Sweden": "Suecia",
    "Belgium": "Bélgica",
    "Netherlands": "Países Bajos",
}
_WORDS = re.compile("|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in _SPANISH))


def reference_told(reference: str, language: Language) -> str:
    """The reference in the language of the statement: "anexo V, entrada 57"."""
    if language is not Language.ES:
        return reference
    told = _WORDS.sub(lambda found: _SPANISH[found[0]], reference)
    place, comma, last = told.rpartition(", ")
    return f"{place}{comma}{allergen_name(last, language)}"
