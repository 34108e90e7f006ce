"""Every library that is deployed in the one version it was tested in, those that others bring too.

`requirements.txt` names what the code imports. `python -m infra.deploy.pins` writes beside this
module what comes with it, in the versions installed here; the local environment and the uploads are
held to them. Newer ones come by `pip install -U` of some, this command, and the tests.
"""

import sys
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from infra.local.settings import ROOT

FILE = Path(__file__).with_name("pins.txt")


def main() -> int:
    """Writes the file anew."""
    found = brought(named())
    lines = [f"{name}=={found[name].version}\n" for name in sorted(found)]
    FILE.write_text("".join(lines))
    print(f"{len(lines)} libraries in {FILE.relative_to(ROOT)}")
    return 0


def named() -> list[Requirement]:
    """What `requirements.txt` names."""
    lines = (ROOT / "requirements.txt").read_text().splitlines()
    return [Requirement(line) for line in lines if line]


def pinned() -> dict[str, str]:
    """Versions by the libraries' names."""
    lines = (line.partition("==") for line in FILE.read_text().splitlines())
    return {name: version for name, _, version in lines}


def brought(wanted: Iterable[Requirement]) -> dict[str, Distribution]:
    """The libraries with all that they need in turn, as they are installed here, by name."""
    found: dict[str, Distribution] = {}
    seen: set[tuple[str, frozenset[str]]] = set()
    waiting = list(wanted)
    while waiting:
        one = waiting.pop()
        name = canonicalize_name(one.name)
        if (name, frozenset(one.extras)) in seen:
            continue
        seen.add((name, frozenset(one.extras)))
        found[name] = distribution(one.name)
        waiting += _needed(found[name], one.extras)
    return found


def _needed(there: Distribution, extras: set[str]) -> Iterator[Requirement]:
    for line in there.requires or ():
        wanted = Requirement(line)
        asked = [{"extra": extra} for extra in ("", *extras)]
        if wanted.marker is None or any(wanted.marker.evaluate(one) for one in asked):
            yield wanted


if __name__ == "__main__":
    sys.exit(main())
