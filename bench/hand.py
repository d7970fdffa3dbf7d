"""A pen that never rests, for tests of what happens meanwhile."""

from __future__ import annotations

import asyncio

from bench.drawings import PACKET_MS
from bench.member import Member

PACKETS_PER_STROKE = 40


class Hand:
    """Draws for a member, packet after packet, from being made until `stop`."""

    def __init__(self, member: Member) -> None:
        self._member = member
        self._task = asyncio.create_task(self._draw())

    async def _draw(self) -> None:
        member = self._member
        first = 1 + max((packet.stroke for packet in member.log.packets), default=-1)
        n = 0
        while not member.log.closed:
            stroke, place = divmod(n, PACKETS_PER_STROKE)
            up = place == PACKETS_PER_STROKE - 1
            await member.put(n * PACKET_MS, "draw", first + stroke, up, (n * 7 % 1000, n * 3 % 1000))
            await asyncio.sleep(PACKET_MS / 1000)
            n += 1

    async def stop(self) -> None:
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
