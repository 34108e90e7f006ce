"""Documents that a newer revision wrote are still read."""

from typing import Any

from google.auth.credentials import AnonymousCredentials
from google.cloud.firestore import Client, DocumentReference, DocumentSnapshot
from google.protobuf.timestamp_pb2 import Timestamp

from shared.adapters.firestore.documents import Snapshot, from_snapshot, to_document
from shared.adapters.firestore.lots import lot_of
from shared.domain.kitchen import Kitchen
from shared.domain.person import Person
from tests.samples import kitchen, lot, person

CLIENT = Client(project="p", credentials=AnonymousCredentials())  # type: ignore[no-untyped-call]


def snapshot(path: str, fields: dict[str, Any]) -> Snapshot:
    stamp = Timestamp(seconds=1)
    reference: DocumentReference = CLIENT.document(path)
    return DocumentSnapshot(reference, fields, True, stamp, stamp, stamp)


def test_unknown_fields_are_left_out_however_deep() -> None:
    one = person("u1", "k1")
    fields = to_document(one)
    fields |= {"newer": 1, "profile": fields["profile"] | {"newer": {"a": 1}}}
    assert from_snapshot(snapshot("users/u1", fields), Person).profile == one.profile


def test_unknown_fields_of_members_are_left_out() -> None:
    one = kitchen("k1", "u1")
    fields = to_document(one)
    fields["members"]["u1"] |= {"newer": 1}
    assert from_snapshot(snapshot("kitchens/k1", fields), Kitchen).members == one.members


def test_unknown_fields_of_a_lot_that_is_gone_are_left_out() -> None:
    one = lot()
    fields = {"gone": to_document(one) | {"newer": 1}}
    found = lot_of(snapshot(f"kitchens/k1/items/{one.id}", fields))
    assert found.model_copy(update={"version": ""}) == one
