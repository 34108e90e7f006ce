"""How long a picture waits when its worker dies, or nobody sent for it: the queue is one in
simulated time, with the names, attempts and back-off of the deployed one."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import NoReturn

import pytest

from infra.bench.jobs import STEPS, Doom, Killed, mortal
from infra.bench.task_queue import SWEPT_EVERY, Retrying, SimulatedQueue, Task, deployed
from infra.local import settings
from shared.domain.errors import Conflict, Unavailable
from shared.domain.job import LEASE, MAX_ATTEMPTS, RESEND_AFTER, RESEND_ROUND, JobState, task_name
from shared.domain.picture import DishBrief, Picture
from shared.domain.recipe import ImageStatus
from shared.workflows.draw_picture import Outcome, draw_picture
from shared.workflows.send_jobs import resend_overdue, send_jobs
from tests.fakes.recipes import FakeJobs
from tests.samples import NOW
from tests.unit.test_draw_picture import FakePainter, Kitchen

OWN, KNOWN = "Potaje de la casa", "Torrijas"
DAY = timedelta(days=1)
# The lease of who died, and the longest back-off after it.
AFTER_A_DEATH = LEASE + deployed().most
# Long enough for the saver to send it, and then until the sweeper comes.
NEVER_SENT = RESEND_AFTER + SWEPT_EVERY


def killed() -> NoReturn:
    raise Killed


class House(Kitchen):
    """A kitchen with its queue and its sweeper; `dooms` are the steps that the deliveries of its
    first job die at, in their order."""

    def __init__(self, title: str = OWN, dooms: Iterable[str] = (), recipes: int = 1) -> None:
        super().__init__(recipes, title)
        self.retrying = deployed()
        self.queue = SimulatedQueue(self.clock, self.retrying)
        self.jobs = FakeJobs(self.store)
        self.dooms = list(dooms)
        self.tasks_are_lost = False
        self.waited: dict[str, timedelta] = {}

    def send(self) -> None:
        send_jobs(self.saved, self.queue, NOW)

    def deliver(self, due: Sequence[Task]) -> None:
        for task in due:
            self.queue.attempted(task, good=self._drawn(task))
        if self.tasks_are_lost:
            self.queue.tasks.clear()
        for job in self.saved:
            if self.image(job.subject_id).status is ImageStatus.READY:
                self.waited.setdefault(job.id, self.clock.now() - NOW)

    def _drawn(self, task: Task) -> bool:
        mine = task.job.id == self.saved[0].id
        step = self.dooms[0] if mine and self.dooms else None
        try:
            draw_picture(task.job.id, mortal(self.studio(), Doom(step, killed)), 1e12)
        except Killed:
            self.dooms.pop(0)
            return False
        except (Conflict, Unavailable):
            return False
        return True

    def sweep(self) -> None:
        resend_overdue(self.jobs, self.queue, self.clock.now())

    def play(self, most: timedelta = DAY) -> timedelta:
        """The longest wait for a picture."""
        self.queue.played(self.deliver, self.sweep, self._over, NOW + most)
        return max(self.waited.get(job.id, DAY) for job in self.saved)

    def _over(self) -> bool:
        return all(job.over() for job in self.store.jobs.values())


def test_nothing_waits_where_nobody_dies() -> None:
    house = House(recipes=3)
    house.send()
    assert house.play() == timedelta()
    assert (house.queue.dropped, house.queue.given_up) == (0, 0)


@pytest.mark.parametrize("title", [OWN, KNOWN])
@pytest.mark.parametrize("step", STEPS)
def test_a_death_at_any_step_costs_a_lease_and_a_back_off(step: str, title: str) -> None:
    house = House(title, [step], recipes=2)
    house.send()
    assert house.play() <= AFTER_A_DEATH
    assert {house.state(job) for job in house.saved} == {JobState.DONE}
    assert house.queue.given_up == 0


def test_before_it_is_held_a_death_costs_the_first_back_off() -> None:
    house = House(dooms=["before lease"])
    house.send()
    assert house.play() == house.retrying.least


def test_who_dies_again_and_again_is_given_up_and_told() -> None:
    house = House(dooms=["after lease"] * MAX_ATTEMPTS)
    house.send()
    house.play()
    assert (house.image().status, house.image().reason) == (
        ImageStatus.FAILED,
        "attempts_exhausted",
    )
    assert house.clock.now() - NOW <= MAX_ATTEMPTS * AFTER_A_DEATH


def test_what_was_saved_and_never_sent_waits_for_the_sweeper() -> None:
    assert House().play() <= NEVER_SENT


def test_who_waits_for_a_dish_that_is_slowly_drawn_for_another_is_not_forgotten() -> None:
    house, slow = House(KNOWN, recipes=2), timedelta(minutes=2)
    first, second = house.saved

    class Slow(FakePainter):
        def paint(self, brief: DishBrief, deadline: float) -> Picture:
            send_jobs([second], house.queue, house.clock.now())
            house.queue.played(house.deliver, house.sweep, lambda: False, NOW + slow)
            return super().paint(brief, deadline)

    house.painter = Slow()
    assert house.draw(first) is Outcome.REUSED
    assert (house.state(second), house.store.jobs[second.id].attempts) == (JobState.QUEUED, 0)
    house.play()
    assert house.painter.calls == 1
    assert house.waited[second.id] <= slow + house.retrying.most


def test_a_task_that_died_with_its_worker_is_sent_again_once_its_lease_is_over() -> None:
    house = House(dooms=["after lease"])
    house.tasks_are_lost = True
    house.send()
    assert house.play() <= LEASE + NEVER_SENT


def test_a_lost_attempt_is_sent_again_once() -> None:
    house = House()
    [job] = house.saved
    house.jobs.replace(house.store.jobs[job.id].leased(NOW))
    house.clock.move(LEASE + RESEND_AFTER)
    for _ in range(3):
        house.sweep()
    assert (len(house.queue.tasks), house.queue.dropped) == (1, 2)


def test_what_the_queue_is_still_trying_is_not_sent_beside_it() -> None:
    """A store that was down gave the lease back: the task that is there comes again by itself."""
    house = House()
    house.send()
    house.media.down = True
    for task in house.queue.due():
        house.queue.attempted(task, good=house._drawn(task))
    house.clock.move(RESEND_AFTER + SWEPT_EVERY)
    house.sweep()
    assert (len(house.queue.tasks), house.queue.dropped) == (1, 1)
    house.media.down = False
    assert house.play() <= NEVER_SENT


def test_a_task_that_was_given_up_is_replaced_in_the_next_round() -> None:
    house = House()
    house.send()
    house.queue.tasks.clear()
    [job] = house.saved
    taken = task_name(job, NOW)
    house.queue._ended[taken] = NOW
    assert house.play() <= RESEND_ROUND + SWEPT_EVERY


def test_an_outage_of_a_minute_costs_no_picture() -> None:
    house = House()
    house.send()
    house.media.down = True
    house.play(timedelta(minutes=1))
    assert house.state(house.saved[0]) is JobState.QUEUED
    house.media.down = False
    assert house.play() <= timedelta(minutes=1) + house.retrying.most


def test_the_queue_tries_for_as_long_as_the_sweeper_relies_on_it() -> None:
    told = deployed()
    assert told.at_least_for >= RESEND_ROUND > LEASE + told.most
    for queue in settings.QUEUES.values():
        retries = queue["retryConfig"]
        assert timedelta(seconds=retries["maxRetrySeconds"]) == told.at_least_for
        assert retries["maxAttempts"] == told.attempts


def test_back_off_doubles_then_grows_steadily_up_to_the_longest() -> None:
    """The example of Google's documentation."""
    told = Retrying(
        attempts=10,
        at_least_for=timedelta(),
        least=timedelta(seconds=10),
        most=timedelta(seconds=300),
        doublings=3,
    )
    waits = [told.wait(failures).total_seconds() for failures in range(1, 9)]
    assert waits == [10, 20, 40, 80, 160, 240, 300, 300]


def test_a_task_is_given_up_when_its_attempts_and_its_time_are_over() -> None:
    told = deployed()
    assert not told.over(told.attempts, told.at_least_for / 2)
    assert not told.over(told.attempts - 1, told.at_least_for)
    assert told.over(told.attempts, told.at_least_for)
