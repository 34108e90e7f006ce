"""What a name that is no food of the catalog says of how fast it goes off.

"Carne picada" or "a pack of chicken" names no one food and still is raw meat: it belongs in the
fridge, until a use-by date. A word of raw meat, fish or seafood in a name is enough, and of two the
one that goes off sooner counts; a word that says it was made to keep, or only tastes of it, undoes
that.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from shared.domain.beyond import beyond
from shared.domain.catalog import FoodCatalog, fold
from shared.domain.expiry import keeping_days, usual_date_kind
from shared.domain.food import Category, DateKind, Origin, Storage
from shared.domain.mentions import Mention

# Of no food of the catalog, or of many.
_WORDS = {
    Category.POULTRY: ("ave aves pechuga muslo alita ganso poultry goose giblets drumstick wings"),
    Category.MEAT: (
        "carne res vacuno jabalí ciervo callos mondongo molleja carrillera carrillada riñón filete"
        " secreto presa chuleta churrasco picadillo hamburguesa kebab meat mince minced burger"
        " hamburger boar kidney sweetbread offal fillet"
    ),
    Category.FISH: "pescado fish sushi sashimi ceviche emperador rosada tartar",
    Category.SEAFOOD: "marisco seafood shellfish",
    Category.PREPARED: "sobra leftover",
}
_OF_ORIGIN = {
    Origin.POULTRY: Category.POULTRY,
    Origin.MEAT: Category.MEAT,
    Origin.PORK: Category.MEAT,
    Origin.FISH: Category.FISH,
    Origin.SHELLFISH: Category.SEAFOOD,
}
_KEEPS = (
    "lata latas enlatado conserva esterilizado uht brik tarro tin tinned can canned jar"
    " polvo powder deshidratado liofilizado seca dried jerky cecina mojama caviar"
    " sabor flavour flavor flavoured flavored cubito cubo cube pastilla bouillon concentrado"
    " sazonador seasoning condimento especia spice rub instantáneo instant ramen"
    " snack crisps cracker corteza scratchings crackling chicharrón torrezno"
    " manteca sebo suet tallow lard schmaltz cuajo rennet"
    " pienso gato perro cat dog pet kitten puppy"
    " vegano vegana vegan vegetariano vegetariana vegetarian veggie meatless plant"
)
# Not what is cooked in one: "salsa de ostras", and no "beef in oyster sauce".
_SAUCE = re.compile(r"salsa\b|(?!.*\b(?:in|with)\b).* (?:sauce|paste)$")


def perishable_category(name: str, foods: FoodCatalog) -> Category | None:
    """The category of perishable food that `name` tells of; None where it tells of none."""
    words = set(fold(name).split())
    if _folded(_KEEPS) & words or _SAUCE.match(name.casefold()):
        return None
    mentioned = [one for one in beyond(name, None, foods) if _is_written(one, foods)]
    # "Coconut meat" is no meat.
    words -= {word for one in mentioned if " " in one.words for word in fold(one.words).split()}
    found = {category for one in mentioned for category in _of(one)}
    found |= {category for category, listed in _WORDS.items() if _folded(listed) & words}
    return min(sorted(found), key=_days, default=None)


def _is_written(mention: Mention, foods: FoodCatalog) -> bool:
    """What may be a misspelling is an allergen to be warned of, and no reason to throw food out."""
    return mention.food is not None or fold(mention.words) in foods.vocabulary.words


def _of(mention: Mention) -> Iterator[Category]:
    food = mention.food
    if food is None:
        yield from (_OF_ORIGIN[one] for one in mention.contents.origins if one in _OF_ORIGIN)
    elif food.date_kind is DateKind.USE_BY is usual_date_kind(None, food.category):
        yield food.category


def _days(category: Category) -> int:
    return keeping_days(None, category, Storage.FRIDGE)


@lru_cache(maxsize=8)
def _folded(words: str) -> frozenset[str]:
    return frozenset(fold(words).split())
