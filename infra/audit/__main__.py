"""`make audit`: known vulnerabilities of every pinned library, the licences of what is deployed,
and checkov over the plan.

The two tools live in a virtual environment of their own under `.local`, apart from what they judge.
Exit code 1 when something was found, 2 when the network was needed and not there.
"""

import hashlib
import json
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

from rich.console import Console
from rich.table import Table

from infra.audit import licences
from infra.local.settings import ROOT, STATE

TOOLS = STATE / "audit"
_WANTED = Path(__file__).with_name("requirements.txt")
_PATIENCE_S = 600
_console = Console(highlight=False)


def main() -> int:
    refused = _licences()
    if not _installed():
        _console.print("[bold red]The tools could not be installed: is there a network?[/]")
        return 2
    return max(int(refused), _vulnerabilities(), _plan())


def _licences() -> bool:
    table = Table("library", "version", "licence", title="What is deployed")
    found = licences.deployed()
    for one in found:
        table.add_row(one.name, one.version, " ".join(sorted(one.kinds)) or "?")
    _console.print(table)
    refused = [one.name for one in found if not one.allowed]
    _console.print(f"not allowed: {', '.join(refused) or 'none'}")
    return bool(refused)


def _installed() -> bool:
    stamp = TOOLS / ".installed"
    wanted = hashlib.sha256(_WANTED.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return True
    _console.print("Installing pip-audit and checkov ...")
    venv.create(TOOLS, with_pip=True, clear=True)
    if _run("python", "-m", "pip", "install", "--quiet", "-r", str(_WANTED)) != 0:
        return False
    stamp.write_text(wanted)
    return True


def _vulnerabilities() -> int:
    """Of everything installed, which the pinned files brought."""
    _console.rule("pip-audit")
    report = TOOLS / "vulnerabilities.json"
    report.unlink(missing_ok=True)
    here = sysconfig.get_path("purelib")
    _run("pip-audit", "--progress-spinner=off", "--path", here, "-f", "json", "-o", str(report))
    if not report.exists():
        _console.print("[bold red]Not looked up: pip-audit has to reach its database.[/]")
        return 2
    libraries = json.loads(report.read_text())["dependencies"]
    known = [(one["name"], vuln["id"]) for one in libraries for vuln in one.get("vulns", ())]
    for name, vulnerability in known:
        _console.print(f"[bold red]{name}: {vulnerability}[/]")
    _console.print(f"{len(libraries)} libraries, {len(known)} known vulnerabilities")
    return int(bool(known))


def _plan() -> int:
    _console.rule("checkov")
    plan = str(ROOT / "infra" / "terraform")
    quiet = ("--quiet", "--compact", "--skip-download", "--framework", "terraform")
    return min(1, _run("checkov", "-d", plan, *quiet))


def _run(tool: str, *arguments: str) -> int:
    command = [str(TOOLS / "bin" / tool), *arguments]
    try:
        return subprocess.run(command, cwd=ROOT, check=False, timeout=_PATIENCE_S).returncode
    except subprocess.TimeoutExpired:
        return 2


if __name__ == "__main__":
    sys.exit(main())
