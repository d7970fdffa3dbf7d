"""Waiting for something that will come to be true."""

from __future__ import annotations

import asyncio
from collections.abc import Callable


class Waits:
    """Who waits for what; `notice` is called whenever anything has changed."""

    def __init__(self) -> None:
        self._waits: list[tuple[Callable[[], object], asyncio.Future[None]]] = []

    async def until(self, met: Callable[[], object], seconds: float) -> None:
        """Returns when it is met; TimeoutError says that it was not."""
        if met():
            return
        waiting: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waits.append((met, waiting))
        await asyncio.wait_for(waiting, seconds)

    def notice(self) -> None:
        for entry in tuple(self._waits):
            met, waiting = entry
            if not waiting.done() and met():
                waiting.set_result(None)
            if waiting.done():
                self._waits.remove(entry)
