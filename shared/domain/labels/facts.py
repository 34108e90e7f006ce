"""What a row of the findings says, in which words, and what verdict it alone brings.

This is the table that keeps hazard and limit apart. A hazard (IARC, endocrine lists) says what a
substance can do at some dose: it brings caution, and `avoid` only where it is proven in people. A
limit (annexes III, V, VI) is kept by the maker, and a label never shows amounts: within its use a
limited substance is `ok`, and `caution` where the limit is there because people become sensitised.
Only what the law forbids in this very product brings `avoid`. What it forbids but for one use is
forbidden wherever that use is not known to be the product's; what it forbids but for a purity that
no label tells is left to the maker.
"""

from typing import NamedTuple

from shared.domain.labels.kinds import ReasonKind, Verdict
from shared.domain.language import Text


class Fact(NamedTuple):
    """`statement` may hold {maximum}; `leave_on` and `rinse_off` replace `verdict` where the
    contact is known."""

    kind: ReasonKind
    verdict: Verdict
    statement: Text
    leave_on: Verdict | None = None
    rinse_off: Verdict | None = None


_OK, _CAUTION, _AVOID = Verdict.OK, Verdict.CAUTION, Verdict.AVOID
_LIMITED = Text(
    "Permitido en cosméticos de la UE con límites{limit}{use}.",
    "Allowed in EU cosmetics within limits{limit}{use}.",
)
_SENSITISER = Text(
    "Permitido en cosméticos de la UE con límites{limit}{use}; puede sensibilizar la piel.",
    "Allowed in EU cosmetics within limits{limit}{use}; it can sensitise the skin.",
)

FACTS: dict[str, Fact] = {
    "prohibited": Fact(
        ReasonKind.PROHIBITED,
        _AVOID,
        Text("Prohibido en cosméticos de la UE{use}.", "Prohibited in EU cosmetics{use}."),
    ),
    "prohibited_unless": Fact(
        ReasonKind.RESTRICTED,
        _OK,
        Text(
            "Prohibido en cosméticos de la UE salvo que cumpla la pureza exigida.",
            "Prohibited in EU cosmetics unless it meets the required purity.",
        ),
    ),
    "preservative_not_listed": Fact(
        ReasonKind.PROHIBITED,
        _AVOID,
        Text(
            "No está entre los conservantes que la UE permite en cosméticos.",
            "Not among the preservatives that the EU allows in cosmetics.",
        ),
    ),
    "restricted": Fact(ReasonKind.RESTRICTED, _OK, _LIMITED),
    "restricted_sensitiser": Fact(ReasonKind.RESTRICTED, _CAUTION, _SENSITISER, rinse_off=_OK),
    "rinse_off_limit": Fact(
        ReasonKind.RESTRICTED,
        _OK,
        Text(
            "La UE lo limita{limit} por persistir en el medio ambiente.",
            "The EU limits it{limit} because it persists in the environment.",
        ),
    ),
    "preservative": Fact(
        ReasonKind.RESTRICTED,
        _OK,
        Text(
            "Conservante permitido en cosméticos de la UE{limit}.",
            "Preservative allowed in EU cosmetics{limit}.",
        ),
    ),
    "preservative_sensitiser": Fact(ReasonKind.RESTRICTED, _CAUTION, _SENSITISER),
    "preservative_rinse_off": Fact(
        ReasonKind.RESTRICTED,
        _CAUTION,
        Text(
            "Conservante permitido en la UE solo en productos que se aclaran{limit}; sensibiliza.",
            "Preservative allowed in the EU in rinse-off products only{limit}; a sensitiser.",
        ),
        leave_on=_AVOID,
    ),
    "formaldehyde_releaser": Fact(
        ReasonKind.RESTRICTED,
        _CAUTION,
        Text("Conservante que libera formaldehído.", "Preservative that releases formaldehyde."),
    ),
    "uv_filter": Fact(
        ReasonKind.RESTRICTED,
        _OK,
        Text(
            "Filtro solar permitido en cosméticos de la UE{limit}.",
            "UV filter allowed in EU cosmetics{limit}.",
        ),
    ),
    "colorant": Fact(
        ReasonKind.RESTRICTED,
        _OK,
        Text("Colorante permitido en cosméticos de la UE.", "Colourant allowed in EU cosmetics."),
    ),
    "fragrance_allergen": Fact(
        ReasonKind.ALLERGEN,
        _CAUTION,
        Text(
            "Alérgeno de fragancia: la UE obliga a nombrarlo desde 0,001 % (sin aclarado) "
            "o 0,01 % (con aclarado).",
            "Fragrance allergen: the EU requires it to be named above 0.001 % (leave-on) "
            "or 0.01 % (rinse-off).",
        ),
        rinse_off=_OK,
    ),
    "iarc_1": Fact(
        ReasonKind.CARCINOGEN,
        _AVOID,
        Text("Carcinógeno para las personas{use}.", "Carcinogenic to humans{use}."),
    ),
    "iarc_2a": Fact(
        ReasonKind.CARCINOGEN,
        _CAUTION,
        Text("Probable carcinógeno{use}.", "Probably carcinogenic to humans{use}."),
    ),
    "iarc_2b": Fact(
        ReasonKind.CARCINOGEN,
        _CAUTION,
        Text("Posible carcinógeno{use}.", "Possibly carcinogenic to humans{use}."),
    ),
    "endocrine_identified": Fact(
        ReasonKind.ENDOCRINE,
        _CAUTION,
        Text("Identificado como disruptor endocrino.", "Identified as an endocrine disruptor."),
    ),
    "endocrine_suspected": Fact(
        ReasonKind.ENDOCRINE,
        _CAUTION,
        Text(
            "Autoridades de la UE sospechan que altera las hormonas.",
            "EU authorities suspect that it disrupts hormones.",
        ),
    ),
    "endocrine_in_assessment": Fact(
        ReasonKind.ENDOCRINE,
        _OK,
        Text(
            "Se evalúa si altera las hormonas; no hay conclusión.",
            "Being assessed for disrupting hormones; there is no conclusion yet.",
        ),
    ),
    "food_allergen": Fact(
        ReasonKind.ALLERGEN,
        _OK,
        Text(
            "Contiene un alérgeno de declaración obligatoria en la UE: {allergen}.",
            "Contains an allergen that must be declared in the EU: {allergen}.",
        ),
    ),
    "additive": Fact(
        ReasonKind.ADDITIVE,
        _OK,
        Text("Aditivo alimentario autorizado en la UE.", "Food additive authorised in the EU."),
    ),
    "additive_not_authorised": Fact(
        ReasonKind.ADDITIVE,
        _AVOID,
        Text(
            "No autorizado como aditivo alimentario en la UE.",
            "Not authorised as a food additive in the EU.",
        ),
    ),
    "colour_warning": Fact(
        ReasonKind.ADDITIVE,
        _CAUTION,
        Text(
            "La UE exige advertir de que puede afectar a la actividad y la atención de los niños.",
            "The EU requires a warning that it may affect activity and attention in children.",
        ),
    ),
    "intake_exceeded": Fact(
        ReasonKind.ADDITIVE,
        _CAUTION,
        Text(
            "Ingesta admisible {maximum} mg/kg de peso al día; parte de la población la supera.",
            "Acceptable intake {maximum} mg/kg body weight a day; part of the population exceeds "
            "it.",
        ),
    ),
    "sulphites_margin": Fact(
        ReasonKind.ADDITIVE,
        _CAUTION,
        Text(
            "La EFSA ve un posible riesgo para grandes consumidores de sulfitos.",
            "EFSA sees a possible concern for high consumers of sulphites.",
        ),
    ),
    "laxative": Fact(
        ReasonKind.ADDITIVE,
        _OK,
        Text(
            "Un consumo excesivo puede tener efectos laxantes.",
            "Excessive consumption may produce laxative effects.",
        ),
    ),
    "phenylalanine": Fact(
        ReasonKind.ADDITIVE,
        _OK,
        Text("Contiene una fuente de fenilalanina.", "Contains a source of phenylalanine."),
    ),
    "pregnancy_retinoid": Fact(
        ReasonKind.PROFILE,
        _CAUTION,
        Text(
            "Vitamina A: se aconseja limitarla durante el embarazo.",
            "Vitamin A: limiting it is advised during pregnancy.",
        ),
    ),
    "pregnancy_caffeine": Fact(
        ReasonKind.PROFILE,
        _CAUTION,
        Text(
            "Cafeína: en el embarazo se aconsejan como mucho 200 mg al día.",
            "Caffeine: at most 200 mg a day is advised during pregnancy.",
        ),
    ),
}

# Where a condition narrows what is said: "at most 2 % (in hair dyes)".
USES: dict[str, Text] = {
    "any": Text("", ""),
    "leave_on": Text(" (sin aclarado)", " (leave-on)"),
    "rinse_off": Text(" (con aclarado)", " (rinse-off)"),
    "oral": Text(" (productos bucales)", " (oral products)"),
    "not_oral": Text(" (salvo productos bucales)", " (other than oral products)"),
    "not_nail": Text(" (salvo productos para uñas)", " (other than nail products)"),
    "not_hair": Text(" (salvo productos para el pelo)", " (other than hair products)"),
    "not_depilatory": Text(" (salvo depilatorios)", " (other than depilatories)"),
    "not_eye": Text(" (salvo productos para los ojos)", " (other than eye products)"),
    "hair_dye": Text(" (tintes de pelo)", " (hair dyes)"),
    "hair": Text(" (productos para el pelo)", " (hair products)"),
    "eyelash": Text(" (productos para pestañas)", " (eyelash products)"),
    "nail": Text(" (productos para uñas)", " (nail products)"),
    "depilatory": Text(" (depilatorios)", " (depilatories)"),
    "deodorant": Text(" (desodorantes)", " (deodorants)"),
    "fragrance_product": Text(" (perfumes)", " (perfumes)"),
    "spray": Text(" (aerosoles)", " (sprays)"),
    "powder": Text(" (polvos sueltos)", " (loose powders)"),
    "powder_under_3": Text(
        " (polvos para menores de 3 años)", " (powders for children under 3 years)"
    ),
    "inhaled": Text(" (si se inhala el polvo)", " (when the dust is inhaled)"),
    "specific": Text(" (en ciertos productos)", " (in certain products)"),
}

SOURCES: dict[str, Text] = {
    "eu_cosmetics": Text("Reglamento (CE) 1223/2009", "Regulation (EC) 1223/2009"),
    "eu_additives": Text("Reglamento (CE) 1333/2008", "Regulation (EC) 1333/2008"),
    "eu_food_information": Text("Reglamento (UE) 1169/2011", "Regulation (EU) 1169/2011"),
    "reach": Text("Reglamento (CE) 1907/2006", "Regulation (EC) 1907/2006"),
    "iarc": Text("Monografías de la IARC", "IARC Monographs"),
    "echa_ed": Text("Evaluación de la ECHA", "ECHA assessment"),
    "edlists": Text("Listas edlists.org", "edlists.org lists"),
    "efsa": Text("EFSA", "EFSA"),
    "bfr": Text("BfR (Alemania)", "BfR (Germany)"),
    "profile": Text("Tu perfil", "Your profile"),
}
