"""The only composition root: every port's real implementation, built when first asked for.

A function that never asks for a provider never imports it; imports stand inside for that reason.
"""

from typing import TYPE_CHECKING

from shared.config import settings
from shared.wiring.background import Background
from shared.wiring.parts import Once, building
from shared.wiring.sources import OutsideSources

if TYPE_CHECKING:
    from shared.workflows.delete_account import Eraser
    from shared.workflows.household import Household
    from shared.workflows.studio import Studio


class Wiring(OutsideSources, Background):
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
            painters=self.painters,
            thumbnailer=self.thumbnailer,
            media=self.media,
            foods=self.foods,
            dishes=self.well_known_dishes,
            clock=self.clock,
        )

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
