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
from shared.domain.labels.french import named_in_french
from shared.domain.labels.kinds import ProductType
from shared.domain.labels.naming import Named
from shared.domain.labels.product import Product, speaks_of
from shared.domain.labels.reading import Entry, Reading
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
    """`rule` is allergy, avoid, pregnancy, skin or traces; what a sentence beside the list names is
    no ingredient, and its `position` 0. `id` names the statement for explanations."""

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


class _Brought(NamedTuple):
    """Allergens, and ids of foods, that an entry brings."""

    allergens: frozenset[Allergen] = frozenset()
    food_ids: frozenset[str] = frozenset()


_NOTHING = _Brought()
_NO_NAMES = _Names(frozenset(), "")


def alerts(
    entries: tuple[Entry, ...],
    profile: Profile,
    product: Product,
    foods: FoodCatalog,
    language: Language,
) -> tuple[Alert, ...]:
    """One alert for each rule an ingredient breaks, in the order of the label. What a sentence
    beside the list repeats of an ingredient is said once."""
    found: dict[str, Alert] = {}
    told: set[tuple[str, str]] = set()
    for entry in sorted(entries, key=lambda one: not one.position):
        for rule, reference, statement in _of_entry(entry, profile, product, foods, language):
            alert_id = f"profile.{rule}.{entry.position}.{key(reference)}"
            alert = Alert(alert_id, rule, entry.position, entry.text, statement, reference)
            if entry.position or (rule, reference) not in told:
                found.setdefault(alert_id, alert)
            told.add((rule, reference))
    return tuple(found.values())


def suits(substance: Substance, profile: Profile, product: Product, foods: FoodCatalog) -> bool:
    """Whether it would raise no alert for the person: nothing else may be offered to them."""
    named = Named(Part(substance.name, (), None, nano=False), Match(substance, EXACT))
    entry = Entry(1, substance.name, named, None, may_contain=False)
    return next(_of_entry(entry, profile, product, foods, Language.EN), None) is None


def allergens_of(reading: Reading, foods: FoodCatalog, language: Language) -> frozenset[Allergen]:
    """All that a label names, traces included, whoever reads it."""
    entries = (*reading.entries, *reading.declared, *reading.traces)
    return frozenset().union(*(_brought(one, foods, language).allergens for one in entries))


def _of_entry(
    entry: Entry, profile: Profile, product: Product, foods: FoodCatalog, language: Language
) -> Iterator[tuple[str, str, str]]:
    names = _names(entry) if profile.allergies or profile.avoid else _NO_NAMES
    brought = _brought(entry, foods, language) if profile.allergies else _NOTHING
    rule, statement = ("traces", _TRACES) if entry.may_contain else ("allergy", _ALLERGY)
    for code in sorted(profile.allergies):
        if _brings(brought, names, code):
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


def _brings(brought: _Brought, names: _Names, code: str) -> bool:
    """Whether it brings what the code of an allergy, the id of a food or a word stands for."""
    if family := GROUPS.get(fold(code)):
        return bool(brought.allergens & family)
    return code in brought.food_ids or names.hold(code.replace("_", " "))


def _brought(entry: Entry, foods: FoodCatalog, language: Language) -> _Brought:
    """What the substance brings, and what the words on the label name besides it."""
    match = entry.named.match
    if match is None:
        return _named_in(f"{entry.text}, {entry.besides}", foods, language)
    own, keys = frozenset(match.substance.allergens), _keys(match.substance)
    besides = "" if key(entry.besides) in keys else entry.besides
    found = _named_in(besides, foods, language) if besides else _NOTHING
    if key(entry.text) not in keys:
        told = _read_into(match.substance, foods, language)
        named = _named_in(entry.text, foods, language)
        found = _Brought(
            found.allergens | (named.allergens - told.allergens),
            found.food_ids | (named.food_ids - told.food_ids),
        )
    return found._replace(allergens=own | found.allergens)


def _named_in(words: str, foods: FoodCatalog, language: Language) -> _Brought:
    named = list(mentions(words, foods, language))
    return _Brought(
        named_in_french(words).union(*(one.contents.allergens for one in named)),
        frozenset(one.food.id for one in named if one.food),
    )


@lru_cache(maxsize=8_192)
def _read_into(substance: Substance, foods: FoodCatalog, language: Language) -> _Brought:
    """What a reader of foods would take its names for: shea butter for butter, sulfates for
    sulphites. Of a substance the tables themselves say what it brings."""
    read = [_named_in(one, foods, language) for one in substance.spellings]
    return _Brought(
        frozenset().union(*(one.allergens for one in read)),
        frozenset().union(*(one.food_ids for one in read)),
    )


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
