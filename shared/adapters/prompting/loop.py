"""Calls that end in time: only a task of an event loop can be stopped in the middle of a read."""

import asyncio
import threading
from collections.abc import Coroutine
from typing import Any, TypeVar

Answer = TypeVar("Answer")


class Loop:
    """An event loop on a thread of its own; the connections of its client live there."""

    def __init__(self, name: str) -> None:
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, name=name, daemon=True).start()

    def within(self, seconds: float, work: Coroutine[Any, Any, Answer]) -> Answer:
        """What `work` answers. Raises TimeoutError where that takes longer."""
        return asyncio.run_coroutine_threadsafe(_timed(seconds, work), self._loop).result()


async def _timed(seconds: float, work: Coroutine[Any, Any, Answer]) -> Answer:
    async with asyncio.timeout(seconds):
        return await work
