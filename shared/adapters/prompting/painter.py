"""Paints dishes and foods with an image model."""

from io import BytesIO

from shared.adapters.prompting.asking import ask
from shared.adapters.prompting.prompts import paint_rules, paint_task
from shared.adapters.prompting.question import Question
from shared.adapters.prompting.reply import Models
from shared.domain.errors import ProviderFailed, ProviderRefused
from shared.domain.picture import DishBrief, Picture, alternative_text
from shared.ports.clock import Clock

_SIDE = 1024
_QUALITY = 82
_MOST_PIXELS = 40_000_000
_FORMATS = ("PNG", "JPEG", "WEBP")


class ModelPainter:
    """A `Painter`; `model` is one that answers with pictures."""

    def __init__(self, models: Models, model: str, clock: Clock) -> None:
        self.model = model
        self._models = models
        self.name = models.name
        self._clock = clock

    def paint(self, brief: DishBrief, deadline: float) -> Picture:
        """A WebP picture of at most 1024 pixels a side.

        Raises:
            ProviderRefused: the model would not paint it, or answered without a picture.
            ProviderFailed: no usable answer.
        """
        question = Question(
            purpose="paint", model=self.model, system=paint_rules(brief), text=paint_task(brief)
        )
        reply = ask(self._models, self._clock, question, deadline)
        if reply.picture is None:
            raise ProviderRefused("no_picture")
        return Picture(_webp(reply.picture), "image/webp", alternative_text(brief))


def _webp(data: bytes) -> bytes:
    """The picture made anew from its pixels, so that nothing else of the file is left."""
    from PIL import Image

    try:
        with Image.open(BytesIO(data), formats=_FORMATS) as opened:
            if opened.width * opened.height > _MOST_PIXELS:
                raise ProviderFailed("not_a_picture")
            pixels = opened.convert("RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise ProviderFailed("not_a_picture") from None
    pixels.thumbnail((_SIDE, _SIDE))
    clean = Image.frombytes("RGB", pixels.size, pixels.tobytes())
    out = BytesIO()
    clean.save(out, "WEBP", quality=_QUALITY)
    return out.getvalue()
