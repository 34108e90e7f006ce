"""The words of outside facts in both languages.

Hazard statements are those of Annex III to Regulation (EC) No 1272/2008 (CLP), and of the UN's
Globally Harmonized System where CLP does not use them (H303, H305, H313, H316, H320, H333, H401,
H402). Letters after the three digits ("H350i", "H360FD") narrow the statement and are shown.
"""

import re

from shared.domain.language import Language, Text

_HAZARD = re.compile(r"(H[34]\d\d)[A-Za-z]{0,2}")
_OF_PURE = Text(" (la sustancia pura{share})", " (the pure substance{share})")
_SHARE = Text("; {value} % de las notificaciones", "; {value} % of notifications")

HAZARDS: dict[str, Text] = {
    "H300": Text("Mortal en caso de ingestión", "Fatal if swallowed"),
    "H301": Text("Tóxico en caso de ingestión", "Toxic if swallowed"),
    "H302": Text("Nocivo en caso de ingestión", "Harmful if swallowed"),
    "H303": Text("Puede ser nocivo en caso de ingestión", "May be harmful if swallowed"),
    "H304": Text(
        "Puede ser mortal en caso de ingestión y penetración en las vías respiratorias",
        "May be fatal if swallowed and enters airways",
    ),
    "H305": Text(
        "Puede ser nocivo en caso de ingestión y penetración en las vías respiratorias",
        "May be harmful if swallowed and enters airways",
    ),
    "H310": Text("Mortal en contacto con la piel", "Fatal in contact with skin"),
    "H311": Text("Tóxico en contacto con la piel", "Toxic in contact with skin"),
    "H312": Text("Nocivo en contacto con la piel", "Harmful in contact with skin"),
    "H313": Text("Puede ser nocivo en contacto con la piel", "May be harmful in contact with skin"),
    "H314": Text(
        "Provoca quemaduras graves en la piel y lesiones oculares graves",
        "Causes severe skin burns and eye damage",
    ),
    "H315": Text("Provoca irritación cutánea", "Causes skin irritation"),
    "H316": Text("Provoca una leve irritación cutánea", "Causes mild skin irritation"),
    "H317": Text(
        "Puede provocar una reacción alérgica en la piel", "May cause an allergic skin reaction"
    ),
    "H318": Text("Provoca lesiones oculares graves", "Causes serious eye damage"),
    "H319": Text("Provoca irritación ocular grave", "Causes serious eye irritation"),
    "H320": Text("Provoca irritación ocular", "Causes eye irritation"),
    "H330": Text("Mortal en caso de inhalación", "Fatal if inhaled"),
    "H331": Text("Tóxico en caso de inhalación", "Toxic if inhaled"),
    "H332": Text("Nocivo en caso de inhalación", "Harmful if inhaled"),
    "H333": Text("Puede ser nocivo si se inhala", "May be harmful if inhaled"),
    "H334": Text(
        "Puede provocar síntomas de alergia o asma o dificultades respiratorias en caso de "
        "inhalación",
        "May cause allergy or asthma symptoms or breathing difficulties if inhaled",
    ),
    "H335": Text("Puede irritar las vías respiratorias", "May cause respiratory irritation"),
    "H336": Text("Puede provocar somnolencia o vértigo", "May cause drowsiness or dizziness"),
    "H340": Text("Puede provocar defectos genéticos", "May cause genetic defects"),
    "H341": Text(
        "Se sospecha que provoca defectos genéticos", "Suspected of causing genetic defects"
    ),
    "H350": Text("Puede provocar cáncer", "May cause cancer"),
    "H351": Text("Se sospecha que provoca cáncer", "Suspected of causing cancer"),
    "H360": Text(
        "Puede perjudicar la fertilidad o dañar al feto",
        "May damage fertility or the unborn child",
    ),
    "H361": Text(
        "Se sospecha que puede perjudicar la fertilidad o dañar al feto",
        "Suspected of damaging fertility or the unborn child",
    ),
    "H362": Text(
        "Puede perjudicar a los niños alimentados con leche materna",
        "May cause harm to breast-fed children",
    ),
    "H370": Text("Provoca daños en los órganos", "Causes damage to organs"),
    "H371": Text("Puede provocar daños en los órganos", "May cause damage to organs"),
    "H372": Text(
        "Provoca daños en los órganos tras exposiciones prolongadas o repetidas",
        "Causes damage to organs through prolonged or repeated exposure",
    ),
    "H373": Text(
        "Puede provocar daños en los órganos tras exposiciones prolongadas o repetidas",
        "May cause damage to organs through prolonged or repeated exposure",
    ),
    "H400": Text("Muy tóxico para los organismos acuáticos", "Very toxic to aquatic life"),
    "H401": Text("Tóxico para los organismos acuáticos", "Toxic to aquatic life"),
    "H402": Text("Nocivo para los organismos acuáticos", "Harmful to aquatic life"),
    "H410": Text(
        "Muy tóxico para los organismos acuáticos, con efectos nocivos duraderos",
        "Very toxic to aquatic life with long lasting effects",
    ),
    "H411": Text(
        "Tóxico para los organismos acuáticos, con efectos nocivos duraderos",
        "Toxic to aquatic life with long lasting effects",
    ),
    "H412": Text(
        "Nocivo para los organismos acuáticos, con efectos nocivos duraderos",
        "Harmful to aquatic life with long lasting effects",
    ),
    "H413": Text(
        "Puede ser nocivo para los organismos acuáticos, con efectos nocivos duraderos",
        "May cause long lasting harmful effects to aquatic life",
    ),
    "H420": Text(
        "Causa daños a la salud pública y el medio ambiente al destruir el ozono en la atmósfera "
        "superior",
        "Harms public health and the environment by destroying ozone in the upper atmosphere",
    ),
}

OTHERS: dict[str, Text] = {
    "reports": Text(
        "{value} notificaciones de efectos adversos a la FDA son de cosméticos con estas palabras "
        "en el nombre; una notificación no prueba una causa.",
        "{value} adverse event reports to the FDA are about cosmetics with these words in their "
        "names; a report proves no cause.",
    ),
    "overexposure_high": Text(
        "Riesgo alto de superar la ingesta admisible, según la evaluación de la EFSA ahí citada.",
        "High risk of exceeding the acceptable intake, by the EFSA evaluation cited there.",
    ),
    "overexposure_moderate": Text(
        "Riesgo moderado de superar la ingesta admisible, según la evaluación de la EFSA ahí "
        "citada.",
        "Moderate risk of exceeding the acceptable intake, by the EFSA evaluation cited there.",
    ),
    "overexposure_no": Text(
        "Sin riesgo de superar la ingesta admisible, según la evaluación de la EFSA ahí citada.",
        "No risk of exceeding the acceptable intake, by the EFSA evaluation cited there.",
    ),
    "vegan_no": Text("No es vegano.", "It is not vegan."),
    "vegan_maybe": Text("Puede no ser vegano.", "It may not be vegan."),
    "vegetarian_no": Text("No es vegetariano.", "It is not vegetarian."),
    "vegetarian_maybe": Text("Puede no ser vegetariano.", "It may not be vegetarian."),
    "palm_oil_yes": Text("Procede del aceite de palma.", "It comes from palm oil."),
    "palm_oil_maybe": Text("Puede proceder del aceite de palma.", "It may come from palm oil."),
    "functions": Text("Funciones declaradas: {value}.", "Functions stated: {value}."),
    "annex": Text(
        "Figura en el Reglamento (CE) 1223/2009: {value}.",
        "Listed in Regulation (EC) 1223/2009: {value}.",
    ),
}


def worded(code: str, value: str | None, language: Language) -> str:
    """The statement of a fact; what has no words here is told in the source's own."""
    if (hazard := _HAZARD.fullmatch(code)) and hazard[1] in HAZARDS:
        share = _SHARE.of(language).format(value=_number(value, language)) if value else ""
        pure = _OF_PURE.of(language).format(share=share)
        return f"{code}: {HAZARDS[hazard[1]].of(language)}{pure}."
    if code in OTHERS:
        return OTHERS[code].of(language).format(value=value or "")
    return value or code


def _number(value: str, language: Language) -> str:
    return value.replace(".", ",") if language is Language.ES else value
