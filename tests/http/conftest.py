"""Phones signed in to the running stack."""

import pytest

from infra.local.addresses import Addresses
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
