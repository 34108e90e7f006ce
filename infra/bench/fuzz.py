"""Schemathesis over the merged OpenAPI document, against a local stack of its own.

Everybody's routes are asked as a new member of a kitchen would, then the routes that end the
session or the account, as somebody of their own. Run as `python -m infra.bench.fuzz` for at least
10,000 cases; exit code 1 when a check failed, or when the member's session did not live to the end,
which would mean that little was asked.

All of Schemathesis' checks but these: `allow_header_conformance`, since a fixed path such as
`/recipes/catalog` truly takes the methods of `/recipes/{id}`; `use_after_free` and
`ensure_resource_availability` belong to its stateful phase, which needs links the document does not
describe. 422 is an expected answer to a body that fits its schema: amounts beyond what there is,
cursors nobody was given and keys used twice are no matter of a schema; nor is, for 415, whether
bytes are a photo.
"""

import argparse
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from infra.local.addresses import Addresses
from infra.local.settings import VENV
from infra.local.stack import running
from tests.client import Phone

_CONFIG = """
[checks.positive_data_acceptance]
expected-statuses = ["2xx", "3xx", "401", "403", "404", "409", "412", "415", "422", "429"]
[checks.negative_data_rejection]
expected-statuses = ["400", "401", "403", "404", "405", "409", "412", "413", "415", "422", "429"]
"""
_LEFT_OUT = "allow_header_conformance,use_after_free,ensure_resource_availability"
_ENDING = ("account_delete", "account_remove_member", "auth_logout", "auth_delete_session")
_CASES = re.compile(r"([\d,]+) generated")
# Coverage goes through every constraint of every schema, one after the other.
ALL_PHASES = "examples,coverage,fuzzing"
_PATIENCE_S = 3600


def main() -> int:
    options = argparse.ArgumentParser(prog="infra.bench.fuzz", description=__doc__)
    options.add_argument("--examples", type=int, default=100, help="at most, for each operation")
    options.add_argument("--seed", type=int)
    options.add_argument(
        "--only", nargs="+", default=(), help="functions; all of them unless named"
    )
    asked = options.parse_args()
    with running() as stack:
        cases, good = run(stack, asked.examples, asked.seed, only=asked.only)
    print(f"{cases:,} cases, {'no failure' if good else 'failures above'}")
    return int(not good)


def run(
    stack: Addresses,
    examples: int,
    seed: int | None = None,
    phases: str = ALL_PHASES,
    only: Sequence[str] = (),
) -> tuple[int, bool]:
    """How many cases were asked, and whether every check held."""
    member, leaver = Phone(stack, "en"), Phone(stack, "en")
    for phone in (member, leaver):
        phone.sign_in()
    chosen = {"--exclude-operation-id": member, "--include-operation-id": leaver}
    paths = ["--include-path-regex", f"^/api/v1/({'|'.join(only)})(/|$)"] if only else []
    cases, good = 0, True
    for option, phone in chosen.items():
        ending = [name for name in _ENDING if not only or name.partition("_")[0] in only]
        if option.startswith("--include") and not ending:
            continue
        names = [part for name in ending for part in (option, name)]
        asked = [*names, *paths, "--max-examples", str(examples)]
        told = _schemathesis(phone, asked, phases, seed)
        print(told.stdout)
        found = _CASES.search(told.stdout)
        cases += int(found[1].replace(",", "")) if found else 0
        good = good and told.returncode == 0
    return cases, good and member.get("/account/profile").status_code == 200


def _schemathesis(
    phone: Phone, options: list[str], phases: str, seed: int | None
) -> subprocess.CompletedProcess[str]:
    gateway = phone.stack.gateway
    with tempfile.TemporaryDirectory(prefix="zerowaste-") as folder:
        config = Path(folder) / "schemathesis.toml"
        config.write_text(_CONFIG)
        command = [
            *(str(VENV / "bin" / "schemathesis"), "--config-file", str(config)),
            *("run", f"{gateway}/openapi.json", "--url", gateway, "--workers", "1"),
            *("--header", f"Authorization: {phone.headers['Authorization']}"),
            *("--generation-with-security-parameters", "false"),
            *("--phases", phases, "--exclude-checks", _LEFT_OUT),
            *("--continue-on-failure", "--no-color", "--suppress-health-check", "all"),
            *("--no-shrink", "--generation-database", ":memory:", *options),
        ]
        if seed is not None:
            command += ["--seed", str(seed)]
        return subprocess.run(
            command, cwd=folder, capture_output=True, text=True, check=False, timeout=_PATIENCE_S
        )


if __name__ == "__main__":
    sys.exit(main())
