"""The parts of a process are built once, whichever threads ask."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count

from shared.config import read
from shared.wiring import Wiring
from shared.wiring.parts import Once


class Slow:
    def __init__(self) -> None:
        self.numbers: Iterator[int] = count()

    @Once
    def part(self) -> int:
        time.sleep(0.05)
        return next(self.numbers)


def test_two_threads_get_one_part() -> None:
    slow = Slow()
    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(lambda _: slow.part, range(2))) == [0, 0]
    assert slow.part == 0
    assert Slow().part == 0


def test_every_shared_part_is_built_once() -> None:
    wiring = Wiring(read({"GOOGLE_CLOUD_PROJECT": "p"}))
    assert wiring.local_limiter is wiring.local_limiter
    wiring.__dict__["local_limiter"] = "another"
    assert str(wiring.local_limiter) == "another"
