"""Taking a movement back, once and exactly, also after later ones where that still makes sense.

What was taken is put back into whatever the lot has become, unless somebody has counted it since. A
date is put back only where nothing has changed it since, and never to one that is still to come
where the present one has passed. A thaw is taken back on its day: what lay thawed for longer is not
frozen food again.
"""

from datetime import date

from shared.domain.correcting import uncorrected
from shared.domain.errors import Conflict
from shared.domain.item import Lot
from shared.domain.movement import Act, Entry, Keeping, MovementKind, Step, entry_of
from shared.domain.taking import returned
from shared.domain.units import remainder_of

_TAKES = (MovementKind.CONSUME, MovementKind.DISCARD)


def undone(entry: Entry, lot: Lot | None, act: Act) -> Step:
    """The lot without the movement, and the movement that says so. `lot` is as it is now, used up
    perhaps; None where it was removed.

    Raises:
        Conflict: `already_undone`, or `cannot_undo`: it is an undo itself, the lot was removed, its
            amount or date was changed since, what was taken had a price in another currency, the
            lot would hold or cost more than any may, its date has passed, or it has lain thawed
            since another day.
    """
    if entry.undone_by is not None:
        raise Conflict("already_undone")
    if lot is None or entry.kind is MovementKind.UNDO:
        raise Conflict("cannot_undo")
    if entry.kind in _TAKES:
        return _put_back(entry, lot, act)
    if entry.kind is MovementKind.CORRECT:
        return uncorrected(entry, lot, act)
    return _kept_as_before(entry, lot, act)


def _put_back(entry: Entry, lot: Lot, act: Act) -> Step:
    counted_since = lot.standing > entry.corrections
    same_currency = lot.currency == entry.currency
    if counted_since or lot.unit is not entry.unit or (entry.value and not same_currency):
        raise Conflict("cannot_undo")
    value = entry.value if same_currency else None
    after = returned(lot, entry.exactly, value, act.at)
    more = after.quantity - lot.quantity
    said = {
        "quantity": more,
        "remainder": remainder_of(entry.exactly, more),
        "value": value,
        "currency": entry.currency,
    }
    return Step(after, entry_of(act, MovementKind.UNDO, lot, undoes=entry.id, **said))


def _kept_as_before(entry: Entry, lot: Lot, act: Act) -> Step:
    if lot.used_up or entry.before is None or Keeping.of(lot) != entry.after:
        raise Conflict("cannot_undo")
    if _makes_fresh(entry, entry.before, lot, act.at.date()):
        raise Conflict("cannot_undo")
    before = {name: getattr(entry.before, name) for name in Keeping.model_fields}
    after = lot.model_copy(update=before | {"updated_at": act.at})
    said = {"before": entry.after, "after": entry.before, "undoes": entry.id}
    return Step(after, entry_of(act, MovementKind.UNDO, lot, **said))


def _makes_fresh(entry: Entry, before: Keeping, lot: Lot, today: date) -> bool:
    if entry.kind is MovementKind.THAW and entry.on != today:
        return True
    return lot.expires_on < today and lot.expires_on < before.expires_on
