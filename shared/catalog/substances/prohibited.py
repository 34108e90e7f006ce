"""What no cosmetic may hold and the table of substances does not have: names to recognise it by.

Two tables of the same columns, each row naming the entry of Regulation (EC) 1223/2009 it rests on:

- `prohibited.csv` are the names and CAS numbers that annex II itself gives (as of 16 May 2024), but
  for those longer than any label prints, and for oil, gas and coal streams, which are prohibited by
  a purity no label tells;
- `prohibited_groups.csv` are members of the entries that name a group alone ("mercury and its
  compounds", "glucocorticoids", "antibiotics"), and other names of what annex II gives one name,
  Spanish and French ones among them. They were put to their entries one by one.

`use` narrows a row as it does a finding's. A dye that annex II forbids in hair dyes is told there
alone: elsewhere it is unknown. Nobody looked these up for foods, nor what they do in a product.
"""

import re
from functools import cache

from shared.catalog.substances.tables import Row, many, part_of_id, rows
from shared.domain.labels.kinds import ProductType
from shared.domain.labels.spelling import key
from shared.domain.labels.substance import Finding, Names, Substance

# The names people know come first: what both tables have goes by them.
TABLES = ("prohibited_groups.csv", "prohibited.csv")
_FACT = "prohibited"
_COLOUR = re.compile(r"CI (\d{5}(?::\d)?)")


@cache
def load_prohibited() -> tuple[Substance, ...]:
    """A substance for each row: it has no function, and the one finding."""
    return tuple(_substance(row) for table in TABLES for row in rows(table))


def _substance(row: Row) -> Substance:
    substance_id = f"prohibited_{key(row['name'])}"
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
        findings=(_finding(substance_id, row),),
    )


def _finding(substance_id: str, row: Row) -> Finding:
    return Finding(
        id=f"{substance_id}.{_FACT}.{row['use']}.{part_of_id(row['reference'])}",
        fact_code=_FACT,
        source="eu_cosmetics",
        reference=row["reference"],
        product=ProductType.COSMETIC,
        use=row["use"],
        maximum="",
    )
