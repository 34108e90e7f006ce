"""What a model proposed, kept for an hour so that the same question is not paid for twice.

Proposals are kept as they were made, before any check: whoever finds them has them checked against
the kitchen as it is now.
"""

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Self

from pydantic import TypeAdapter, ValidationError

from shared.domain.model import DEFERRED, Model, to_stored
from shared.domain.proposal import ProposedRecipe, RecipeBrief

KEPT = timedelta(hours=1)
# Moves when what a proposal holds changes.
_EDITION = "1"
_PROPOSALS = TypeAdapter(tuple[ProposedRecipe, ...], config=DEFERRED)


class CachedProposals(Model):
    """`body` is the proposals as JSON."""

    id: str
    kitchen_id: str
    body: str
    expires_at: datetime

    @classmethod
    def of(
        cls, key: str, kitchen_id: str, proposals: Sequence[ProposedRecipe], now: datetime
    ) -> Self:
        body = _PROPOSALS.dump_json(tuple(proposals)).decode()
        return cls(id=key, kitchen_id=kitchen_id, body=body, expires_at=now + KEPT)

    def proposals(self, now: datetime) -> tuple[ProposedRecipe, ...] | None:
        """The proposals; None where they are too old, or are none any more."""
        if now >= self.expires_at:
            return None
        try:
            return _PROPOSALS.validate_json(self.body)
        except ValidationError:
            return None


def proposals_key(
    kitchen_id: str, engine: Sequence[str], brief: RecipeBrief, findings: Sequence[str]
) -> str:
    """Over everything an answer depends on, the kitchen first: what was proposed to one is no
    other's to find. The brief holds the stock, needs, language and wishes, and the day; `engine`
    names the provider, its model and the edition of what it is told."""
    parts = [_EDITION, kitchen_id, list(engine), to_stored(brief), list(findings)]
    told = json.dumps(parts, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()
