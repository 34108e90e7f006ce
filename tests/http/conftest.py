"""Phones signed in to the running stack."""

from collections.abc import Iterator

import pytest

from infra.local import keys
from infra.local.addresses import Addresses
from infra.local.stack import running
from tests.client import Phone


@pytest.fixture
def phone(stack: Addresses) -> Phone:
    signed_in = Phone(stack)
    signed_in.sign_in()
    return signed_in


@pytest.fixture
def stranger(stack: Addresses) -> Phone:
    """Somebody of another kitchen."""
    signed_in = Phone(stack)
    signed_in.sign_in()
    return signed_in


@pytest.fixture(scope="module")
def key() -> str:
    """The key that signs the service tokens of `own_stack`, known to one module alone."""
    return keys.rsa_pem()


@pytest.fixture(scope="module")
def own_stack(key: str) -> Iterator[Addresses]:
    with running(settings={"LOCAL_OIDC_KEY": key}) as addresses:
        yield addresses
