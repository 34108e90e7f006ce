"""The terminal: what is being done, what came of it, and what went wrong."""

import time
from collections.abc import Callable
from typing import TypeVar

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn
from rich.progress import TimeElapsedColumn as Elapsed
from rich.text import Text

from infra.demo.failure import DemoError

_Result = TypeVar("_Result")


class Screen:
    """Prints to a console that may as well be a pipe."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def title(self, name: str, about: str) -> None:
        """The first lines."""
        self._console.print()
        self._console.print(Text(name, "bold green").append(f"  {about}", "dim default not bold"))
        self._console.print()

    def step(
        self, doing: str, action: Callable[[], _Result], done: Callable[[_Result], str]
    ) -> _Result:
        """Do something while saying so, then say what came of it and how long it took."""
        started = time.monotonic()
        with self._console.status(f"{doing} ..."):
            result = action()
        self.tick(done(result), time.monotonic() - started)
        return result

    def tick(self, done: str, seconds: float) -> None:
        """A line for something that went well."""
        line = Text("✓ ", "bold green").append(done, "default not bold")
        self._console.print(line.append(f"  {seconds:.1f} s", "dim default not bold"))

    def progress(self) -> Progress:
        """A bar that disappears when it is done."""
        return Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(bar_width=30, complete_style="green", finished_style="green"),
            MofNCompleteColumn(),
            Elapsed(),
            console=self._console,
            transient=True,
            disable=not self._console.is_terminal,
        )

    def show(self, *blocks: RenderableType) -> None:
        """Blocks, set in and with air around them."""
        for block in blocks:
            self._console.print(Padding(block, (1, 0, 0, 2)))
        self._console.print()

    def report(self, says: str, path: str, url: str) -> None:
        """Where the report is, on lines of their own so that they can be copied whole."""
        self._console.print(Text(f"{says}\n", "bold green"))
        self._console.print(f"  {path}\n  {url}", soft_wrap=True, markup=False)

    def fail(self, error: DemoError) -> None:
        """What went wrong, and what is known of it."""
        self._console.print(Text("✗ ", "bold red").append(str(error), "bold"), soft_wrap=True)
        for line in error.lines:
            self._console.print(Text(line), soft_wrap=True)

    def say(self, text: str) -> None:
        """One plain line."""
        self._console.print(text, markup=False)
