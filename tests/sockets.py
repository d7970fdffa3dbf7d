"""Real members on a real server, for tests written as coroutines."""

from __future__ import annotations

import asyncio
import functools
import os
import random
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bench.bot import Bot
from bench.connection import Refused
from bench.drawings import Drawings
from bench.figures import Figures
from bench.member import Member
from server.protocol_shown import view_packet
from tests.golden.drawings import DRAWINGS
from tests.golden.judge import PACK
from tests.running import Running

TEST_SECONDS = 60
WORKER_SECONDS = 20


def over_sockets(test: Callable[..., Coroutine[Any, Any, None]]) -> Callable[..., None]:
    """A coroutine as a test, bounded in time."""

    @functools.wraps(test)
    def run(**fixtures: Any) -> None:
        asyncio.run(asyncio.wait_for(test(**fixtures), TEST_SECONDS))

    return run


class Guests:
    """Members that are gone when the test is."""

    def __init__(self, inkrace: Running) -> None:
        self._inkrace = inkrace
        self._members: list[Member] = []

    async def __aenter__(self) -> Guests:
        return self

    async def __aexit__(self, *_: object) -> None:
        await asyncio.gather(*(member.close() for member in self._members))

    def member(self, name: str = "") -> Member:
        member = Member(self._inkrace.url, name)
        self._members.append(member)
        return member

    async def host(self, name: str = "Ann", plays: bool = True) -> Member:
        return await self.member(name).make(plays)

    async def player(self, host: Member, name: str = "Bob") -> Member:
        return await self.member(name).join(host.code)

    async def watcher(self, host: Member) -> Member:
        return await self.member().watch(host.code)

    async def stranger(self) -> Member:
        """Connected, in no room."""
        return await self.member("Stranger").connect()

    async def on_worker(self, wanted: Callable[[int], bool], name: str = "Bob") -> Member:
        """Connected to a worker whose pid is wanted; any worker takes any connection, so it tries."""
        async with asyncio.timeout(WORKER_SECONDS):
            while True:
                member = await self.member(name).connect()
                if wanted(worker_of(self._inkrace, member)):
                    return member
                await member.close()
                self._members.remove(member)


def worker_of(inkrace: Running, member: Member) -> int:
    """The pid of the worker that holds the member's connection; 0 while none has taken it."""
    assert member.connection is not None
    ours = member.connection.socket.local_address[1]
    port = urlsplit(inkrace.url).port
    inode = next(
        fields[9]
        for fields in map(str.split, Path("/proc/net/tcp").read_text().splitlines()[1:])
        if int(fields[1].split(":")[1], 16) == port and int(fields[2].split(":")[1], 16) == ours
    )
    return next((pid for pid in inkrace.worker_pids() if f"socket:[{inode}]" in open_files(pid)), 0)


def open_files(pid: int) -> set[str]:
    found = set()
    for entry in Path(f"/proc/{pid}/fd").iterdir():
        try:
            found.add(os.readlink(entry))
        except FileNotFoundError:
            continue
    return found


async def start(host: Member, *others: Member, rounds: int = 1, seconds: int = 20, **settings: Any) -> None:
    """Begin a match and wait until everybody may draw; no scribble passes for a drawing unless asked for."""
    chosen = {"packs": [PACK], "threshold": "strict", **settings}
    await host.ask("settings", rounds=rounds, seconds=seconds, **chosen)
    await host.ask("start")
    await until_phase("drawing", host, *others)


async def go_on(host: Member) -> None:
    """The host closes the round that is drawn, or ends its reveal."""
    await host.ask("next", phase=host.room["phase"], round=host.room["round"])


async def until_phase(phase: str, *members: Member, seconds: float = 40) -> None:
    await asyncio.gather(*(m.until(lambda m: m.room["phase"] == phase, seconds) for m in members))
    for member in members:
        if phase == "drawing" and member.player:
            member.begin_round(member.room["round"])


async def scribble(member: Member, packets: int = 5) -> None:
    """Some ink that nothing is recognised in."""
    first = max((p.stroke for p in member.log.packets), default=-1) + 1
    for n in range(packets):
        await member.put(n * 33, "draw", first, n == packets - 1, (n * 20, 10, n * 20 + 9, 700))


async def acknowledged(member: Member, seconds: float = 20) -> None:
    await member.until(lambda m: m.connection is not None and not m.log.missing(), seconds)


def as_sent(member: Member) -> list[list[Any]]:
    """The member's own ink of this round as it should be stored."""
    return [view_packet(packet) for packet in member.log.packets]


async def draw_until_recognised(member: Member) -> None:
    """Draw the prompt, again and again, until the judge knows it or the round is over."""
    figures = Figures(rooms=1, players=1, watchers=0)
    drawings = Drawings.read(DRAWINGS)
    bot = Bot(member, drawings, figures, random.Random(1))
    stroke = 0
    while member.log.recognised_seq is None and member.room["phase"] == "drawing":
        stroke = await bot.draw_once(stroke)
        await acknowledged(member)


async def refusal(asked: Coroutine[Any, Any, Any]) -> str:
    """The name of the error that comes back."""
    try:
        await asked
    except Refused as refused:
        return refused.name
    return "(taken)"


def timeless(snapshot: dict[str, Any]) -> dict[str, Any]:
    """A snapshot without the moment at which it was taken."""
    return {name: value for name, value in snapshot.items() if name != "now"}
