"""The painter that needs neither a model nor a network."""

from shared.adapters.offline_painter.card import drawing
from shared.adapters.offline_painter.chance import chance
from shared.adapters.offline_painter.palette import palette
from shared.adapters.offline_painter.raster import finished
from shared.domain.picture import CARDS, DishBrief, Picture, alternative_text

CONTENT_TYPE = "image/webp"


def paint(brief: DishBrief) -> bytes:
    """A 1024 pixel square WebP; the same brief gives the same bytes."""
    return finished(drawing(brief), brief, palette(chance(brief, "palette"), brief.meal))


class OfflinePainter:
    """Draws a card from rules. The last of the chain: it does not wait for anybody."""

    name = CARDS.name
    model = CARDS.model

    def paint(self, brief: DishBrief, deadline: float) -> Picture:
        """The picture; `deadline` is part of the port and far away for a second of drawing.

        Raises:
            ProviderFailed: the process that draws died.
        """
        return Picture(paint(brief), CONTENT_TYPE, alternative_text(brief))
