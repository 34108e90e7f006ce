"""What a label means to one person: their allergies, what they avoid, pregnancy and skin.

These alerts stand apart from the general findings and never change a product's score: what is fine
for others may not be for them, and the other way round.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from shared.domain.allergen_words import GROUPS
from shared.domain.catalog import FoodCatalog, fold
from shared.domain.food import Allergen
from shared.domain.labels.allergens import allergen_name
from shared.domain.labels.dictionary import EXACT, Match
from shared.domain.labels.kinds import ProductType
from shared.domain.labels.naming import Named
from shared.domain.labels.product import Product, speaks_of
from shared.domain.labels.reading import Entry
from shared.domain.labels.spelling import key, plain
from shared.domain.labels.splitting import Part
from shared.domain.labels.substance import Substance
from shared.domain.language import Language, Text
from shared.domain.mentions import mentions
from shared.domain.person import Profile, SkinType

_SENSITISING = frozenset(
    {"fragrance_allergen", "restricted_sensitiser", "preservative_sensitiser"}
    | {"preservative_rinse_off", "formaldehyde_releaser"}
)
# Detergents and solvents that take fat out of the skin, by id.
_DRYING = frozenset(
    {"alcohol", "alcohol_denat", "isopropyl_alcohol", "sodium_lauryl_sulfate"}
    | {"ammonium_lauryl_sulfate", "tea_dodecylbenzenesulfonate"}
)
_PREGNANCY = ("pregnancy_retinoid", "pregnancy_caffeine")

_ALLERGY = Text(
    "Contiene algo a lo que eres alérgico: {what}.", "Contains what you are allergic to: {what}."
)
_TRACES = Text(
    "Puede contener trazas de algo a lo que eres alérgico: {what}.",
    "May contain traces of what you are allergic to: {what}.",
)
_AVOIDED = Text(
    "Está en tu lista de lo que evitas: {what}.", "It is on your list to avoid: {what}."
)
_SENSITIVE = Text(
    "Tu perfil dice piel sensible: puede sensibilizarla.",
    "Your profile says sensitive skin: it can sensitise it.",
)
_DRY = Text(
    "Tu perfil dice piel {skin}: puede resecarla.", "Your profile says {skin} skin: it can dry it."
)
_SKINS = {SkinType.DRY: Text("seca", "dry"), SkinType.SENSITIVE: Text("sensible", "sensitive")}


class Alert(NamedTuple):
    """`rule` is allergy, avoid, pregnancy, skin or traces; what a sentence about traces names is no
    ingredient, and its `position` 0. `id` names the statement for explanations."""

    id: str
    rule: str
    position: int
    name: str
    statement: str
    reference: str


class _Names(NamedTuple):
    """What an entry is called: the keys of the names of its substance, and its words."""

    keys: frozenset[str]
    words: str

    def hold(self, avoided: str) -> bool:
        """By any name of the substance, or as words inside the entry."""
        wanted = key(avoided)
        if not wanted:
            return False
        return wanted in self.keys or f" {' '.join(plain(avoided).split())} " in self.words


_NO_NAMES = _Names(frozenset(), "")


def alerts(
    entries: tuple[Entry, ...],
    profile: Profile,
    product: Product,
    foods: FoodCatalog,
    language: Language,
) -> tuple[Alert, ...]:
    """One alert for each rule an ingredient breaks, in the order of the label."""
    return tuple(
        Alert(
            f"profile.{rule}.{entry.position}.{key(reference)}",
            rule,
            entry.position,
            entry.text,
            statement,
            reference,
        )
        for entry in entries
        for rule, reference, statement in _of_entry(entry, profile, product, foods, language)
    )


def suits(substance: Substance, profile: Profile, product: Product, foods: FoodCatalog) -> bool:
    """Whether it would raise no alert for the person: nothing else may be offered to them."""
    named = Named(Part(substance.name, (), None, nano=False), Match(substance, EXACT))
    entry = Entry(1, substance.name, named, None, may_contain=False)
    return next(_of_entry(entry, profile, product, foods, Language.EN), None) is None


def _of_entry(
    entry: Entry, profile: Profile, product: Product, foods: FoodCatalog, language: Language
) -> Iterator[tuple[str, str, str]]:
    names = _names(entry) if profile.allergies or profile.avoid else _NO_NAMES
    brought = _brought(entry, foods, language) if profile.allergies else frozenset()
    rule, statement = ("traces", _TRACES) if entry.may_contain else ("allergy", _ALLERGY)
    for code in sorted(profile.allergies):
        told = GROUPS.get(fold(code), frozenset())
        if brought & told or names.hold(code.replace("_", " ")):
            what = allergen_name(code, language)
            yield rule, code, statement.of(language).format(what=what)
    if not entry.position:
        return
    for avoided in profile.avoid:
        if names.hold(avoided):
            yield "avoid", avoided, _AVOIDED.of(language).format(what=avoided)
    if profile.pregnancy:
        yield from _in_pregnancy(entry, product, language)
    yield from _for_skin(entry, profile.skin_type, product, language)


def _brought(entry: Entry, foods: FoodCatalog, language: Language) -> frozenset[Allergen]:
    """The allergens of the substance; where it tells none, those the words on the label name."""
    substance = entry.named.match.substance if entry.named.match else None
    if substance and substance.allergens:
        return frozenset(substance.allergens)
    named = mentions(entry.text, foods, language)
    return frozenset().union(*(one.contents.allergens for one in named))


def _names(entry: Entry) -> _Names:
    keys = _keys(entry.named.match.substance) if entry.named.match else frozenset()
    return _Names(keys, f" {' '.join(plain(entry.text).split())} ")


@lru_cache(maxsize=8_192)
def _keys(substance: Substance) -> frozenset[str]:
    numbers = (substance.e_number, *substance.cas)
    return frozenset(key(spelling) for spelling in (*substance.spellings, *numbers))


def _in_pregnancy(
    entry: Entry, product: Product, language: Language
) -> Iterator[tuple[str, str, str]]:
    for finding in entry.named.match.substance.findings if entry.named.match else ():
        if finding.fact_code in _PREGNANCY and speaks_of(finding, product):
            yield "pregnancy", finding.reference, finding.statement(language)


def _for_skin(
    entry: Entry, skin: SkinType | None, product: Product, language: Language
) -> Iterator[tuple[str, str, str]]:
    if product.type is not ProductType.COSMETIC or not entry.named.match:
        return
    substance = entry.named.match.substance
    codes = {f.fact_code for f in substance.findings if speaks_of(f, product)}
    if skin is SkinType.SENSITIVE and codes & _SENSITISING:
        yield "skin", skin.value, _SENSITIVE.of(language)
    elif skin in _SKINS and substance.id in _DRYING:
        yield "skin", skin.value, _DRY.of(language).format(skin=_SKINS[skin].of(language))
