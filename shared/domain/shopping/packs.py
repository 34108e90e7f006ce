"""How a food is bought: by the piece, by weight or in packs, never less than is needed.

What is sold loose is not rounded up to a pack: buying two trays for a hundred grams too many is how
waste begins.
"""

from decimal import ROUND_CEILING, Decimal
from typing import NamedTuple

from shared.domain.convert import convert, convertible
from shared.domain.food import Category, Food, Storage
from shared.domain.language import Language
from shared.domain.units import Quantity, Unit
from shared.domain.wording import noun

_PRODUCE = frozenset({Category.FRUIT, Category.VEGETABLE, Category.MUSHROOM, Category.HERB})
_COUNTER = frozenset({Category.MEAT, Category.POULTRY, Category.FISH, Category.SEAFOOD})
_PIECES = frozenset({Unit.UNIT, Unit.BUNCH})
_HALF_DOZEN, _ONE = Decimal(6), Decimal(1)
# Of more pieces than that nobody keeps count.
_MOST_PIECES = 12
_LOOSE_STEP_G = Decimal(100)
# Produce whose usual pack is as heavy as this is sold by weight too.
_SACK_G = Decimal(1000)
_SMALLER = {Unit.KG: Unit.G, Unit.L: Unit.ML}
_LARGER = {Unit.G: Unit.KG, Unit.ML: Unit.L}
_THOUSAND = Decimal(1000)


class Packing(NamedTuple):
    """What to buy; `packs` of `pack` where it comes in packs."""

    quantity: Quantity
    packs: int | None = None
    pack: Quantity | None = None


def base_unit(food: Food) -> Unit:
    """The unit in which needs of a food are added up."""
    return _SMALLER.get(food.pack.unit, food.pack.unit)


def packed(needed: Quantity, food: Food | None) -> Packing:
    """The least that can be bought and suffices; what the catalog cannot tell stays as it is."""
    if food is None or not convertible(needed, food.pack.unit, food):
        return Packing(needed)
    pieces = _in_pieces(needed, food)
    if pieces is not None:
        return Packing(pieces)
    if _loose(food) and convertible(needed, Unit.G, food):
        grams = _up(convert(needed, Unit.G, food), _LOOSE_STEP_G)
        return Packing(Quantity(grams, Unit.G))
    wanted = convert(needed, food.pack.unit, food)
    packs = max(1, int((wanted / food.pack.amount).to_integral_value(ROUND_CEILING)))
    return Packing(Quantity(packs * food.pack.amount, food.pack.unit), packs, food.pack)


def told(packing: Packing, food: Food | None, language: Language) -> str:
    """What to buy, in words: "1 pack of 500 g", "6 eggs"."""
    if packing.packs is not None and packing.pack is not None:
        size = measured(packing.pack, language)
        if language is Language.ES:
            return f"{packing.packs} {'paquete' if packing.packs == 1 else 'paquetes'} de {size}"
        return f"{packing.packs} {'pack' if packing.packs == 1 else 'packs'} of {size}"
    if food is not None and packing.quantity.unit is Unit.UNIT:
        amount = packing.quantity.amount
        return f"{_number(amount, language)} {noun(food, language, plural=amount != 1)}"
    return measured(packing.quantity, language)


_UNITS: dict[Unit, tuple[str, str, str, str]] = {
    Unit.UNIT: ("unidad", "unidades", "piece", "pieces"),
    Unit.TBSP: ("cucharada", "cucharadas", "tablespoon", "tablespoons"),
    Unit.TSP: ("cucharadita", "cucharaditas", "teaspoon", "teaspoons"),
    Unit.CUP: ("taza", "tazas", "cup", "cups"),
    Unit.SLICE: ("rebanada", "rebanadas", "slice", "slices"),
    Unit.BUNCH: ("manojo", "manojos", "bunch", "bunches"),
    Unit.CLOVE: ("diente", "dientes", "clove", "cloves"),
    Unit.PINCH: ("pizca", "pizcas", "pinch", "pinches"),
    Unit.PORTION: ("ración", "raciones", "portion", "portions"),
}


def measured(quantity: Quantity, language: Language) -> str:
    """An amount with its unit, in the larger one from a thousand on."""
    amount, unit = quantity
    if unit in _LARGER and amount >= _THOUSAND:
        amount, unit = amount / _THOUSAND, _LARGER[unit]
    words = _UNITS.get(unit)
    if words is None:
        return f"{_number(amount, language)} {unit}"
    singular = 0 if language is Language.ES else 2
    return f"{_number(amount, language)} {words[singular if amount == 1 else singular + 1]}"


def _number(amount: Decimal, language: Language) -> str:
    text = f"{amount.normalize():f}"
    return text.replace(".", ",") if language is Language.ES else text


def _in_pieces(needed: Quantity, food: Food) -> Quantity | None:
    """As pieces, where that is how one buys it."""
    counted = food.pack.unit if food.pack.unit in _PIECES else food.unit
    if counted not in _PIECES or not convertible(needed, counted, food):
        return None
    pieces = convert(needed, counted, food)
    if food.category is Category.EGG:
        return Quantity(_up(pieces, _HALF_DOZEN), counted)
    single = food.pack == Quantity(_ONE, counted)
    whole = _up(pieces, _ONE)
    if single or (food.category in _PRODUCE and whole <= _MOST_PIECES):
        return Quantity(whole, counted)
    return None


def _loose(food: Food) -> bool:
    if food.storage is Storage.FRIDGE and food.category in _COUNTER:
        return True
    sack = convertible(food.pack, Unit.G, food) and convert(food.pack, Unit.G, food) >= _SACK_G
    return food.category in _PRODUCE and sack


def _up(amount: Decimal, step: Decimal) -> Decimal:
    return max(step, (amount / step).to_integral_value(ROUND_CEILING) * step)
