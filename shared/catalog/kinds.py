"""What the foods of the catalog are kinds of, and what is in those that are made of others.

`kinds.csv` has a row for each family that is no food of the catalog ("corn"), with the names by
which people speak of it, and one for each food that is something more than itself:

- `is` names its kin, or the code of an allergen (EU 1169/2011, annex II) that it is by nature:
  somebody allergic to the one is spared all of them.
- `contains` is what the usual product is made with, and its common versions, as far as somebody may
  be allergic to it; a star is anything. Of what nobody tastes it names the plant ("maize_plant"),
  which is kin to what they do: baking powder is kept from the allergic, not from who dislikes corn.
- `members` are what else falls under a family's name: who eats no citrus fruit eats no lemons, but
  who eats no lemons may eat an orange.

What comes of pigs, birds, other animals, alcohol, gelatin and bees stands in the `origins` of
`foods.csv` and is not repeated.
"""

import csv
from collections.abc import Mapping
from functools import cache
from importlib import resources

from shared.domain.catalog import fold
from shared.domain.kinds import Kind
from shared.domain.language import Text


@cache
def load() -> tuple[Kind, ...]:
    """The table, read once per process and only where somebody asks."""
    table = resources.files("shared.catalog") / "kinds.csv"
    with table.open(encoding="utf-8") as lines:
        return tuple(map(_kind, csv.DictReader(lines)))


def _kind(row: Mapping[str, str]) -> Kind:
    spanish, english = _list(row["names_es"]), _list(row["names_en"])
    return Kind(
        id=row["id"],
        name=Text(spanish[0], english[0]) if spanish and english else None,
        names=tuple(map(fold, spanish + english)),
        is_=_list(row["is"]),
        holds=_list(row["contains"]),
        members=_list(row["members"]),
    )


def _list(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()
