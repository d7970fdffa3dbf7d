"""Bots that play real matches over real sockets, and what they saw: `python -m bench.players --help`."""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import sys
import time
from collections.abc import Awaitable, Sequence
from pathlib import Path

from bench.bot import Bot
from bench.connection import Lost, Refused
from bench.drawings import Drawings
from bench.figures import Figures
from bench.member import Member
from models.command import one_line
from server import game

ROUND_SECONDS = 20
MATCH_SECONDS = ROUND_SECONDS + (game.COUNTDOWN_MS + game.GRACE_MS + game.REVEAL_MS) / 1000
SLACK_SECONDS = 3.0
"""A match is given this much longer before it counts as unfinished."""
OVER_BY_SECONDS = 15.0
"""The whole is over so long after the seconds asked for."""
FAILED = 1


def arguments(argv: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.players", description=__doc__)
    parser.add_argument("--url", default="http://127.0.0.1:8000", help="the server; default %(default)s")
    parser.add_argument("--rooms", type=int, default=1, help="how many rooms; default %(default)s")
    parser.add_argument(
        "--players", type=int, default=2, help="how many draw in each room; default %(default)s"
    )
    parser.add_argument(
        "--watchers",
        type=int,
        default=0,
        help="how many watch in all, spread over the rooms; default %(default)s",
    )
    parser.add_argument(
        "--seconds",
        type=float,
        default=60,
        help=f"how long to play; a match ({MATCH_SECONDS:.0f} s at most) begins only if it can end "
        f"within {OVER_BY_SECONDS:.0f} s of it; default %(default)s",
    )
    parser.add_argument(
        "--drawings",
        type=Path,
        required=True,
        help='an .ndjson or .ndjson.gz file of {"word": …, "drawing": [[[x…], [y…], [t…]]…]}',
    )
    parser.add_argument(
        "--pack", help="the pack of prompts; default: all where the file has every category, else easy"
    )
    parser.add_argument("--seed", type=int, default=1, help="which drawings are drawn; default %(default)s")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
    return parser.parse_args(argv)


def another_match_fits(now: float, over_at: float) -> bool:
    """Whether a match that begins now is certain to have ended by then."""
    return now + MATCH_SECONDS + SLACK_SECONDS <= over_at


class Run:
    """One run: rooms of bots that play match after match until the time is up."""

    def __init__(self, options: argparse.Namespace, drawings: Drawings, pack: str) -> None:
        self._options = options
        self._drawings = drawings
        self._pack = pack
        self._over_at = time.monotonic() + options.seconds + OVER_BY_SECONDS
        self.figures = Figures(options.rooms, options.players, options.watchers)

    async def play(self) -> Figures:
        """Play in all rooms at once."""
        await asyncio.gather(*(self._play_room(number) for number in range(self._options.rooms)))
        return self.figures

    async def _play_room(self, number: int) -> None:
        members: list[Member] = []
        try:
            bots, watchers = await self._gather_room(number, members)
            await self._play_matches(bots, watchers)
        except (Lost, Refused, TimeoutError) as problem:
            self.figures.errors[f"room {number + 1}: {problem or type(problem).__name__}"] += 1
        finally:
            for member in members:
                self.figures.errors.update(member.errors)
            await asyncio.gather(*(member.close() for member in members))

    async def _gather_room(self, number: int, members: list[Member]) -> tuple[list[Bot], list[Member]]:
        options = self._options
        host = Member(options.url, f"Bot {number + 1}.1", keeps_ink=False)
        members.append(host)
        await host.make()
        others = [
            Member(options.url, f"Bot {number + 1}.{n}", keeps_ink=False)
            for n in range(2, options.players + 1)
        ]
        watching = range(number, options.watchers, options.rooms)
        watchers = [Member(options.url, keeps_ink=False) for _ in watching]
        members += [*others, *watchers]
        for member in others:
            await member.join(host.code)
        await asyncio.gather(*(member.watch(host.code) for member in watchers))
        await host.ask("settings", rounds=1, seconds=ROUND_SECONDS, packs=[self._pack], threshold="normal")
        bots = [
            Bot(member, self._drawings, self.figures, random.Random(f"{options.seed}.{number}.{n}"))
            for n, member in enumerate([host, *others])
        ]
        return bots, watchers

    async def _play_matches(self, bots: list[Bot], watchers: list[Member]) -> None:
        host = bots[0].member
        while another_match_fits(time.monotonic(), self._over_at):
            round = host.room["round"] + 1
            self.figures.matches_started += 1
            await host.ask("start")
            seconds = MATCH_SECONDS + SLACK_SECONDS
            playing: list[Awaitable[object]] = [bot.play_match(round, seconds) for bot in bots]
            ended = await asyncio.gather(
                *playing,
                *(saw_podium(watcher, round, seconds) for watcher in watchers),
                return_exceptions=True,
            )
            problems = [problem for problem in ended if isinstance(problem, BaseException)]
            self.figures.matches_finished += not problems
            for problem in problems:
                self.figures.errors[f"match unfinished: {problem!r}"] += 1


async def saw_podium(watcher: Member, round: int, seconds: float) -> None:
    await watcher.until(lambda m: m.room["round"] == round and m.room["phase"] == "podium", seconds)


async def bounded(run: Run, seconds: float) -> Figures:
    """Whatever happens, no longer than this."""
    try:
        await asyncio.wait_for(run.play(), seconds)
    except TimeoutError:
        run.figures.errors["the time was up"] += 1
    return run.figures


def pack_for(drawings: Drawings, every_category: set[str]) -> str:
    """`all` where the file has a drawing for whatever may be asked."""
    return "all" if every_category <= drawings.categories else "easy"


def main(argv: Sequence[str] | None = None) -> int:
    options = arguments(argv)
    with one_line():
        return play(options)


def play(options: argparse.Namespace) -> int:
    """The run, told as was asked for; the exit code."""
    drawings = Drawings.read(options.drawings)
    names = (Path(__file__).parent.parent / "models/categories.txt").read_text().split("\n")
    pack = options.pack or pack_for(drawings, {name.strip() for name in names if name.strip()})
    run = Run(options, drawings, pack)
    figures = asyncio.run(bounded(run, options.seconds + OVER_BY_SECONDS - 1))
    print(json.dumps(figures.as_json()) if options.json else figures.as_table())
    sys.stderr.write(figures.complaints())
    return 0 if figures.clean else FAILED


if __name__ == "__main__":
    sys.exit(main())
