"""The tables of substances as they lie in their files."""

import csv
from importlib import resources

Row = dict[str, str]


def text(table: str) -> str:
    return (resources.files("shared.catalog.substances") / table).read_text(encoding="utf-8")


def rows(table: str) -> list[Row]:
    return list(csv.DictReader(text(table).splitlines()))


def part_of_id(reference: str) -> str:
    """A reference as the ids of findings hold it: "annex-II-entry-221"."""
    return reference.replace(" ", "-").replace(",", "")


def many(cell: str) -> tuple[str, ...]:
    """A cell that holds several values, parted by `|`."""
    return tuple(cell.split("|")) if cell else ()
