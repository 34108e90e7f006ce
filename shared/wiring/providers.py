"""The catalog, and the chains of providers."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from shared.config import MissingSetting
from shared.wiring.parts import Once, Parts
from shared.workflows.chain import OFFLINE

if TYPE_CHECKING:
    from shared.adapters.gemini.client import GeminiClient
    from shared.domain.catalog import FoodCatalog
    from shared.domain.cookbook import CatalogRecipe
    from shared.ports.media import Painter
    from shared.ports.planning import CalendarWriter
    from shared.ports.recipes import RecipeWriter
    from shared.ports.recognition import Recogniser

Built = TypeVar("Built")


class Providers(Parts):
    """Who recognises, writes and draws, in the order of the settings."""

    @Once
    def foods(self) -> "FoodCatalog":
        from shared.catalog import foods

        return foods.load()

    @Once
    def cookbook(self) -> "Mapping[str, CatalogRecipe]":
        """The recipes of the catalog by id."""
        from shared.catalog import recipes

        return {recipe.id: recipe for recipe in recipes.load()}

    @Once
    def calendar_writer(self) -> "CalendarWriter":
        from shared.adapters.ical_calendar import IcalCalendarWriter

        return IcalCalendarWriter()

    @Once
    def recognisers(self) -> "Sequence[Recogniser]":
        makers: dict[str, Callable[[], Recogniser]] = {
            "gemini": self._gemini_recogniser,
            OFFLINE: self._offline_recogniser,
        }
        return self._chain("recogniser_providers", makers)

    @Once
    def writers(self) -> "Sequence[RecipeWriter]":
        makers: dict[str, Callable[[], RecipeWriter]] = {
            "gemini": self._gemini_writer,
            OFFLINE: self._offline_writer,
        }
        return self._chain("writer_providers", makers)

    @Once
    def painters(self) -> "Sequence[Painter]":
        makers: dict[str, Callable[[], Painter]] = {
            "gemini": self._gemini_painter,
            OFFLINE: self._offline_painter,
        }
        return self._chain("painter_providers", makers)

    def _offline_recogniser(self) -> "Recogniser":
        from shared.adapters.offline_recogniser import OfflineRecogniser
        from shared.adapters.rapid_ocr import RapidOcrReader

        return OfflineRecogniser(RapidOcrReader(), self.foods, self.clock)

    def _offline_writer(self) -> "RecipeWriter":
        from shared.adapters.offline_writer import OfflineWriter
        from shared.catalog import recipes

        return OfflineWriter(recipes.load(), self.foods)

    def _offline_painter(self) -> "Painter":
        from shared.adapters.offline_painter import OfflinePainter

        return OfflinePainter()

    @Once
    def _gemini(self) -> "GeminiClient":
        from shared.adapters.gemini.client import GeminiClient

        s = self.settings
        return GeminiClient(
            s.need("gemini_api_key"),
            base_url=s.gemini_base_url,
            api_version=s.gemini_api_version,
        )

    def _gemini_recogniser(self) -> "Recogniser":
        from shared.adapters.gemini.recogniser import GeminiRecogniser

        return GeminiRecogniser(
            self._gemini, self.settings.gemini_vision_model, self.foods, self.clock
        )

    def _gemini_writer(self) -> "RecipeWriter":
        from shared.adapters.gemini.writer import GeminiWriter

        return GeminiWriter(self._gemini, self.settings.gemini_text_model, self.foods, self.clock)

    def _gemini_painter(self) -> "Painter":
        from shared.adapters.gemini.painter import GeminiPainter

        return GeminiPainter(self._gemini, self.settings.gemini_image_model, self.clock)

    def _chain(self, setting: str, makers: dict[str, Callable[[], Built]]) -> Sequence[Built]:
        """The providers a setting names, in its order; by default Gemini where it has a key."""
        default = ("gemini",) if self.settings.gemini_api_key else ()
        names = [n for n in getattr(self.settings, setting) or default if n != OFFLINE]
        for name in names:
            if name not in makers:
                raise MissingSetting(f"{setting.upper()}: there is no provider {name}")
        return [makers[name]() for name in (*names, OFFLINE)]
