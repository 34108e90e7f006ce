"""Recognises food in photos with a model."""

from collections.abc import Sequence

from shared.adapters.prompting.asking import ask
from shared.adapters.prompting.reply import Models
from shared.adapters.prompting.sightings import SightingReader, recognise_question
from shared.domain.catalog import FoodCatalog
from shared.domain.language import Language
from shared.domain.recognition import Photo, RecognitionKind, Sighting
from shared.ports.clock import Clock


class ModelRecogniser:
    """A `Recogniser`; all photos of a request go in one call."""

    def __init__(self, models: Models, model: str, catalog: FoodCatalog, clock: Clock) -> None:
        self.model = model
        self._models = models
        self.name = models.name
        self._clock = clock
        self._reader = SightingReader(catalog, clock)

    def recognise(
        self, images: Sequence[Photo], kind: RecognitionKind, language: Language, deadline: float
    ) -> Sighting:
        """What is to be seen, in the order the model told it, without what makes no sense.

        Raises:
            Unreadable: the model saw no food.
            ProviderRefused: it would not look at the photos.
            ProviderFailed: no usable answer.
        """
        question = recognise_question(self.model, images, kind, language)
        reply = ask(self._models, self._clock, question, deadline)
        return self._reader.read(reply.text, kind, len(images))
