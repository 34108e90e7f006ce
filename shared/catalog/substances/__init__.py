"""The substances of labels: three tables, read once when they are first asked for.

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

`checked.csv`, one row a substance, says for what kind of product it was looked up: for cosmetics
that its names, its CAS numbers and the groups it belongs to were compared with annexes II to VI;
for foods that it is one, an additive (Regulation 1333/2008), a flavouring (1334/2008), or may be
added for nutrition (1925/2006, Directive 2002/46/EC). Where it was not looked up, having no finding
is unknown and never ok: preservatives, UV filters and colours without an entry in V, VI or IV,
medicines, and in foods what only cosmetics hold.

What the law names and these tables do not have is recognised by those of `by_law`.

Annexes II and III, IARC and the endocrine lists are compared with the published tables row by row
(`tests/unit/test_substances_reference.py`), every CAS and EC number by its check digit. The E
numbers were compared one by one with the Codex class names and, to E 251, with Regulation (EU)
231/2012; of annexes V and VI the first entries (1 to 2 and 2 to 18) with the consolidated text. The
other entries and limits of IV, V and VI and the functions are as they are generally cited, without
a text at hand.

That a substance sensitises is said of annex III where the entry's own warning says so, or where it
is a fragrance allergen.

What the law forbids but for one use has a use that begins with `not_`: hydroquinone but in nails.
What is forbidden since the annexes' edition names the act (2024/996, 2025/877).

IARC's group 3 (not classifiable) is no finding, nor is a group given to another form or route than
the substance has on labels. Of annexes II and III, entries for another part of the same plant are
left out.
"""

from collections import defaultdict
from functools import cache

from shared.catalog.substances import by_law
from shared.catalog.substances.tables import Row, many, part_of_id, rows, text
from shared.domain.digest import digest
from shared.domain.food import Allergen
from shared.domain.labels.facts import FACTS, SOURCES, USES
from shared.domain.labels.functions import FUNCTIONS
from shared.domain.labels.kinds import ProductType
from shared.domain.labels.substance import Finding, Names, Substance

_SUBSTANCES, _FINDINGS, _CHECKED = "substances.csv", "findings.csv", "checked.csv"
_ANY = "any"
_EDITION = "2026-11-22"


@cache
def load() -> tuple[Substance, ...]:
    """Every substance with its findings, in the order of the table.

    Raises:
        ValueError: a row names a fact, function, source, use or allergen that does not exist, or a
            finding or a check of a substance that is not there.
    """
    findings: dict[str, list[Finding]] = defaultdict(list)
    for row in rows(_FINDINGS):
        findings[row["substance"]].append(_finding(row))
    checked = {row["substance"]: _kinds(row["product"]) for row in rows(_CHECKED)}
    substances = tuple(
        _substance(row, findings.pop(row["id"], []), checked.pop(row["id"], frozenset()))
        for row in rows(_SUBSTANCES)
    )
    if findings or checked:
        raise ValueError(f"told of unknown substances: {sorted({*findings, *checked})}")
    return substances


@cache
def version() -> str:
    """The day the tables were last gone through, and what tells one state of them, and of the words
    and verdicts of their facts, from another: nobody has to remember to change it."""
    names = (_SUBSTANCES, _FINDINGS, _CHECKED, *by_law.TABLES)
    return f"{_EDITION}.{digest(repr((*map(text, names), FACTS, USES)))[:8]}"


def _finding(row: Row) -> Finding:
    if row["fact"] not in FACTS or row["source"] not in SOURCES or row["use"] not in USES:
        raise ValueError(f"unreadable finding: {row}")
    place = f"{row['substance']}.{row['fact']}.{row['use']}"
    return Finding(
        id=f"{place}.{part_of_id(row['reference'])}",
        fact_code=row["fact"],
        source=row["source"],
        reference=row["reference"],
        product=None if row["product"] == _ANY else ProductType(row["product"]),
        use=row["use"],
        maximum=row["maximum"],
    )


def _kinds(product: str) -> frozenset[ProductType]:
    return frozenset(ProductType if product == _ANY else (ProductType(product),))


def _substance(row: Row, findings: list[Finding], checked: frozenset[ProductType]) -> Substance:
    functions = many(row["functions"])
    if not FUNCTIONS.keys() >= set(functions):
        raise ValueError(f"unknown function of {row['id']}")
    return Substance(
        id=row["id"],
        name=row["name"],
        cas=many(row["cas"]),
        ec=row["ec"],
        functions=functions,
        names=Names(many(row["en"]), many(row["es"]), many(row["fr"])),
        colour_index=row["ci"],
        e_number=row["e_number"],
        part=row["part"],
        nano=row["nano"] == "yes",
        allergens=tuple(Allergen(code) for code in many(row["allergens"])),
        findings=tuple(findings),
        checked=checked,
    )
