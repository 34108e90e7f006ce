"""Pictures of dishes drawn by rules: an illustrated card from a title and its ingredients."""

from shared.adapters.offline_painter.painter import OfflinePainter, paint
from shared.adapters.offline_painter.raster import thumbnail

__all__ = ["OfflinePainter", "paint", "thumbnail"]
