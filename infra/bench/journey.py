"""From asking for recipes to the recipes, and to the last of their pictures, with what each takes.

Every round asks twice, each time for a new person's kitchen with the same stock, through the whole
functions in this process on a local stack's emulators: first for dishes that nobody had drawn, then
for the same ones, drawn by then for somebody else. The offline providers write and paint. Tasks are
handed to the image worker one after another; "at once" is the request and its slowest picture, as
if each had an instance of its own. A queue's own delay, the check of its token, the network and
cold starts are left out.

Times are ratios to one bare read of a document, timed right before the request; everything is the
median of the rounds. A round before them, not counted, loads what an instance loads once. The
session was read just before the request, so that its read, once in ten seconds, is not among the
counts. Run as `python -m infra.bench.journey [--rounds 5] [--recipes 3]`; exit code 1 when a
picture is not ready.
"""

import argparse
import statistics
import sys
import uuid
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from rich.console import Console
from rich.table import Table

from infra.bench.app import App, Asked, Took, serving
from infra.bench.bare import recording
from infra.bench.routes import at_home
from infra.local.stack import running
from shared.adapters.offline_painter import OfflinePainter
from shared.domain.recipe import ImageStatus

LOTS = 40
NEW, KNOWN = "dishes that nobody had drawn", "dishes drawn for somebody before"
ASKED, EACH = "request to recipes", "one call of the image worker"
IN_TURN, AT_ONCE = "request to last picture, one by one", "request to last picture, at once"
_BARE_READS = 15


class Step(NamedTuple):
    """Time in bare reads; round trips to Firestore, documents read and written."""

    time: float
    trips: float
    reads: float
    writes: float


class Journey(NamedTuple):
    """One request and the pictures of its recipes; `bare` is a bare read's seconds, `images` what
    the recipes said of their pictures in the end."""

    bare: float
    asked: Took
    drawn: Sequence[Took]
    images: Sequence[str]

    @property
    def ready(self) -> bool:
        """Every picture that was sent for is one that a recipe shows."""
        return [ImageStatus.READY] * len(self.drawn) == list(self.images)

    def steps(self) -> dict[str, Step]:
        each = [self._step([one]) for one in self.drawn]
        whole = self._step([self.asked, *self.drawn])
        longest = (self.asked.seconds + max(one.seconds for one in self.drawn)) / self.bare
        return {
            ASKED: self._step([self.asked]),
            EACH: middle(each),
            IN_TURN: whole,
            AT_ONCE: whole._replace(time=longest),
        }

    def _step(self, took: Sequence[Took]) -> Step:
        seconds = sum(one.seconds for one in took)
        counts = (sum(getattr(one, name) for one in took) for name in Step._fields[1:])
        return Step(seconds / self.bare, *counts)


class _NewHand(OfflinePainter):
    """Draws the same cards; none of those that were drawn before are this one's."""

    def __init__(self) -> None:
        self.model = uuid.uuid4().hex


def measured(app: App, rounds: int, recipes: int, lots: int = LOTS) -> dict[str, list[Journey]]:
    """The journeys of every round, by whether the dishes had been drawn."""
    found: dict[str, list[Journey]] = {NEW: [], KNOWN: []}
    for number in range(1 + rounds):
        app.wiring.__dict__["painters"] = [_NewHand()]
        for journeys in found.values():
            journey = _journey(app, recipes, lots)
            if number:
                journeys.append(journey)
    return found


def middle(steps: Sequence[Step]) -> Step:
    return Step(*(statistics.median(one) for one in zip(*steps, strict=True)))


def medians(journeys: Sequence[Journey]) -> Mapping[str, Step]:
    """Of each step, over the rounds."""
    rounds = [journey.steps() for journey in journeys]
    return {name: middle([one[name] for one in rounds]) for name in rounds[0]}


def _journey(app: App, recipes: int, lots: int) -> Journey:
    home = at_home(app, lots)
    bare = _bare_read(app, home.sack)
    answer = app.ask(Asked("POST", "/recipes/generations", {"count": recipes}))
    if answer.took.tasks != recipes:
        raise RuntimeError(f"{answer.took.tasks} pictures for {recipes} recipes")
    drawn = list(_drawn(app, answer.took.tasks))
    made = home.send(Asked("GET", f"/recipes/generations/{answer.body['id']}"))
    return Journey(bare, answer.took, drawn, [one["image"]["status"] for one in made["recipes"]])


def _bare_read(app: App, item: str) -> float:
    """Seconds of the read that an item is asked with, and nothing around it."""
    with recording(app.wiring.firestore) as recorded:
        app.ask(Asked("GET", f"/inventory/items/{item}"))
        return statistics.median(recorded.again() for _ in range(_BARE_READS)) / len(recorded)


def _drawn(app: App, tasks: int) -> Iterator[Took]:
    """Hands each task to its worker."""
    for _ in range(tasks):
        task = app.delivered()
        if task is None:
            raise RuntimeError("a task was sent and is not waiting")
        yield app.ask(task).took


def table(found: Mapping[str, Sequence[Journey]]) -> Table:
    """Every step, for dishes that nobody had drawn and for those somebody had."""
    shown = Table("what", "bare reads", "round trips", "reads", "writes")
    for name, journeys in found.items():
        shown.add_row(f"[bold]{name}[/]")
        for what, step in medians(journeys).items():
            counts = (f"{one:g}" for one in step[1:])
            shown.add_row(f"  {what}", f"{step.time:,.1f}", *counts)
        shown.add_section()
    return shown


def main() -> int:
    options = argparse.ArgumentParser(prog="infra.bench.journey", description=__doc__)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--recipes", type=int, default=3)
    asked = options.parse_args()
    with running() as stack, serving(stack) as app:
        found = measured(app, asked.rounds, asked.recipes)
    shown = table(found)
    shown.title = f"{asked.recipes} recipes from {LOTS} lots, medians of {asked.rounds} rounds"
    console = Console(width=100)
    console.print(shown)
    journeys = [journey for some in found.values() for journey in some]
    bare = statistics.median(journey.bare for journey in journeys)
    console.print(f"One bare read took {bare * 1000:.2f} ms here.")
    waiting = sum(not journey.ready for journey in journeys)
    console.print(f"Journeys with a picture that is not ready: {waiting} of {len(journeys)}.")
    return int(bool(waiting))


if __name__ == "__main__":
    sys.exit(main())
