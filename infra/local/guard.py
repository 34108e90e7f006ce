"""Runs one command and outlives nobody: when standard input closes, the command is ended.

Whoever starts a guard holds the other end of that pipe, so the command also ends when its
starter is killed without a chance to clean up. The guard leads its own process group.
"""

import os
import signal
import subprocess
import sys
import threading
import time

_PATIENCE = 5


def main() -> int:
    """Run the command given as arguments and answer with its exit code."""
    child = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL)
    signal.signal(signal.SIGTERM, lambda *_: child.terminate())
    threading.Thread(target=_end_with_starter, daemon=True).start()
    code = child.wait()
    return code if code >= 0 else 128 - code


def _end_with_starter() -> None:
    # os.read, because a thread inside a buffered read may not be left behind at exit.
    while os.read(0, 1):
        pass
    os.killpg(0, signal.SIGTERM)
    time.sleep(_PATIENCE)
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(main())
