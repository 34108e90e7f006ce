"""Findings that apply, verdicts, score, alerts, substitutes and the explanation of labels."""

import re
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import process

from shared.catalog import foods
from shared.catalog.substances import load, version
from shared.catalog.substances.by_law import load_by_law
from shared.domain.catalog import FoodCatalog
from shared.domain.food import Allergen
from shared.domain.labels import brought, families, jobs, personal
from shared.domain.labels.analysing import analysed
from shared.domain.labels.analysis import Analysis
from shared.domain.labels.assessing import assess
from shared.domain.labels.dictionary import Dictionary
from shared.domain.labels.facts import FACTS, SOURCES, USES
from shared.domain.labels.families import in_family
from shared.domain.labels.jobs import jobs_of
from shared.domain.labels.kinds import Contact, ProductType, ReasonKind, Verdict
from shared.domain.labels.product import Product
from shared.domain.labels.purpose import Purpose, uses_of
from shared.domain.labels.reading import read, read_names
from shared.domain.labels.references import reference_told
from shared.domain.labels.score import outcome
from shared.domain.labels.substance import Substance
from shared.domain.labels.substitutes import substitutes
from shared.domain.labels.trade import told_of
from shared.domain.language import Language
from shared.domain.mentions import Mention, mentions
from shared.domain.person import Profile, SkinType

DICTIONARY = Dictionary(load(), besides=load_by_law)
COSMETIC = Product(ProductType.COSMETIC)
FOOD = Product(ProductType.FOOD)
LEAVE_ON = COSMETIC._replace(contact=Contact.LEAVE_ON)
RINSE_OFF = COSMETIC._replace(contact=Contact.RINSE_OFF)
NAILS = COSMETIC._replace(uses=uses_of(Purpose.NAIL))
HAIR_DYE = COSMETIC._replace(uses=uses_of(Purpose.HAIR_DYE))
HAIR = COSMETIC._replace(uses=uses_of(Purpose.HAIR))
NOBODY = Profile()
VERDICTS = st.lists(st.sampled_from(list(Verdict)), max_size=40)


def verdict(substance_id: str, product: Product) -> Verdict:
    return assess(DICTIONARY.get(substance_id), product).verdict


def analysis(
    text: str,
    product: Product = COSMETIC,
    profile: Profile = NOBODY,
    language: Language = Language.EN,
) -> Analysis:
    return analysed(
        read(text, DICTIONARY, product.type),
        analysis_id="a1",
        product=product,
        profile=profile,
        dictionary=DICTIONARY,
        foods=foods.load(),
        language=language,
        engine="rules",
        degraded=False,
        tables_version=version(),
    )


@pytest.mark.parametrize(
    ("substance_id", "product", "expected"),
    [
        ("formaldehyde", COSMETIC, Verdict.AVOID),
        ("butylphenyl_methylpropional", COSMETIC, Verdict.AVOID),
        ("zinc_pyrithione", COSMETIC, Verdict.AVOID),
        ("hydroquinone", COSMETIC, Verdict.AVOID),
        ("hydroquinone", LEAVE_ON, Verdict.AVOID),
        ("hydroquinone", NAILS, Verdict.OK),
        ("benzoyl_peroxide", LEAVE_ON, Verdict.AVOID),
        ("benzoyl_peroxide", NAILS, Verdict.OK),
        ("selenium_sulfide", COSMETIC, Verdict.AVOID),
        ("selenium_sulfide", HAIR, Verdict.OK),
        ("barium_sulfide", COSMETIC, Verdict.AVOID),
        ("thimerosal", COSMETIC, Verdict.AVOID),
        ("benzisothiazolinone", COSMETIC, Verdict.AVOID),
        ("methyldibromo_glutaronitrile", COSMETIC, Verdict.AVOID),
        ("adapalene", COSMETIC, Verdict.UNKNOWN),
        ("benzophenone_1", COSMETIC, Verdict.CAUTION),
        ("phenoxyethanol", FOOD, Verdict.UNKNOWN),
        ("mercury", FOOD, Verdict.UNKNOWN),
        ("petrolatum", COSMETIC, Verdict.OK),
        ("cholecalciferol", FOOD, Verdict.OK),
        ("cholecalciferol", COSMETIC, Verdict.AVOID),
        ("phenoxyethanol", LEAVE_ON, Verdict.OK),
        ("sodium_hydroxide", COSMETIC, Verdict.OK),
        ("linalool", LEAVE_ON, Verdict.CAUTION),
        ("linalool", COSMETIC, Verdict.CAUTION),
        ("linalool", RINSE_OFF, Verdict.OK),
        ("methylisothiazolinone", LEAVE_ON, Verdict.AVOID),
        ("methylisothiazolinone", RINSE_OFF, Verdict.CAUTION),
        ("dmdm_hydantoin", COSMETIC, Verdict.CAUTION),
        ("propylparaben", COSMETIC, Verdict.CAUTION),
        ("ci_14700", COSMETIC, Verdict.OK),
        ("ci_14700", COSMETIC._replace(uses=frozenset({"hair_dye"})), Verdict.AVOID),
        ("titanium_dioxide", COSMETIC, Verdict.OK),
        ("titanium_dioxide", COSMETIC._replace(uses=frozenset({"inhaled"})), Verdict.CAUTION),
        ("titanium_dioxide", FOOD, Verdict.AVOID),
        ("ci_19140", FOOD, Verdict.CAUTION),
        ("ci_19140", COSMETIC, Verdict.OK),
        ("sodium_nitrite", FOOD, Verdict.CAUTION),
        ("citric_acid", FOOD, Verdict.OK),
        ("wheat_flour", FOOD, Verdict.OK),
    ],
)
def test_hazard_and_limit_are_kept_apart(
    substance_id: str, product: Product, expected: Verdict
) -> None:
    assert verdict(substance_id, product) is expected


@pytest.mark.parametrize("contact", [None, *Contact])
def test_a_hair_dye_is_told_where_nobody_said_what_the_product_is(contact: Contact | None) -> None:
    unsaid = COSMETIC._replace(contact=contact)
    dyeing = unsaid._replace(uses=frozenset({"hair_dye"}))
    for product, uses in ((unsaid, {"hair_dye", "eyelash"}), (dyeing, {"hair_dye"})):
        found = assess(DICTIONARY.get("p_phenylenediamine"), product)
        assert found.verdict is Verdict.CAUTION
        assert {one.finding.use for one in found.judged} == uses
    resorcinol = DICTIONARY.get("resorcinol")
    assert resorcinol
    first = substitutes(resorcinol, load(), unsaid)[0]
    assert assess(first.substance, unsaid).verdict is Verdict.OK


def test_a_limit_for_another_use_is_not_told_beside_one_that_applies() -> None:
    in_oil = assess(DICTIONARY.get("methyl_salicylate"), LEAVE_ON)
    assert {one.finding.use for one in in_oil.judged} <= {"any", "leave_on", "not_oral"}
    paste = COSMETIC._replace(uses=frozenset({"oral"}))
    uses = {one.finding.use for one in assess(DICTIONARY.get("sodium_fluoride"), paste).judged}
    assert uses == {"any", "oral"}


def test_what_is_forbidden_for_another_use_is_not_told() -> None:
    kinds = {one.finding.fact_code for one in assess(DICTIONARY.get("ci_14700"), COSMETIC).judged}
    assert kinds == {"colorant"}


def test_a_dye_the_law_restricts_is_known_and_sensitises() -> None:
    found = analysis("Ingredients: Aqua, 2-Amino-6-Chloro-4-Nitrophenol, Oxalic Acid", HAIR_DYE)
    assert [one.verdict for one in found.ingredients][1:] == [Verdict.CAUTION, Verdict.UNKNOWN]
    assert found.ingredients[1].reasons[0].reference == "annex III, entry 252"


PROHIBITED = (
    "Mercury",
    "Mercurous Chloride (Calomel)",
    "Mercurio",
    "Lead Acetate",
    "Acetato de plomo",
    "Cadmium Sulfide",
    "Clobetasol Propionate",
    "Hidrocortisona",
    "Dexamethasone",
    "Valerato de betametasona",
    "Progesterone",
    "Estradiol",
    "Testosterone",
    "Erythromycin",
    "Clindamycin Phosphate",
    "Lidocaine",
    "Benzocaine",
    "Hydroquinone",
    "p-Hydroxyanisole",
    "Quaternium-15",
    "Methyldibromo Glutaronitrile",
    "Trichloroacetic Acid",
    "Sodium Perborate",
    "Diethanolamine",
    "Benzene",
    "CI 12140",
    "137-58-6",
)


@pytest.mark.parametrize("name", PROHIBITED)
def test_what_the_law_forbids_is_to_avoid_by_any_of_its_names(name: str) -> None:
    found = analysis(f"Ingredients: Aqua, {name}, Glycerin, Parfum", LEAVE_ON)
    [forbidden] = [one for one in found.ingredients if one.verdict is Verdict.AVOID]
    assert forbidden.position == 2
    assert forbidden.reasons[0].kind is ReasonKind.PROHIBITED
    assert found.score is not None
    assert found.score < 40


def test_the_prohibited_are_read_when_a_name_is_met_that_nobody_has() -> None:
    asked: list[bool] = []

    def besides() -> tuple[Substance, ...]:
        asked.append(True)
        return load_by_law()

    dictionary = Dictionary(load(), besides)
    read("Ingredients: Aqua, Glycerin, Parfum", dictionary)
    assert not asked
    named = {
        name: dictionary.exact(name) or dictionary.repaired(name)
        for name in ("Dexamethasone", "DEXAMETHAS0NE", "Dexamethasorne", "Zorblaxinated quux")
    }
    assert [name for name, match in named.items() if match] == ["Dexamethasone", "DEXAMETHAS0NE"]
    assert asked == [True]
    assert dictionary.get("law_dexamethasone") is None


def test_nothing_is_said_to_be_forbidden_for_a_name_that_is_near() -> None:
    """Ethoxydiglycol by its chemical name is permitted, one letter from what is not."""
    assert DICTIONARY.exact("2-(2-Methoxyethoxy)ethanol")
    near = "2-(2-Ethoxyethoxy)ethanol"
    match = DICTIONARY.exact(near) or DICTIONARY.repaired(near)
    assert match is None or match.substance.id == "ethoxydiglycol"


def test_a_name_of_the_law_is_the_substance_that_has_its_number() -> None:
    match = DICTIONARY.exact("1,4-Dihydroxybenzene")
    assert match
    assert match.substance.id == "hydroquinone"


def test_a_substance_nobody_looked_up_is_named_and_counts_for_nothing() -> None:
    found = analysis("Ingredients: Aqua, Glycerin, Adapalene", LEAVE_ON)
    assert [one.inci for one in found.ingredients] == ["Aqua", "Glycerin", "Adapalene"]
    assert found.ingredients[2].verdict is Verdict.UNKNOWN
    assert (found.coverage, found.ingredients[2].substitutes) == (0.667, [])


def test_a_name_nobody_knows_is_unknown() -> None:
    assert assess(None, COSMETIC).verdict is Verdict.UNKNOWN


def test_only_what_is_permitted_is_called_so() -> None:
    for substance in load():
        found = assess(substance, COSMETIC)
        kinds = {judged.finding.fact.kind for judged in found.judged}
        if ReasonKind.PROHIBITED in kinds:
            assert found.verdict is Verdict.AVOID, substance.id


@pytest.mark.parametrize(
    ("reference", "told"),
    [
        ("annex V, entry 57", "anexo V, entrada 57"),
        ("E216, not in annex II", "E216, no está en el anexo II"),
        ("E250, opinion of 2017", "E250, dictamen de 2017"),
        ("annex II, milk", "anexo II, leche"),
        ("group 2B, volume 82", "grupo 2B, volumen 82"),
    ],
)
def test_references_are_told_in_the_persons_language(reference: str, told: str) -> None:
    assert reference_told(reference, Language.ES) == told
    assert reference_told(reference, Language.EN) == reference


def test_no_reference_is_left_in_english() -> None:
    told = {reference_told(f.reference, Language.ES) for one in load() for f in one.findings}
    english = {"annex", "entry", "opinion", "volume", "group", "Regulation", "development"}
    assert [one for one in told if english & set(re.findall(r"\w+", one))] == []


def test_every_statement_is_whole_in_both_languages() -> None:
    for substance in load():
        for finding in substance.findings:
            spanish, english = finding.statement(Language.ES), finding.statement(Language.EN)
            assert spanish.endswith(".")
            assert english.endswith(".")
            assert "{" not in spanish + english
            assert "  " not in spanish + english


def test_the_tables_of_words_hold_nothing_that_is_not_used() -> None:
    findings = [finding for substance in load() for finding in substance.findings]
    assert {finding.fact_code for finding in findings} == set(FACTS)
    assert {finding.source for finding in findings} == set(SOURCES) - {"profile"}
    assert {finding.use for finding in findings} <= set(USES)


@given(VERDICTS)
def test_a_score_keeps_its_bounds(verdicts: list[Verdict]) -> None:
    found = outcome(verdicts)
    known = [one for one in verdicts if one is not Verdict.UNKNOWN]
    too_few = not known or 2 * len(known) < len(verdicts)
    assert (found.score is None) is (too_few and Verdict.AVOID not in known)
    assert found.score is None or 0 <= found.score <= 100
    assert 0 <= found.coverage <= 1


@given(VERDICTS, st.integers(0, 40))
def test_something_to_avoid_never_raises_a_score(verdicts: list[Verdict], place: int) -> None:
    before = outcome(verdicts).score
    after = outcome([*verdicts[:place], Verdict.AVOID, *verdicts[place:]])
    assert after.verdict is Verdict.AVOID
    assert after.score is not None
    assert after.score <= (39 if before is None else min(39, before))


@given(VERDICTS, st.integers(0, 40))
def test_the_unknown_never_raises_a_score(verdicts: list[Verdict], place: int) -> None:
    before = outcome(verdicts)
    after = outcome([*verdicts[:place], Verdict.UNKNOWN, *verdicts[place:]])
    assert after.coverage <= before.coverage
    assert after.score is None or (before.score is not None and after.score <= before.score)
    assert after.score is not None or Verdict.AVOID not in verdicts


@given(VERDICTS, st.integers(0, 39))
def test_a_worse_ingredient_weighs_less_further_down(verdicts: list[Verdict], place: int) -> None:
    scores = [
        outcome([*verdicts[:at], Verdict.CAUTION, *verdicts[at:]]).score
        for at in range(len(verdicts) + 1)
        if all(one is Verdict.OK for one in verdicts)
    ]
    assert all(a is not None and b is not None and a <= b for a, b in pairwise(scores))
    rotated = verdicts[place:] + verdicts[:place]
    assert outcome(rotated).verdict is outcome(verdicts).verdict
    assert outcome(rotated).coverage == outcome(verdicts).coverage


@pytest.mark.parametrize(
    ("known", "unknown", "score"),
    [(1, 9, None), (4, 5, None), (5, 5, 75), (8, 2, 90), (10, 0, 100)],
)
def test_less_than_half_known_gives_no_score(known: int, unknown: int, score: int | None) -> None:
    assert outcome([Verdict.OK] * known + [Verdict.UNKNOWN] * unknown).score == score


def test_something_to_avoid_is_told_however_little_is_known() -> None:
    found = outcome([Verdict.AVOID] + [Verdict.UNKNOWN] * 9)
    assert (found.score, found.coverage, found.verdict) == (0, 0.1, Verdict.AVOID)


def test_little_known_is_not_ok() -> None:
    assert outcome([Verdict.OK, Verdict.UNKNOWN]).verdict is Verdict.UNKNOWN
    assert outcome([Verdict.OK] * 4 + [Verdict.UNKNOWN]).verdict is Verdict.OK
    assert outcome([]).score is None


def test_an_allergy_alerts_the_person_and_not_the_score() -> None:
    text = "Ingredientes: harina de trigo, azúcar, leche en polvo, sal"
    profile = Profile(allergies=frozenset({"milk"}))
    plain, personal = analysis(text, FOOD), analysis(text, FOOD, profile)
    assert plain.profile_alerts == []
    assert [(a.rule, a.position) for a in personal.profile_alerts] == [("allergy", 3)]
    assert (personal.score, personal.verdict) == (plain.score, plain.verdict)


def test_an_allergy_is_seen_in_words_the_tables_do_not_have() -> None:
    profile = Profile(allergies=frozenset({"nuts"}))
    found = analysis("Ingredients: sugar, zorbian almond nibbles, salt", FOOD, profile)
    assert found.ingredients[1].inci is None
    assert [alert.position for alert in found.profile_alerts] == [2]


AVOIDED = "Ingredients: Aqua, Methylparaben, Sodium Laureth Sulfate, Dimethicone, Parfum, Bronopol"
EATEN = (
    "Ingredientes: harina de trigo, mantequilla, E 951, aceite de palma, E 621, nueces, "
    "zorblax de pollo"
)
COLOURED = "Ingredientes: azúcar, tartrazina, carmín, caramelo, sal"
FILTERED = (
    "Ingredients: Aqua, Octocrylene, Paraffinum Liquidum, Aluminum Chlorohydrate, Quaternium-15, "
    "Cera Alba"
)
MEAT = "Ingredientes: jamón, bacon, chorizo, lard, panceta, jamón de pavo, pollo, leche, sal"


@pytest.mark.parametrize(
    ("avoided", "text", "positions"),
    [
        ("parabenos", AVOIDED, [2]),
        ("Parabens", AVOIDED, [2]),
        ("methylparaben", AVOIDED, [2]),
        ("metilparabeno", AVOIDED, [2]),
        ("E218", AVOIDED, [2]),
        ("sulfatos", AVOIDED, [3]),
        ("silicones", AVOIDED, [4]),
        ("fragancia", AVOIDED, [5]),
        ("liberadores de formaldehído", AVOIDED, [6]),
        ("ftalatos", AVOIDED, []),
        ("leche", EATEN, [2]),
        ("gluten", EATEN, [1]),
        ("edulcorantes", EATEN, [3]),
        ("aspartamo", EATEN, [3]),
        ("aceite de palma", EATEN, [4]),
        ("glutamato", EATEN, [5]),
        ("frutos secos", EATEN, [6]),
        ("pollo", EATEN, [7]),
        ("ternera", EATEN, []),
        ("colorantes artificiales", COLOURED, [2]),
        ("Artificial colours", COLOURED, [2]),
        ("filtros solares", FILTERED, [2]),
        ("filtres UV", FILTERED, [2]),
        ("aceites minerales", FILTERED, [3]),
        ("huiles minérales", FILTERED, [3]),
        ("sales de aluminio", FILTERED, [4]),
        ("liberadores de formaldehído", FILTERED, [5]),
        ("formaldehyde releasers", FILTERED, [5]),
        ("cerdo", MEAT, [1, 2, 3, 4, 5]),
        ("Pork", MEAT, [1, 2, 3, 4, 5]),
        ("porc", MEAT, [1, 2, 3, 4, 5]),
    ],
)
def test_what_a_person_avoids_is_known_by_any_name_and_by_its_family(
    avoided: str, text: str, positions: list[int]
) -> None:
    product = COSMETIC if text in (AVOIDED, FILTERED) else FOOD
    found = analysis(text, product, Profile(avoid=(avoided,)), Language.ES)
    assert [(alert.rule, alert.position) for alert in found.profile_alerts] == [
        ("avoid", position) for position in positions
    ]


def test_every_family_has_members_and_none_has_all() -> None:
    sizes = {word: sum(in_family(one, word) for one in load()) for word in families.WORDS}
    assert min(sizes.values()) >= 1
    assert max(sizes.values()) < 100


def test_pregnancy_and_skin_raise_alerts_of_their_own() -> None:
    text = "Ingredients: Aqua, Alcohol Denat., Retinol, Linalool"
    expecting = analysis(text, LEAVE_ON, Profile(pregnancy=True, skin_type=SkinType.SENSITIVE))
    rules = {(alert.rule, alert.name) for alert in expecting.profile_alerts}
    assert {("pregnancy", "Retinol"), ("skin", "Linalool")} <= rules
    dry = analysis(text, LEAVE_ON, Profile(skin_type=SkinType.DRY))
    assert [(alert.rule, alert.position) for alert in dry.profile_alerts] == [("skin", 2)]


@pytest.mark.parametrize(
    ("substance_id", "product"),
    [
        ("methylisothiazolinone", LEAVE_ON),
        ("benzophenone_3", LEAVE_ON),
        ("cyclopentasiloxane", LEAVE_ON),
        ("ci_19140", FOOD),
        ("titanium_dioxide", FOOD),
        ("bht", FOOD),
        ("formaldehyde", COSMETIC),
    ],
)
def test_substitutes_do_the_same_with_fewer_findings(substance_id: str, product: Product) -> None:
    flagged = DICTIONARY.get(substance_id)
    assert flagged is not None
    found = substitutes(flagged, load(), product)
    assert 1 <= len(found) <= 5
    for one in found:
        assert assess(one.substance, product).burden < assess(flagged, product).burden
        assert set(one.keeps) <= set(one.substance.functions) & set(flagged.functions)
        assert one.keeps
        assert set(one.keeps) | set(one.loses) == set(flagged.functions)
        assert one.improves


@pytest.mark.parametrize(
    ("substance_id", "product", "offered"),
    [
        ("sodium_nitrite", FOOD, {"potassium_acetate", "sodium_diacetate"}),
        ("sulfur_dioxide", FOOD, {"potassium_sorbate", "sorbic_acid", "lysozyme"}),
        ("titanium_dioxide", FOOD, {"calcium_carbonate"}),
        ("ci_16255", FOOD, {"ci_75470", "beta_vulgaris_root_extract"}),
        ("aspartame", FOOD, {"acesulfame_k", "steviol_glycosides"}),
        ("propylparaben", FOOD, {"potassium_sorbate", "calcium_propionate"}),
        ("triclosan", LEAVE_ON, {"phenoxyethanol", "sodium_benzoate", "potassium_sorbate"}),
        ("formaldehyde", LEAVE_ON, {"phenoxyethanol", "sodium_benzoate", "potassium_sorbate"}),
        ("mercury", LEAVE_ON, {"arbutin", "kojic_acid"}),
    ],
)
def test_what_is_offered_does_the_same_job(
    substance_id: str, product: Product, offered: set[str]
) -> None:
    flagged = DICTIONARY.get(substance_id)
    assert flagged
    chosen = [one.substance for one in substitutes(flagged, load(), product)]
    found = {one.id for one in chosen}
    assert offered <= found
    absurd = {"ethylparaben", "calcium_propionate", "aluminum_powder", "ci_77480", "ci_77820"}
    assert found & absurd <= offered
    if product is FOOD:
        assert all(jobs_of(flagged.e_number) & jobs_of(one.e_number) for one in chosen)


@pytest.mark.parametrize(
    ("substance_id", "product"),
    [
        ("triclosan", FOOD),
        ("dibutyl_phthalate", FOOD),
        ("clobetasol_propionate", LEAVE_ON),
        ("tretinoin", LEAVE_ON),
        ("hydroxyethyl_methacrylate", LEAVE_ON),
        ("dichloromethane", LEAVE_ON),
        ("chlorine", LEAVE_ON),
    ],
)
def test_what_nothing_can_do_the_work_of_has_no_substitute(
    substance_id: str, product: Product
) -> None:
    flagged = DICTIONARY.get(substance_id)
    assert flagged
    assert assess(flagged, product).verdict is not Verdict.OK
    assert substitutes(flagged, load(), product) == ()


def test_nothing_is_offered_that_is_unknown_or_to_avoid() -> None:
    for product in (FOOD, LEAVE_ON, RINSE_OFF):
        for flagged in load():
            for one in substitutes(flagged, load(), product):
                verdict_of_it = assess(one.substance, product).verdict
                assert verdict_of_it in (Verdict.OK, Verdict.CAUTION), (flagged.id, one)


def test_every_job_has_someone_to_do_it() -> None:
    done = {job for one in load() for job in jobs_of(one.e_number)}
    assert done == set(jobs.JOBS)
    named = {one for told in (jobs.USUAL.values()) for one in told} | jobs.UNADVISED
    assert {one for one in named | jobs.WITHOUT_PEER if DICTIONARY.get(one) is None} == set()


def test_a_preservative_gives_way_only_to_one_the_law_lists() -> None:
    flagged = DICTIONARY.get("methylisothiazolinone")
    assert flagged is not None
    for one in substitutes(flagged, load(), LEAVE_ON):
        assert "preservative" in {finding.fact_code for finding in one.substance.findings}


def test_nothing_is_put_in_the_place_of_what_is_fine_nor_what_the_person_shuns() -> None:
    glycerin, filters = DICTIONARY.get("glycerin"), DICTIONARY.get("benzophenone_3")
    assert glycerin is not None
    assert filters is not None
    assert substitutes(glycerin, load(), COSMETIC) == ()
    first = substitutes(filters, load(), COSMETIC)[0].substance
    profile = Profile(avoid=(first.name,))
    [told] = analysis("Ingredients: Benzophenone-3", COSMETIC, profile).ingredients
    assert told.substitutes
    assert first.name not in {one.inci for one in told.substitutes}


@pytest.mark.parametrize("language", list(Language))
def test_every_sentence_rests_on_a_finding_of_the_analysis(language: Language) -> None:
    found = analysis(
        "Ingredients: Aqua, Propylparaben, Methylisothiazolinone, Parfum, Linalool, Limonene, "
        "Citral, Geraniol, Eugenol, Butylphenyl Methylpropional, Zorblax",
        LEAVE_ON,
        Profile(avoid=("linalool",)),
        language,
    )
    known = {reason.id for one in found.ingredients for reason in one.reasons}
    known |= {alert.id for alert in found.profile_alerts}
    assert len(found.explanation) >= 4
    assert all(set(sentence.rests_on) <= known for sentence in found.explanation)
    assert found.verdict is Verdict.AVOID
    assert found.ingredients[-1].verdict is Verdict.UNKNOWN
    assert found.look_for


def test_an_analysis_of_nothing_says_so() -> None:
    found = analysis("good morning")
    assert (found.ingredients, found.score, found.verdict) == ([], None, Verdict.UNKNOWN)
    assert found.explanation == []
    assert Analysis.model_validate_json(found.model_dump_json()) == found


def test_an_entry_is_looked_into_once_for_all_allergies(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []

    def counted(text: str, catalog: FoodCatalog, language: Language) -> Iterator[Mention]:
        looked.append(text)
        return mentions(text, catalog, language)

    monkeypatch.setattr(brought, "mentions", counted)
    profile = Profile(allergies=frozenset({"milk", "egg", "nuts", "zorblax"}))
    entries = read("Ingredients: Zorblax, walnut shells", DICTIONARY, ProductType.COSMETIC).entries
    found = personal.alerts(entries, profile, LEAVE_ON, foods.load(), Language.EN)
    assert [(one.position, one.reference) for one in found] == [(1, "zorblax"), (2, "nuts")]
    assert len(looked) == len(entries)


def test_an_unknown_name_is_compared_with_all_others_once(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[object] = []

    def extract(shape: str, *_: object, **__: object) -> list[object]:
        compared.append(shape)
        return []

    monkeypatch.setattr(process, "extract", extract)
    for _ in range(3):
        assert DICTIONARY.repaired("Zorblaxinated trifluoroquux") is None
    assert len(compared) == 1


BISCUITS = "Ingredientes: harina de trigo, azúcar, sal. {}"
SHY_OF_NUTS = Profile(allergies=frozenset({"nuts"}))


@pytest.mark.parametrize(
    "warning",
    [
        "Puede contener trazas de frutos de cáscara y leche.",
        "Puede contener leche, frutos secos\ny sésamo.",
        "May contain traces of milk or nuts",
        "Traces éventuelles de lait et fruits à coque.",
        "Trazas: soja, nueces",
        "Contiene trazas de nueces.",
        "Puede contener leche. Trazas de nueces.",
    ],
)
def test_traces_alert_who_is_allergic_and_count_for_nothing(warning: str) -> None:
    found = analysis(BISCUITS.format(warning), FOOD, SHY_OF_NUTS, Language.ES)
    [alert] = found.profile_alerts
    assert (alert.rule, alert.reference) == ("traces", "nuts")
    assert alert.statement.endswith("frutos de cáscara.")
    assert alert.id in {one for sentence in found.explanation for one in sentence.rests_on}
    without = analysis(BISCUITS.format(warning), FOOD, NOBODY, Language.ES)
    assert (without.profile_alerts, without.score) == ([], found.score)


@pytest.mark.parametrize(
    "said",
    [
        "Sin trazas de nueces.",
        "No contiene trazas de nueces.",
        "Does not contain traces of nuts",
        "",
    ],
)
def test_no_traces_are_no_alert(said: str) -> None:
    assert analysis(BISCUITS.format(said), FOOD, SHY_OF_NUTS).profile_alerts == []


def test_allergens_are_named_in_the_persons_language() -> None:
    milk = "Ingredients: whey powder"
    told = {
        language: [r.statement for one in found.ingredients for r in one.reasons]
        for language in Language
        for found in [analysis(milk, FOOD, language=language)]
    }
    assert any(text.endswith("leche.") for text in told[Language.ES])
    assert any(text.endswith("milk.") for text in told[Language.EN])


def test_a_colour_gives_way_to_the_same_shade_and_the_better_known() -> None:
    yellow = DICTIONARY.get("ci_19140")
    assert yellow
    offered = [one.substance.id for one in substitutes(yellow, DICTIONARY, FOOD)]
    assert set(offered[:2]) == {"riboflavin", "ci_75300"}


EVERY_ALLERGY = Profile(allergies=frozenset(one.value for one in Allergen))


@pytest.mark.parametrize(
    ("text", "allergen"),
    [
        ("Ingredients: sugar, zorblax sauce (roasted cashew bits), salt", "nuts"),
        ("Ingredients: sugar, natural flavour (contains egg), salt", "egg"),
        ("Ingredients: sugar, salt, zorblax flavour. Contains: milk.", "milk"),
        ("Ingredientes: azúcar, sal, aroma. Contiene soja.", "soy"),
        ("Ingrédients : sucre, sel, zorblax. Contient du lait", "milk"),
        ("Ingredients: sugar, salt, zorblax. Allergens: mustard", "mustard"),
        ("Ingrédients : sucre, sel, crème glacée zorblax", "milk"),
        ("Ingrédients : sucre, sel, zorblax aux fruits à coque", "nuts"),
        ("Ingredients: sugar, cocoa butter (milk), salt", "milk"),
        ("Ingredients: sugar, zorblax (contains 3% cocoa), salt. Contains: lupin.", "lupin"),
    ],
)
def test_no_word_for_an_allergen_is_lost(text: str, allergen: str) -> None:
    found = analysis(text, FOOD, EVERY_ALLERGY)
    assert {alert.reference for alert in found.profile_alerts} == {allergen}
    assert {alert.rule for alert in found.profile_alerts} == {"allergy"}
    assert found.explanation[0].rests_on == [found.profile_alerts[0].id]


@pytest.mark.parametrize(
    "text",
    [
        "Ingredients: sugar, salt. Contains no milk or eggs.",
        "Ingredients: sugar, salt. Does not contain nuts",
        "Ingrédients : sucre, lait de coco, beurre de cacao, zorblax sans lait",
        "Ingredients: sucrose, coconut milk, xanthan gum, buckwheat, zinc sulfate",
    ],
)
def test_what_is_not_in_it_raises_no_alert(text: str) -> None:
    assert analysis(text, FOOD, EVERY_ALLERGY).profile_alerts == []


def test_each_name_of_a_substance_brings_the_allergens_of_the_tables() -> None:
    wrong = [
        (name, found)
        for substance in load()
        for name in substance.spellings
        for found in [
            {
                one.reference
                for one in personal.alerts(
                    read_names([name], DICTIONARY, ProductType.COSMETIC).entries,
                    EVERY_ALLERGY,
                    COSMETIC,
                    foods.load(),
                    Language.EN,
                )
            }
        ]
        if found != {one.value for one in substance.allergens}
    ]
    assert wrong == []


def test_an_allergen_that_an_ingredient_tells_is_not_told_again() -> None:
    text = "Ingredients: sugar, milk powder, salt. Contains: milk."
    [alert] = analysis(text, FOOD, Profile(allergies=frozenset({"milk"}))).profile_alerts
    assert alert.position == 2


def test_an_allergy_to_a_food_is_known_by_its_names() -> None:
    kiwi = foods.load().by_name("kiwi")
    assert kiwi
    profile = Profile(allergies=frozenset({kiwi.id}))
    found = analysis("Ingredientes: azúcar, zorblax de kiwis, sal", FOOD, profile, Language.ES)
    assert [alert.position for alert in found.profile_alerts] == [2]


def test_a_paraben_gives_way_to_another_family_and_to_no_allergen() -> None:
    flagged = DICTIONARY.get("propylparaben")
    assert flagged
    offered = [one.substance for one in substitutes(flagged, load(), LEAVE_ON)]
    assert len(offered) == 5
    assert not any(in_family(one, "parabens") or one.allergens for one in offered)


def test_a_change_is_told_in_words() -> None:
    resorcinol, white = DICTIONARY.get("resorcinol"), DICTIONARY.get("titanium_dioxide")
    assert resorcinol
    assert white
    worse = next(one for one in substitutes(resorcinol, load(), COSMETIC) if one.adds)
    assert told_of(worse, Language.EN).startswith("Leaves 4 warning(s) behind. Does the work of:")
    assert "it can sensitise the skin" in told_of(worse, Language.EN)
    lossy = substitutes(white, load(), FOOD)[0]
    assert lossy.loses
    assert "Se pierde: filtro solar, opacificante." in told_of(lossy, Language.ES)
