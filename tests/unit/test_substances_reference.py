"""The embedded tables of substances against themselves and, where present, the reference data."""

import csv
import os
import re
from collections import defaultdict
from pathlib import Path

import pytest

from shared.catalog import substances
from shared.catalog.substances import load
from shared.domain.labels.facts import FACTS
from shared.domain.labels.kinds import Verdict
from shared.domain.labels.substance import Finding, Substance

# The regulations and lists as published stand outside the repository, where somebody has them.
REFERENCE = os.environ.get("REFERENCE_DATA", "")
_NO_DATA = "REFERENCE_DATA does not point to the published tables"
Row = dict[str, str]


def reference(name: str) -> list[Row]:
    path = Path(REFERENCE) / name
    if not REFERENCE or not path.exists():
        pytest.skip(_NO_DATA)
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def by_cas(rows: list[Row], column: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        for cas in row[column].split(", "):
            found[cas].append(row)
    return found


def stated(prefix: str) -> list[tuple[Substance, Finding]]:
    return [
        (substance, finding)
        for substance in load()
        for finding in substance.findings
        if finding.reference.startswith(prefix)
    ]


def of_substance(substance: Substance, rows: dict[str, list[Row]]) -> list[Row]:
    return [row for cas in substance.cas for row in rows[cas]]


def test_there_are_enough_of_them() -> None:
    found = load()
    assert len(found) >= 900
    assert len({substance.id for substance in found}) == len(found)
    assert sum(bool(substance.e_number) for substance in found) >= 250
    assert all(substance.functions for substance in found)


def test_the_version_tells_one_state_of_the_tables_from_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    today = substances.version.__wrapped__()
    assert today == substances.version()
    changed = FACTS["restricted"]._replace(verdict=Verdict.AVOID)
    monkeypatch.setitem(FACTS, "restricted", changed)
    assert substances.version.__wrapped__() != today


def test_cas_numbers_have_their_check_digit() -> None:
    wrong = []
    for substance in load():
        for cas in substance.cas:
            digits = cas.replace("-", "")
            total = sum(int(d) * place for place, d in enumerate(reversed(digits[:-1]), start=1))
            if not re.fullmatch(r"\d{2,7}-\d\d-\d", cas) or total % 10 != int(digits[-1]):
                wrong.append((substance.id, cas))
    assert wrong == []


def test_every_finding_has_an_id_of_its_own() -> None:
    ids = [finding.id for substance in load() for finding in substance.findings]
    assert len(set(ids)) == len(ids) >= 900


@pytest.mark.parametrize("annex", ["II", "III"])
def test_annexes_say_what_the_tables_say(annex: str) -> None:
    name = {"II": "annex_ii_prohibited", "III": "annex_iii_restricted"}[annex]
    rows = by_cas(reference(f"eu_1223_2009_{name}.csv"), "cas_no")
    wrong = []
    for substance, finding in stated(f"annex {annex}, entry "):
        entry = finding.reference.rpartition(" ")[2]
        entries = [row for row in of_substance(substance, rows) if row["entry_no"] == entry]
        # The export leaves out the number of some rows of an entry.
        besides = [row for row in of_substance(substance, rows) if not row["entry_no"]]
        maxima = {row.get("maximum", "").split(" ")[0].rstrip("%") for row in entries + besides}
        if not entries or (finding.maximum and finding.maximum not in maxima):
            wrong.append(finding.id)
    assert wrong == []


def test_fragrance_allergens_are_those_to_be_named() -> None:
    rows = by_cas(reference("eu_1223_2009_annex_iii_restricted.csv"), "cas_no")
    named = [pair for pair in stated("annex III") if pair[1].fact_code == "fragrance_allergen"]
    silent = [
        finding.id
        for substance, finding in named
        if not any("be indicated" in row["restrictions"] for row in of_substance(substance, rows))
    ]
    assert silent == []
    assert len(named) >= 80


def test_what_is_said_to_sensitise_is_said_so_by_the_law() -> None:
    """By the entry's warning ("can cause severe allergic reactions"), or as a fragrance allergen;
    and nothing that has such a warning goes without."""
    rows = by_cas(reference("eu_1223_2009_annex_iii_restricted.csv"), "cas_no")
    told, silent = [], []
    for substance, finding in stated("annex III, entry "):
        entry = finding.reference.rpartition(" ")[2]
        entries = [row for row in of_substance(substance, rows) if row["entry_no"] == entry]
        warned = any("allergic" in row["warning"] for row in entries)
        fragrance = any(one.fact_code == "fragrance_allergen" for one in substance.findings)
        if finding.fact_code == "restricted_sensitiser" and not (warned or fragrance):
            told.append(finding.id)
        if finding.fact_code == "restricted" and warned:
            silent.append(finding.id)
    assert (told, silent) == ([], [])


def test_what_the_annexes_name_has_a_finding() -> None:
    """Every substance of the tables that the annexes list by its CAS number, or IARC in a group
    above 3, says so; but for another form or part than stands on labels."""
    other = {
        ("azadirachta_indica_leaf_extract", "II", "1716"),  # the kernel's extract
        ("laurus_nobilis_leaf_oil", "II", "359"),  # the seed's oil
        ("myroxylon_pereirae_oil_extract", "II", "1136"),  # the crude balsam
        ("alcohol", "IARC", "1"),  # alcoholic beverages
    }
    tables = {
        "II": ("eu_1223_2009_annex_ii_prohibited.csv", "cas_no", "entry_no"),
        "III": ("eu_1223_2009_annex_iii_restricted.csv", "cas_no", "entry_no"),
        "IARC": ("iarc_classifications.csv", "CAS No.", "Group"),
    }
    missing = set()
    for table, (name, cas, number) in tables.items():
        rows = by_cas(reference(name), cas)
        for substance in load():
            for row in of_substance(substance, rows):
                iarc = table == "IARC"
                said = f"group {row[number]}" if iarc else f"annex {table}, entry {row[number]}"
                told = {
                    f.reference.split(",")[0] if iarc else f.reference for f in substance.findings
                }
                if said not in told and row[number] not in ("", "3"):
                    missing.add((substance.id, table, row[number]))
    assert missing <= other, missing - other


def test_an_entry_of_an_annex_has_a_number() -> None:
    numbered = re.compile(r"annex (?:II|III|IV|V|VI), entry \d+[a-z]?|annex XVII, entry \d+")
    annexed = {f.reference for one in load() for f in one.findings if "entry" in f.reference}
    assert [one for one in annexed if not numbered.fullmatch(one)] == []
    assert len(annexed) >= 250


def test_groups_and_volumes_are_those_of_iarc() -> None:
    rows = by_cas(reference("iarc_classifications.csv"), "CAS No.")
    said = stated("group ")
    wrong = [
        finding.id
        for substance, finding in said
        if finding.reference
        not in {f"group {r['Group']}, volume {r['Volume']}" for r in of_substance(substance, rows)}
        or finding.fact_code != f"iarc_{finding.reference.split(',')[0].split()[1].lower()}"
    ]
    assert wrong == []
    assert len(said) >= 15


# The list of edlists.org a statement names, and the export it was taken from.
_LISTS = {
    "List I": "edlists_list_ii.csv",
    "List II": "edlists_list_iii.csv",
    "List III": "edlists_national.csv",
}


@pytest.mark.parametrize("listed", _LISTS)
def test_endocrine_lists_name_them(listed: str) -> None:
    rows = by_cas(reference(_LISTS[listed]), "CAS no.")
    said = [pair for pair in stated("List ") if pair[1].reference == listed]
    wrong = [finding.id for substance, finding in said if not of_substance(substance, rows)]
    assert wrong == []
    assert said
    silent = [
        substance.id
        for substance in load()
        if any(row["Health Effects"] == "Yes" for row in of_substance(substance, rows))
        and listed not in {finding.reference for finding in substance.findings}
    ]
    assert silent == []
