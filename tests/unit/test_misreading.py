"""A misreading is told from another name: chemical names are near to one another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.catalog.substances import load
from shared.domain.labels.dictionary import Dictionary
from shared.domain.labels.misreading import may_be_misread, vocabulary_of
from shared.domain.labels.reading import read_names

SUBSTANCES = load()
VOCABULARY = vocabulary_of(name for one in SUBSTANCES for name in one.spellings)
NAMES = sorted({name for one in SUBSTANCES for name in one.spellings})


def misread(name: str, other: str) -> bool:
    return may_be_misread(name, other, VOCABULARY)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Phenoxyethanoi", "Phenoxyethanol"),
        ("Cetearyl Alcoho", "Cetearyl Alcohol"),
        ("Sodium Hyaluranate", "Sodium Hyaluronate"),
        ("Butyrospcrmum Parkii Butter", "Butyrospermum Parkii Butter"),
        ("Caprylic/Capric Triglyeeride", "Caprylic/Capric Triglyceride"),
        ("Polysorbatc 20", "Polysorbate 20"),
        ("harina de triga", "harina de trigo"),
    ],
)
def test_glyphs_taken_for_others_lost_or_added_are_misread(name: str, other: str) -> None:
    assert misread(name, other)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Sodium Nitrite", "Sodium Nitrate"),
        ("Ethylparaben", "Methylparaben"),
        ("Glycol Stearate", "Glycol Distearate"),
        ("Sodium Bicarbonate", "Sodium Carbonate"),
        ("Cocamide MEA", "Cocamide DEA"),
        ("Polysorbate 60", "Polysorbate 65"),
        ("Ceteareth-25", "Ceteareth-20"),
        ("Palmitoyl Tripeptide-5", "Palmitoyl Tripeptide-1"),
        ("Vitamin A Acetate", "Vitamin E Acetate"),
        ("Sodium Lauryl Sulfate", "Sodium Laureth Sulfate"),
        ("extracto de menta", "extracto de malta"),
        ("sodium malate", "sodium palmate"),
        ("Simethicone", "Dimethicone"),
        ("p-Aminophenol", "m-Aminophenol"),
    ],
)
def test_another_name_is_no_misreading(name: str, other: str) -> None:
    assert not misread(name, other)
    assert not misread(other, name)


@pytest.mark.parametrize(
    "written",
    [
        "Salsa teriyaki (azúcar)",
        "PEG-8/SMDI Copolymer",
        "Adipic Acid/Glycol Crosspolymer",
        "Glyceryl Oleate/Elaidate",
        "Natural Red 99",
        "Emulsionante X (E322, E476)",
    ],
)
def test_what_is_made_of_something_is_not_taken_for_it(written: str) -> None:
    entries = read_names([written], Dictionary(SUBSTANCES)).entries
    assert entries[0].named.match is None


def test_what_the_tables_lack_is_not_taken_for_what_is_near() -> None:
    """Every tenth substance taken out of the tables: hardly any of their names finds another one
    by a repair."""
    known = Dictionary(one for place, one in enumerate(SUBSTANCES) if place % 10)
    names = [name for one in SUBSTANCES[::10] for name in one.spellings]
    repaired = [name for name in names if known.exact(name) is None and known.repaired(name)]
    assert len(names) > 400
    assert len(repaired) / len(names) < 0.01, repaired


@given(st.sampled_from(NAMES))
def test_every_name_may_be_itself(name: str) -> None:
    assert misread(name, name)
