"""From the text of a label to its named ingredients, in the order they are printed."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from shared.domain.labels.dictionary import Dictionary
from shared.domain.labels.kinds import ProductType
from shared.domain.labels.layout import lines_of
from shared.domain.labels.naming import Named, is_class, name_part, without_class
from shared.domain.labels.purpose import Purpose, purpose_printed
from shared.domain.labels.section import List, Section, find_section, title_of, whole
from shared.domain.labels.spelling import key
from shared.domain.labels.splitting import MOST_ENTRIES, Part, split
from shared.domain.labels.substance import Substance

# Without a heading a text is a list only where enough of it names substances.
_FEWEST_NAMED, _SHARE_NAMED = 3, 0.5
# Water, salt and perfume are in many lists that are not the same.
_SHARE_REPEATED = 0.5
_WATERS = frozenset(map(key, ("agua", "water", "eau")))
_FOOD, _FRAGRANCE, _FLAVOURING = "food", "parfum", "flavouring"
# What a name in the brackets of these is short for.
_SHORT_IN = {
    "vegetable_oil": ("aceite de {}", "{} oil", "huile de {}"),
    "vitamins": ("vitamin {}",),
}

_JOINTS = re.compile(r"\s+/\s+|\s*:\s+|\s+(?:y|e|and|et|&|con|with|avec)\s+")

_SAID_PARTED = re.compile(r"[,()]|\b(?:y|e|o|u|and|or|et|ou)\b")
_MOST_SAID = 30


class Entry(NamedTuple):
    """One ingredient. `parent` is the position of the compound food it is part of; positions
    count from 1 in the order of the label, and 0 is a sentence's beside the list. `besides` is
    what its brackets say that is no entry of its own."""

    position: int
    text: str
    named: Named
    parent: int | None
    may_contain: bool
    besides: str = ""


class Reading(NamedTuple):
    """`headed` says whether a heading led to the list, `others` how many further lists the label
    holds that are not among its entries: the same in another language, or of another product, whose
    entries are the `strangers`. `declared` is what a sentence beside the list says it contains,
    `traces` what it may contain."""

    product_type: ProductType
    entries: tuple[Entry, ...]
    headed: bool
    others: int = 0
    traces: tuple[Entry, ...] = ()
    declared: tuple[Entry, ...] = ()
    strangers: tuple[Entry, ...] = ()

    @property
    def said(self) -> tuple[Entry, ...]:
        """All that the label names, in the list or beside it."""
        return (*self.entries, *self.declared, *self.traces, *self.strangers)


def read(text: str, dictionary: Dictionary, product_type: ProductType | None = None) -> Reading:
    """The ingredients of a label's text; none at all where it holds no list."""
    lines = lines_of(text)
    told = product_type or _type_told(lines)
    section = find_section(lines)
    if section:
        return _reading(section, dictionary, told)
    reading = _reading(whole(lines), dictionary, told)
    named = sum(entry.named.match is not None for entry in reading.entries)
    if named >= _FEWEST_NAMED and named >= _SHARE_NAMED * len(reading.entries):
        return reading
    return reading._replace(entries=())


def read_names(
    names: Iterable[str], dictionary: Dictionary, product_type: ProductType | None = None
) -> Reading:
    """Ingredients that were told one by one; what holds several is parted."""
    parts = [part for name in names for part in split(" ".join(lines_of(name)))]
    return _entries(parts, [], dictionary, product_type, headed=True)


def _type_told(lines: list[str]) -> ProductType | None:
    """A cosmetic where the product calls itself one; foods are sprayed too."""
    purpose = purpose_printed(title_of(lines))
    return ProductType.COSMETIC if purpose not in (None, Purpose.SPRAY) else None


def _reading(section: Section, dictionary: Dictionary, kind: ProductType | None) -> Reading:
    further = _further(section, dictionary)
    lists = (section.first, *further.parts)
    listed = [part for one in lists for part in _apart(split(one.listed), dictionary)]
    besides = [part for one in lists for part in _apart(split(one.may_contain), dictionary)]
    read = _entries(listed, besides, dictionary, kind, section.headed)
    return read._replace(
        others=len(section.further) - len(further.parts),
        traces=tuple(_said(section.traces, dictionary, may_contain=True)),
        declared=tuple(_said(section.declared, dictionary, may_contain=False)),
        strangers=tuple(
            entry._replace(position=0, parent=None)
            for one in further.strangers
            for entry in _entries(list(split(one.listed)), [], dictionary, kind, True).entries
        ),
    )


class _Further(NamedTuple):
    """Lists of the same product, and of others."""

    parts: list[List]
    strangers: list[List]


def _further(section: Section, dictionary: Dictionary) -> _Further:
    """A list that names much of what was listed before is that in another language, and so is one
    of which little is understood; of the rest those are of the same product that say so."""
    found = _Further([], [])
    known = _named_by(section.first, dictionary)
    parted = section.first.part
    for one in section.further:
        named = _named_by(one, dictionary)
        if len(named) < _SHARE_NAMED * len(split(one.listed)):
            continue
        if len(named & known) > _SHARE_REPEATED * len(named):
            continue
        (found.parts if one.part or parted else found.strangers).append(one)
        known |= named
    return found


def _named_by(one: List, dictionary: Dictionary) -> frozenset[str]:
    """The substances of a list, each once."""
    parts = _held(list(split(one.listed)), dictionary)
    return frozenset(filter(None, (name_part(part, dictionary).substance_id for part in parts)))


def _said(text: str, dictionary: Dictionary, *, may_contain: bool) -> Iterator[Entry]:
    """What a sentence beside the list names."""
    for name in _SAID_PARTED.split(text)[:_MOST_SAID]:
        for part in split(name)[:1]:
            yield Entry(0, part.text, name_part(part, dictionary), None, may_contain)


def _apart(parts: Iterable[Part], dictionary: Dictionary) -> list[Part]:
    """Entries joined by a slash or a blank colon put apart where each names its own substance."""
    return [piece for part in parts for piece in _pieces(part, dictionary)]


def _pieces(part: Part, dictionary: Dictionary) -> list[Part]:
    texts = [text.strip() for text in _JOINTS.split(part.text) if text.strip()]
    if len(texts) > 1 and is_class(texts[0]):
        texts = texts[1:]
        part = part._replace(text=without_class(part.text))
    if len(texts) < 2 or name_part(part, dictionary).match:
        return [part]
    matches = [dictionary.exact(text) for text in texts]
    if all(matches) and len({match.substance.id for match in matches if match}) == len(texts):
        return [Part(text, (), None, part.nano) for text in texts]
    return [part]


def _entries(
    listed: list[Part],
    besides: list[Part],
    dictionary: Dictionary,
    told: ProductType | None,
    headed: bool,
) -> Reading:
    kind = told or _type_of([name_part(part, dictionary) for part in _held(listed, dictionary)])
    entries: list[Entry] = []
    for parts, may in ((listed, False), (besides, True)):
        for part in parts:
            _append(entries, part, None, may, kind, dictionary)
    return Reading(kind, tuple(entries[:MOST_ENTRIES]), headed)


def _held(parts: list[Part], dictionary: Dictionary) -> list[Part]:
    """The entries; what stands in brackets after a class or a name nobody knows in its place."""
    held: list[Part] = []
    for part in parts:
        told = name_part(part, dictionary).match is not None and not is_class(part.text)
        held += [part] if told or not part.inner else part.inner
    return held


def _append(
    entries: list[Entry],
    part: Part,
    parent: int | None,
    may: bool,
    kind: ProductType,
    dictionary: Dictionary,
) -> None:
    """The entry and, in foods, what it is made of; a class alone gives way to what it holds."""
    food = kind is ProductType.FOOD
    if food and is_class(part.text) and part.inner:
        for inner in part.inner:
            _append(entries, inner, parent, may, kind, dictionary)
        return
    bare = part
    if food and not dictionary.exact(part.text):
        bare = part._replace(text=without_class(part.text))
    named = _for_product(name_part(bare, dictionary), kind, dictionary)
    if named.match is None and parent:
        named = _within(named, entries[parent - 1], dictionary)
    position = len(entries) + 1
    own = [one for one in part.inner if food and not _says_the_same(one, part, named, dictionary)]
    besides = ", ".join(_words(one) for one in part.inner if one not in own)
    entries.append(Entry(position, bare.text, named, parent, may, besides))
    for inner in own:
        _append(entries, inner, position, may, kind, dictionary)


def _words(part: Part) -> str:
    """All that stands in it."""
    return ", ".join([part.text, *map(_words, part.inner)])


def _within(named: Named, parent: Entry, dictionary: Dictionary) -> Named:
    """ "Vegetable oils (palm, sunflower)": what stands in the brackets of oils is an oil."""
    for spelling in _SHORT_IN.get(parent.named.substance_id or "", ()):
        if match := dictionary.exact(spelling.format(named.part.text)):
            return named._replace(match=match)
    return named


def _for_product(named: Named, kind: ProductType, dictionary: Dictionary) -> Named:
    """ "Aroma" is a fragrance in cosmetics and a flavouring in foods."""
    if kind is ProductType.FOOD and named.match and named.substance_id == _FRAGRANCE:
        flavouring = dictionary.get(_FLAVOURING)
        return named._replace(match=flavouring and named.match._replace(substance=flavouring))
    return named


def _says_the_same(inner: Part, outer: Part, named: Named, dictionary: Dictionary) -> bool:
    """Brackets that repeat the name, or tell its source: "lecithins (soya)", "E330 (citric acid)",
    "whey powder (milk)". What a compound food is made of is more than one thing."""
    match = dictionary.exact(inner.text)
    if match and match.substance.id == named.substance_id:
        return True
    if len(outer.inner) > 1 or inner.inner:
        return False
    if match is None:
        return True
    told = set(match.substance.allergens)
    known = set(named.match.substance.allergens) if named.match else set()
    return bool(told) and told <= known and _FOOD in match.substance.functions


def _type_of(named: list[Named]) -> ProductType:
    """Foods name foods; cosmetics name what nobody eats, and plants in Latin. Water alone says
    nothing against a food."""
    eaten, others = 0, 0
    for one in named:
        if one.match and _is_eaten(one.part, one.match.substance):
            eaten += 1
        elif one.match and key(one.part.text) not in _WATERS:
            others += 1
    return ProductType.FOOD if eaten > others else ProductType.COSMETIC


def _is_eaten(part: Part, substance: Substance) -> bool:
    known = _FOOD in substance.functions or bool(substance.e_number)
    botanical = substance.part and key(part.text) == key(substance.name)
    return (known or substance.id == _FLAVOURING) and not botanical
