"""Structured logs in the form Cloud Logging reads: one JSON object a line on standard output."""

import logging
import sys
from collections.abc import Mapping

from pythonjsonlogger.json import JsonFormatter

from shared import telemetry

logger = logging.getLogger("zerowaste")
_OUTPUT = "output"


def configure(level: str) -> None:
    """Sends the product's own loggers to standard output as JSON, once per process."""
    if any(handler.get_name() == _OUTPUT for handler in logger.handlers):
        return
    handler = logging.StreamHandler(sys.stdout)
    handler.set_name(_OUTPUT)
    handler.addFilter(_joined)
    handler.setFormatter(
        JsonFormatter(
            "%(levelname)s %(message)s",
            rename_fields={"levelname": "severity"},
            timestamp="time",
        )
    )
    logger.setLevel(level)
    logger.addHandler(handler)
    logger.propagate = False


def _joined(record: logging.LogRecord) -> bool:
    """Gives a line the id of the request it was written for, whoever wrote it."""
    for name, value in telemetry.fields().items():
        if not hasattr(record, name):
            setattr(record, name, value)
    return True


def event(
    name: str,
    fields: Mapping[str, str | int | float | bool | None],
    level: int = logging.INFO,
) -> None:
    """Writes one line named `name`. Fields must hold nothing personal and no secret."""
    logger.log(level, name, extra=dict(fields))


def failure(name: str, fields: Mapping[str, str | int | float | bool | None]) -> None:
    """Writes one line with the traceback of the exception being handled."""
    logger.error(name, extra=dict(fields), exc_info=True)
