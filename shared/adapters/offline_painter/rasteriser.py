"""From SVG to PNG, in a process of its own: the library keeps every other thread of the one it runs
in waiting, for a second or two. Run as a script, it prints the picture of what it is sent."""

import subprocess
import sys
from pathlib import Path

from shared.domain.errors import ProviderFailed

# Many times what the largest card takes.
_SECONDS = 60


def rasterise(svg: str) -> bytes:
    """The drawing as PNG. System fonts are left alone: no text is ever drawn this way.

    Raises:
        ProviderFailed: the process ended without a picture.
    """
    try:
        drawn = subprocess.run(  # noqa: S603 - the command holds nothing of the drawing
            [sys.executable, "-P", str(Path(__file__))],
            input=svg.encode(),
            capture_output=True,
            timeout=_SECONDS,
            env={"PYTHONPATH": ":".join(path for path in sys.path if path)},
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        raise ProviderFailed("not_drawn") from None
    return drawn.stdout


def main() -> None:
    import resvg_py

    svg = sys.stdin.buffer.read().decode()
    sys.stdout.buffer.write(bytes(resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True)))


if __name__ == "__main__":
    main()
