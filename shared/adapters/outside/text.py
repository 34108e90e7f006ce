"""What of others' texts is shown."""

import re
import unicodedata
from typing import Any

_LINK = re.compile(r"https?://[\x21-\x7e]{1,280}")


def line(value: Any, longest: int) -> str | None:  # noqa: ANN401
    """One line without what cannot be seen; None for anything else."""
    if not isinstance(value, str):
        return None
    shown = (c if unicodedata.category(c)[0] not in "CZ" else " " for c in value[: 4 * longest])
    return " ".join("".join(shown).split())[:longest].rstrip() or None


def link(value: Any) -> str | None:  # noqa: ANN401
    """An address of the web; None for anything else."""
    return value if isinstance(value, str) and _LINK.fullmatch(value) else None
