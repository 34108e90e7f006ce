"""The export's published shape tells every list that is streamed."""

from shared.adapters.firestore.contents import FirestoreContents
from shared.workflows.export_account import ExportedKitchen

_OF_THE_KITCHEN = {"id", "created_at", "members", "media"}


def test_each_collection_that_is_handed_over_is_a_field() -> None:
    told = set(ExportedKitchen.model_fields) - _OF_THE_KITCHEN
    assert told == set(FirestoreContents.collections)
