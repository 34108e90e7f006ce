"""The embedded tables of substances against themselves and, where present, the reference data."""

import csv
import os
import re
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest

from shared.catalog import foods, substances
from shared.catalog.substances import load
from shared.catalog.substances.by_law import load_by_law
from shared.catalog.substances.tables import rows as table_rows
from shared.domain.labels.assessing import assess
from shared.domain.labels.dictionary import Dictionary
from shared.domain.labels.facts import FACTS
from shared.domain.labels.kinds import ProductType, Verdict
from shared.domain.labels.product import Product
from shared.domain.labels.spelling import key, plain
from shared.domain.labels.substance import Finding, Substance

# The regulations and lists as published stand outside the repository, where somebody has them.
REFERENCE = os.environ.get("REFERENCE_DATA", "")
_NO_DATA = "REFERENCE_DATA does not point to the published tables"
Row = dict[str, str]
COSMETIC = Product(ProductType.COSMETIC)


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


def names_of(row: Row) -> list[str]:
    """What a row of an annex calls its substance; it joins names by a semicolon."""
    both = f"{row['name']};{row['listed_as']}".split(";")
    return [re.sub(r"\s*\((?:ISO|INCI|INN)\)", "", name).strip() for name in both]


def colour_or_name(name: str) -> str:
    """As names are compared; a colour by what follows "CI", however that is written."""
    return key(re.sub(r"^(?:Colouring agent )?C\.?I\.? ", "", name))


def annex(number: str) -> list[Row]:
    name = {"II": "annex_ii_prohibited", "III": "annex_iii_restricted"}[number]
    return reference(f"eu_1223_2009_{name}.csv")


def by_identity(rows: list[Row]) -> Callable[[Substance], list[Row]]:
    """The rows of a substance: by a CAS number, by the EC number, by any of its names."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        numbers = (*row["cas_no"].split(", "), *row["ec_no"].split(", "))
        for identity in {*numbers, *map(key, names_of(row))} - {""}:
            found[identity].append(row)

    def of(substance: Substance) -> list[Row]:
        names = map(key, substance.spellings)
        told = dict.fromkeys((*substance.cas, substance.ec, *names))
        return [row for identity in told for row in found.get(identity, [])]

    return of


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


# Entries that name a group: how the annex writes it, and which of the substances belong to it.
_GROUPS = {
    ("II", "39"): ("Antibiotics", "natamycin"),
    ("II", "46"): ("Barium salts", "barium_sulfide"),
    ("II", "194"): ("Progestogens", "progesterone"),
    ("II", "221"): (
        "Mercury and its compounds",
        "mercury mercurous_chloride phenyl_mercuric_acetate thimerosal",
    ),
    ("II", "248"): ("Inorganic nitrites", "potassium_nitrite"),
    ("II", "297"): ("Selenium and its compounds", "selenium_sulfide"),
    ("II", "300"): ("Glucocorticoids", "clobetasol_propionate hydrocortisone"),
    ("II", "411"): ("Secondary alkanolamines", "diethanolamine"),
    ("III", "2a"): (
        "Salts of Thioglycolic acid",
        "ammonium_thioglycolate calcium_thioglycolate potassium_thioglycolate",
    ),
    ("III", "23"): ("Alkaline earth sulphides", "barium_sulfide"),
    ("III", "24"): ("Water-soluble zinc salts", "zinc_lactate zinc_pca zinc_sulfate"),
    ("III", "50"): (
        "Aluminium zirconium chloride hydroxide glycine complexes",
        "aluminum_zirconium_trichlorohydrex_gly",
    ),
    ("III", "60"): ("Fatty acid dialkanolamides", "cocamide_dea lauramide_dea"),
    ("III", "61"): ("Monoalkanolamines", "ethanolamine"),
    ("III", "62"): ("Trialkanolamines", "triethanolamine"),
}


def of_group(substance: Substance, number: str, entry: str, rows: list[Row]) -> list[Row]:
    group, members = _GROUPS.get((number, entry), ("", ""))
    if substance.id not in members.split():
        return []
    return [r for r in rows if r["entry_no"] == entry and r["listed_as"].startswith(group)]


@pytest.mark.parametrize("number", ["II", "III"])
def test_annexes_say_what_the_tables_say(number: str) -> None:
    rows = annex(number)
    same = by_identity(rows)
    wrong = []
    for substance, finding in stated(f"annex {number}, entry "):
        entry = finding.reference.rpartition(" ")[2]
        entries = [row for row in same(substance) if row["entry_no"] == entry]
        entries += of_group(substance, number, entry, rows)
        # The export leaves out the number of some rows of an entry.
        besides = [row for row in same(substance) if not row["entry_no"]]
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
    same = by_identity(annex("III"))
    told, silent = [], []
    for substance, finding in stated("annex III, entry "):
        entry = finding.reference.rpartition(" ")[2]
        entries = [row for row in same(substance) if row["entry_no"] == entry]
        warned = any("allergic" in row["warning"] for row in entries)
        fragrance = any(one.fact_code == "fragrance_allergen" for one in substance.findings)
        if finding.fact_code == "restricted_sensitiser" and not (warned or fragrance):
            told.append(finding.id)
        if finding.fact_code == "restricted" and warned:
            silent.append(finding.id)
    assert (told, silent) == ([], [])


def test_what_the_annexes_name_has_a_finding() -> None:
    """Every substance of the tables that the annexes list by a name or a number of it says so; but
    for another form or part than stands on labels."""
    other = {
        ("citrus_aurantium_peel_oil", "III", "350351"),  # 350 and 351, told apart
        ("quaternium_15", "II", "1386"),  # the same as 1385
        ("trimethylbenzoyl_diphenylphosphine_oxide", "III", "311"),  # prohibited since
        ("azadirachta_indica_leaf_extract", "II", "1716"),  # the kernel's extract
        ("laurus_nobilis_leaf_oil", "II", "359"),  # the seed's oil
        ("myroxylon_pereirae_oil_extract", "II", "1136"),  # the crude balsam
    }
    missing = set()
    for number in ("II", "III"):
        same = by_identity(annex(number))
        for substance in load():
            told = {finding.reference for finding in substance.findings}
            entries = {row["entry_no"] for row in same(substance)} - {""}
            unsaid = {one for one in entries if f"annex {number}, entry {one}" not in told}
            missing |= {(substance.id, number, one) for one in unsaid}
    assert missing <= other, missing - other


def test_what_iarc_puts_into_a_group_has_a_finding() -> None:
    """By its CAS number, in a group above 3; alcohol is named for beverages."""
    rows = by_cas(reference("iarc_classifications.csv"), "CAS No.")
    missing = {
        (substance.id, row["Group"])
        for substance in load()
        for row in of_substance(substance, rows)
        if row["Group"]
        not in {f.reference.split(",")[0].removeprefix("group ") for f in substance.findings}
        and row["Group"] not in ("", "3")
    }
    assert missing == {("alcohol", "1")}


def test_no_name_the_law_forbids_is_told_as_ok() -> None:
    """Every name of annex II that a label could hold, read as the label is: what is found by it is
    to avoid, or unknown; but for what only lacks a purity, and what only dyes hair."""
    dictionary = Dictionary(load(), besides=load_by_law)
    dyeing = COSMETIC._replace(uses=frozenset({"hair_dye"}))
    named, fine = set(), set()
    for row in annex("II"):
        for name in names_of(row):
            match = dictionary.exact(name)
            if match is None:
                continue
            named.add(name)
            purity = any(f.fact_code == "prohibited_unless" for f in match.substance.findings)
            avoided = assess(match.substance, dyeing).verdict is Verdict.AVOID
            if not (avoided or purity):
                fine.add((name, match.substance.id))
    assert fine == set()
    assert len(named) >= 1_650


def test_the_names_of_what_is_prohibited_are_those_of_annex_ii() -> None:
    """Each row of the one table by its name, each row of the other by its entry."""
    rows = annex("II")
    entries: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for name in names_of(row):
            entries[colour_or_name(name)].add(row["entry_no"])
    unnamed = [
        row["name"]
        for row in table_rows("prohibited.csv")
        if row["reference"].rpartition(" ")[2] not in entries[colour_or_name(row["name"])]
    ]
    assert unnamed == []
    there = {row["entry_no"] for row in rows}
    misplaced = [
        row["name"]
        for row in table_rows("prohibited_groups.csv")
        if row["reference"].startswith("annex II,")
        and row["reference"].rpartition(" ")[2]
        not in (entries[colour_or_name(row["name"])] or there)
    ]
    assert misplaced == []


def test_the_names_of_what_is_restricted_are_those_of_annex_iii() -> None:
    """Each row by its name and entry, and by a maximum the entry has."""
    maxima: dict[tuple[str, str], set[str]] = defaultdict(lambda: {""})
    for row in annex("III"):
        for name in names_of(row):
            maxima[row["entry_no"], key(name)].add(row["maximum"].split(" ")[0].rstrip("%"))
    wrong = [
        (row["reference"], row["name"])
        for row in table_rows("restricted.csv")
        if row["maximum"] not in maxima.get((row["reference"].split()[-1], key(row["name"])), set())
    ]
    assert wrong == []


# Words by which a member of a prohibited group gives itself away, with the group's entry.
_MEMBERS = {
    "39": r"mycin\b|micin\b|cillin\b|cycline\b|\bbacitracin|\bnystatin",
    "40": r"\bantimony\b",
    "43": r"arsen(?:ic|ate|ite)\b",
    "46": r"\bbarium\b",
    "54": r"\bberyllium\b",
    "68": r"\bcadmium\b",
    "97": r"\b(?:di)?chromates?\b|\bchromic acid\b",
    "167": r"\baminobenzoate$",
    "194": r"progesterone|gestrel\b",
    "221": r"mercur",
    "260": r"estradiol|\bestr(?:one|iol)\b|stilbestrol",
    "289": r"\blead\b|plumb",
    "297": r"\bselen",
    "300": r"cortisone|cortisol|betamet|methasone|prednis|clobetas|fluocin|nolone\b|metasone",
    "307": r"\bsulfa(?:nil|diaz|cet|thia|meth|mer)",
    "312": r"\btellurium\b",
    "317": r"\bthall(?:ium|ous)\b",
    "391": r"\bzirconium\b",
    "399": r"caine\b",
    "410": r"nitrosami?n|nitrosodi",
    "411": r"^(?:diethanol|diisopropanol|diethyl|dimethyl|dibutyl)amine$",
}
_PERMITTED = re.compile(r"annex (?:III|IV|V|VI),")


def test_what_is_of_a_prohibited_group_is_prohibited_or_permitted_by_an_entry() -> None:
    """By its names, wherever it stands; this needs no published table."""
    members = [
        (entry, substance)
        for substance in (*load(), *load_by_law())
        for entry, words in _MEMBERS.items()
        if any(re.search(words, plain(name)) for name in (substance.name, *substance.names.en))
    ]
    silent = [
        (entry, substance.id)
        for entry, substance in members
        if assess(substance, COSMETIC).verdict is not Verdict.AVOID
        and not any(_PERMITTED.match(finding.reference) for finding in substance.findings)
    ]
    assert silent == []
    assert {entry for entry, _ in members} == set(_MEMBERS)


def test_what_the_tables_of_the_law_name_is_flagged_where_the_substances_have_it() -> None:
    """A substance that a name or a number of those tables means says the same."""
    dictionary = Dictionary(load())
    silent = []
    for one in load_by_law():
        said = {finding.fact_code for finding in one.findings}
        for name in (*one.spellings, *one.cas):
            match = dictionary.exact(name)
            if match and not said <= {finding.fact_code for finding in match.substance.findings}:
                silent.append((one.name, name))
    assert silent == []


def test_the_tables_of_the_law_hold_nothing_twice_and_nothing_people_eat() -> None:
    found = load_by_law()
    names = [key(name) for one in found for name in one.spellings]
    assert len({one.id for one in found}) == len(found) >= 2_000
    assert sorted(names) == sorted(set(names))
    assert [name for one in found for name in one.spellings if foods.load().by_name(name)] == []


def test_only_what_was_looked_up_is_ok() -> None:
    products = (COSMETIC, Product(ProductType.FOOD))
    unfounded = [
        (one.id, product.type)
        for one in (*load(), *load_by_law())
        for product in products
        if assess(one, product).verdict is Verdict.OK and product.type not in one.checked
    ]
    assert unfounded == []
    unchecked = {one.id for one in load() if ProductType.COSMETIC not in one.checked}
    assert {"adapalene", "benzophenone_1", "lawsone"} <= unchecked
    assert len(unchecked) < 60


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
