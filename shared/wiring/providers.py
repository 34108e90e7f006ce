"""The catalog, and the chains of providers."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from shared.domain.breaker import State
from shared.wiring.parts import Once, Parts
from shared.workflows.chain import OFFLINE
from shared.workflows.guarding import Guard, Places, guarded
from shared.workflows.purse import ThreadMeter

if TYPE_CHECKING:
    from shared.adapters.prompting.reply import Models
    from shared.domain.catalog import FoodCatalog
    from shared.domain.cookbook import CatalogRecipe
    from shared.domain.ideas import IdeaBook
    from shared.domain.picture import PainterName
    from shared.domain.well_known import WellKnownDishes
    from shared.ports.media import Painter
    from shared.ports.planning import CalendarWriter
    from shared.ports.recipes import RecipePages, RecipeWriter
    from shared.ports.recognition import Recogniser

Built = TypeVar("Built")
# A model takes seconds: waiting for a place would only hold a thread that others need.
_PATIENCE_S = 0.0


class Providers(Parts):
    """Who recognises, writes and draws, in the order of the settings; whoever is asked over the
    network stands behind a breaker of their own, and all of them share the places for models."""

    @Once
    def _guards(self) -> dict[str, Guard]:
        return {}

    @Once
    def _model_places(self) -> Places:
        return Places(self.settings.places, _PATIENCE_S)

    @property
    def breakers(self) -> Mapping[str, State]:
        """The state of each breaker there is in this process, by what is provided and by whom."""
        return {name: guard.state for name, guard in self._guards.items()}

    @Once
    def foods(self) -> "FoodCatalog":
        from shared.catalog import foods

        return foods.load()

    @Once
    def idea_book(self) -> "IdeaBook":
        from shared.catalog import recipes
        from shared.domain.ideas import IdeaBook

        return IdeaBook(recipes.load, self.foods)

    @Once
    def well_known_dishes(self) -> "WellKnownDishes":
        from shared.catalog import recipes
        from shared.domain.well_known import WellKnownDishes

        return WellKnownDishes(recipes.load(), self.foods)

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
    def recipe_pages(self) -> "RecipePages":
        from shared.adapters.scraped_pages import ScrapedPages

        return ScrapedPages()

    @Once
    def recognisers(self) -> "Sequence[Recogniser]":
        makers: dict[str, Callable[[], Recogniser]] = {
            "gemini": lambda: self._recogniser(self._gemini, self.settings.gemini_vision_model),
            "openai": lambda: self._recogniser(self._openai, self.settings.openai_vision_model),
            OFFLINE: self._offline_recogniser,
        }
        return self._chain("recogniser_providers", makers)

    @Once
    def writers(self) -> "Sequence[RecipeWriter]":
        makers: dict[str, Callable[[], RecipeWriter]] = {
            "gemini": lambda: self._writer(self._gemini, self.settings.gemini_text_model),
            "openai": lambda: self._writer(self._openai, self.settings.openai_text_model),
            OFFLINE: self._offline_writer,
        }
        return self._chain("writer_providers", makers)

    @Once
    def painters(self) -> "Sequence[Painter]":
        makers: dict[str, Callable[[], Painter]] = {
            "gemini": lambda: self._painter(self._gemini, self.settings.gemini_image_model),
            "openai": lambda: self._painter(self._openai, self.settings.openai_image_model),
            OFFLINE: self._offline_painter,
        }
        return self._chain("painter_providers", makers)

    @Once
    def painter_names(self) -> "Sequence[PainterName]":
        """The painters of the chain in its order; nothing that paints is loaded for it."""
        from shared.domain.picture import CARDS, PainterName

        s = self.settings
        models = {"gemini": s.gemini_image_model, "openai": s.openai_image_model}
        chosen = self._chosen("painter_providers")
        return [*(PainterName(name, models[name]) for name in chosen), CARDS]

    def _offline_recogniser(self) -> "Recogniser":
        from shared.adapters.offline_recogniser import OfflineRecogniser
        from shared.adapters.rapid_ocr.reader import RapidOcrReader
        from shared.catalog import recipes

        return OfflineRecogniser(RapidOcrReader(), self.foods, self.clock, recipes.load)

    def _offline_writer(self) -> "RecipeWriter":
        from shared.adapters.offline_writer import OfflineWriter
        from shared.catalog import recipes

        return OfflineWriter(recipes.load(), self.foods)

    def _offline_painter(self) -> "Painter":
        from shared.adapters.offline_painter import OfflinePainter

        return OfflinePainter()

    @Once
    def _gemini(self) -> "Models":
        from shared.adapters.gemini.client import GeminiClient

        s = self.settings
        return GeminiClient(
            s.need("gemini_api_key"),
            base_url=s.gemini_base_url,
            api_version=s.gemini_api_version,
            meter=ThreadMeter(),
        )

    @Once
    def _openai(self) -> "Models":
        from shared.adapters.openai.client import OpenAiClient

        s = self.settings
        effort = None if s.openai_effort == "off" else s.openai_effort
        return OpenAiClient(
            s.openai_api_key, base_url=s.openai_base_url, effort=effort, meter=ThreadMeter()
        )

    def _recogniser(self, models: "Models", model: str) -> "Recogniser":
        from shared.adapters.prompting.recogniser import ModelRecogniser

        return ModelRecogniser(models, model, self.foods, self.clock)

    def _writer(self, models: "Models", model: str) -> "RecipeWriter":
        from shared.adapters.prompting.writer import ModelWriter

        return ModelWriter(models, model, self.foods, self.clock)

    def _painter(self, models: "Models", model: str) -> "Painter":
        from shared.adapters.prompting.painter import ModelPainter

        return ModelPainter(models, model, self.clock)

    def _chain(self, setting: str, makers: dict[str, Callable[[], Built]]) -> Sequence[Built]:
        """The providers a setting names, in its order; by default those that have a key."""
        names = self._chosen(setting)
        purpose = setting.removesuffix("_providers")
        made = [guarded(makers[name](), self._guard(f"{purpose} {name}")) for name in names]
        return [*made, makers[OFFLINE]()]

    def _chosen(self, setting: str) -> list[str]:
        chosen = getattr(self.settings, setting) or self.settings.providers_at_hand
        return [name for name in chosen if name != OFFLINE]

    def _guard(self, name: str) -> Guard:
        guard = Guard(self.clock, self._model_places)
        return self._guards.setdefault(name, guard)
