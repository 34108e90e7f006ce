"""Settings: what is missing is named, and emulators never reach production."""

import pytest

from shared.config import PROVIDERS, MissingSetting, read
from shared.domain.labels.outside import SOURCE_NAMES
from shared.wiring import Wiring

LEAST = {"GOOGLE_CLOUD_PROJECT": "p"}


def test_a_missing_setting_is_named() -> None:
    with pytest.raises(MissingSetting, match="GOOGLE_CLOUD_PROJECT"):
        read({})
    with pytest.raises(MissingSetting, match="REFRESH_KEY"):
        read(LEAST).need("refresh_key")


def test_an_empty_variable_is_a_missing_one() -> None:
    for empty in ("", "  "):
        with pytest.raises(MissingSetting, match="GOOGLE_CLOUD_PROJECT"):
            read({"GOOGLE_CLOUD_PROJECT": empty})


def test_a_provider_named_twice_is_asked_once() -> None:
    settings = read(LEAST | {"GEMINI_API_KEY": "k", "WRITER_PROVIDERS": "gemini, offline gemini"})
    assert settings.writer_providers == ("gemini", "offline")


def test_a_malformed_setting_is_named_and_not_shown() -> None:
    with pytest.raises(MissingSetting) as error:
        read(LEAST | {"MAX_IMAGE_BYTES": "lots of secrets"})
    assert "MAX_IMAGE_BYTES" in str(error.value)
    assert "secrets" not in str(error.value)


@pytest.mark.parametrize(
    "name",
    [
        "FIRESTORE_EMULATOR_HOST",
        "FIREBASE_AUTH_EMULATOR_HOST",
        "STORAGE_EMULATOR_HOST",
        "TASKS_EMULATOR_HOST",
        "FIREBASE_STORAGE_EMULATOR_HOST",
        "DATASTORE_EMULATOR_HOST",
        "OIDC_CERTS_URL",
        "LOCAL_OIDC_KEY",
        "LOCAL_SIGNING_KEY",
        "MESSAGES_OUTBOX",
    ],
)
def test_production_refuses_what_belongs_to_emulators(name: str) -> None:
    assert read(LEAST | {name: "x"})
    with pytest.raises(MissingSetting, match=name):
        read(LEAST | {name: "x", "K_SERVICE": "auth"})


def test_the_offline_provider_always_closes_the_chain() -> None:
    names = [one.name for one in Wiring(read(LEAST)).writers]
    assert names == ["offline"]
    keyed = Wiring(read(LEAST | {"GEMINI_API_KEY": "k"}))
    assert [one.name for one in keyed.writers] == ["gemini", "offline"]
    chosen = read(LEAST | {"GEMINI_API_KEY": "k", "WRITER_PROVIDERS": "offline"})
    assert [one.name for one in Wiring(chosen).writers] == ["offline"]


@pytest.mark.parametrize(
    ("sources", "given", "missing"),
    [
        ("pubchem", {}, "SUBSTANCE_CONTACT"),
        ("cosing", {"COSING_URL": "https://c.test"}, "COSING_KEY"),
        ("ewg pubchem", {}, "EWG_URL"),
        ("invima", {}, "INVIMA_URL"),
    ],
)
def test_outside_sources_are_asked_only_with_what_they_need(
    sources: str, given: dict[str, str], missing: str
) -> None:
    told = given if missing == "SUBSTANCE_CONTACT" else given | {"SUBSTANCE_CONTACT": "a@b.test"}
    with pytest.raises(MissingSetting, match=missing):
        read(LEAST | {"SUBSTANCE_SOURCES": sources} | told)


def test_every_outside_source_can_be_built_and_has_its_breaker() -> None:
    assert not Wiring(read(LEAST)).substance_sources.configured
    named = list(SOURCE_NAMES)
    needed = {f"{name.upper()}_URL": "https://s.test" for name in ("cosing", "ewg", "invima")}
    needed |= {"COSING_KEY": "k", "OPENFDA_KEY": "k", "EWG_KEY": "k", "SUBSTANCE_CONTACT": "a@b.c"}
    needed |= {"CACHE_STORAGE": "redis://127.0.0.1:1", "LIMITS_STORAGE": "redis://127.0.0.1:1"}
    wiring = Wiring(read(LEAST | needed | {"SUBSTANCE_SOURCES": ",".join(named)}))
    assert wiring.substance_sources.configured
    assert [cache.name for cache in wiring.substance_caches] == ["process", "redis"]
    assert set(wiring.breakers) == {f"substances {name}" for name in named}


def test_product_catalogs_are_asked_only_where_they_are_named_and_told_by_whom() -> None:
    assert Wiring(read(LEAST)).settings.product_providers == ()
    with pytest.raises(MissingSetting, match="PRODUCT_CONTACT"):
        read(LEAST | {"PRODUCT_PROVIDERS": "open_food_facts"})
    with pytest.raises(MissingSetting, match="PRODUCT_PROVIDERS"):
        read(LEAST | {"PRODUCT_PROVIDERS": "barcodes-r-us", "PRODUCT_CONTACT": "ana@example.com"})
    both = {"PRODUCT_PROVIDERS": "open_food_facts, open_beauty_facts"}
    told = read(LEAST | both | {"PRODUCT_CONTACT": "ana@example.com"})
    assert told.product_providers == ("open_food_facts", "open_beauty_facts")


@pytest.mark.parametrize("chain", ["RECOGNISER", "WRITER", "PAINTER"])
def test_a_provider_nobody_knows_is_named_at_the_start(chain: str) -> None:
    with pytest.raises(MissingSetting, match=rf"{chain}_PROVIDERS.*picasso"):
        read(LEAST | {f"{chain}_PROVIDERS": "offline,picasso"})


@pytest.mark.parametrize("chain", ["RECOGNISER", "WRITER", "PAINTER"])
@pytest.mark.parametrize("provider", ["gemini", "openai"])
def test_a_provider_without_its_key_is_named_at_the_start(provider: str, chain: str) -> None:
    with pytest.raises(MissingSetting, match=rf"{chain}_PROVIDERS.*{provider.upper()}_API_KEY"):
        read(LEAST | {f"{chain}_PROVIDERS": provider})


def test_every_provider_that_may_be_named_can_be_made() -> None:
    keys = {"GEMINI_API_KEY": "k", "OPENAI_BASE_URL": "http://localhost:11434/v1"}
    wiring = Wiring(read(LEAST | keys))
    for chain in (wiring.recognisers, wiring.writers, wiring.painters):
        assert [one.name for one in chain] == list(PROVIDERS)


def test_each_kind_of_call_takes_half_of_the_threads_and_one_at_least() -> None:
    found = [read(LEAST | {"THREADS": threads}).places for threads in ("1", "8", "9")]
    assert found == [1, 4, 4]
