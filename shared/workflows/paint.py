"""One call of a painter, and what its failures mean for the dish."""

from shared.domain.errors import DomainError, ProviderFailed, ProviderRefused
from shared.domain.picture import DishBrief
from shared.ports.media import Painter
from shared.workflows.chain import time_for

# An answer came, and there is no picture in it; so it is where it ended before its end.
_WITHOUT_A_PICTURE = frozenset({"not_a_picture", "empty_reply"})
_CUT_OFF = "finish_"
# A status of the service speaks of the request or the key, and the next painter may do better.
_OF_THE_SERVICE = "http_"


class DishRefused(DomainError):
    """A painter was asked, and will not or cannot paint this dish: no other is asked, and neither
    is the same one again."""

    default_code = "provider_unavailable"

    def __init__(self, reason: str) -> None:
        super().__init__()
        self.reason = reason


def painted(painter: Painter, brief: DishBrief, deadline: float) -> bytes:
    """The picture, encoded.

    Raises:
        DishRefused: a policy forbids it, or the answer holds no picture.
        ProviderFailed: the service gave no answer; another painter may give one.
    """
    try:
        return painter.paint(brief, time_for(painter, deadline)).data
    except ProviderFailed as error:
        if _final(error):
            raise DishRefused(error.reason) from None
        raise


def _final(error: ProviderFailed) -> bool:
    if isinstance(error, ProviderRefused):
        return not error.reason.startswith(_OF_THE_SERVICE)
    return error.reason in _WITHOUT_A_PICTURE or error.reason.startswith(_CUT_OFF)
