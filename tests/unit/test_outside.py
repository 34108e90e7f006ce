"""What is said outside stands beside the findings and never changes them."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.catalog import foods
from shared.catalog.substances import load, version
from shared.clock import SystemClock
from shared.domain.errors import NotFound, ProviderFailed
from shared.domain.labels.analysing import analysed
from shared.domain.labels.analysis import Analysis
from shared.domain.labels.dictionary import Dictionary
from shared.domain.labels.ingredient import IngredientAnswer, IngredientQuery
from shared.domain.labels.kinds import OutsideKind, ProductType, SourceState, Verdict
from shared.domain.labels.outside import (
    SOURCE_NAMES,
    OutsideFact,
    SourceAnswer,
    Subject,
    answered,
    by_urgency,
    enriched,
    failed,
    not_asked,
)
from shared.domain.labels.outside_words import HAZARDS, OTHERS, worded
from shared.domain.labels.product import Product
from shared.domain.labels.reading import read
from shared.domain.labels.tables import Tables
from shared.domain.language import Language
from shared.domain.person import Profile
from shared.workflows.ask_sources import Sources
from shared.workflows.consult_sources import Consultation, look_up_ingredient, with_outside
from shared.workflows.known_substances import KnownSubstances
from tests.fakes.substances import IRRITANT, FakeSource
from tests.samples import NOW

TABLES = Tables(Dictionary(load()), foods.load(), version())
LABEL = "Ingredients: Aqua, Glycerin, Limonene, Formaldehyde, Zzyzxol, Citric Acid."
CLOCK = SystemClock()

facts = st.builds(
    OutsideFact,
    kind=st.sampled_from(list(OutsideKind)),
    code=st.sampled_from([*HAZARDS, *OTHERS, "H350i", "", "H999"]),
    value=st.none() | st.text("0123456789.", min_size=1, max_size=6),
    by=st.none() | st.just("ECHA"),
    reference=st.just("r"),
    url=st.none(),
)
answers = st.one_of(
    st.builds(lambda s, f: answered(s, f, NOW), st.just("pubchem"), st.none() | st.lists(facts)),
    st.just(failed("openfda", "timeout")),
    st.just(not_asked("cosing", "not_configured")),
)


def analysis() -> Analysis:
    return analysed(
        read(LABEL, TABLES.dictionary, ProductType.COSMETIC),
        analysis_id="a1",
        product=Product(ProductType.COSMETIC),
        profile=Profile(),
        dictionary=TABLES.dictionary,
        foods=TABLES.foods,
        language=Language.EN,
        engine="rules",
        degraded=False,
        tables_version=version(),
    )


ANALYSIS = analysis()


def asking(*sources: FakeSource, language: Language = Language.EN) -> Consultation:
    desk = Sources(sources, KnownSubstances([]), CLOCK)
    return Consultation(desk, TABLES, language, NOW, CLOCK.monotonic())


def looked_up(
    name: str, *sources: FakeSource, query: IngredientQuery | None = None
) -> IngredientAnswer:
    return look_up_ingredient(name, query or IngredientQuery(), Profile(), asking(*sources))


@given(st.dictionaries(st.sampled_from(by_urgency(ANALYSIS.ingredients)), st.lists(answers)))
def test_nothing_said_outside_changes_what_was_found(said: dict[str, list[SourceAnswer]]) -> None:
    after = enriched(ANALYSIS, said, Language.EN)
    changed = {"outside": ()}
    assert [one.model_copy(update=changed) for one in after.ingredients] == [
        one.model_copy(update=changed) for one in ANALYSIS.ingredients
    ]
    plain = after.model_copy(update={"ingredients": ANALYSIS.ingredients, "sources": ()})
    assert plain == ANALYSIS
    shown = {one.inci: len(one.outside) for one in after.ingredients if one.inci}
    expected = {inci: sum(len(a.facts) for a in said.get(inci, [])) for inci in shown}
    assert shown == expected


def test_the_worst_are_asked_about_first_and_names_nobody_knows_never() -> None:
    names = by_urgency(ANALYSIS.ingredients)
    assert names[0] == "Formaldehyde"
    assert "Zzyzxol" not in names
    source = FakeSource()
    with_outside(ANALYSIS, asking(source), ask=True)
    assert sorted(source.asked) == sorted(names)


def test_without_sources_an_analysis_is_as_it_was_and_says_who_was_not_asked() -> None:
    found = with_outside(ANALYSIS, asking(), ask=True)
    assert found.model_copy(update={"sources": ()}) == ANALYSIS
    assert {one.source for one in found.sources} == set(SOURCE_NAMES)
    assert {(one.state, one.reason) for one in found.sources} == {
        (SourceState.NOT_ASKED, "not_configured")
    }


def test_an_analysis_says_of_each_source_what_became_of_it() -> None:
    found = with_outside(ANALYSIS, asking(FakeSource(), FakeSource("openfda", None)), ask=True)
    states = {one.source: one.state for one in found.sources}
    assert states.pop("pubchem") is SourceState.ANSWERED
    assert states.pop("openfda") is SourceState.UNKNOWN
    assert set(states.values()) == {SourceState.NOT_ASKED}
    assert found.ingredients[1].outside[0].asked_on == NOW.date()
    recalled = with_outside(ANALYSIS, asking(FakeSource()), ask=False)
    assert {one.state for one in recalled.sources} == {SourceState.NOT_ASKED}


def test_an_ingredient_is_told_whole() -> None:
    found = looked_up("glicerina", FakeSource())
    assert found.substance is not None
    assert found.substance.inci == "Glycerin"
    assert "glicerina" in [name.lower() for name in found.substance.names.es]
    assert [one.code for one in found.substance.functions]
    assert found.verdict is Verdict.OK
    assert found.substitutes == []
    [statement] = found.outside
    assert statement.statement.startswith("H319: Causes serious eye irritation")
    assert statement.kind is OutsideKind.HAZARD_STATEMENT


def test_substitutes_are_the_best_three_and_findings_those_of_the_product() -> None:
    found = looked_up("Methylisothiazolinone")
    assert found.verdict is not Verdict.OK
    assert len(found.substitutes) <= 3
    assert found.reasons
    food = looked_up("E102", query=IngredientQuery(product_type=ProductType.FOOD))
    assert food.product_type is ProductType.FOOD
    assert "colour_warning" in " ".join(reason.id for reason in food.reasons)


@pytest.mark.parametrize("name", ["56-81-5", "E422", "Glycerol", "glycérine"])
def test_every_kind_of_name_finds_it(name: str) -> None:
    found = looked_up(name)
    assert found.substance is not None
    assert found.substance.inci == "Glycerin"


def test_what_only_a_source_knows_is_unknown_and_told() -> None:
    found = looked_up("Zzyzxol", FakeSource())
    assert (found.substance, found.verdict) == (None, Verdict.UNKNOWN)
    assert len(found.outside) == 1


@pytest.mark.parametrize(
    "source", [None, FakeSource(facts=None), FakeSource(errors=[ProviderFailed("timeout")])]
)
def test_what_nobody_knows_is_not_found(source: FakeSource | None) -> None:
    with pytest.raises(NotFound):
        looked_up("Zzyzxol", *([source] if source else []))


@pytest.mark.parametrize(
    ("code", "value", "spanish", "english"),
    [
        ("H350i", None, "Puede provocar cáncer", "May cause cancer"),
        ("H317", "98.3", "98,3 % de las notificaciones", "98.3 % of notifications"),
        ("reports", "57", "57 notificaciones", "57 adverse event reports"),
        ("", "Its own words.", "Its own words.", "Its own words."),
        ("H999", None, "H999", "H999"),
    ],
)
def test_facts_are_worded_in_both_languages(
    code: str, value: str | None, spanish: str, english: str
) -> None:
    assert spanish in worded(code, value, Language.ES)
    assert english in worded(code, value, Language.EN)


def test_an_answer_is_fresh_for_a_day() -> None:
    answer = answered("pubchem", [IRRITANT], datetime(2026, 6, 1, tzinfo=UTC))
    assert answer.fresh(datetime(2026, 6, 1, 23, 59, 59, tzinfo=UTC))
    assert not answer.fresh(datetime(2026, 6, 2, tzinfo=UTC))
    assert not failed("pubchem", "timeout").fresh(NOW)


def test_subjects_are_kept_apart_by_every_letter_and_number() -> None:
    names = ["α-pinene", "β-pinene", "pinene", "вода", "масло", "水", "油", "\u0301", "-", "+"]
    subjects = [*map(Subject, names), Subject("Limonene"), Subject("Limonene", "138-86-3")]
    assert len({one.id for one in subjects}) == len(subjects)
    assert Subject("  Caf\u00e9ine \u2003 x").id == Subject("cafeine X").id
