"""The local stack, started once for all the tests that need it, and what they make with it."""

import logging
import os
import uuid
from collections.abc import Iterator

import pytest
from hypothesis import settings as property_settings

from infra.local import environment
from infra.local.addresses import Addresses
from infra.local.stack import running
from shared.config import Settings, read
from shared.wiring import Wiring

# Machines differ, and no test says how fast one is.
property_settings.register_profile("patient", deadline=None)
property_settings.load_profile("patient")
# As in production; pytest listens at such loggers itself, so that each line is caught once.
logging.getLogger("zerowaste").propagate = False


@pytest.fixture(scope="session")
def stack() -> Iterator[Addresses]:
    with running(settings={"LOG_LEVEL": "INFO"}) as addresses:
        yield addresses


@pytest.fixture(scope="session")
def settings(stack: Addresses) -> Settings:
    """Settings of a process of its own beside the stack's gateway, on the same emulators."""
    chosen = environment.of_functions(stack)
    os.environ.update(chosen)
    return read(chosen)


@pytest.fixture(scope="session")
def wiring(settings: Settings) -> Wiring:
    return Wiring(settings)


@pytest.fixture
def kitchen_id() -> str:
    return uuid.uuid4().hex


def pytest_make_parametrize_id(val: object) -> str | None:
    """A function's name rather than its address, which every process has its own of."""
    return getattr(val, "__name__", "function") if callable(val) else None
