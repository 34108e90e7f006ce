"""Which dish for which meal: a beam search over the meals in their order, then improving changes.

What a plan is worth, in points, the more the better:

- a meal that is filled: 2000;
- what it uses, on or before its date, of a lot whose date falls within the days: its grams;
- a food that has to be bought: minus 150 the first time it is missing, minus 40 again, times its
  cost (1 fresh, 0.4 from the pantry, 0.1 a staple);
- the same kind of dish at the meal before: minus 60.

Never: a dish again within `repeat_after` days, what is not there told as there, a lot past its
use-by date on the day, more different foods to buy than the budget. The beam keeps the best
beginnings after each meal, at least `WIDTH` and the more the fewer dishes there are; then each meal
is given every other dish in turn for as long as that makes the whole better, up to `MOST_TRIALS`
meals tried. No clock and no chance is asked, so the same question gets the same answer. How far
from the best plan this ends on small cases is measured by `python -m infra.bench.suggestions`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

WIDTH = 6
_STEPS_A_MEAL = 900
MOST_TRIALS = 12_000
_FILLED, _FIRST_BUY, _NEXT_BUY, _SAME_KIND = 2_000_000, 150_000, 40_000, 60_000


class ShelfLot(NamedTuple):
    """A lot, in whole thousandths of a base unit: `usable_until` is the last day on which it may be
    cooked, `due` its date, `worth` the thousandths of a point for all of it where that falls within
    the days; days are ordinals."""

    amount: int
    usable_until: int
    due: int
    worth: int


class Use(NamedTuple):
    """What a dish takes of the lots under a key, and what lacking it costs in tenths."""

    key: str
    amount: int
    cost: int


class Dish(NamedTuple):
    """A way to cook a recipe; `name` is what may not come again, `kind` what should not."""

    name: str
    kind: str
    minutes: int
    meals: frozenset[str]
    uses: tuple[Use, ...]


class Slot(NamedTuple):
    """A meal to fill, on a day told as an ordinal; `barred` are dishes that other plans are too
    near with."""

    day: int
    meal: str
    most_minutes: int
    barred: frozenset[str]


@dataclass(frozen=True, slots=True)
class Question:
    """What there is, what could be cooked and when; lots of a key soonest first. `budget` is how
    many different foods may be bought, staples not counted."""

    slots: Sequence[Slot]
    dishes: Sequence[Dish]
    shelf: Mapping[str, Sequence[ShelfLot]]
    budget: int | None
    repeat_after: int


class State(NamedTuple):
    """A beginning of a plan: the number of the dish per meal, None where nothing fits, what was
    taken of each lot by key and number, what is bought, and what it is worth."""

    score: int
    chosen: tuple[int | None, ...]
    taken: Mapping[tuple[str, int], int]
    bought: frozenset[str]


EMPTY = State(0, (), {}, frozenset())


def best_plan(question: Question, width: int | None = None) -> State:
    """The best plan that is found, with a beam of that width where one is named."""
    options = [_options(question, slot) for slot in question.slots]
    most = max(map(len, options), default=0)
    wide = width or max(WIDTH, _STEPS_A_MEAL // (most + 1))
    beam = [EMPTY]
    for number in range(len(question.slots)):
        found = [after for one in beam for after in _following(question, one, options[number])]
        found.sort(key=lambda state: (-state.score, _key(state)))
        beam = _different(found, wide)
    return _improved(question, beam[0], options)


def every_plan(question: Question) -> Iterator[State]:
    """All there are; for small questions only."""
    options = [_options(question, slot) for slot in question.slots]

    def following(state: State) -> Iterator[State]:
        if len(state.chosen) == len(question.slots):
            yield state
            return
        number = len(state.chosen)
        for choice in (*options[number], None):
            after = step(question, state, choice)
            if after is not None:
                yield from following(after)

    return following(EMPTY)


def step(question: Question, state: State, choice: int | None) -> State | None:
    """The plan with one meal more; None where that may not be."""
    if choice is None:
        return state._replace(chosen=(*state.chosen, None))
    if _too_soon(question, state, choice):
        return None
    slot, dish = question.slots[len(state.chosen)], question.dishes[choice]
    score, taken, bought = state.score + _FILLED, dict(state.taken), state.bought
    last = state.chosen[-1] if state.chosen else None
    if last is not None and question.dishes[last].kind == dish.kind:
        score -= _SAME_KIND
    for use in dish.uses:
        left = use.amount
        for number, lot in enumerate(question.shelf.get(use.key, ())):
            there = lot.amount - taken.get((use.key, number), 0)
            if there <= 0 or slot.day > lot.usable_until:
                continue
            given = min(there, left)
            taken[use.key, number] = taken.get((use.key, number), 0) + given
            if slot.day <= lot.due:
                score += lot.worth * given // lot.amount
            left -= given
            if not left:
                break
        if left > use.amount // 200:
            score -= (_NEXT_BUY if use.key in bought else _FIRST_BUY) * use.cost // 10
            bought |= {use.key} if use.cost > 1 else frozenset()
    if question.budget is not None and len(bought) > question.budget:
        return None
    return State(score, (*state.chosen, choice), taken, bought)


def _options(question: Question, slot: Slot) -> list[int]:
    return [
        number
        for number, dish in enumerate(question.dishes)
        if slot.meal in dish.meals
        and dish.minutes <= slot.most_minutes
        and dish.name not in slot.barred
    ]


def _following(question: Question, state: State, options: Sequence[int]) -> Iterator[State]:
    """A meal left open may leave what a later one needs."""
    for choice in (*options, None):
        after = step(question, state, choice)
        if after is not None:
            yield after


def _too_soon(question: Question, state: State, choice: int) -> bool:
    day, name = question.slots[len(state.chosen)].day, question.dishes[choice].name
    return any(
        one is not None
        and question.dishes[one].name == name
        and day - question.slots[number].day < question.repeat_after
        for number, one in enumerate(state.chosen)
    )


def _different(states: Sequence[State], most: int) -> list[State]:
    """Of beginnings that left the same, the best alone."""
    seen: set[object] = set()
    kept = []
    for state in states:
        left = (frozenset(state.taken.items()), frozenset(state.chosen))
        if left not in seen:
            seen.add(left)
            kept.append(state)
        if len(kept) == most:
            break
    return kept


def _improved(question: Question, best: State, options: Sequence[Sequence[int]]) -> State:
    trials = 0
    better = True
    while better and trials < MOST_TRIALS:
        better = False
        for place in range(len(question.slots)):
            before = _replayed(question, best.chosen[:place])
            for choice in (*options[place], None):
                if choice == best.chosen[place] or before is None:
                    continue
                trials += len(question.slots) - place
                if trials >= MOST_TRIALS:
                    return best
                found = _with(question, before, (choice, *best.chosen[place + 1 :]))
                if found is not None and found.score > best.score:
                    best, better = found, True
    return best


def _replayed(question: Question, choices: Sequence[int | None]) -> State | None:
    return _with(question, EMPTY, choices)


def _with(question: Question, state: State, choices: Sequence[int | None]) -> State | None:
    for choice in choices:
        after = step(question, state, choice)
        if after is None:
            return None
        state = after
    return state


def _key(state: State) -> tuple[int, ...]:
    return tuple(-1 if one is None else one for one in state.chosen)
