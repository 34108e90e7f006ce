"""A kitchen as anybody would write it down: dictionaries, fractions, one thing at a time.

What `infra.bench.replay` compares the product with. It shares no rule with it; of the foods it
knows the few figures it needs. Amounts are thousandths of their unit, and what is left of a lot is
an exact fraction of them: the product has to tell its nearest whole number.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import count
from typing import Any, NamedTuple, TypeAlias

# Days that opened, frozen and thawed food keeps; None where it makes no difference.
FOODS: dict[str, tuple[int | None, int | None, int]] = {
    "whole_milk": (5, 90, 3),
    "white_rice": (365, None, 1),
    "salmon": (None, 70, 1),
}
# What a lot may be kept in; what a food may be asked for in; and, of one lot, what can be taken.
UNITS = {"whole_milk": ("l", "ml"), "white_rice": ("kg", "g"), "salmon": ("g", "kg", "unit")}
ASKED = UNITS | {"whole_milk": ("l", "ml", "tsp", "pinch")}
_SPOONS = ("cup", "tbsp", "tsp", "pinch")
TAKEN = UNITS | {
    "whole_milk": (*UNITS["whole_milk"], *_SPOONS),
    "white_rice": (*UNITS["white_rice"], *_SPOONS),
}
_MILLILITRES = {"cup": Fraction(240), "tbsp": Fraction(15), "tsp": Fraction(5)}
_MILLILITRES |= {"pinch": Fraction(5, 16), "l": Fraction(1000), "ml": Fraction(1)}
# Grams of a millilitre and of a piece; milk is never weighed here.
_DENSITY = {"whole_milk": Fraction(1), "white_rice": Fraction(78, 100)}
_WEIGHT = {"g": Fraction(1), "kg": Fraction(1000), "unit": Fraction(125)}
_SHARE = {"some": Fraction(1, 4), "half": Fraction(1, 2), "all": Fraction(1)}
_KEPT = ("storage", "expires_on", "expiry_source", "opened_on", "thawed_on")

Lot: TypeAlias = dict[str, Any]


class Refused(Exception):
    """`status` and `code` are what a client has to be told."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(code)
        self.status = status
        self.code = code


class Move(NamedTuple):
    """What happened to a lot, in thousandths of its unit and of its price; `number` says when."""

    item_id: str
    kind: str
    quantity: Fraction
    value: int | None
    before: Lot
    after: Lot
    undoes: str | None = None
    number: int = 0
    on: date | None = None


class PlainKitchen:
    """Lots and movements by id; `today` is set by whoever asks."""

    def __init__(self) -> None:
        self.lots: dict[str, Lot] = {}
        self.moves: dict[str, Move] = {}
        self.groups: dict[str, list[str]] = {}
        self.undone: set[str] = set()
        self._numbers = count(1)
        self.today = date(2026, 1, 1)

    def present(self) -> dict[str, Lot]:
        return {n: lot for n, lot in self.lots.items() if _shown(lot) and not lot["gone"]}

    def shown(self, name: str) -> Lot:
        """The lot as a client sees it."""
        lot = self.lots[name]
        left = (lot["expires_on"] - self.today).days
        status = "expired" if left < 0 else "expiring" if left <= 3 else "fresh"
        return lot | {"quantity": _shown(lot), "days_left": left, "status": status}

    def add(self, new: Lot) -> None:
        known = self.lots.get(new["id"])
        if known is None:
            kept = {"expiry_source": "user", "opened_on": None, "thawed_on": None}
            self.lots[new["id"]] = new | kept | {"gone": False, "made": new, "counted": []}
        elif known["made"] != new:
            raise Refused(409, "id_taken")

    def patch(self, name: str, change: Lot) -> list[Move]:
        """What is told as it was told before is no correction, and whatever is finer stays."""
        lot = self._there(name)
        dated = {"expiry_source": "user"} if "expires_on" in change else {}
        before = {"quantity": lot["quantity"], "unit": lot["unit"]}
        told = {"quantity": _shown(lot), "unit": lot["unit"]}
        said = told | {name: change[name] for name in told if name in change}
        lot.update(change | dated | (before if said == told else said))
        after = {"quantity": lot["quantity"], "unit": lot["unit"]}
        if before == after:
            return []
        lot["counted"].append(next(self._numbers))
        return [Move(name, "correct", Fraction(0), None, before, after, number=lot["counted"][-1])]

    def remove(self, name: str) -> None:
        self._there(name)["gone"] = True

    def take(self, name: str, kind: str, amount: int | str, unit: str | None) -> list[Move]:
        """`amount` in thousandths of `unit`, or some, half, all."""
        lot = self._there(name)
        if isinstance(amount, str):
            return [self._taken(lot, kind, Fraction(max(1, round(_SHARE[amount] * _shown(lot)))))]
        wanted = _told(lot["food_id"], amount, unit or lot["unit"], lot["unit"])
        there = _told(lot["food_id"], _shown(lot), lot["unit"], unit or lot["unit"])
        # Who is shown that there is a kilogram may take a kilogram.
        if wanted > max(lot["quantity"], _shown(lot)) and round(there) != amount:
            raise Refused(409, "not_enough")
        return [self._taken(lot, kind, wanted)]

    def eat(self, food: str, amount: int, unit: str) -> list[Move]:
        """First-expiring-first, all of it or none; nothing past its use-by."""
        usable = [
            lot
            for lot in self.present().values()
            if lot["food_id"] == food
            and (lot["date_kind"] == "best_before" or lot["expires_on"] >= self.today)
        ]
        usable.sort(key=lambda lot: (lot["expires_on"], lot["id"]))
        shown = sum(_told(food, _shown(lot), lot["unit"], unit) for lot in usable)
        exact = sum(_told(food, lot["quantity"], lot["unit"], unit) for lot in usable)
        if round(max(shown, exact)) < amount:
            raise Refused(409, "not_enough")
        moves, missing = [], Fraction(amount)
        for lot in usable:
            if missing <= 0:
                break
            there = _told(food, lot["quantity"], lot["unit"], unit)
            moves.append(self._taken(lot, "consume", _told(food, missing, unit, lot["unit"])))
            missing -= there
        return moves

    def keep(self, name: str, kind: str) -> list[Move]:
        """Opens, freezes or thaws."""
        lot = self._there(name)
        before = _kept(lot)
        rules: dict[str, Callable[[Lot], None]] = {
            "open": self._open,
            "freeze": self._freeze,
            "thaw": self._thaw,
        }
        rules[kind](lot)
        if lot["expires_on"] != before["expires_on"]:
            lot["expiry_source"] = "estimated"
        return [Move(name, kind, Fraction(0), None, before, _kept(lot), on=self.today)]

    def undo(self, move_id: str) -> list[Move]:
        """The movement and those of its group, all or none."""
        group = next((ids for ids in self.groups.values() if move_id in ids), [move_id])
        undos = [self._undo(one, self.lots[self.moves[one].item_id]) for one in group]
        for move in undos:
            lot = self.lots[move.item_id]
            lot["quantity"] += move.quantity
            lot.update(move.after)
            if self.moves[str(move.undoes)].kind == "correct":
                lot["counted"].pop()
            if lot["price"] is not None and move.value is not None:
                lot["price"] += move.value
        self.undone |= set(group)
        return undos

    def record(self, moves: Sequence[Move], told: Sequence[Lot]) -> None:
        """Names the movements as the product named them."""
        for move, one in zip(moves, told, strict=True):
            self.moves[one["id"]] = move
            if one["group_id"]:
                self.groups.setdefault(one["group_id"], []).append(one["id"])

    def _there(self, name: str) -> Lot:
        if name not in self.present():
            raise Refused(404, "not_found")
        return self.lots[name]

    def _taken(self, lot: Lot, kind: str, taken: Fraction) -> Move:
        """What would be left and told as nothing goes too."""
        if round(lot["quantity"] - taken) <= 0:
            taken = Fraction(lot["quantity"])
        value = None
        if lot["price"] is not None:
            value = round(lot["price"] * taken / lot["quantity"])
            lot["price"] -= value
        lot["quantity"] -= taken
        number = next(self._numbers)
        return Move(lot["id"], kind, taken, value, {"unit": lot["unit"]}, {}, number=number)

    def _open(self, lot: Lot) -> None:
        if lot["opened_on"]:
            raise Refused(409, "already_opened")
        lot["opened_on"] = self.today
        self._until(lot, min, FOODS[lot["food_id"]][0])

    def _freeze(self, lot: Lot) -> None:
        if lot["storage"] == "freezer":
            raise Refused(409, "already_frozen")
        if lot["thawed_on"]:
            raise Refused(409, "thawed_before")
        if lot["date_kind"] == "use_by" and lot["expires_on"] < self.today:
            raise Refused(409, "past_use_by")
        lot["storage"] = "freezer"
        self._until(lot, max, FOODS[lot["food_id"]][1])

    def _thaw(self, lot: Lot) -> None:
        if lot["storage"] != "freezer":
            raise Refused(409, "not_frozen")
        lot.update(storage="fridge", thawed_on=lot["thawed_on"] or self.today)
        self._until(lot, min, FOODS[lot["food_id"]][2])

    def _until(self, lot: Lot, chosen: Callable[[date, date], date], days: int | None) -> None:
        if days is not None:
            lot["expires_on"] = chosen(lot["expires_on"], self.today + timedelta(days=days))

    def _undo(self, move_id: str, lot: Lot) -> Move:
        move = self.moves[move_id]
        if move_id in self.undone:
            raise Refused(409, "already_undone")
        if lot["gone"] or move.undoes is not None:
            raise Refused(409, "cannot_undo")
        if move.kind in ("consume", "discard"):
            if lot["unit"] != move.before["unit"] or max(lot["counted"], default=0) > move.number:
                raise Refused(409, "cannot_undo")
            return Move(lot["id"], "undo", move.quantity, move.value, {}, {}, move_id)
        if move.kind == "correct":
            there = self._uncounted(move, lot)
            return Move(lot["id"], "undo", Fraction(0), None, move.after, there, move_id)
        if not _shown(lot) or _kept(lot) != move.after:
            raise Refused(409, "cannot_undo")
        if move.kind == "thaw" and move.on != self.today:
            raise Refused(409, "cannot_undo")
        if lot["expires_on"] < self.today and lot["expires_on"] < move.before["expires_on"]:
            raise Refused(409, "cannot_undo")
        return Move(lot["id"], "undo", Fraction(0), None, move.after, move.before, move_id)

    def _uncounted(self, move: Move, lot: Lot) -> Lot:
        """What there was before the last count, less what was taken since."""
        left = lot["quantity"] + move.before["quantity"] - move.after["quantity"]
        one_unit = lot["unit"] == move.before["unit"] == move.after["unit"]
        untouched = all(lot[name] == value for name, value in move.after.items())
        if lot["counted"][-1:] != [move.number]:
            raise Refused(409, "cannot_undo")
        if untouched:
            return move.before
        if not one_unit or round(left) <= 0:
            raise Refused(409, "cannot_undo")
        return {"quantity": left}


def _told(food: str, amount: Fraction | int, unit: str, other: str) -> Fraction:
    """An amount in another unit, exactly."""
    return amount * _size(food, unit) / _size(food, other)


def _size(food: str, unit: str) -> Fraction:
    return _WEIGHT[unit] if unit in _WEIGHT else _MILLILITRES[unit] * _DENSITY[food]


def _shown(lot: Lot) -> int:
    """What is left, to the thousandth, half to even."""
    return round(Fraction(lot["quantity"]))


def _kept(lot: Lot) -> Lot:
    return {name: lot[name] for name in _KEPT}
