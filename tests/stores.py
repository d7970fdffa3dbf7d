"""Stores to test against: a real Valkey, and the one that stands in for it on Windows."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import fakeredis
import pytest

from server import seats
from server.canvas import Packet
from server.facts import Change
from server.records import Entry
from server.room import Room
from server.store import Ink, Store
from server.store import connect as connect_to
from server.valkey import Valkey

Connect = Callable[[], Any]


@pytest.fixture(params=["valkey", "fakeredis"])
def connect(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Connect]:
    if request.param == "fakeredis":
        fake = fakeredis.FakeServer()
        yield lambda: fakeredis.FakeRedis(server=fake, protocol=2)
        return
    with (tmp_path / "lock").open("w") as lock:
        valkey = Valkey(tmp_path / "store", lock_fd=lock.fileno())
        valkey.start()
        yield partial(connect_to, valkey.url)
        valkey.stop()


def store_of(connect: Connect, worker: str = "w1") -> Store:
    return Store(connect(), worker=worker, monotonic=count(1, 0.001).__next__)


@pytest.fixture
def store(connect: Connect) -> Store:
    return store_of(connect)


def made(store: Store) -> Room:
    room = seats.make("ABCDE", "ann", True, "hash-ann", "w1", store.now())
    assert store.make(room)
    return room


def draw(room: Room, now: int) -> Change:
    return replace(room, phase="drawing", round=1, prompts=("cat",), starts_at=now, ends_at=now + 60_000), ()


def entries(*seqs: int) -> tuple[Entry, ...]:
    return tuple(Entry(Packet(seq, seq * 33, "draw", seq, True, (1, 2, 3, 4)), 1_000 + seq) for seq in seqs)


def ink(*seqs: int, connection: int = 1, number: int = 1) -> Ink:
    return Ink("ABCDE", "p1", connection, number, entries(*seqs))


@pytest.fixture
def valkey(tmp_path: Path) -> Iterator[Valkey]:
    """A store that a test may kill and start again."""
    with (tmp_path / "lock").open("w") as lock:
        valkey = Valkey(tmp_path / "store", lock_fd=lock.fileno())
        valkey.start()
        yield valkey
        valkey.stop()


def restart(valkey: Valkey) -> None:
    valkey.child.kill()
    valkey.child.wait()
    valkey.start()
