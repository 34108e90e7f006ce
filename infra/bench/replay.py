"""Random inventory operations, by several clients, against a kitchen written down by hand.

Each operation goes over HTTP to a running stack and is done to a `PlainKitchen` as well; answers,
items, lists, figures and the feed of changes have to agree. Some operations are sent by all
clients at once, and some twice under one Idempotency-Key. What a busy stack puts off is asked
again under its key. Run as
`python -m infra.bench.replay [--operations 10000] [--seed 1]`; exit code 1 when anything differs.
"""

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any

from requests import Response
from rich.console import Console
from rich.table import Table

from infra.bench.plain_kitchen import (
    ASKED,
    FOODS,
    TAKEN,
    UNITS,
    Lot,
    Move,
    PlainKitchen,
    Refused,
)
from infra.local.addresses import Addresses
from infra.local.stack import running
from tests.client import Phone

_CLIENTS = 4
_CHECK_EVERY = 100
_MOST_LOTS = 25
_SHOWN = 20
# Of what is asked for at once; of the smaller units 2,000.
_MOST_OF = {"l": 2, "kg": 2, "cup": 8, "tbsp": 130, "tsp": 400, "unit": 16}
_TRIES = 50
_SIGNED_OUT = 401
_SEEN = (
    "quantity",
    "unit",
    "food_id",
    "storage",
    "expires_on",
    "date_kind",
    "expiry_source",
    "opened_on",
    "price",
    "notes",
    "days_left",
    "status",
)

Done = Callable[[], list[Move]]


class Replay:
    """`differences` are what did not agree, `counts` what was tried and how it ended."""

    def __init__(self, stack: Addresses, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311
        self.plain = PlainKitchen()
        self.counts: Counter[tuple[str, int]] = Counter()
        self.differences: list[str] = []
        self.phones = _clients(stack)
        self.mirror: dict[str, Lot] = {}
        self.since: str | None = None
        self._steps = {
            self._add: 12,
            self._add_again: 4,
            self._patch: 8,
            self._take: 25,
            self._eat: 12,
            self._keep: 14,
            self._undo: 16,
            self._remove: 2,
        }

    def run(self, operations: int) -> None:
        with ThreadPoolExecutor(_CLIENTS) as self._pool:
            for number in range(1, operations + 1):
                self.plain.today = datetime.now(UTC).date()
                steps, weights = list(self._steps), list(self._steps.values())
                self.random.choices(steps, weights)[0]()
                if number % _CHECK_EVERY == 0 or number == operations:
                    self._check()

    def _add(self) -> None:
        if len(self.plain.present()) >= _MOST_LOTS:
            self._take()
            return
        food = self.random.choice(list(FOODS))
        new = {
            "id": f"lot-{self.random.getrandbits(40):x}",
            "name": food,
            "food_id": food,
            "quantity": self.random.randint(1, 5_000_000 if self.random.random() < 0.5 else 5000),
            "unit": self.random.choice(UNITS[food]),
            "storage": self.random.choice(("pantry", "fridge", "freezer")),
            "expires_on": self._day(),
            "date_kind": self.random.choice(("use_by", "best_before")),
            "price": self.random.choice((None, self.random.randint(0, 50_000))),
            "notes": "",
        }
        self._created(new)

    def _add_again(self) -> None:
        """As it was, or another thing under the same id."""
        if not self.plain.lots:
            self._add()
            return
        made = dict(self.random.choice(list(self.plain.lots.values()))["made"])
        if self.random.random() < 0.3:
            made["notes"] = "another"
        self._created(made)

    def _created(self, new: Lot) -> None:
        sent = {k: v for k, v in _sent(new).items() if v is not None}
        if "price" in sent:
            sent["currency"] = "EUR"

        def done() -> list[Move]:
            self.plain.add(new)
            return []

        self._compared("add", "POST", "/inventory/items", {"items": [sent]}, done, [new["id"]])

    def _patch(self) -> None:
        lot = self._some_lot()
        change: Lot = self.random.choice(
            (
                {"quantity": self.random.randint(1, 900_000)},
                {"expires_on": self._day()},
                {"notes": f"{self.random.random()}"},
                {"unit": self.random.choice(UNITS[lot["food_id"]])},
            )
        )

        made: list[Move] = []

        def done() -> list[Move]:
            made.extend(self.plain.patch(lot["id"], change))
            return []

        path = f"/inventory/items/{lot['id']}"
        self._compared("patch", "PATCH", path, _sent(change), done, [lot["id"]])
        self._counted(lot["id"], made)

    def _counted(self, item_id: str, made: Sequence[Move]) -> None:
        """An amount that was changed is a movement, which only the list tells."""
        if not made:
            return
        path = f"/inventory/movements?item_id={item_id}&limit=1"
        told = _asked(self._phone(), "GET", path).json()["items"]
        self._same("counted", ["correct"], [one["kind"] for one in told])
        if len(told) == len(made):
            self.plain.record(made, told)

    def _take(self) -> None:
        lot, kind = self._some_lot(), self.random.choice(("consume", "consume", "discard"))
        amount, unit, body = self._portion(lot)
        if kind == "discard":
            body["reason"] = self.random.choice(("expired", "spoiled", "other"))
        path = f"/inventory/items/{lot['id']}/{kind}"
        self._moved(kind, path, body, lambda: self.plain.take(lot["id"], kind, amount, unit))

    def _portion(self, lot: Lot) -> tuple[int | str, str | None, dict[str, Any]]:
        if self.random.random() < 0.3:
            rough = self.random.choice(("some", "half", "all"))
            return rough, None, {"rough": rough}
        unit = self.random.choice((None, *TAKEN[lot["food_id"]]))
        amount = self._amount(unit or lot["unit"])
        return amount, unit, {"quantity": amount / 1000} | ({"unit": unit} if unit else {})

    def _eat(self) -> None:
        food = self.random.choice(list(FOODS))
        unit = self.random.choice(ASKED[food])
        amount = self._amount(unit)
        body = {"food_id": food, "quantity": amount / 1000, "unit": unit}
        self._moved("eat", "/inventory/consume", body, lambda: self.plain.eat(food, amount, unit))

    def _keep(self) -> None:
        lot, kind = self._some_lot(), self.random.choice(("open", "freeze", "thaw"))
        path = f"/inventory/items/{lot['id']}/{kind}"
        self._moved(kind, path, {}, lambda: self.plain.keep(lot["id"], kind))

    def _undo(self) -> None:
        """Mostly of late, now and then of long ago, of an undo, or a second time."""
        known = list(self.plain.moves)
        if not known:
            self._take()
            return
        move_id = self.random.choice(known[-8:] if self.random.random() < 0.8 else known)
        path = f"/inventory/movements/{move_id}/undo"
        self._moved("undo", path, {}, lambda: self.plain.undo(move_id))

    def _remove(self) -> None:
        lot = self._some_lot()

        def done() -> list[Move]:
            self.plain.remove(lot["id"])
            return []

        path = f"/inventory/items/{lot['id']}"
        self._compared("remove", "DELETE", path, None, done, [])

    def _moved(self, kind: str, path: str, body: Lot, done: Done) -> None:
        chance = self.random.random()
        if chance < 0.05:
            self._at_once(kind, path, body, done)
        elif chance < 0.15:
            self._twice(kind, path, body, done)
        else:
            self._compared(kind, "POST", path, body, done, [])

    def _compared(
        self,
        kind: str,
        method: str,
        path: str,
        body: Lot | None,
        done: Done,
        touched: Sequence[str],
    ) -> None:
        answer = _asked(self._phone(), method, path, json=body, headers=self._key())
        self._judge(kind, answer, done, touched)

    def _twice(self, kind: str, path: str, body: Lot, done: Done) -> None:
        head = self._key()
        first = _asked(self._phone(), "POST", path, json=body, headers=head)
        again = _asked(self._phone(), "POST", path, json=body, headers=head)
        self._same(
            f"{kind} again", (first.status_code, first.text), (again.status_code, again.text)
        )
        self._judge(kind, first, done, [])

    def _at_once(self, kind: str, path: str, body: Lot, done: Done) -> None:
        """By every client: as if one after the other."""
        keyed = [(phone, self._key()) for phone in self.phones]
        answers = list(
            self._pool.map(lambda p: _asked(p[0], "POST", path, json=body, headers=p[1]), keyed)
        )
        self._same_at_once(kind, sorted(answers, key=_order), done)

    def _same_at_once(self, kind: str, answers: list[Response], done: Done) -> None:
        expected = [self._expected(done) for _ in answers]
        told = sorted(_told(answer) for answer in answers)
        wanted = sorted((status, code, _values(moves)) for status, code, moves in expected)
        self._same(f"{kind} at once", wanted, told)
        good = [answer for answer in answers if answer.ok]
        made = [moves for status, _, moves in expected if status == 200]
        for answer in good:
            moves = next((one for one in made if _values(one) == _told(answer)[2]), None)
            if moves is not None:
                made.remove(moves)
                self.plain.record(moves, _movements(answer))
            self.counts[f"{kind} at once", answer.status_code] += 1

    def _judge(self, kind: str, answer: Response, done: Done, touched: Sequence[str]) -> None:
        status, code, moves = self._expected(done)
        self.counts[kind, answer.status_code] += 1
        wanted = status if kind not in ("add", "remove") or status != 200 else answer.status_code
        self._same(kind, (wanted, code, _values(moves)), _told(answer))
        if not answer.ok or kind == "remove":
            return
        if moves and len(moves) == len(_movements(answer)):
            self.plain.record(moves, _movements(answer))
        for item in _items(answer):
            self._same(f"{kind}: item", self._shown(item["id"]), _seen(item))
        if touched:
            there = [name for name in touched if name in self.plain.present()]
            self._same(f"{kind}: items", there, [item["id"] for item in _items(answer)])

    def _expected(self, done: Done) -> tuple[int, str, list[Move]]:
        try:
            return 200, "", done()
        except Refused as refused:
            return refused.status, refused.code, []

    def _check(self) -> None:
        """Everything there is, every way it can be asked for."""
        phone, present = self._phone(), self.plain.present()
        order = sorted(present, key=lambda name: (present[name]["expires_on"], name))
        listed = _all_of(phone, "/inventory/items?limit=7")
        self._same("list", order, [item["id"] for item in listed])
        for item in listed:
            self._same("list: item", self._shown(item["id"]), _seen(item))
        summary = _asked(phone, "GET", "/inventory/summary").json()
        statuses = Counter(self.plain.shown(name)["status"] for name in present)
        found = {name: count for name, count in summary["by_status"].items() if count}
        self._same("summary", (len(present), dict(statuses)), (summary["items"], found))
        prices = [lot["price"] for lot in present.values() if lot["price"] is not None]
        self._same("value", sum(prices), round(summary["value"].get("EUR", 0) * 1000))
        self._waste(phone)
        self._feed(phone)

    def _waste(self, phone: Phone) -> None:
        thrown = [m for i, m in self.plain.moves.items() if m.kind == "discard"]
        kept = [self.plain.moves[i] for i in self.plain.undone]
        thrown = [move for move in thrown if not any(move is one for one in kept)]
        total = _asked(phone, "GET", "/inventory/waste").json()["total"]
        wanted = (len(thrown), sum(move.value or 0 for move in thrown))
        self._same("waste", wanted, (total["times"], round(total["value"].get("EUR", 0) * 1000)))

    def _feed(self, phone: Phone) -> None:
        more = True
        while more:
            since = f"&since={self.since}" if self.since else ""
            page = _asked(phone, "GET", f"/inventory/changes?limit=9{since}").json()
            for item in page["items"]:
                self.mirror[item["id"]] = _seen(item)
            for name in page["deleted"]:
                self.mirror.pop(name, None)
            self.since, more = page["next_since"], page["more"]
        self._same("feed", {n: self._shown(n) for n in self.plain.present()}, self.mirror)

    def _same(self, what: str, wanted: object, found: object) -> None:
        if wanted != found:
            self.differences.append(f"{what}: expected {wanted}, found {found}")

    def _shown(self, name: str) -> Lot:
        lot = self.plain.shown(name)
        return {field: lot[field] for field in _SEEN}

    def _some_lot(self) -> Lot:
        """Mostly one that is there."""
        present = list(self.plain.present().values())
        if not self.plain.lots:
            self._add()
        if not present or self.random.random() < 0.04:
            return self.random.choice(list(self.plain.lots.values()))
        return self.random.choice(present)

    def _amount(self, unit: str) -> int:
        """In thousandths: whole ones, halves, or any."""
        step = self.random.choice((1000, 500, 1))
        return self.random.randint(1, _MOST_OF.get(unit, 2000) * 1000 // step) * step

    def _key(self) -> dict[str, str]:
        return {"Idempotency-Key": f"key-{self.random.getrandbits(64):x}"}

    def _day(self) -> date:
        return self.plain.today + timedelta(days=self.random.randint(-3, 40))

    def _phone(self) -> Phone:
        return self.random.choice(self.phones)


def _clients(stack: Addresses) -> list[Phone]:
    """The phones of one person."""
    phones = [Phone(stack) for _ in range(_CLIENTS)]
    id_token = phones[0].sign_up()
    for phone in phones:
        phone.sign_in(id_token)
    return phones


def _asked(phone: Phone, method: str, path: str, **arguments: Any) -> Response:  # noqa: ANN401
    """The answer, once there is one worth having: a busy stack says when to come again, an access
    token runs out in a long run, and the key makes both safe."""
    answer = phone.call(method, path, **arguments)
    for _ in range(_TRIES):
        if answer.status_code == _SIGNED_OUT:
            phone.refresh()
        elif answer.ok or not answer.json()["retryable"]:
            break
        else:
            time.sleep(0.2)
        answer = phone.call(method, path, **arguments)
    return answer


def _sent(lot: Lot) -> dict[str, Any]:
    numbers = {
        name: lot[name] / 1000 for name in ("quantity", "price") if lot.get(name) is not None
    }
    days = {name: str(value) for name, value in lot.items() if isinstance(value, date)}
    return lot | numbers | days


def _seen(item: Lot) -> Lot:
    """An answered item with the model's types."""
    numbers = {
        n: item[n] if item[n] is None else round(item[n] * 1000) for n in ("quantity", "price")
    }
    days = {n: item[n] and date.fromisoformat(item[n]) for n in ("expires_on", "opened_on")}
    return {name: (item | numbers | days)[name] for name in _SEEN}


def _values(moves: Sequence[Move]) -> list[tuple[str, str, Fraction, int]]:
    return [(m.item_id, m.kind, m.quantity, -1 if m.value is None else m.value) for m in moves]


def _told(answer: Response) -> tuple[int, str, list[tuple[str, str, Fraction, int]]]:
    code = "" if answer.ok else str(answer.json()["code"])
    moves = [
        (
            one["item_id"],
            one["kind"],
            Fraction(str(one["quantity"])) * 1000,
            -1 if one["value"] is None else round(one["value"] * 1000),
        )
        for one in _movements(answer)
    ]
    return answer.status_code, code, moves


def _order(answer: Response) -> str:
    """Those that were let through, in the order in which they happened."""
    return min((one["at"] for one in _movements(answer)), default="")


def _movements(answer: Response) -> list[Lot]:
    found = answer.json() if answer.ok and answer.content else {}
    return list(found.get("movements") or filter(None, [found.get("movement")]))


def _items(answer: Response) -> list[Lot]:
    found = answer.json() if answer.ok and answer.content else {}
    one = found if "quantity" in found else found.get("item")
    return list(found.get("items") or filter(None, [one]))


def _all_of(phone: Phone, path: str) -> list[Lot]:
    found: list[Lot] = []
    cursor: str | None = ""
    while cursor is not None:
        page = _asked(phone, "GET", f"{path}&cursor={cursor}" if cursor else path).json()
        found += page["items"]
        cursor = page["next_cursor"]
    return found


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--operations", type=int, default=10_000)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    with running() as stack:
        replay = Replay(stack, chosen.seed)
        replay.run(chosen.operations)
    table = Table("operation", "answered", "times", title=f"Seed {chosen.seed}")
    for (kind, status), times in sorted(replay.counts.items()):
        table.add_row(kind, str(status), str(times))
    console = Console()
    console.print(table)
    for difference in replay.differences[:_SHOWN]:
        console.print(difference)
    console.print(f"{chosen.operations} operations, {len(replay.differences)} differences")
    return int(bool(replay.differences))


if __name__ == "__main__":
    sys.exit(main())
