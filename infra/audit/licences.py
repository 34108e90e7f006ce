"""The licences of all that is deployed, from what each installed library says of itself."""

import re
from collections.abc import Iterator
from importlib.metadata import Distribution
from typing import NamedTuple

from infra.deploy import pins

# What each word of a statement means; longer ones are looked for first.
_MEANT = {
    "apache": "Apache-2.0",
    "mit-cmu": "MIT-CMU",
    "mit-0": "MIT-0",
    "mit": "MIT",
    "0bsd": "0BSD",
    "bsd": "BSD",
    "isc": "ISC",
    "psf": "PSF",
    "mpl": "MPL-2.0",
    "mozilla": "MPL-2.0",
    "lgpl": "LGPL",
    "agpl": "AGPL",
    "affero": "AGPL",
    "gpl": "GPL",
    "lesser general public": "LGPL",
    "general public": "GPL",
    "zlib": "Zlib",
    "cc0": "CC0-1.0",
    "w3c": "W3C",
    "cnri": "CNRI-Python",
}
_WORD = re.compile("|".join(sorted(map(re.escape, _MEANT), key=len, reverse=True)))
ALLOWED = frozenset(_MEANT.values()) - {"GPL", "AGPL", "LGPL", "MPL-2.0"}
# Weaker copyleft, for libraries that are used as they are and that the upload only names.
AS_THEY_ARE = {
    "certifi": "MPL-2.0",
    "python-stdnum": "LGPL",
    "tqdm": "MPL-2.0",
}
# Whose metadata says nothing; read in the licence file they bring.
_READ = {"resvg-py": "MIT"}


class Licence(NamedTuple):
    name: str
    version: str
    kinds: frozenset[str]

    @property
    def allowed(self) -> bool:
        unusual = self.kinds - ALLOWED
        return bool(self.kinds) and unusual <= {AS_THEY_ARE.get(self.name)}


def deployed() -> list[Licence]:
    """Everything that `requirements.txt` brings, with what that needs in turn."""
    found = pins.brought(pins.named())
    return [Licence(name, it.version, kinds(name, it)) for name, it in sorted(found.items())]


def kinds(name: str, there: Distribution) -> frozenset[str]:
    """The licences of one library, by their short names."""
    said = _said(there, "License-Expression") or " ".join(_classified(there))
    said = said or _said(there, "License")[:60] or _READ.get(name, "")
    return frozenset(_MEANT[word] for word in _WORD.findall(said.lower()))


def _said(there: Distribution, name: str) -> str:
    return " ".join(there.metadata.get_all(name) or ())


def _classified(there: Distribution) -> Iterator[str]:
    for line in there.metadata.get_all("Classifier") or ():
        family, _, rest = line.partition(" :: ")
        if family == "License" and rest != "OSI Approved":
            yield rest
