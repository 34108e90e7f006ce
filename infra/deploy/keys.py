"""`python -m infra.deploy.keys FOLDER`: new keys for a project's sessions, a file each.

`ACCESS_PRIVATE_KEY` and `REFRESH_KEY` become versions of the secrets of that name; what
`ACCESS_PUBLIC_KEYS` holds is public and becomes a variable. `--with FILE` keeps the public keys of
an earlier set valid beside the new one, for as long as tokens signed by the old one live.
"""

import argparse
import json
import sys
from pathlib import Path

from infra.local.keys import session_keys


def main() -> int:
    """Write the files; those there are never written over."""
    arguments = _arguments()
    made = session_keys(arguments.name)
    if arguments.beside:
        old = json.loads(arguments.beside.read_text())["keys"]
        public = json.loads(made["ACCESS_PUBLIC_KEYS"])["keys"]
        made["ACCESS_PUBLIC_KEYS"] = json.dumps({"keys": [*public, *old]})
    arguments.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    taken = [name for name in made if (arguments.folder / name).exists()]
    if taken:
        print(f"already there, not written over: {', '.join(taken)}", file=sys.stderr)
        return 1
    for name, text in made.items():
        file = arguments.folder / name
        file.touch(mode=0o600)
        file.write_text(text)
        print(file)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="infra.deploy.keys", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--name", required=True, help="the key's id, for instance 2026-11")
    parser.add_argument("--with", dest="beside", type=Path, help="earlier ACCESS_PUBLIC_KEYS")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
