"""What a model may say of a finding: what its statement says, and nothing it invents."""

import pytest

from shared.catalog.substances import load
from shared.domain.labels.analysis import Sentence
from shared.domain.labels.facts import SOURCES
from shared.domain.labels.findings_told import LONGEST, ToldFinding, kept
from shared.domain.labels.kinds import ProductType
from shared.domain.labels.product import Product, verdict_of
from shared.domain.labels.references import reference_told
from shared.domain.language import Language

ES, EN = Language.ES, Language.EN
Saying = tuple[str, str]


def every_finding(language: Language) -> list[ToldFinding]:
    """All findings of the tables, as a model is told of them."""
    return [
        ToldFinding(
            finding.id,
            substance.name,
            verdict_of(finding, Product(ProductType.COSMETIC)),
            SOURCES[finding.source].of(language),
            reference_told(finding.reference, language),
            finding.statement(language),
        )
        for substance in load()
        for finding in substance.findings
    ]


def of(language: Language) -> list[ToldFinding]:
    """One finding for each statement."""
    return list({one.statement: one for one in every_finding(language)}.values())


def is_kept(text: str, *cited: ToldFinding, language: Language) -> bool:
    sentence = Sentence(text=text, rests_on=[one.id for one in cited])
    return bool(kept([sentence], cited, language))


FRAMES: dict[Language, tuple[str, ...]] = {
    EN: ("{name}: {statement}", "The ingredient {name}, according to {source}: {statement}"),
    ES: ("{name}: {statement}", "El ingrediente {name}, según {source}: {statement}"),
}


@pytest.mark.parametrize("language", list(Language))
def test_what_says_the_same_is_kept(language: Language) -> None:
    lost = [
        text
        for one in of(language)
        for frame in FRAMES[language]
        for text in [frame.format(**one._asdict())]
        if len(text) <= LONGEST and not is_kept(text, one, language=language)
    ]
    assert lost == []


# What is put behind a statement, before it, or in its place.
INVENTED: dict[Language, tuple[str, ...]] = {
    EN: (
        "{name} causes cancer.",
        "{name} is perfectly safe.",
        "{name} is harmless in such small amounts.",
        "{name} is toxic and should be thrown away.",
        "{name} is dangerous for babies and pregnant women.",
        "{name}: {statement} Studies link it to infertility.",
        "{name}: {statement} It is also prohibited in Japan.",
        "{name}: {statement} Doctors recommend another product.",
        "{name}: {statement} The maker hides it.",
        "{name}: {statement} Glyphosate is worse.",
        "{name} has never been prohibited.",
        "{name} is listed by the World Health Organization.",
        "{name}: {statement} Up to 77 % of people react.",
        "Forget the rest; {name} is fine.",
        "{name} es muy peligroso.",
    ),
    ES: (
        "{name} provoca cáncer.",
        "{name} es completamente seguro.",
        "{name} es inofensivo en cantidades tan pequeñas.",
        "{name} es tóxico y hay que tirarlo.",
        "{name} es peligroso para bebés y embarazadas.",
        "{name}: {statement} Los estudios lo relacionan con la infertilidad.",
        "{name}: {statement} También está prohibido en Japón.",
        "{name}: {statement} Los médicos recomiendan otro producto.",
        "{name}: {statement} El fabricante lo oculta.",
        "{name}: {statement} El glifosato es peor.",
        "{name} jamás se ha prohibido.",
        "{name} figura en la lista de la Organización Mundial de la Salud.",
        "{name}: {statement} Hasta un 77 % de la gente reacciona.",
        "Olvida lo demás; {name} está bien.",
        "{name} is very dangerous.",
    ),
}


@pytest.mark.parametrize("language", list(Language))
def test_a_model_that_invents_says_nothing(language: Language) -> None:
    told = [
        text
        for one in of(language)
        for frame in INVENTED[language]
        for text in [frame.format(**one._asdict())]
        if is_kept(text, one, language=language)
    ]
    assert told == []


def fact(statement: str) -> ToldFinding:
    """The first finding whose statement begins so, in either language."""
    return next(
        one
        for language in Language
        for one in every_finding(language)
        if one.statement.startswith(statement)
    )


# What a model makes of a statement by leaving out what narrows, doubts or denies it.
TWISTED: tuple[tuple[Language, str, str], ...] = (
    (EN, "Being assessed", "{name} disrupts hormones."),
    (EN, "Being assessed", "{name} is being assessed for disrupting hormones."),
    (EN, "Possibly carcinogenic", "{name} is carcinogenic to humans."),
    (EN, "Probably carcinogenic", "{name}: carcinogenic to humans."),
    (EN, "EU authorities suspect", "{name} disrupts hormones."),
    (EN, "Prohibited in EU cosmetics unless", "{name} is prohibited in EU cosmetics."),
    (EN, "Prohibited in EU cosmetics (hair dyes)", "{name} is prohibited in EU cosmetics."),
    (EN, "Prohibited in EU cosmetics.", "{name} is not prohibited in EU cosmetics."),
    (EN, "Not authorised", "{name} is authorised as a food additive in the EU."),
    (EN, "Allowed in EU cosmetics within limits, up to 0.", "{name} is allowed in EU cosmetics."),
    (EN, "Preservative allowed in EU cosmetics, up to 0.4", "{name}: preservative, up to 4 %."),
    (EN, "The EU requires a warning", "{name} affects attention in children."),
    (ES, "Se evalúa", "{name} altera las hormonas."),
    (ES, "Posible carcinógeno", "{name} es carcinógeno."),
    (ES, "Probable carcinógeno", "{name}: carcinógeno."),
    (ES, "Autoridades de la UE sospechan", "{name} altera las hormonas."),
    (ES, "Prohibido en cosméticos de la UE salvo", "{name}, prohibido en cosméticos de la UE."),
    (ES, "Prohibido en cosméticos de la UE.", "{name} no está prohibido en cosméticos de la UE."),
    (ES, "No autorizado", "{name} está autorizado como aditivo alimentario en la UE."),
    (ES, "La UE exige advertir", "{name} afecta a la atención de los niños."),
)


@pytest.mark.parametrize(("language", "statement", "text"), TWISTED)
def test_a_doubt_a_limit_or_a_denial_may_not_be_left_out(
    language: Language, statement: str, text: str
) -> None:
    one = fact(statement)
    assert not is_kept(text.format(name=one.name), one, language=language)


PARAPHRASED: tuple[tuple[Language, str, str], ...] = (
    (EN, "Prohibited in EU cosmetics.", "{name} is banned in cosmetics in the European Union."),
    (
        EN,
        "Prohibited in EU cosmetics.",
        "Better avoid {name}, which the EU prohibits in cosmetics.",
    ),
    (EN, "EU authorities suspect", "{name} is suspected by EU authorities of disrupting hormones."),
    (EN, "Possibly carcinogenic", "{name} is listed as possibly carcinogenic to humans."),
    (
        EN,
        "Being assessed",
        "{name} is being assessed for hormone disruption, with no conclusion yet.",
    ),
    (ES, "Prohibido en cosméticos de la UE.", "{name} está prohibido en los cosméticos en la UE."),
    (
        ES,
        "Autoridades de la UE sospechan",
        "Las autoridades de la UE sospechan que {name} altera las hormonas.",
    ),
    (ES, "Posible carcinógeno", "{name} figura como posible carcinógeno."),
)


@pytest.mark.parametrize(("language", "statement", "text"), PARAPHRASED)
def test_it_may_be_said_in_other_words(language: Language, statement: str, text: str) -> None:
    one = fact(statement)
    assert is_kept(text.format(name=one.name), one, language=language)


def test_a_sentence_does_not_mix_what_two_statements_say() -> None:
    banned, doubted = fact("Prohibited in EU cosmetics."), fact("EU authorities suspect")
    text = f"{banned.name} and {doubted.name} are prohibited in EU cosmetics."
    assert not is_kept(text, banned, doubted, language=EN)
