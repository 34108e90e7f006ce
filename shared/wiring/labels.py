"""Labels: the tables they are judged by, who reads their photos and who explains them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from shared.wiring.parts import Once
from shared.wiring.products import Products

if TYPE_CHECKING:
    from shared.domain.labels.tables import Tables
    from shared.ports.labels import Explainer, LabelReader


class Labels(Products):
    """The tables are read and indexed once for a process, when the first label comes."""

    @Once
    def label_tables(self) -> "Tables":
        from shared.catalog import substances
        from shared.domain.labels.dictionary import Dictionary
        from shared.domain.labels.tables import Tables

        return Tables(Dictionary(substances.load()), self.foods, substances.VERSION)

    @Once
    def label_readers(self) -> "Sequence[LabelReader]":
        from shared.adapters.embedded_labels import EmbeddedLabelReader
        from shared.adapters.rapid_ocr import RapidOcrReader

        return [EmbeddedLabelReader("rapidocr", RapidOcrReader(), self.clock)]

    @Once
    def explainers(self) -> "Sequence[Explainer]":
        return []
