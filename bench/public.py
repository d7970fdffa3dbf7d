"""What the list of public rooms costs while all of them draw: `python -m bench.public --help`."""

from __future__ import annotations

import argparse
import gzip
import json
import random
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from time import monotonic, perf_counter, process_time
from typing import Any

from bench.drawings import Drawings
from models.command import at_least_one, one_line
from server import game, seats
from server.canvas import Packet
from server.public import LISTED_AT_MOST
from server.records import Entry
from server.room import Room
from server.settings import Settings
from server.store import Ink, Store, connect
from server.views_rooms import PublicRooms
from tests.running import Running

SECONDS = 120
CODES = "ABCDEFGHJK"
WORKER = "bench"


def room_of(number: int, players: int, rivals: bool, category: str, now: int) -> Room:
    """A public room that draws from now on; where rivals see no ink, the list has none."""
    code = "".join(CODES[number // 10**place % 10] for place in range(5))
    room = seats.make(code, "Player 1", True, "hash-1", WORKER, now)
    for seat in range(2, players + 1):
        room, _ = seats.join(room, f"Player {seat}", f"hash-{seat}", WORKER, now)
    settings = Settings(public=True, rivals=rivals, seconds=SECONDS, rounds=1, packs=(), own=(category,))
    began = now - game.COUNTDOWN_MS
    room, _ = game.start(replace(room, settings=settings), room.host, {}, random.Random(number), began)
    return game.advance(room, now)[0]


def fill(store: Store, rooms: int, players: int, rivals: bool, drawings: Drawings) -> None:
    """So many rooms, in which every player has drawn a whole drawing as a hand sends it."""
    chance = random.Random(1)
    for number in range(rooms):
        category = chance.choice(sorted(drawings.categories))
        room = room_of(number, players, rivals, category, store.now())
        store.make(room)
        for seat in room.seats:
            plan = enumerate(drawings.plan(category, chance), 1)
            log = tuple(
                Entry(Packet(seq, int(sent.at_ms), "draw", sent.stroke, sent.up, sent.points), store.now())
                for seq, sent in plan
            )
            store.append([Ink(room.code, seat.player, seat.connection, room.round, log)])


def measure(store: Store, times: int) -> dict[str, Any]:
    """One worker's answer, made so many times."""
    rooms, took, busy = PublicRooms(store, monotonic, lambda: None), list[float](), process_time()
    for _ in range(times):
        store.renew_lease()
        began = perf_counter()
        text = rooms.made()
        packed = gzip.compress(text, compresslevel=1, mtime=0)
        took.append((perf_counter() - began) * 1_000)
    took.sort()
    return {
        "ms_p50": round(took[len(took) // 2], 1),
        "ms_p99": round(took[len(took) * 99 // 100], 1),
        "cpu_ms": round((process_time() - busy) * 1_000 / times, 1),
        "bytes": len(text),
        "bytes_packed": len(packed),
    }


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.public", description=__doc__)
    parser.add_argument("--rooms", type=at_least_one, default=LISTED_AT_MOST, help="default %(default)s")
    parser.add_argument("--players", type=at_least_one, default=10, help="in each room; default %(default)s")
    parser.add_argument("--times", type=at_least_one, default=100, help="default %(default)s")
    parser.add_argument("--drawings", type=Path, required=True, help="a file of timed drawings")
    options = parser.parse_args(argv)
    with one_line():
        drawings = Drawings.read(options.drawings)
        for way, rivals in (("without ink", False), ("with ink", True)):
            with tempfile.TemporaryDirectory() as folder, Running.start(Path(folder)) as inkrace:
                store = Store(connect(inkrace.redis_url), worker=WORKER, monotonic=monotonic)
                fill(store, options.rooms, options.players, rivals, drawings)
                print(way, json.dumps(measure(store, options.times)))


if __name__ == "__main__":
    main()
