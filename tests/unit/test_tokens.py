"""Prompts stay short: the short form of `infra.bench.tokens`."""

import pytest

from infra.bench.tokens import MOST_IN, MOST_OUT, Case, fits, measured
from shared.domain.language import Language


@pytest.mark.parametrize("case", Case)
@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("count", [1, 5])
def test_a_generation_from_forty_lots_keeps_to_its_tokens(
    count: int, language: Language, case: Case
) -> None:
    taken = measured(count, language, case)
    assert 700 < taken.sent < MOST_IN
    assert 300 < taken.usual < taken.longest < MOST_OUT
    assert fits(taken)
