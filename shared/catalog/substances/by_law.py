"""What Regulation (EC) 1223/2009 names and the table of substances does not have: names to
recognise it by, each row with the entry it rests on.

- `prohibited.csv` are the names and CAS numbers that annex II itself gives (as of 16 May 2024), but
  for those longer than any label prints, and for oil, gas and coal streams, which are prohibited by
  a purity no label tells;
- `prohibited_groups.csv` are members of the entries that name a group alone ("mercury and its
  compounds", "glucocorticoids", "antibiotics"), and other names of what annex II gives one name,
  Spanish and French ones among them. They were put to their entries one by one. Two are of annex
  III, which permits them in nails alone;
- `restricted.csv` are those of annex III in the same way, a row for each use: `fact` and `maximum`
  are as in the findings, the widest limit where one use has several.

`use` narrows a row as it does a finding. What annex II forbids in hair dyes is told there alone,
elsewhere it is unknown; but for names of dyes, which no annex permits anywhere. Nobody looked these
up for foods, nor any further: what is restricted and not known to sensitise is unknown, not ok.
"""

import re
from functools import cache
from itertools import groupby

from shared.catalog.substances.tables import Row, many, part_of_id, rows
from shared.domain.labels.kinds import ProductType
from shared.domain.labels.spelling import key
from shared.domain.labels.substance import Finding, Names, Substance

# The names people know come first: what two tables have goes by them.
TABLES = ("prohibited_groups.csv", "prohibited.csv", "restricted.csv")
_PROHIBITED = "prohibited"
_COLOUR = re.compile(r"CI (\d{5}(?::\d)?)")


@cache
def load_by_law() -> tuple[Substance, ...]:
    """A substance for each name, with the findings of its rows; it has no function."""
    told = (row for table in TABLES for row in rows(table))
    return tuple(_substance(list(same)) for _, same in groupby(told, lambda row: row["name"]))


def _substance(same: list[Row]) -> Substance:
    row = same[0]
    substance_id = f"law_{key(row['name'])}"
    others = many(row["others"])
    colours = (_COLOUR.fullmatch(name) for name in (row["name"], *others))
    return Substance(
        id=substance_id,
        name=row["name"],
        cas=many(row["cas"]),
        ec="",
        functions=(),
        names=Names(en=others),
        colour_index=next((colour[1] for colour in colours if colour), ""),
        e_number="",
        part="",
        nano=False,
        allergens=(),
        findings=tuple(_finding(substance_id, one) for one in same),
    )


def _finding(substance_id: str, row: Row) -> Finding:
    fact = row.get("fact", _PROHIBITED)
    return Finding(
        id=f"{substance_id}.{fact}.{row['use']}.{part_of_id(row['reference'])}",
        fact_code=fact,
        source="eu_cosmetics",
        reference=row["reference"],
        product=ProductType.COSMETIC,
        use=row["use"],
        maximum=row.get("maximum", ""),
    )
