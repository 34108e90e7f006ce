"""Links to stored objects: credentials and signatures are asked for no more often than needed."""

from datetime import timedelta
from typing import Any

import google.auth
import pytest

from shared.adapters.cloud_storage import CloudMediaStore
from shared.domain.errors import Unavailable

WEEK = timedelta(days=7) - timedelta(hours=1)


class FakeCredentials:
    service_account_email = "media@p.iam.gserviceaccount.com"
    token = "t"
    valid = False
    refreshed = 0
    error: Exception | None = None

    def refresh(self, request: object) -> None:
        if self.error is not None:
            raise self.error
        self.refreshed += 1
        self.valid = True


class FakeBucket:
    """Bucket, client and blob in one: each signature has a number."""

    def __init__(self) -> None:
        self.signed: list[tuple[str, timedelta]] = []
        self._name = ""

    def bucket(self, _: str) -> "FakeBucket":
        return self

    def blob(self, name: str) -> "FakeBucket":
        self._name = name
        return self

    def generate_signed_url(self, *, expiration: timedelta, **_: Any) -> str:
        self.signed.append((self._name, expiration))
        return f"https://media.test/{self._name}?{len(self.signed)}"


@pytest.fixture
def credentials(monkeypatch: pytest.MonkeyPatch) -> FakeCredentials:
    made = FakeCredentials()
    monkeypatch.setattr(google.auth, "default", lambda **_: (made, "p"))
    return made


def test_a_link_is_signed_once_and_a_credential_fetched_once(credentials: FakeCredentials) -> None:
    bucket = FakeBucket()
    media = CloudMediaStore(bucket, "b")
    first = [media.link(name, WEEK) for name in ("a", "b")]
    assert [media.link(name, WEEK) for name in ("a", "b")] == first
    assert [name for name, _ in bucket.signed] == ["a", "b"]
    assert credentials.refreshed == 1


def test_no_signature_lasts_longer_than_one_may(credentials: FakeCredentials) -> None:
    bucket = FakeBucket()
    CloudMediaStore(bucket, "b").link("a", WEEK)
    assert bucket.signed == [("a", timedelta(days=7))]


def test_another_lifetime_is_another_link(credentials: FakeCredentials) -> None:
    media = CloudMediaStore(FakeBucket(), "b")
    assert media.link("a", WEEK) != media.link("a", timedelta(hours=1))


def test_a_credential_that_ran_out_is_fetched_again(credentials: FakeCredentials) -> None:
    media = CloudMediaStore(FakeBucket(), "b")
    media.link("a", WEEK)
    credentials.valid = False
    media.link("b", WEEK)
    assert credentials.refreshed == 2


def test_a_failure_is_not_kept(credentials: FakeCredentials) -> None:
    media = CloudMediaStore(FakeBucket(), "b")
    credentials.error = google.auth.exceptions.RefreshError("down")  # type: ignore[no-untyped-call]
    with pytest.raises(Unavailable):
        media.link("a", WEEK)
    credentials.error = None
    assert media.link("a", WEEK) == "https://media.test/a?1"
