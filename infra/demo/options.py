"""What was asked for on the command line and by the environment."""

import argparse
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from infra.local.settings import STATE
from shared.domain.language import Language

RECEIPT = Path(__file__).parent / "receipt.jpg"
REPORT = STATE / "report"
# In the order in which POSIX lets them decide.
_SPOKEN = ("LC_ALL", "LC_MESSAGES", "LANG")


@dataclass(frozen=True)
class Options:
    """The photo to send, the language of the walk and the folder of its report."""

    photo: Path
    language: Language
    report: Path


def read(arguments: list[str] | None = None) -> Options:
    """The options; exits with usage when they make no sense."""
    parser = argparse.ArgumentParser(prog="infra.demo", description=__doc__)
    parser.add_argument("image", nargs="?", type=Path, default=RECEIPT, help="photo of a receipt")
    parser.add_argument("--language", type=Language, choices=list(Language))
    parser.add_argument("--report", type=Path, default=REPORT, metavar="DIR", help="where it goes")
    said = parser.parse_args(arguments)
    return Options(
        photo=said.image.expanduser(),
        language=said.language or language_of(os.environ),
        report=said.report.expanduser(),
    )


def language_of(environment: Mapping[str, str]) -> Language:
    """Spanish where the environment says so, else English."""
    spoken = next((environment[name] for name in _SPOKEN if environment.get(name)), "")
    return Language.ES if spoken.lower().startswith("es") else Language.EN
