"""`make demo`: one photo through the whole backend, then everything stops."""

import signal
import sys
from types import FrameType

from rich.console import Console

from infra.demo import options, report, texts
from infra.demo.failure import DemoError
from infra.demo.photo import Photo
from infra.demo.screen import Screen
from infra.demo.walk import walk
from infra.demo.words import Words
from infra.local.not_installed import NotInstalledError
from infra.local.stack import PartDiedError

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def main() -> int:
    """0 when a report was written, 130 when it was stopped, else 1."""
    chosen = options.read()
    words = Words(chosen.language)
    screen = Screen(Console(highlight=False))
    for number in _SIGNALS:
        signal.signal(number, _interrupt)
    try:
        _run(chosen, screen, words)
    except KeyboardInterrupt:
        screen.say(words.of(texts.STOPPED))
        return 130
    except DemoError as error:
        screen.fail(error)
        return 1
    return 0


def _run(chosen: options.Options, screen: Screen, words: Words) -> None:
    screen.title("ZeroWasteAI", words.of(texts.PAGE["title"]))
    try:
        story = walk(Photo.at(chosen.photo, words), screen, words)
    except NotInstalledError as lacking:
        raise DemoError(str(lacking), lacking.hint) from lacking
    except PartDiedError as died:
        raise DemoError(words.of(texts.NOT_STARTED), str(died), died.log) from died
    page = report.write(story, chosen.report, words)
    screen.report(words.of(texts.REPORT), str(page), page.resolve().as_uri())


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    # A second Ctrl-C must not leave anything behind.
    for number in _SIGNALS:
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
