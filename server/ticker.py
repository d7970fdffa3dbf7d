"""The heartbeat: look at what was drawn, keep the ink, let the rules decide, tell everybody."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable
from time import monotonic as seconds_now
from typing import Any, NamedTuple

from server import race, seats
from server.classifier import Classifier
from server.connections import Connection, Connections, Owed
from server.facts import Change, Recognised
from server.frames import Frames
from server.ghosts import Ghosts
from server.live import LiveCanvas
from server.metrics import Metrics
from server.protocol_shown import LOOK_GUESSES
from server.room import TICK_MS, Guess, Look, Room
from server.rooms import Rooms
from server.sockets import Sockets
from server.store import LEASE_MS, Ink, Store, StoreAway, UnknownRoom

LOOKS_MS = 60
"""Of each tick, at most so long for looks: under load they thin out, frames and deadlines do not slip."""
TICKS_A_SECOND = 1_000 // TICK_MS
TICKS_A_MINUTE = 60 * TICKS_A_SECOND
Looks = dict[str, tuple[int, tuple[Guess, ...]]]


log = logging.getLogger("inkrace")


class Seen(NamedTuple):
    """A look, and whose."""

    connection: Connection
    canvas: LiveCanvas
    look: Look


def unchanged(room: Room, _now: int) -> Change:
    return room, ()


def close_canvas(connection: Connection, canvas: LiveCanvas) -> None:
    """That round takes no more ink from this player: say so, and drop what it did not take."""
    connection.closed_round = canvas.round
    canvas.unsaved.clear()


class Ticker:
    """One worker's tick."""

    def __init__(
        self,
        store: Store,
        classifier: Classifier,
        connections: Connections,
        rooms: Rooms,
        frames: Frames,
        sockets: Sockets,
        metrics: Metrics,
        ghosts: Ghosts,
        pause: Callable[[], None],
    ) -> None:
        self.store, self.classifier, self.connections = store, classifier, connections
        self.rooms, self.frames, self.sockets, self.metrics = rooms, frames, sockets, metrics
        self.ghosts, self.pause = ghosts, pause
        self.owed: list[Owed] = []
        """What the store must be told of connections that ended, at the next tick that reaches it."""
        self.ticks = 0
        self.renewed_at = 0

    def tick(self) -> None:
        began = seconds_now()
        now = self.store.now()
        self.ticks += 1
        seen = self.look(now)
        try:
            self.keep_ink()
            self.tell_looks(seen)
            self.decide(seen, now)
            self.pay_owed()
            self.ghosts.keep()
            if self.ticks % TICKS_A_SECOND == 0:
                self.renew_leases(now)
            if self.ticks % TICKS_A_MINUTE == 0:
                self.check_rooms()
        except StoreAway:
            # What was not kept stays unsaved; what was seen may be undecided: look again next time.
            for saw in seen:
                saw.canvas.is_dirty = True
        self.send(now)
        self.metrics.tick_seconds.observe(seconds_now() - began)

    def look(self, now: int) -> list[Seen]:
        """One look at each canvas that changed, longest unseen first, while this tick's time lasts."""
        dirty = [pair for pair in self.connections.canvases() if pair[1].is_dirty]
        dirty.sort(key=lambda pair: pair[1].looked_at)
        until = seconds_now() + LOOKS_MS / 1_000
        seen: list[Seen] = []
        for connection, canvas in dirty:
            if seconds_now() > until:
                break
            if not self.connections.holds(connection):
                continue  # it ended while others were looked at
            seq, at = canvas.seq, canvas.at
            canvas.guesses = () if canvas.canvas.empty else self.classifier.classify(canvas.canvas.raster())
            canvas.is_dirty, canvas.looked_at = False, now
            self.metrics.looks.inc()
            if connection.code:
                look = Look(connection.player, connection.number, canvas.round, seq, at, canvas.guesses)
                seen.append(Seen(connection, canvas, look))
                self.rooms.saw(connection.code, connection.player, seq, canvas.guesses)
                self.frames.look(connection.code, canvas.round, connection.player, seq, canvas.guesses)
            else:
                canvas.stored = seq
                canvas.unsaved.clear()
                connection.acknowledged = (0, seq)
            self.pause()
        return seen

    def keep_ink(self) -> None:
        """Append all new ink; only what the store confirms is acknowledged and shown."""
        waiting = [
            (connection, canvas)
            for connection, canvas in self.connections.canvases()
            if connection.code and canvas.unsaved
        ]
        batch = [
            Ink(c.code, c.player, c.number, canvas.round, tuple(canvas.unsaved)) for c, canvas in waiting
        ]
        for (connection, canvas), stored in zip(waiting, self.store.append(batch), strict=True):
            if stored.status == "stale":
                self.sockets.close(connection.sid, "replaced")
                # What it still sends while its line closes is nobody's ink.
                connection.canvas, connection.number = None, 0
                continue
            if not self.connections.holds(connection):
                continue
            if stored.status == "stored" and stored.seq < canvas.stored:
                # A power cut took what was acknowledged: who comes in again brings what the store lacks.
                self.sockets.close(connection.sid, "restarting")
                continue
            kept = canvas.note(stored.seq)
            self.frames.ink(connection.code, canvas.round, connection.player, kept)
            connection.acknowledged = (canvas.round, canvas.stored)
            if stored.status == "closed":
                close_canvas(connection, canvas)

    def tell_looks(self, seen: list[Seen]) -> None:
        """What this worker's judge saw, for the members that other workers hold."""
        by_room: defaultdict[tuple[str, int], Looks] = defaultdict(dict)
        for connection, _canvas, look in seen:
            by_room[connection.code, look.round][look.player] = (look.seq, look.guesses[: LOOK_GUESSES + 1])
        for (code, number), looks in by_room.items():
            self.store.publish_looks(code, number, looks)

    def decide(self, seen: list[Seen], now: int) -> None:
        """Take the looks that could decide something, and the rooms that time has something to do in."""
        deciding: defaultdict[str, list[Look]] = defaultdict(list)
        for connection, canvas, look in seen:
            room = self.rooms.copies.get(connection.code)
            if room is None or not self.decides(room, look):
                continue
            if look.seq > canvas.stored:
                canvas.is_dirty = True  # the store has not taken this ink yet
                continue
            deciding[connection.code].append(look)
        for code in deciding.keys() | set(self.store.due(now)):
            self.update(code, race.observe, deciding[code], self.classifier.thresholds)

    def decides(self, room: Room, look: Look) -> bool:
        return race.accepts(room, look, self.classifier.thresholds[room.settings.threshold])

    def update(self, code: str, rule: Callable[..., Change], *args: Any) -> None:
        """Run a rule on a room that may be gone by now; one that cannot be read must not stop the others."""
        try:
            _room, events = self.store.update(code, rule, *args)
            self.metrics.accepted.inc(sum(isinstance(event, Recognised) for event in events))
        except UnknownRoom:
            self.rooms.expire(code)
        except StoreAway:
            raise
        except Exception:
            log.exception("room %s was left as it is", code)
            self.store.put_off(code)

    def pay_owed(self) -> None:
        while self.owed:
            self.update(*self.owed[0])
            self.owed.pop(0)

    def renew_leases(self, now: int) -> None:
        """Stay alive for the others; whoever holds a seat and is not, is absent."""
        was_late = now - self.renewed_at > LEASE_MS
        self.store.renew_lease()
        self.renewed_at = now
        rooms = list(self.rooms.copies.values())
        for room in rooms:
            for player, connection in self.held(room):
                self.update(room.code, seats.claim, player, connection, self.store.worker)
        if was_late:
            return  # what stopped this worker may have stopped them all: let the others renew first
        dead = self.store.dead({seat.worker for room in rooms for seat in room.seats if seat.present})
        for room in rooms:
            if any(seat.present and seat.worker in dead for seat in room.seats):
                self.update(room.code, seats.lost, dead)

    def held(self, room: Room) -> set[tuple[str, int]]:
        """The seats marked absent whose newest connection is here, with that connection's number."""
        here = {(member.player, member.number) for member in self.connections.members(room.code)}
        return here & {(seat.player, seat.connection) for seat in room.seats if not seat.present}

    def check_rooms(self) -> None:
        """Rooms expire by themselves, silently; tell who is still in them."""
        for code in list(self.rooms.copies):
            self.update(code, unchanged)

    def send(self, now: int) -> None:
        with_version = self.ticks % TICKS_A_SECOND == 0
        for code, room in list(self.rooms.copies.items()):
            drained = self.frames.send(room, self.connections.members(code), with_version, now)
            if drained:
                self.catch_up(code, drained)
        for connection, _canvas in self.connections.canvases():
            if not connection.code:
                self.frames.send_pad(connection, now)

    def catch_up(self, code: str, members: list[Connection]) -> None:
        try:
            self.rooms.send_snapshots(code, members)
        except UnknownRoom:
            return
        except StoreAway:
            for member in members:
                member.behind = True
