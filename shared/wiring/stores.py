"""The stores, all of them Firestore."""

from typing import TYPE_CHECKING

from shared.wiring.parts import Once, Parts

if TYPE_CHECKING:
    from google.cloud.firestore import Client

    from shared.ports.household import Contents, Deletions, Invites, Kitchens, People
    from shared.ports.identity import Sessions
    from shared.ports.impact import Estimates
    from shared.ports.jobs import Jobs, Leftovers
    from shared.ports.labels import Analyses
    from shared.ports.library import Library
    from shared.ports.limits import KeyedRequests
    from shared.ports.messages import PushOwners, Turns
    from shared.ports.pictures import SharedPictures
    from shared.ports.planning import Plans
    from shared.ports.proposals import Proposals
    from shared.ports.recipes import Recipes
    from shared.ports.recognition import ReceiptMemories, Recognitions, Sightings
    from shared.ports.security import SecurityCounts
    from shared.ports.shopping import Shopping
    from shared.ports.spending import Ledger
    from shared.ports.stock import Items, Movements


class Stores(Parts):
    """Each collection once; those of a kitchen are opened for it."""

    @Once
    def firestore(self) -> "Client":
        from shared.adapters.firestore.counting import CountingClient

        return CountingClient(project=self.settings.google_cloud_project)

    @Once
    def people(self) -> "People":
        from shared.adapters.firestore.people import FirestorePeople

        return FirestorePeople(self.firestore)

    @Once
    def kitchens(self) -> "Kitchens":
        from shared.adapters.firestore.kitchens import FirestoreKitchens

        return FirestoreKitchens(self.firestore)

    @Once
    def invites(self) -> "Invites":
        from shared.adapters.firestore.invites import FirestoreInvites

        return FirestoreInvites(self.firestore)

    @Once
    def deletions(self) -> "Deletions":
        from shared.adapters.firestore.deletions import FirestoreDeletions

        return FirestoreDeletions(self.firestore)

    @Once
    def contents(self) -> "Contents":
        from shared.adapters.firestore.contents import FirestoreContents

        return FirestoreContents(self.firestore)

    @Once
    def sessions(self) -> "Sessions":
        from shared.adapters.firestore.sessions import FirestoreSessions

        return FirestoreSessions(self.firestore)

    @Once
    def jobs(self) -> "Jobs":
        from shared.adapters.firestore.jobs import FirestoreJobs

        return FirestoreJobs(self.firestore)

    @Once
    def shared_pictures(self) -> "SharedPictures":
        from shared.adapters.firestore.shared_pictures import FirestoreSharedPictures

        return FirestoreSharedPictures(self.firestore)

    @Once
    def security_counts(self) -> "SecurityCounts":
        from shared.adapters.firestore.security import FirestoreSecurityCounts

        return FirestoreSecurityCounts(self.firestore)

    @Once
    def sightings(self) -> "Sightings":
        from shared.adapters.firestore.sightings import FirestoreSightings

        return FirestoreSightings(self.firestore)

    @Once
    def proposals(self) -> "Proposals":
        from shared.adapters.firestore.proposals import FirestoreProposals

        return FirestoreProposals(self.firestore)

    @Once
    def ledger(self) -> "Ledger":
        from shared.adapters.firestore.ledger import FirestoreLedger

        return FirestoreLedger(self.firestore)

    @Once
    def turns(self) -> "Turns":
        from shared.adapters.firestore.turns import FirestoreTurns

        return FirestoreTurns(self.firestore)

    @Once
    def push_owners(self) -> "PushOwners":
        from shared.adapters.firestore.push_owners import FirestorePushOwners

        return FirestorePushOwners(self.firestore)

    @Once
    def leftovers(self) -> "Leftovers":
        from shared.adapters.firestore.cleanup import FirestoreLeftovers

        return FirestoreLeftovers(self.firestore)

    @Once
    def keyed_requests(self) -> "KeyedRequests":
        from shared.adapters.firestore.idempotency import FirestoreKeyedRequests

        return FirestoreKeyedRequests(self.firestore)

    def items(self, kitchen_id: str) -> "Items":
        from shared.adapters.firestore.items import FirestoreItems

        return FirestoreItems(self.firestore, kitchen_id)

    def movements(self, kitchen_id: str) -> "Movements":
        from shared.adapters.firestore.movements import FirestoreMovements

        return FirestoreMovements(self.firestore, kitchen_id)

    def estimates(self, kitchen_id: str) -> "Estimates":
        from shared.adapters.firestore.estimates import FirestoreEstimates

        return FirestoreEstimates(self.firestore, kitchen_id)

    def recognitions(self, kitchen_id: str) -> "Recognitions":
        from shared.adapters.firestore.recognitions import FirestoreRecognitions

        return FirestoreRecognitions(self.firestore, kitchen_id)

    def analyses(self, kitchen_id: str) -> "Analyses":
        from shared.adapters.firestore.analyses import FirestoreAnalyses

        return FirestoreAnalyses(self.firestore, kitchen_id)

    def receipt_memories(self, kitchen_id: str) -> "ReceiptMemories":
        from shared.adapters.firestore.receipt_memories import FirestoreReceiptMemories

        return FirestoreReceiptMemories(self.firestore, kitchen_id)

    def library(self, kitchen_id: str) -> "Library":
        from shared.adapters.firestore.library import FirestoreLibrary

        return FirestoreLibrary(self.firestore, kitchen_id)

    def recipes(self, kitchen_id: str) -> "Recipes":
        from shared.adapters.firestore.recipes import FirestoreRecipes

        return FirestoreRecipes(self.firestore, kitchen_id)

    def plans(self, kitchen_id: str) -> "Plans":
        from shared.adapters.firestore.plans import FirestorePlans

        return FirestorePlans(self.firestore, kitchen_id)

    def shopping(self, kitchen_id: str) -> "Shopping":
        from shared.adapters.firestore.shopping import FirestoreShopping

        return FirestoreShopping(self.firestore, kitchen_id)
