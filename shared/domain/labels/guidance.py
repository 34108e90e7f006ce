"""What to look for on labels instead, by kind of product and the findings that were there."""

from shared.domain.labels.kinds import ProductType, ReasonKind
from shared.domain.language import Text

LOOK_FOR: dict[ProductType, dict[ReasonKind, Text]] = {
    ProductType.COSMETIC: {
        ReasonKind.PROHIBITED: Text(
            "Elige un producto vendido legalmente en la UE, con fabricante y lote visibles.",
            "Choose a product sold legally in the EU, with maker and batch on the pack.",
        ),
        ReasonKind.RESTRICTED: Text(
            "Busca fórmulas sin lo que la UE limita por sensibilizar la piel, como liberadores de "
            "formaldehído, isotiazolinonas o tintes de oxidación.",
            "Look for formulas without what the EU limits because it sensitises the skin, such as "
            "formaldehyde releasers, isothiazolinones or oxidative dyes.",
        ),
        ReasonKind.ALLERGEN: Text(
            "Busca «sin perfume» y comprueba que no aparezcan Parfum ni sus alérgenos.",
            "Look for “fragrance free” and check that neither Parfum nor its allergens are listed.",
        ),
        ReasonKind.ENDOCRINE: Text(
            "Busca filtros y conservantes que ninguna autoridad esté evaluando.",
            "Look for UV filters and preservatives that no authority is questioning.",
        ),
        ReasonKind.CARCINOGEN: Text(
            "Evita polvos y aerosoles que puedan inhalarse; elige cremas o sticks.",
            "Avoid powders and sprays that can be inhaled; choose creams or sticks.",
        ),
    },
    ProductType.FOOD: {
        ReasonKind.ADDITIVE: Text(
            "Busca listas más cortas y versiones sin ese aditivo.",
            "Look for shorter lists and versions without that additive.",
        ),
        ReasonKind.CARCINOGEN: Text(
            "Alterna con versiones sin ese ingrediente; la dosis cuenta.",
            "Alternate with versions without that ingredient; the dose matters.",
        ),
        ReasonKind.ENDOCRINE: Text(
            "Busca versiones con antioxidantes como tocoferoles (E306) o ácido ascórbico (E300).",
            "Look for versions with antioxidants such as tocopherols (E306) or vitamin C (E300).",
        ),
    },
}
