"""`make test`: format, lint, types and tests, all of them even when one fails."""

import subprocess
import sys

from rich.console import Console

from infra.local.settings import ROOT

_CHECKS = {
    "format": ["ruff", "format", "--check", "."],
    "lint": ["ruff", "check", "."],
    "types": ["mypy"],
    "tests": ["pytest", "-n", "logical", "--dist", "loadfile"],
}


def main() -> int:
    """Run every check; 0 when all pass. Arguments are handed to pytest."""
    console = Console(highlight=False)
    failed = []
    for name, command in _CHECKS.items():
        console.rule(name)
        extra = sys.argv[1:] if name == "tests" else []
        if subprocess.run(
            [sys.executable, "-m", *command, *extra], cwd=ROOT, check=False
        ).returncode:
            failed.append(name)
    console.rule()
    console.print(f"[bold red]Failed: {', '.join(failed)}[/]" if failed else "[green]All good[/]")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
