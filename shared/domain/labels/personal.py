"""What a label means to one person: their allergies, what they avoid, pregnancy and skin.

These alerts stand apart from the general findings and never change a product's score: what is fine
for others may not be for them, and the other way round.
"""

from collections.abc import Iterator
from typing import NamedTuple

from shared.domain.allergen_words import GROUPS
from shared.domain.catalog import FoodCatalog, fold
from shared.domain.labels.allergens import allergen_name
from shared.domain.labels.brought import NOTHING, Brought, brought_by, keys_of
from shared.domain.labels.dictionary import EXACT, Match
from shared.domain.labels.families import in_family
from shared.domain.labels.kinds import ProductType
from shared.domain.labels.naming import Named
from shared.domain.labels.product import Product, applying, speaks_of
from shared.domain.labels.reading import Entry
from shared.domain.labels.spelling import key, plain
from shared.domain.labels.splitting import Part
from shared.domain.labels.substance import Substance
from shared.domain.language import Language, Text
from shared.domain.origin_words import ORIGINS
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


def _of_entry(
    entry: Entry, profile: Profile, product: Product, foods: FoodCatalog, language: Language
) -> Iterator[tuple[str, str, str]]:
    personal = profile.allergies or profile.avoid
    names = _names(entry) if personal else _NO_NAMES
    brought = brought_by(entry, foods, language) if personal else NOTHING
    rule, statement = ("traces", _TRACES) if entry.may_contain else ("allergy", _ALLERGY)
    for code in sorted(profile.allergies):
        if _brings(brought, names, code):
            what = allergen_name(code, language)
            yield rule, code, statement.of(language).format(what=what)
    if entry.may_contain and not entry.position:
        return
    for avoided in profile.avoid:
        if _is_shunned(entry, brought, names, avoided, foods):
            yield "avoid", avoided, _AVOIDED.of(language).format(what=avoided)
    if profile.pregnancy:
        yield from _in_pregnancy(entry, product, language)
    yield from _for_skin(entry, profile.skin_type, product, language)


def _brings(brought: Brought, names: _Names, code: str) -> bool:
    """Whether it brings what the code of an allergy, the id of a food or a word stands for."""
    if family := GROUPS.get(fold(code)):
        return bool(brought.allergens & family)
    return code in brought.food_ids or names.hold(code.replace("_", " "))


def _is_shunned(
    entry: Entry, brought: Brought, names: _Names, avoided: str, foods: FoodCatalog
) -> bool:
    """Whether it is what somebody avoids, as recipes understand the same word: a family of
    allergens or a food; or what comes of an animal, a family of ingredients, or a name."""
    match = entry.named.match
    food = foods.by_name(avoided)
    return (
        bool(brought.allergens & GROUPS.get(fold(avoided), frozenset()))
        or (food is not None and food.id in brought.food_ids)
        or ORIGINS.get(fold(avoided)) in brought.origins
        or (match is not None and in_family(match.substance, avoided))
        or names.hold(avoided)
    )


def _names(entry: Entry) -> _Names:
    keys = keys_of(entry.named.match.substance) if entry.named.match else frozenset()
    return _Names(keys, f" {' '.join(plain(entry.text).split())} ")


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
    codes = {one.fact_code for one in applying(substance.findings, product)}
    if skin is SkinType.SENSITIVE and codes & _SENSITISING:
        yield "skin", skin.value, _SENSITIVE.of(language)
    elif skin in _SKINS and substance.id in _DRYING:
        yield "skin", skin.value, _DRY.of(language).format(skin=_SKINS[skin].of(language))
