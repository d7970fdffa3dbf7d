"""The one door to Redis: rooms, ink, leases and the clock that all workers share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, Literal, NamedTuple

import msgspec
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from server import game
from server.facts import Change, Event
from server.records import (
    Entry,
    channel,
    decode_entry,
    encode_entry,
    expire_at,
    ink_key,
    room_keys,
)
from server.room import Guess, Room
from server.scripts import APPEND, CHANGE

DEADLINES = "deadlines"
LEASE_MS = 3_000
TRIES_SECONDS = 600
CLOCK_KEPT_SECONDS = 10.0
CONFLICTS_AT_MOST = 100
"""When a whole room comes back at once, each try has one winner."""
DUE_AT_MOST = 100
ANSWER_SECONDS = 1.0

TIMEOUT = redis.TimeoutError
AWAY = (redis.ConnectionError, redis.TimeoutError, redis.BusyLoadingError, redis.ResponseError, OSError)


class UnknownRoom(Exception):
    """No room has this code (any more)."""


class StoreAway(Exception):
    """The store does not answer, cannot write, or a room is too busy; try again."""


class Ink(NamedTuple):
    """New entries of one player's log, seqs following each other."""

    code: str
    player: str
    connection: int
    round: int
    entries: tuple[Entry, ...]


class Stored(NamedTuple):
    """What became of them: the log's highest seq, and whether it still takes ink from this connection."""

    seq: int
    status: Literal["stored", "closed", "stale"]


def connect(url: str) -> redis.Redis:
    """A client of the store at that address, which waits for no answer longer than ANSWER_SECONDS.

    It tries nothing twice: by default it would, for seconds, while a whole worker waits; and whether the
    first try changed a room is unknown.
    """
    return redis.Redis.from_url(
        url,
        protocol=2,
        retry=Retry(NoBackoff(), 0),
        socket_timeout=ANSWER_SECONDS,
        socket_connect_timeout=ANSWER_SECONDS,
    )


class Store:
    """Raises StoreAway from every method while the store does not answer."""

    def __init__(
        self,
        client: redis.Redis,
        *,
        worker: str,
        monotonic: Callable[[], float],
        timed: Callable[[float], None] = lambda _seconds: None,
    ) -> None:
        self._redis: Any = client
        self.worker = worker
        self._monotonic = monotonic
        self._timed = timed
        self._change: Any = client.register_script(CHANGE)
        self._append: Any = client.register_script(APPEND)
        self._read_at = float("-inf")
        self._offset_ms = 0.0
        self._latest = 0

    @contextmanager
    def _call(self) -> Iterator[None]:
        began = self._monotonic()
        try:
            yield
        except AWAY as problem:
            self._read_at = float("-inf")
            raise StoreAway(str(problem)) from problem
        finally:
            self._timed(self._monotonic() - began)

    def now(self) -> int:
        """The store's clock, ms: read every ten seconds, carried in between, never going back.

        While the store is away the last reading is carried on.
        """
        if self._monotonic() - self._read_at > CLOCK_KEPT_SECONDS:
            try:
                with self._call():
                    seconds, micros = self._redis.time()
                self._read_at = self._monotonic()
                self._offset_ms = seconds * 1_000 + micros / 1_000 - self._read_at * 1_000
            except StoreAway:
                if not self._latest:
                    raise
                self._read_at = self._monotonic() - CLOCK_KEPT_SECONDS + 1
        self._latest = max(self._latest, int(self._monotonic() * 1_000 + self._offset_ms))
        return self._latest

    def reachable(self) -> bool:
        try:
            with self._call():
                return bool(self._redis.ping())
        except StoreAway:
            return False

    def make(self, room: Room) -> bool:
        """Write a new room; False where the code is taken."""
        return self._write(room, (), -1)

    def room(self, code: str) -> Room:
        with self._call():
            body = self._redis.hget(room_keys(code)[0], "body")
        if body is None:
            raise UnknownRoom(code)
        return msgspec.json.decode(body, type=Room)

    def update(self, code: str, rule: Callable[..., Change], *args: Any) -> Change:
        """Advance the room to now, run the rule, and write and publish what changed, all or nothing.

        Raises UnknownRoom, StoreAway, and whatever the rule refuses with.
        """
        for _try in range(CONFLICTS_AT_MOST):
            try:
                old = self.room(code)
            except UnknownRoom:
                with self._call():
                    self._redis.zrem(DEADLINES, code)
                raise
            now = self.now()
            advanced, events = game.advance(old, now)
            new, more = rule(advanced, *args, now)
            if new == old:
                return old, ()
            new = replace(new, version=old.version + 1, changed_at=now)
            if self._write(new, (*events, *more), old.version):
                return new, (*events, *more)
        raise StoreAway("the room is too busy")

    def _write(self, room: Room, events: tuple[Event, ...], old_version: int) -> bool:
        body = msgspec.json.encode(room)
        happened = msgspec.json.encode([[type(event).__name__, event] for event in events])
        deadline = game.deadline(room)
        seats = [
            text
            for seat in room.seats
            for text in (seat.player, f"{seat.connection}:{room.round if room.may_draw(seat) else 0}")
        ]
        message = b'["changed",' + body + b"," + happened + b"]" if old_version >= 0 else b""
        with self._call():
            return bool(
                self._change(
                    keys=[*room_keys(room.code), DEADLINES],
                    args=[
                        *(room.code, old_version, room.version, body),
                        *("" if deadline is None else deadline, expire_at(room)),
                        *(channel(room.code), message, *seats),
                    ],
                )
            )

    def due(self, now: int) -> list[str]:
        """The rooms that time has something to do in."""
        with self._call():
            found = self._redis.zrangebyscore(DEADLINES, "-inf", now, start=0, num=DUE_AT_MOST)
        return [code.decode() for code in found]

    def append(self, batch: Sequence[Ink]) -> list[Stored]:
        """Append to many logs in one round trip; results in the order of the batch."""
        if not batch:
            return []
        with self._call():
            pipeline = self._redis.pipeline(transaction=False)
            for ink in batch:
                self._append(
                    keys=[
                        room_keys(ink.code)[1],
                        ink_key(ink.code, ink.round, ink.player),
                        room_keys(ink.code)[2],
                        room_keys(ink.code)[0],
                    ],
                    args=[
                        *(ink.player, ink.connection, ink.round, channel(ink.code)),
                        msgspec.json.encode(["inked", self.worker, ink.code, ink.round, ink.player])[:-1]
                        + b",",
                        ink.entries[0].packet.seq,
                        *map(encode_entry, ink.entries),
                    ],
                    client=pipeline,
                )
            return [Stored(int(seq), status.decode()) for seq, status in pipeline.execute()]

    def ink(self, code: str, round: int, players: Iterable[str]) -> dict[str, list[Entry]]:
        """The whole logs of a round, of those who drew."""
        names = list(players)
        with self._call():
            pipeline = self._redis.pipeline(transaction=False)
            for player in names:
                pipeline.lrange(ink_key(code, round, player), 0, -1)
            logs = pipeline.execute()
        return {
            player: [decode_entry(msgspec.json.decode(entry)) for entry in log]
            for player, log in zip(names, logs, strict=True)
            if log
        }

    def publish_looks(
        self, code: str, round: int, looks: Mapping[str, tuple[int, tuple[Guess, ...]]]
    ) -> None:
        """Tell the other workers what the judge saw."""
        with self._call():
            self._redis.publish(
                channel(code), msgspec.json.encode(["looked", self.worker, code, round, looks])
            )

    def publish_reaction(self, code: str, player: str, reaction: str) -> None:
        """Tell all workers, this one too."""
        with self._call():
            self._redis.publish(channel(code), msgspec.json.encode(["reacted", code, player, reaction]))

    def renew_lease(self) -> None:
        with self._call():
            self._redis.set(f"lease:{self.worker}", 1, px=LEASE_MS)

    def give_up_lease(self) -> None:
        with self._call():
            self._redis.delete(f"lease:{self.worker}")

    def dead(self, workers: Iterable[str]) -> frozenset[str]:
        """Those of these workers that hold no lease."""
        names = [worker for worker in workers if worker]
        if not names:
            return frozenset()
        with self._call():
            held = self._redis.mget([f"lease:{name}" for name in names])
        return frozenset(name for name, lease in zip(names, held, strict=True) if lease is None)

    def unknown_codes(self, address: str) -> int:
        """How many unknown codes this address has tried in ten minutes."""
        with self._call():
            return int(self._redis.get(f"tries:{address}") or 0)

    def count_unknown_code(self, address: str) -> None:
        with self._call():
            pipeline = self._redis.pipeline()
            pipeline.set(f"tries:{address}", 0, ex=TRIES_SECONDS, nx=True)
            pipeline.incr(f"tries:{address}")
            pipeline.execute()
