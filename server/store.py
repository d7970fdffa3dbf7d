"""The one door to Redis: rooms, ink, leases and the clock that all workers share."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal, NamedTuple

import msgspec
import redis

from server import game
from server.canvas import Packet
from server.facts import Change, Event, RoundClosed
from server.public import Drawers, Indexed, indexed, listed
from server.records import (
    DEADLINES,
    GHOST_KEPT_MS,
    GHOSTS_AT_MOST,
    PUBLIC,
    Entry,
    Ghost,
    channel,
    decode_entry,
    decode_ghost,
    encode_entry,
    encode_ghost,
    expire_at,
    ghosts_key,
    ink_key,
    room_keys,
)
from server.room import Guess, Result, Room
from server.scripts import APPEND, CHANGE, LONGEST
from server.store_client import AWAY, TIMEOUT, Client, StoreAway, connect
from server.store_turn import answer, ruled
from server.turns_shared import Asked, SharedTurns

__all__ = ["AWAY", "TIMEOUT", "Ink", "Store", "StoreAway", "Stored", "UnknownRoom", "connect"]

LEASE_MS = 3_000
TRIES_SECONDS = 600
CONFLICTS_AT_MOST = 100
"""When a whole room comes back at once, each try has one winner."""
DUE_AT_MOST = 100
PUT_OFF_MS = 10_000
CLOSED_AT_MOST = 100


class UnknownRoom(Exception):
    """No room has this code (any more)."""


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


class Store(Client):
    """Raises StoreAway from every method while the store does not answer."""

    def __init__(
        self,
        client: redis.Redis,
        *,
        worker: str,
        monotonic: Callable[[], float],
        timed: Callable[[float], None] = lambda _seconds: None,
    ) -> None:
        super().__init__(client, monotonic, timed)
        self.worker = worker
        self._change: Any = client.register_script(CHANGE)
        self._append: Any = client.register_script(APPEND)
        self._longest: Any = client.register_script(LONGEST)
        self._turns = SharedTurns(self._update)
        self.closed: deque[tuple[Room, Result]] = deque(maxlen=CLOSED_AT_MOST)
        """Rounds that this store closed and no other, for whoever keeps something of them."""

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
        change: Change = self._turns.ask(code, rule, *args)
        return change

    def _update(self, code: str, asked: Sequence[Asked]) -> None:
        """One read and one write for all of them: what they change is published at once."""
        for _try in range(CONFLICTS_AT_MOST):
            try:
                old = self.room(code)
            except UnknownRoom:
                with self._call():
                    self._redis.zrem(DEADLINES, code)
                raise
            now = self.now()
            new, came_of_it = ruled(old, asked, now)
            happened = [event for change in came_of_it if isinstance(change, tuple) for event in change[1]]
            if happened or new != old:
                new = replace(new, version=old.version + 1, changed_at=now)
                if not self._write(new, happened, old.version):
                    continue
            closed = (event.result for event in happened if isinstance(event, RoundClosed))
            self.closed.extend((new, result) for result in closed)
            answer(asked, came_of_it, new)
            return
        raise StoreAway("the room is too busy")

    def _write(self, room: Room, events: Sequence[Event], old_version: int) -> bool:
        body = msgspec.json.encode(room)
        happened = msgspec.json.encode([[type(event).__name__, event] for event in events])
        deadline, shown = game.deadline(room), indexed(room, expire_at(room))
        seats = [
            text
            for seat in room.seats
            for text in (seat.player, f"{seat.connection}:{room.round if room.may_draw(seat) else 0}")
        ]
        message = b'["changed",' + body + b"," + happened + b"]" if old_version >= 0 else b""
        with self._call():
            return bool(
                self._change(
                    keys=[*room_keys(room.code), DEADLINES, PUBLIC],
                    args=[
                        *(room.code, old_version, room.version, body),
                        *("" if deadline is None else deadline, expire_at(room)),
                        *(channel(room.code), message, msgspec.json.encode(shown) if shown else "", *seats),
                    ],
                )
            )

    def due(self, now: int) -> list[str]:
        """The rooms that time has something to do in."""
        with self._call():
            found = self._redis.zrangebyscore(DEADLINES, "-inf", now, start=0, num=DUE_AT_MOST)
        return [code.decode() for code in found]

    def put_off(self, code: str) -> None:
        """A room that cannot go on now is not due again for a while: others are, too."""
        with self._call():
            self._redis.zadd(DEADLINES, {code: self.now() + PUT_OFF_MS}, xx=True)

    def public(self) -> list[Indexed]:
        """The public rooms to show; those whose time is over are forgotten."""
        now = self.now()
        with self._call():
            entries = self._redis.hvals(PUBLIC)
        index = [msgspec.json.decode(entry, type=Indexed) for entry in entries]
        over = [entry.listing.code for entry in index if entry.until <= now]
        if over:
            with self._call():
                self._redis.hdel(PUBLIC, *over)
        shown = [entry for entry in index if entry.until > now]
        return listed(shown, self.dead({worker for entry in shown for worker in entry.held}))

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

    def longest_ink(self, drawers: Mapping[str, Drawers], entries: int) -> Iterator[tuple[str, list[Packet]]]:
        """By each room's code the longest of its logs, no more than its first so many entries.

        Read in one round trip, and unpacked one by one.
        """
        with self._call():
            pipeline = self._redis.pipeline(transaction=False)
            for code, (round, players) in drawers.items():
                keys = [ink_key(code, round, player) for player in players]
                self._longest(keys=keys, args=[entries], client=pipeline)
            logs = pipeline.execute()
        for code, log in zip(drawers, logs, strict=True):
            yield code, [decode_entry(fields).packet for fields in msgspec.json.decode(log)]

    def keep_ghosts(self, category: str, ghosts: Sequence[Ghost]) -> None:
        """Add to this category's ghosts, of which the newest stay."""
        if not ghosts:
            return
        now, key = self.now(), ghosts_key(category)
        with self._call():
            pipeline = self._redis.pipeline()
            pipeline.lpush(key, *(encode_ghost(ghost, now) for ghost in ghosts))
            pipeline.ltrim(key, 0, GHOSTS_AT_MOST - 1)
            pipeline.pexpire(key, GHOST_KEPT_MS)
            pipeline.execute()

    def ghosts(self, category: str) -> list[Ghost]:
        """This category's ghosts, the newest first, none older than they are kept."""
        since = self.now() - GHOST_KEPT_MS
        with self._call():
            kept = self._redis.lrange(ghosts_key(category), 0, -1)
        return [ghost for at, ghost in map(decode_ghost, kept) if at > since]

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
