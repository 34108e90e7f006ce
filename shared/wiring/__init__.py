"""The only composition root: every port's real implementation, built when first asked for.

A function that never asks for a provider never imports it; imports stand inside for that reason.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar

from shared.config import PROVIDERS, settings
from shared.wiring.parts import Once, building
from shared.wiring.watch import Watch
from shared.workflows.chain import OFFLINE, Provider
from shared.workflows.guarding import paid
from shared.workflows.purse import Purse

if TYPE_CHECKING:
    from shared.ports.labels import Explainer, LabelReader
    from shared.ports.media import Painter
    from shared.ports.recipes import RecipeWriter
    from shared.ports.recognition import Recogniser
    from shared.workflows.delete_account import Eraser
    from shared.workflows.household import Household
    from shared.workflows.proposal_cache import ProposalCache, Tally
    from shared.workflows.read_label import LabelDesk
    from shared.workflows.studio import Studio


Chained = TypeVar("Chained", bound=Provider)


class Wiring(Watch):
    """One per process; see `shared.ports` for what each part does."""

    _of_process: "Wiring | None" = None

    @classmethod
    def of_process(cls) -> "Wiring":
        """The wiring of this process, from its environment.

        Raises:
            MissingSetting: the environment does not hold what it must.
        """
        with building:
            if cls._of_process is None:
                cls._of_process = cls(settings())
            return cls._of_process

    @Once
    def household(self) -> "Household":
        """What a change of who cooks where touches."""
        from shared.workflows.household import Household

        return Household(
            people=self.people,
            kitchens=self.kitchens,
            invites=self.invites,
            sessions=self.sessions,
            states=self.session_states,
            clock=self.clock,
        )

    def studio(self) -> "Studio":
        """What the image worker works with."""
        from shared.workflows.studio import Studio

        return Studio(
            jobs=self.jobs,
            recipes_of=self.recipes,
            shared=self.shared_pictures,
            library_of=self.library,
            painters_of=self.painters_of,
            thumbnailer=self.thumbnailer,
            media=self.media,
            foods=self.foods,
            dishes=self.well_known_dishes,
            clock=self.clock,
        )

    def writers_of(self, kitchen_id: str, tally: "Tally") -> "Sequence[RecipeWriter]":
        """The writers of one kitchen, who pay from its purse and are asked nothing twice within an
        hour; `tally` counts how often they had not to be asked."""
        chain = self._paying(kitchen_id, self.writers)
        return [
            one if one.name == OFFLINE else self._cached(one, kitchen_id, tally) for one in chain
        ]

    def _cached(self, writer: "RecipeWriter", kitchen_id: str, tally: "Tally") -> "RecipeWriter":
        from shared.adapters.prompting.prompts import WRITING_EDITION
        from shared.workflows.proposal_cache import CachedWriter

        return CachedWriter(writer, WRITING_EDITION, kitchen_id, self._proposal_cache, tally)

    @Once
    def _proposal_cache(self) -> "ProposalCache":
        from shared.workflows.proposal_cache import ProposalCache

        return ProposalCache(self.proposals, self.clock)

    def recognisers_of(self, kitchen_id: str) -> "Sequence[Recogniser]":
        """The recognisers of one kitchen, who pay from its purse."""
        return self._paying(kitchen_id, self.recognisers)

    def label_readers_of(self, kitchen_id: str) -> "Sequence[LabelReader]":
        """The readers of labels of one kitchen; models pay from its purse."""
        purse = self._purse(kitchen_id)
        chain = self.label_readers
        return [paid(one, purse) if one.name in PROVIDERS else one for one in chain]

    def explainers_of(self, kitchen_id: str) -> "Sequence[Explainer]":
        """Who explains labels to one kitchen, paid from its purse."""
        return self._paying(kitchen_id, self.explainers)

    def label_desk(self, kitchen_id: str) -> "LabelDesk":
        """What one kitchen's labels are read, judged and explained with."""
        from shared.workflows.read_label import LabelDesk

        return LabelDesk(
            tables=self.label_tables,
            readers=self.label_readers_of(kitchen_id),
            explainers=self.explainers_of(kitchen_id),
            cleaner=self.photo_cleaner,
        )

    def painters_of(self, kitchen_id: str) -> "Sequence[Painter]":
        """The painters of one kitchen, who pay from its purse."""
        return self._paying(kitchen_id, self.painters)

    def _paying(self, kitchen_id: str, chain: Sequence[Chained]) -> Sequence[Chained]:
        purse = self._purse(kitchen_id)
        return [one if one.name == OFFLINE else paid(one, purse) for one in chain]

    def _purse(self, kitchen_id: str) -> Purse:
        return Purse(kitchen_id, self.settings.daily_budget_usd, self.ledger, self.clock)

    def eraser(self, until: float) -> "Eraser":
        """What the deletion of an account touches; it starts nothing after `until`."""
        from shared.workflows.delete_account import Eraser

        return Eraser(
            household=self.household,
            deletions=self.deletions,
            contents=self.contents,
            media=self.media,
            identity_provider=self.identity_provider,
            until=until,
        )
