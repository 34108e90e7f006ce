"""What is given up is said in the log, in the words that the alert counts."""

from pathlib import Path

import pytest

from shared.wiring import Wiring
from tests.samples import generation, job, stored_recipe

METRICS = Path(__file__).parents[2] / "infra" / "terraform" / "metrics.tf"


def test_a_dead_letter_is_a_line_that_the_alert_counts(
    wiring: Wiring, kitchen_id: str, caplog: pytest.LogCaptureFixture
) -> None:
    saved = job(kitchen_id)
    wiring.recipes(kitchen_id).save(generation(), [stored_recipe()], [saved])
    stored = wiring.jobs.get(saved.id)
    assert stored is not None
    wiring.jobs.finish(stored.failed("policy"), None)
    [line] = [one for one in caplog.records if one.getMessage() == "dead letter"]
    assert (vars(line)["kind"], vars(line)["reason"]) == (saved.kind.value, "policy")
    assert 'jsonPayload.message=\\"dead letter\\"' in METRICS.read_text()
