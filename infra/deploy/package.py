"""`python -m infra.deploy.package`: an upload per function, the same bytes from the same tree.

Each holds `main.py`, the function's file, `shared/` as far as the function can come to import it
with the data beside it, and every library that it needs, pinned. `--prove` installs each into a
clean virtual environment, starts it there with functions-framework, and asks it for a page; of
Python 3.12, which the platform runs them on, where `python3.12` is here.
"""

import argparse
import sys
import zipfile
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from infra.deploy import closure, pins, proof, table
from infra.local.settings import ROOT

PACKAGES = ROOT / ".local" / "packages"
# The oldest moment a zip file can name; the time of packing would change its bytes.
_THEN = (1980, 1, 1, 0, 0, 0)
_MODE = 0o100644 << 16
# Needed though no line imports them: the server itself, and the time zones of the standard library.
_ALWAYS = frozenset({"functions-framework", "tzdata"})
# What a library loads by the name of its storage.
_BESIDE = {"limits": "redis"}


def main() -> int:
    """Pack every function, or those that are named; 0 when all went well."""
    arguments = _arguments()
    names = arguments.functions or sorted(table.read())
    for name in names:
        archive = pack(name, arguments.out)
        print(f"{name:<20} {archive.stat().st_size / 1024:8.0f} kB  {archive}")
    if not arguments.prove:
        return 0
    served = [proof.serves(name, arguments.out / f"{name}.zip") for name in names]
    return 0 if all(served) else 1


def pack(function: str, out: Path) -> Path:
    """Writes the function's upload into `out` and answers where it is."""
    out.mkdir(parents=True, exist_ok=True)
    archive = out / f"{function}.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for name, data in sorted(contents(function).items()):
            entry = zipfile.ZipInfo(name, _THEN)
            entry.external_attr = _MODE
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, data)
    return archive


def contents(function: str) -> dict[str, bytes]:
    """The files of a function's upload by name."""
    needed = closure.needs(function)
    files = set(needed.modules) | _data({path.parent for path in needed.modules})
    packed = {str(path.relative_to(ROOT)): path.read_bytes() for path in files}
    start = f'"""Where the platform starts `{function}`."""\n\n'
    start += f'from functions.{function} import {function}\n\n__all__ = ["{function}"]\n'
    packed["main.py"] = start.encode()
    packed["requirements.txt"] = "".join(
        f"{line}\n" for line in requirements(needed.distributions)
    ).encode()
    return packed


def requirements(distributions: frozenset[str]) -> list[str]:
    """The lines of `requirements.txt` that these distributions are pinned by, and the pins of all
    that they need in turn."""
    wanted = distributions | _ALWAYS
    wanted |= {beside for name, beside in _BESIDE.items() if name in wanted}
    named = [one for one in pins.named() if _name(one) in wanted]
    others = pins.brought(named).keys() - {_name(one) for one in named}
    versions = pins.pinned()
    return [str(one) for one in named] + [f"{name}=={versions[name]}" for name in sorted(others)]


def _name(one: Requirement) -> str:
    return canonicalize_name(one.name)


def _data(folders: set[Path]) -> set[Path]:
    """What lies beside and below the modules that is not code: tables, fonts, recipes."""
    shared = ROOT / "shared"
    return {
        path
        for folder in folders
        if folder not in (ROOT, shared) and shared in folder.parents
        for path in folder.rglob("*")
        if path.is_file() and path.suffix not in (".py", ".pyc")
    }


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="infra.deploy.package", description=__doc__)
    parser.add_argument("functions", nargs="*", help="all of them unless named")
    parser.add_argument("--out", type=Path, default=PACKAGES)
    parser.add_argument("--prove", action="store_true", help="start each in a clean environment")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
