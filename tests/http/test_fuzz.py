"""The short form of `infra.bench.fuzz`: requests nobody thought of, three for each operation."""

from infra.bench import fuzz
from infra.local.addresses import Addresses


def test_every_operation_answers_as_its_document_says(stack: Addresses) -> None:
    cases, good = fuzz.run(stack, 3, seed=1, phases="fuzzing")
    assert good
    assert cases > 100
