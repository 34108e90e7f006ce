"""The daily message to everybody whose turn it is.

It is sent at most once: a claim for the person and day is stored before anything goes out, so that
whatever is retried, overlaps or dies between two steps, nobody gets two. What dies right after its
claim is lost for that day, which is the price. Only where every device's service surely took
nothing is the claim given back, and tried again with a later tick.
"""

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from shared.domain.briefing import brief_for, stock_of
from shared.domain.catalog import FoodCatalog
from shared.domain.cookbook import CatalogRecipe
from shared.domain.daily import (
    CLAIM_KEPT,
    LOOK_AHEAD,
    RETRY_AFTER,
    Expiring,
    Message,
    Rescue,
    Turn,
    due_after,
    message_of,
    too_late,
)
from shared.domain.errors import Unavailable
from shared.domain.generation import GenerationRequest
from shared.domain.item import Lot
from shared.domain.kitchen import Needs
from shared.domain.listing import ItemFilter
from shared.domain.model import Model
from shared.domain.person import Person
from shared.domain.rescuing import best_rescue
from shared.domain.zone import told_in
from shared.ports.clock import Clock
from shared.ports.household import Kitchens, People
from shared.ports.messages import Delivery, Messages, PushOwners, Turns
from shared.ports.stock import Items
from shared.telemetry import Threads
from shared.workflows.push_devices import let_go, still_theirs

_log = logging.getLogger("zerowaste.digest")
_PAGE = 100
_AT_ONCE = 8
_STOCK = 60
# What expired longer ago than this nobody looks for any more.
_FORGOTTEN = timedelta(days=30)
_NEXT_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Post:
    """What a digest reads, and what it sends by."""

    turns: Turns
    people: People
    owners: PushOwners
    kitchens: Kitchens
    items: Callable[[str], Items]
    messages: Messages
    foods: FoodCatalog
    cookbook: Mapping[str, CatalogRecipe]
    clock: Clock


class Sent(Model):
    """How many were due, and to how many people a message went; `more` says that time was up."""

    due: int
    sent: int
    more: bool


def send_digests(post: Post, until: float) -> Sent:
    """Does every turn that is due, until the monotonic time `until`; whom a store that is down
    keeps from it stays due."""
    now, cursor = post.clock.now(), None
    due = sent = 0
    with Threads(_AT_ONCE) as pool:
        while post.clock.monotonic() < until:
            page = post.turns.due(now, _PAGE, cursor)
            due += len(page.items)
            sent += sum(pool.map(lambda turn: _done(turn, now, post), page.items))
            cursor = page.next_cursor
            if cursor is None:
                return Sent(due=due, sent=sent, more=False)
    return Sent(due=due, sent=sent, more=True)


def _done(turn: Turn, now: datetime, post: Post) -> bool:
    try:
        return _take_turn(turn, now, post)
    except Unavailable:
        _log.warning("digest put off")
        return False
    except Exception as error:
        # Whatever is wrong with one person's data keeps no message from the people behind them.
        _log.error("digest skipped: %s", type(error).__name__)
        return _skipped(turn, now, post)


def _skipped(turn: Turn, now: datetime, post: Post) -> bool:
    try:
        post.turns.schedule(Turn(uid=turn.uid, next_at=now + _NEXT_DAY))
    except Unavailable:
        _log.warning("digest put off")
    return False


def _take_turn(turn: Turn, now: datetime, post: Post) -> bool:
    person = post.people.get(turn.uid)
    at = due_after(person, now) if person else None
    if person is None or at is None:
        post.turns.cancel(turn.uid)
        return False
    following = Turn(uid=turn.uid, next_at=at)
    message = None if too_late(turn, person, now) else _message(person, now, post)
    if message is None:
        post.turns.schedule(following)
        return False
    day = told_in(now, person.profile.time_zone).date()
    if not post.turns.claim(following, day, now + CLAIM_KEPT):
        post.turns.schedule(following)
        return False
    return _deliver(person, message, day, now, post)


def _deliver(person: Person, message: Message, day: date, now: datetime, post: Post) -> bool:
    tokens = still_theirs(person, now, post.owners)
    fates = _handed_over(tokens, message, post.messages) if tokens else []
    gone = {t for t, fate in zip(tokens, fates, strict=True) if fate is Delivery.GONE}
    gone |= {device.token for device in person.devices} - set(tokens)
    if gone:
        let_go(person.uid, lambda one: one.token in gone, people=post.people, owners=post.owners)
    left = {fate for fate in fates if fate is not Delivery.GONE}
    if left == {Delivery.LATER}:
        post.turns.release(person.uid, day)
        post.turns.schedule(Turn(uid=person.uid, next_at=now + RETRY_AFTER))
    return Delivery.TAKEN in left


def _handed_over(tokens: Sequence[str], message: Message, messages: Messages) -> Sequence[Delivery]:
    try:
        return messages.send(tokens, message)
    except Unavailable:
        return [Delivery.LATER] * len(tokens)


def _message(person: Person, now: datetime, post: Post) -> Message | None:
    """What there is to say today; None where nothing expires."""
    today = told_in(now, person.profile.time_zone).date()
    items = post.items(person.kitchen_id)
    within = ItemFilter(expires_from=today, expires_to=today + LOOK_AHEAD)
    soon = items.page(within, _STOCK, None).items
    if not soon:
        return None
    others = items.page(ItemFilter(expires_from=today - _FORGOTTEN), _STOCK, None).items
    lots = {lot.id: lot for lot in (*soon, *others)}.values()
    needs = post.kitchens.get(person.kitchen_id).needs()
    rescue = _rescue(lots, {lot.id for lot in soon}, needs, person, today, post)
    expiring = [Expiring(lot.name, (lot.expires_on - today).days) for lot in soon]
    return message_of(expiring, rescue, person.profile.language)


def _rescue(
    lots: Iterable[Lot],
    expiring: set[str],
    needs: Needs,
    person: Person,
    today: date,
    post: Post,
) -> Rescue | None:
    """The dish that suits everybody, has nothing the person avoids and saves most of what
    expires."""
    language = person.profile.language
    asked = GenerationRequest(count=1, diets=person.profile.diets, language=language)
    # Somebody may avoid more than one request may leave out.
    request = asked.model_copy(update={"exclude": person.profile.avoid})
    brief = brief_for(request, stock_of(lots, today), needs, post.foods, language, today)
    return best_rescue(post.cookbook.values(), brief, expiring, post.foods)
