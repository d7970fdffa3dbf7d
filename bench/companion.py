"""A bot that stays in its room and takes part in whatever is played there, against the machine too."""

from __future__ import annotations

import asyncio
import random

from bench.bot import Bot
from bench.connection import Lost, Refused
from bench.drawings import Drawings
from bench.figures import Figures
from bench.member import Member

LOOKS_ABOUT_SECONDS = 0.2
THINKS_SECONDS = (1.5, 4.0)
"""Between two guesses: as long as it takes to see something and to type it."""
LANGUAGE = "en"
OVERTAKEN = ("wrong_phase", "knows_already")
"""What was asked in time and came when the round was over."""


class Companion:
    """Draws when it may, guesses what the judge thinks of when it must, and as host starts the next match."""

    def __init__(self, member: Member, drawings: Drawings, figures: Figures, chance: random.Random) -> None:
        self.member, self._figures, self._chance = member, figures, chance
        self._bot = Bot(member, drawings, figures, chance)
        self._done: tuple[int, str] | None = None
        self._tried: set[str] = set()

    async def stay(self, seconds: float) -> None:
        """Take part for so long; what is refused is counted by its name."""
        loop = asyncio.get_running_loop()
        over_at = loop.time() + seconds
        while loop.time() < over_at:
            try:
                await self._take_part()
            except Refused as refused:
                if refused.name not in OVERTAKEN:
                    self._figures.errors[refused.name] += 1
            except Lost:
                pass  # the member comes back by itself
            await asyncio.sleep(LOOKS_ABOUT_SECONDS)

    async def _take_part(self) -> None:
        room, me = self.member.room, self.member.player
        now = (room["round"], room["phase"])
        if room["phase"] == "drawing" and room["drawer"] not in ("", me):
            return await self._guess()
        if self._done == now:
            return None
        self._done = now
        if room["phase"] in ("lobby", "podium") and room["host"] == me:
            self._done = None
            await self.member.ask("start")
        elif room["phase"] == "choosing" and room["drawer"] == me:
            await self.member.ask("choose", prompt=self._chance.choice(room["offered"]))
        elif room["phase"] == "drawing":
            self.member.begin_round(room["round"])
            self._tried.clear()
            await self._bot.draw_once(0)
            await self._bot.settle()
            self._figures.add_log(self.member.log)
        return None

    async def _guess(self) -> None:
        """The judge's best thought that was not tried yet in this round."""
        room = self.member.room
        if self._done != (room["round"], "guessing"):
            self._done = (room["round"], "guessing")
            self._tried.clear()
        await asyncio.sleep(self._chance.uniform(*THINKS_SECONDS))
        _seq, guesses = self.member.looks.get(room["drawer"], (0, []))
        fresh = [category for category, _confidence in guesses if category not in self._tried]
        if fresh and self.member.player not in room["solved"]:
            self._tried.add(fresh[0])
            await self.member.ask("guess", text=fresh[0], language=LANGUAGE)
