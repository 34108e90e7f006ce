"""The embedded tables of substances against themselves and, where present, the reference data."""

import csv
import os
import re
from collections import defaultdict
from pathlib import Path

import pytest

from shared.catalog.substances import load
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
    substances = load()
    assert len(substances) >= 900
    assert len({substance.id for substance in substances}) == len(substances)
    assert sum(bool(substance.e_number) for substance in substances) >= 250
    assert all(substance.functions for substance in substances)


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
        maxima = {row.get("maximum", "").split(" ")[0].rstrip("%") for row in entries}
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
