"""What a text names and the recipe's own ingredients answer for."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

# What a cook makes of an ingredient and the shop sells ready, with more in it.
MADE_OF = {
    "lemon_juice": frozenset({"lemon"}),
    "tomato_sauce": frozenset({"tomato", "canned_tomatoes", "tomato_passata"}),
}
# What a text calls so is made of one of these, if the recipe has it: otherwise a tortilla is what
# it is in either country.
_CORN = frozenset({"arepa_flour", "corn_tortilla", "cornmeal", "masa_harina"})
WORDS_OF = {
    "dough": _CORN,
    "quesadilla": _CORN,
    "quesadillas": _CORN,
    "tortilla": frozenset({"corn_tortilla", "egg"}),
}
# As a title calls it. Any other chocolate is taken for milk chocolate, as labels warn of it.
TITLES_OF = {"chocolate": frozenset({"cocoa_powder"})}


def is_made(what: str, made_of: Mapping[str, AbstractSet[str]], used: AbstractSet[str]) -> bool:
    """Whether one of the foods it is made of, by the table, is among those `used`."""
    return not made_of.get(what, frozenset()).isdisjoint(used)
