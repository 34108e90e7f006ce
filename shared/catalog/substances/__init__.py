"""The substances of labels: two tables, read once when they are first asked for.

`substances.csv`, one row a substance; columns that hold several values part them by `|`. `name` is
the INCI name (the usual English name of what only foods hold), `ci` the colour index number,
`e_number` that of food additives, `part` the part of a plant, `allergens` codes of the EU list of
14. INCI names, CAS and EC numbers are facts of CosIng and of Regulation (EC) 1223/2009; E numbers
those of Regulation (EC) 1333/2008.

`findings.csv`, one row a statement of one source:

- `fact` is a code of `shared.domain.labels.facts`, which holds its words and its verdict;
- `source` and `reference` say who states it and where: annex and entry of Regulation 1223/2009
  (annexes II and III as of 16 May 2024; IV, V and VI by their well-known entries), group and
  volumes of the IARC Monographs, list of edlists.org, authority and outcome of ECHA's assessment
  of endocrine disruptors (May 2024), E number and annex of Regulation 1333/2008, or the act that
  took it out of there, year of EFSA's opinion;
- `product` is `cosmetic`, `food` or `any`; `use` narrows it further (`leave_on`, `oral`, ...);
- `maximum` is a percentage in the ready product; for intakes, mg per kg of body weight and day.

Annexes II and III, IARC and the endocrine lists are compared with the published tables row by row
(`tests/unit/test_substances_reference.py`), every CAS and EC number by its check digit. The E
numbers were compared one by one with the Codex class names and, to E 251, with Regulation (EU)
231/2012; of annexes V and VI the first entries (1 to 2 and 2 to 18) with the consolidated text. The
other entries and limits of IV, V and VI and the functions are as they are generally cited, without
a text at hand.

That a substance sensitises is said of annex III where the entry's own warning says so, or where it
is a fragrance allergen.

IARC's group 3 (not classifiable) is no finding, nor is a group given to another form or route than
the substance has on labels. Of annexes II and III, entries for another part of the same plant are
left out.
"""

import csv
from collections import defaultdict
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from shared.domain.digest import digest
from shared.domain.food import Allergen
from shared.domain.labels.facts import FACTS, SOURCES, USES
from shared.domain.labels.functions import FUNCTIONS
from shared.domain.labels.kinds import ProductType
from shared.domain.labels.substance import Finding, Names, Substance

_Row = dict[str, str]
_SUBSTANCES, _FINDINGS = "substances.csv", "findings.csv"
_EDITION = "2026-11-22"


@cache
def load() -> tuple[Substance, ...]:
    """Every substance with its findings, in the order of the table.

    Raises:
        ValueError: a row names a fact, function, source, use or allergen that does not exist, or a
            finding of a substance that is not there.
    """
    findings: dict[str, list[Finding]] = defaultdict(list)
    for row in _rows(_FINDINGS):
        findings[row["substance"]].append(_finding(row))
    substances = tuple(_substance(row, findings.pop(row["id"], [])) for row in _rows(_SUBSTANCES))
    if findings:
        raise ValueError(f"findings of unknown substances: {sorted(findings)}")
    return substances


@cache
def version() -> str:
    """The day the tables were last gone through, and what tells one state of them, and of the words
    and verdicts of their facts, from another: nobody has to remember to change it."""
    tables = (_table(name).read_text(encoding="utf-8") for name in (_SUBSTANCES, _FINDINGS))
    return f"{_EDITION}.{digest(repr((*tables, FACTS, USES)))[:8]}"


def _table(name: str) -> Traversable:
    return resources.files("shared.catalog.substances") / name


def _rows(name: str) -> list[_Row]:
    with _table(name).open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def _finding(row: _Row) -> Finding:
    if row["fact"] not in FACTS or row["source"] not in SOURCES or row["use"] not in USES:
        raise ValueError(f"unreadable finding: {row}")
    place = f"{row['substance']}.{row['fact']}.{row['use']}"
    return Finding(
        id=f"{place}.{row['reference'].replace(' ', '-').replace(',', '')}",
        fact_code=row["fact"],
        source=row["source"],
        reference=row["reference"],
        product=None if row["product"] == "any" else ProductType(row["product"]),
        use=row["use"],
        maximum=row["maximum"],
    )


def _many(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


def _substance(row: _Row, findings: list[Finding]) -> Substance:
    functions = _many(row["functions"])
    if not FUNCTIONS.keys() >= set(functions):
        raise ValueError(f"unknown function of {row['id']}")
    return Substance(
        id=row["id"],
        name=row["name"],
        cas=_many(row["cas"]),
        ec=row["ec"],
        functions=functions,
        names=Names(_many(row["en"]), _many(row["es"]), _many(row["fr"])),
        colour_index=row["ci"],
        e_number=row["e_number"],
        part=row["part"],
        nano=row["nano"] == "yes",
        allergens=tuple(Allergen(code) for code in _many(row["allergens"])),
        findings=tuple(findings),
    )
