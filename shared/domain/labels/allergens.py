"""The allergens of the EU list as they are called in an analysis."""

from shared.domain.food import Allergen
from shared.domain.language import Language, Text

_NAMES = {
    Allergen.GLUTEN: Text("gluten", "gluten"),
    Allergen.CRUSTACEANS: Text("crustáceos", "crustaceans"),
    Allergen.EGG: Text("huevo", "egg"),
    Allergen.FISH: Text("pescado", "fish"),
    Allergen.PEANUT: Text("cacahuete", "peanut"),
    Allergen.SOY: Text("soja", "soya"),
    Allergen.MILK: Text("leche", "milk"),
    Allergen.NUTS: Text("frutos de cáscara", "tree nuts"),
    Allergen.CELERY: Text("apio", "celery"),
    Allergen.MUSTARD: Text("mostaza", "mustard"),
    Allergen.SESAME: Text("sésamo", "sesame"),
    Allergen.SULPHITES: Text("sulfitos", "sulphites"),
    Allergen.LUPIN: Text("altramuz", "lupin"),
    Allergen.MOLLUSCS: Text("moluscos", "molluscs"),
}


def allergen_name(code: str, language: Language) -> str:
    """The name of a code; what is no code is a person's own word."""
    try:
        return _NAMES[Allergen(code)].of(language)
    except ValueError:
        return code
