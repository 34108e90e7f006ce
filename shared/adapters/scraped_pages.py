"""Recipes on web pages, read by recipe-scrapers from schema.org's JSON-LD and microdata.

A page is whatever somebody made it: it is read in a process of its own with little memory, little
time, no environment and nothing of this one's, which also keeps the library out of every other
request. The library takes 0.7 s to load.
"""

import json
import resource
import subprocess
import sys
from contextlib import suppress
from tempfile import TemporaryFile
from threading import Lock
from typing import Any

from shared.domain.errors import Invalid, Unavailable
from shared.domain.found_recipe import FoundRecipe

_SECONDS = 8
# Of the address space; one process of this size leaves the instance most of its 1 GiB.
_MOST_MEMORY = 400_000_000
_MOST_OUTPUT = 400_000
_NOWHERE = "https://page.invalid/"


class ScrapedPages:
    """See `shared.ports.recipes.RecipePages`; one instance reads one page at a time."""

    def __init__(self) -> None:
        self._place = Lock()

    def read(self, html: str) -> FoundRecipe:
        """Raises Unavailable where others keep the place taken, and see the port."""
        if not self._place.acquire(timeout=_SECONDS):
            raise Unavailable
        try:
            return FoundRecipe(**json.loads(_apart(html)))
        except (subprocess.SubprocessError, ValueError, TypeError):
            raise Invalid("no_recipe_found", field="html") from None
        finally:
            self._place.release()


def _apart(html: str) -> bytes:
    """What this very module prints for a page, in a process of its own."""
    with TemporaryFile() as printed:
        subprocess.run(  # noqa: S603 - the command holds nothing of the page
            [sys.executable, "-m", __name__],
            input=html.encode(errors="replace"),
            stdout=printed,
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS,
            env={"PYTHONPATH": ":".join(path for path in sys.path if path)},
            check=True,
        )
        printed.seek(0)
        return printed.read(_MOST_OUTPUT)


def scraped(html: str) -> FoundRecipe:
    """The recipe a page declares; whatever the page lacks, or tells wrongly, is left empty.

    Raises:
        Exception: the page declares none; the library has many ways to say so.
    """
    from recipe_scrapers import scrape_html

    page = scrape_html(html, _NOWHERE, supported_only=False)
    return FoundRecipe(
        title=str(page.title()),
        summary=str(_told(page.description) or ""),
        servings=_number(_told(page.yields)),
        minutes=_number(_told(page.total_time)),
        language=str(_told(page.language) or "") or None,
        ingredients=[str(one) for one in page.ingredients()],
        steps=[str(one) for one in _told(page.instructions_list) or []],
    )


def _told(question: Any) -> Any:  # noqa: ANN401
    """What a page says of one thing; None where the library cannot tell, however it says so."""
    with suppress(Exception):
        return question()
    return None


def _number(said: object) -> int | None:
    """The first number of "4 servings"."""
    digits = str(said or "").split(" ")[0]
    return int(digits) if digits.isdecimal() and len(digits) < 6 else None


def main() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_MOST_OUTPUT, _MOST_OUTPUT))
    found = scraped(sys.stdin.buffer.read().decode(errors="replace"))
    sys.stdout.write(json.dumps(found._asdict()))


if __name__ == "__main__":
    main()
