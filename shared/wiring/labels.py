"""Labels: the tables they are judged by, who reads their photos and who explains them."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from shared.wiring.parts import Once
from shared.wiring.products import Products
from shared.workflows.chain import OFFLINE
from shared.workflows.guarding import guarded

if TYPE_CHECKING:
    from shared.adapters.prompting.reply import Models
    from shared.domain.labels.tables import Tables
    from shared.ports.labels import Explainer, LabelReader


class Labels(Products):
    """The tables are read and indexed once for a process, when the first label comes."""

    @Once
    def label_tables(self) -> "Tables":
        from shared.catalog import substances
        from shared.catalog.substances.by_law import load_by_law
        from shared.domain.labels.dictionary import Dictionary
        from shared.domain.labels.tables import Tables

        dictionary = Dictionary(substances.load(), besides=load_by_law)
        return Tables(dictionary, self.foods, substances.version())

    @Once
    def label_readers(self) -> "Sequence[LabelReader]":
        s = self.settings
        by_default = s.recogniser_providers or s.providers_at_hand
        chosen = s.label_readers or [name for name in by_default if name != OFFLINE]
        makers: dict[str, Callable[[], LabelReader]] = {
            "google_vision": self._google_vision,
            "gemini": lambda: self._label_reader(self._gemini, s.gemini_vision_model),
            "openai": lambda: self._label_reader(self._openai, s.openai_vision_model),
            "tesseract": self._tesseract,
        }
        names = [name for name in chosen if name in makers]
        made = [guarded(makers[name](), self._guard(f"label {name}")) for name in names]
        return [*made, self._embedded()]

    @Once
    def explainers(self) -> "Sequence[Explainer]":
        """The models that write; without one the rules explain."""
        from shared.adapters.prompting.labels import ModelExplainer

        s = self.settings
        models = {
            "gemini": lambda: ModelExplainer(self._gemini, s.gemini_text_model, self.clock),
            "openai": lambda: ModelExplainer(self._openai, s.openai_text_model, self.clock),
        }
        chosen = s.writer_providers or s.providers_at_hand
        names = [name for name in chosen if name in models]
        return [guarded(models[name](), self._guard(f"explainer {name}")) for name in names]

    def _embedded(self) -> "LabelReader":
        from shared.adapters.embedded_labels import EmbeddedLabelReader
        from shared.adapters.rapid_ocr.reader import RapidOcrReader

        return EmbeddedLabelReader("rapidocr", RapidOcrReader(), self.clock)

    def _google_vision(self) -> "LabelReader":
        from shared.adapters.google_vision import GoogleVision, authorised_session

        return GoogleVision(authorised_session, self.settings.google_vision_url, self.clock)

    def _tesseract(self) -> "LabelReader":
        from shared.adapters.tesseract import Tesseract

        return Tesseract(self.clock)

    def _label_reader(self, models: "Models", model: str) -> "LabelReader":
        from shared.adapters.prompting.labels import ModelLabelReader

        return ModelLabelReader(models, model, self.clock)
