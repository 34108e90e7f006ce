"""What every ledger and every cache of proposals does, the fakes and Firestore alike."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from shared.domain.cached_proposals import CachedProposals
from shared.domain.spending import Spending, Usage
from shared.ports.proposals import Proposals
from shared.ports.spending import Ledger
from shared.wiring import Wiring
from tests.fakes.spending import FakeLedger, FakeProposals
from tests.samples import NOW, TODAY
from tests.unit.test_check import proposal

CALL = Spending.of([Usage("gemini", "gemini-3.5-flash-lite", 1_000, 2_000, photos=3)])


@pytest.fixture
def ledger(emulated: Wiring | None) -> Ledger:
    return emulated.ledger if emulated else FakeLedger()


@pytest.fixture
def proposals(emulated: Wiring | None) -> Proposals:
    return emulated.proposals if emulated else FakeProposals()


def test_a_day_adds_up_whoever_adds_at_once(ledger: Ledger, kitchen_id: str) -> None:
    assert ledger.spent(kitchen_id, TODAY).calls == 0
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: ledger.add(kitchen_id, TODAY, CALL), range(12)))
    spent = ledger.spent(kitchen_id, TODAY)
    assert (spent.calls, spent.input_tokens, spent.output_tokens) == (12, 12_000, 24_000)
    assert (spent.photos, spent.pictures, spent.micro_usd) == (36, 0, 12 * 5_300)
    assert ledger.spent(kitchen_id, TODAY + timedelta(days=1)).calls == 0
    assert ledger.spent(f"{kitchen_id}x", TODAY).calls == 0


def test_proposals_come_back_as_they_were_put(proposals: Proposals, kitchen_id: str) -> None:
    assert proposals.get(kitchen_id) is None
    for title in ("Ñoquis", "Tortilla"):
        recipe = proposal(("potato", 400.125, "g"), title=title)
        kept = CachedProposals.of(kitchen_id, kitchen_id, [recipe], NOW)
        proposals.put(kept)
        assert proposals.get(kitchen_id) == kept
        assert kept.proposals(NOW) == (recipe,)


def test_what_a_kitchen_cost_goes_with_it(emulated: Wiring | None, kitchen_id: str) -> None:
    if emulated is None:
        return
    emulated.ledger.add(kitchen_id, TODAY, CALL)
    emulated.proposals.put(CachedProposals.of(kitchen_id, kitchen_id, [], NOW))
    emulated.contents.erase(kitchen_id, 10)
    assert emulated.ledger.spent(kitchen_id, TODAY).calls == 0
    assert emulated.proposals.get(kitchen_id) is None
