"""A kitchen as anybody would write it down: dictionaries, whole thousandths, one thing at a time.

What `infra.bench.replay` compares the product with. It shares no rule with it; of the foods it
knows the three figures it needs.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, NamedTuple, TypeAlias

# Days that opened, frozen and thawed food keeps; None where it makes no difference.
FOODS: dict[str, tuple[int | None, int | None, int]] = {
    "whole_milk": (5, 90, 3),
    "white_rice": (365, None, 1),
    "salmon": (None, 70, 1),
}
UNITS = {"whole_milk": ("l", "ml"), "white_rice": ("kg", "g"), "salmon": ("g", "kg")}
_SIZE = {"l": 1000, "ml": 1, "kg": 1000, "g": 1}
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
    """What happened to a lot, in thousandths of its unit and of its price."""

    item_id: str
    kind: str
    quantity: int
    value: int | None
    before: Lot
    after: Lot
    undoes: str | None = None
    on: date | None = None


class PlainKitchen:
    """Lots and movements by id; `today` is set by whoever asks."""

    def __init__(self) -> None:
        self.lots: dict[str, Lot] = {}
        self.moves: dict[str, Move] = {}
        self.groups: dict[str, list[str]] = {}
        self.undone: set[str] = set()
        self.today = date(2026, 1, 1)

    def present(self) -> dict[str, Lot]:
        return {name: lot for name, lot in self.lots.items() if lot["quantity"] and not lot["gone"]}

    def shown(self, name: str) -> Lot:
        """The lot as a client sees it."""
        lot = self.lots[name]
        left = (lot["expires_on"] - self.today).days
        status = "expired" if left < 0 else "expiring" if left <= 3 else "fresh"
        return lot | {"days_left": left, "status": status}

    def add(self, new: Lot) -> None:
        known = self.lots.get(new["id"])
        if known is None:
            kept = {"expiry_source": "user", "opened_on": None, "thawed_on": None}
            self.lots[new["id"]] = new | kept | {"gone": False, "made": new}
        elif known["made"] != new:
            raise Refused(409, "id_taken")

    def patch(self, name: str, change: Lot) -> None:
        lot = self._there(name)
        dated = {"expiry_source": "user"} if "expires_on" in change else {}
        lot.update(change | dated)

    def remove(self, name: str) -> None:
        self._there(name)["gone"] = True

    def take(self, name: str, kind: str, amount: int | str, unit: str | None) -> list[Move]:
        """`amount` in thousandths of `unit`, or some, half, all."""
        lot = self._there(name)
        if isinstance(amount, str):
            taken = min(lot["quantity"], max(1, round(_SHARE[amount] * lot["quantity"])))
        else:
            taken = _told(amount, unit or lot["unit"], lot["unit"])
            if taken > lot["quantity"]:
                raise Refused(409, "not_enough")
        return [self._taken(lot, kind, taken)]

    def eat(self, food: str, amount: int, unit: str) -> list[Move]:
        """First-expiring-first, all of it or none; nothing past its use-by."""
        usable = [
            lot
            for lot in self.present().values()
            if lot["food_id"] == food
            and (lot["date_kind"] == "best_before" or lot["expires_on"] >= self.today)
        ]
        usable.sort(key=lambda lot: (lot["expires_on"], lot["id"]))
        told = [(lot, _told(lot["quantity"], lot["unit"], unit)) for lot in usable]
        # What is nothing in the unit asked for stays where it is.
        held = [(lot, there) for lot, there in told if there]
        if sum(there for _, there in held) < amount:
            raise Refused(409, "not_enough")
        moves = []
        for lot, there in held:
            if amount <= 0:
                break
            all_of_it = there <= amount
            taken = lot["quantity"] if all_of_it else max(1, _told(amount, unit, lot["unit"]))
            moves.append(self._taken(lot, "consume", taken))
            amount -= there
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
        return [Move(name, kind, 0, None, before, _kept(lot), on=self.today)]

    def undo(self, move_id: str) -> list[Move]:
        """The movement and those of its group, all or none."""
        group = next((ids for ids in self.groups.values() if move_id in ids), [move_id])
        undos = [self._undo(one, self.lots[self.moves[one].item_id]) for one in group]
        for move in undos:
            lot = self.lots[move.item_id]
            lot["quantity"] += move.quantity
            lot.update(move.after)
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

    def _taken(self, lot: Lot, kind: str, taken: int) -> Move:
        value = None
        if lot["price"] is not None:
            value = round(Fraction(lot["price"] * taken, lot["quantity"]))
            lot["price"] -= value
        lot["quantity"] -= taken
        return Move(lot["id"], kind, taken, value, {"unit": lot["unit"]}, {})

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
            if lot["unit"] != move.before["unit"]:
                raise Refused(409, "cannot_undo")
            return Move(lot["id"], "undo", move.quantity, move.value, {}, {}, move_id)
        if not lot["quantity"] or _kept(lot) != move.after:
            raise Refused(409, "cannot_undo")
        if move.kind == "thaw" and move.on != self.today:
            raise Refused(409, "cannot_undo")
        if lot["expires_on"] < self.today and lot["expires_on"] < move.before["expires_on"]:
            raise Refused(409, "cannot_undo")
        return Move(lot["id"], "undo", 0, None, move.after, move.before, move_id)


def _told(amount: int, unit: str, other: str) -> int:
    """An amount in another unit, in thousandths, half to even."""
    return round(Fraction(amount * _SIZE[unit], _SIZE[other]))


def _kept(lot: Lot) -> Lot:
    return {name: lot[name] for name in _KEPT}
