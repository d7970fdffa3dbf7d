"""A player that draws the prompt of each round as the drawings of a file were drawn."""

from __future__ import annotations

import asyncio
import random

from bench.drawings import Drawings, Planned, ink_length
from bench.figures import Figures
from bench.member import Member

DRAWS_WITHIN_SECONDS = 0.5
"""Hands do not all come down at once."""
SETTLES_SECONDS = 3.0


class Bot:
    """Plays the rounds of its member's room, and counts into the figures."""

    def __init__(self, member: Member, drawings: Drawings, figures: Figures, chance: random.Random) -> None:
        self.member = member
        self._drawings = drawings
        self._figures = figures
        self._chance = chance

    async def play_match(self, round: int, seconds: float) -> None:
        """Draw in this round and stay until the podium; TimeoutError where that does not come."""
        member = self.member
        async with asyncio.timeout(seconds):
            await member.until(lambda m: m.room["round"] >= round and m.room["phase"] != "countdown", seconds)
            member.begin_round(round)
            began_at = member.room["starts_at"]
            plan = self._drawings.plan(member.room["prompt"] or "", self._chance)
            await self._draw(plan)
            await member.until(lambda m: m.room["phase"] == "podium", seconds)
        await self.settle()
        self._count(plan, began_at)

    async def draw_once(self, first_stroke: int) -> int:
        """Draw a drawing of the prompt on a cleared canvas; the number of the next free stroke."""
        plan = self._drawings.plan(self.member.room["prompt"] or "", self._chance)
        if first_stroke and self._draws():
            await self.member.put(0, "clear")
        await self._draw([planned._replace(stroke=planned.stroke + first_stroke) for planned in plan])
        return first_stroke + 1 + max((planned.stroke for planned in plan), default=0)

    async def _draw(self, plan: list[Planned]) -> None:
        clock = asyncio.get_running_loop().time
        before_ms = self._chance.uniform(0, DRAWS_WITHIN_SECONDS) * 1000
        begin = clock()
        for at_ms, stroke, up, points in plan:
            await asyncio.sleep(begin + (before_ms + at_ms) / 1000 - clock())
            if not self._draws():
                return
            await self.member.put(round(before_ms + at_ms), "draw", stroke, up, points)

    def _draws(self) -> bool:
        room, log = self.member.room, self.member.log
        open_to_ink = not log.closed and log.recognised_seq is None
        return open_to_ink and room["phase"] == "drawing" and room["round"] == log.round

    async def settle(self) -> None:
        """Acknowledgements may come a moment after the podium."""
        try:
            await self.member.until(lambda m: not m.log.missing(), SETTLES_SECONDS)
        except TimeoutError:
            self._figures.errors["unacknowledged ink at the end"] += 1

    def _count(self, plan: list[Planned], began_at: int) -> None:
        figures, log, room = self._figures, self.member.log, self.member.room
        figures.add_log(log)
        if not plan:
            return
        figures.drawings += 1
        known = room["recognised"].get(self.member.player)
        if known:
            figures.seconds_to_recognition.append((known["at"] - began_at) / 1000)
            figures.ink_share_at_recognition.append(
                ink_length(plan[: known["seq"]]) / (ink_length(plan) or 1.0)
            )
