"""What clients ask for over the socket: limit, parse, call, answer."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from server import game, limits, protocol, seats
from server.classifier import Classifier
from server.connections import Connection, Connections, Owed
from server.gate import Gate
from server.live import LiveCanvas
from server.metrics import Metrics
from server.protocol import parse
from server.room import Refused, Room
from server.rooms import Rooms
from server.sockets import Sockets, encoded
from server.store import Store, StoreAway, UnknownRoom

Answer = dict[str, Any]
CODES_TRIED_AT_MOST = 50
COSTS = {protocol.INK: limits.MESSAGE_COST, protocol.SNAPSHOT: limits.SNAPSHOT_COST}


class Handlers:
    """The handlers of one worker's sockets."""

    def __init__(
        self,
        store: Store,
        classifier: Classifier,
        connections: Connections,
        rooms: Rooms,
        sockets: Sockets,
        metrics: Metrics,
        worker: str,
        chance: random.Random,
        owed: list[Owed],
        gate: Gate,
    ) -> None:
        self.store, self.classifier, self.connections, self.rooms = store, classifier, connections, rooms
        self.sockets, self.metrics, self.worker, self.chance = sockets, metrics, worker, chance
        self.owed, self.gate = owed, gate

    def bind(self, server: Any) -> None:
        """Hear everything that a plain python-socketio server hears."""
        asked: dict[str, Callable[[Connection, Any], Answer | None]] = {
            protocol.MAKE: self.make,
            protocol.JOIN: self.join,
            protocol.ATTACH: self.attach,
            protocol.WATCH: self.watch,
            protocol.SETTINGS: self.settings,
            protocol.START: self.start,
            protocol.NEXT: self.next,
            protocol.END: self.end,
            protocol.LEAVE: self.leave,
            protocol.SNAPSHOT: self.snapshot,
            protocol.CLOCK: self.clock,
            protocol.INK: self.ink,
        }
        server.on("connect", self.connect)
        server.on("disconnect", self.disconnect)
        for name, handler in asked.items():
            server.on(name, partial(self.heard, name, handler))
        server.on("*", lambda name, sid, *_data: self.heard(shown(name), unknown, sid))

    def connect(self, sid: str, environ: dict[str, Any], _auth: Any = None) -> None:
        address = limits.network_of(str(environ.get("REMOTE_ADDR", "")))
        self.connections.add(Connection(sid, address, self.gate.credits_of(sid)))
        self.metrics.connections.inc()

    def disconnect(self, sid: str, *_reason: Any) -> None:
        connection = self.rooms.leave(sid)
        if connection is None:
            return
        self.metrics.connections.dec()
        if connection.player and not self.has_other_tab(connection):
            self.owe_absence(connection)

    def owe_absence(self, connection: Connection) -> None:
        self.owed.append((connection.code, seats.detach, connection.player, connection.number))

    def has_other_tab(self, connection: Connection) -> bool:
        """Whether another connection here holds the same seat, as a host's who only controls may."""
        members = self.connections.members(connection.code)
        return not connection.plays and any(member.player == connection.player for member in members)

    def heard(
        self, name: str, handler: Callable[[Connection, Any], Answer | None], sid: str, *data: Any
    ) -> Answer | None:
        """Run one handler within the connection's credits; a refusal is answered by its name."""
        connection = self.connections.by_sid.get(sid)
        if connection is None:
            return None
        now = self.store.now()
        cost = COSTS.get(name, limits.EVENT_COST)
        try:
            if not connection.credits.spend(cost, now):
                return None
            if len(data) > 1:
                raise Refused("bad_message", "One argument is expected.")
            return handler(connection, data[0] if data else {})
        except Refused as refused:
            failed = {"error": refused.name, "detail": refused.detail}
        except UnicodeError:
            failed = {"error": "bad_message", "detail": "Text must be Unicode."}
        except UnknownRoom:
            failed = {"error": "unknown_room", "detail": "No room has this code."}
            self.rooms.expire(connection.code)
        except StoreAway:
            failed = {"error": "store_away", "detail": "The server catches its breath; try again."}
        self.metrics.refused.labels(failed["error"]).inc()
        connection.credits.spend(limits.REFUSED_COST, now)
        if name == protocol.INK or handler is unknown:
            self.sockets.send(sid, encoded(protocol.ERROR, {**failed, "event": name}))
        return failed

    def make(self, connection: Connection, data: Any) -> Answer:
        asked = parse(data, protocol.Make)
        name = protocol.parse_name(asked.name)
        require_nowhere(connection)
        now = self.store.now()
        for _try in range(CODES_TRIED_AT_MOST):
            code = "".join(self.chance.choices(protocol.CODE_LETTERS, k=protocol.CODE_LENGTH))
            room = seats.make(code, name, asked.plays, seats.hashed(asked.token), self.worker, now)
            if self.store.make(room):
                return self.enter(connection, room, seats.hashed(asked.token))
        raise StoreAway("no free code")

    def join(self, connection: Connection, data: Any) -> Answer:
        asked = parse(data, protocol.Join)
        name = protocol.parse_name(asked.name)
        require_nowhere(connection)
        self.known(connection, asked.code)
        return self.seated(connection, asked.code, asked.token, seats.join, name)

    def attach(self, connection: Connection, data: Any) -> Answer:
        asked = parse(data, protocol.Attach)
        require_nowhere(connection)
        if not self.has_seat(asked.code, asked.token):
            self.known(connection, asked.code)
        return self.seated(connection, asked.code, asked.token, seats.attach)

    def has_seat(self, code: str, token: str) -> bool:
        """Whoever holds a seat's token knows the room: no search that others made may keep them out."""
        try:
            return seats.seat_of(self.store.room(code), seats.hashed(token)) is not None
        except UnknownRoom:
            return False

    def seated(
        self, connection: Connection, code: str, token: str, rule: Callable[..., Any], *args: Any
    ) -> Answer:
        """Let the connection have the seat that the rule gives to its token."""
        try:
            room, _events = self.store.update(code, rule, *args, seats.hashed(token), self.worker)
        except StoreAway:
            # It may have been written all the same: then nobody came of it.
            self.owed.append((code, seats.let_go, seats.hashed(token), self.worker))
            raise
        return self.enter(connection, room, seats.hashed(token))

    def watch(self, connection: Connection, data: Any) -> Answer:
        asked = parse(data, protocol.Watch)
        require_nowhere(connection)
        self.known(connection, asked.code)
        with self.inside(connection, asked.code):
            return {"code": asked.code, "snapshot": self.view(connection, asked.code)}

    def known(self, connection: Connection, code: str) -> None:
        """Raise UnknownRoom, counted against the address; too many of those, and nothing is told any more."""
        if self.store.unknown_codes(connection.address) >= limits.UNKNOWN_CODES:
            raise Refused("too_many_tries", "Too many unknown codes from here; wait ten minutes.")
        try:
            self.store.room(code)
        except UnknownRoom:
            self.store.count_unknown_code(connection.address)
            raise

    def enter(self, connection: Connection, room: Room, token_hash: str) -> Answer:
        """The connection is the seat's from now on."""
        seat = next(seat for seat in room.seats if seat.token_hash == token_hash)
        connection.player, connection.plays, connection.number = seat.player, seat.plays, seat.connection
        with self.inside(connection, room.code):
            view = self.view(connection, room.code)
            if room.may_draw(seat):
                connection.canvas = self.rooms.canvas_of(connection, room)
        return {"code": room.code, "player": seat.player, "snapshot": view}

    @contextmanager
    def inside(self, connection: Connection, code: str) -> Iterator[None]:
        """In the room from now on; or, where that fails, not at all, and its seat waits for it."""
        try:
            if not self.connections.holds(connection):
                raise StoreAway("the connection ended meanwhile")
            self.rooms.enter(connection, code)
            yield
        except (StoreAway, UnknownRoom):
            if connection.player:
                self.owe_absence(connection)
            self.rooms.step_out(connection)
            raise

    def settings(self, connection: Connection, data: Any) -> Answer:
        chosen = protocol.parse_settings(data, self.classifier.packs, self.classifier.thresholds)
        return self.rule(connection, game.change_settings, chosen, self.classifier.packs)

    def start(self, connection: Connection, data: Any) -> Answer:
        parse(data, protocol.Fields)
        return self.rule(connection, game.start, self.classifier.packs, self.chance)

    def next(self, connection: Connection, data: Any) -> Answer:
        parse(data, protocol.Fields)
        return self.rule(connection, game.skip)

    def end(self, connection: Connection, data: Any) -> Answer:
        parse(data, protocol.Fields)
        return self.rule(connection, game.end)

    def leave(self, connection: Connection, data: Any) -> Answer:
        parse(data, protocol.Fields)
        answer = self.rule(connection, seats.leave)
        connection.player = ""
        self.sockets.close(connection.sid, "left")
        return answer

    def rule(self, connection: Connection, rule: Callable[..., Any], *args: Any) -> Answer:
        require_seat(connection)
        self.store.update(connection.code, rule, connection.player, *args)
        return {}

    def snapshot(self, connection: Connection, data: Any) -> Answer:
        parse(data, protocol.Fields)
        if not connection.code:
            raise Refused("no_seat", "This connection is in no room.")
        return {"snapshot": self.view(connection, connection.code)}

    def view(self, connection: Connection, code: str) -> dict[str, Any]:
        """A snapshot, paid for by the ink that it carries."""
        view = self.rooms.view(code)
        packets = sum(len(log) for log in view["ink"].values())
        connection.credits.spend(packets / limits.PACKETS_A_CREDIT, self.store.now())
        return view

    def clock(self, _connection: Connection, data: Any) -> Answer:
        parse(data, protocol.Fields)
        return {"now": self.store.now()}

    def ink(self, connection: Connection, data: Any) -> None:
        number, packet = protocol.parse_ink(data)
        now = self.store.now()
        canvas = self.canvas_for(connection, number, packet.seq, now)
        if canvas is None:
            connection.closed_round = number
            return
        if not canvas.take_in(packet, now) and packet.seq <= canvas.stored:
            connection.acknowledged = (canvas.round, canvas.stored)
        self.metrics.packets.inc()

    def canvas_for(self, connection: Connection, number: int, seq: int, now: int) -> LiveCanvas | None:
        """The canvas that ink of that round goes to; None where the round takes none any more."""
        canvas = connection.canvas
        if not connection.code:
            if number != 0:
                raise Refused("no_seat", "Ink outside of a room belongs to round 0.")
            if canvas is None or seq == 1:
                canvas = connection.canvas = LiveCanvas(0)
            return canvas
        require_seat(connection)
        room = self.rooms.copies.get(connection.code)
        seat = room.seat(connection.player) if room is not None else None
        if room is None or seat is None or number != room.round or not room.may_draw(seat):
            return None
        if seat.connection != connection.number or (room.ends_at is not None and now > room.ends_at):
            return None
        if canvas is None or canvas.round != number:
            canvas = connection.canvas = LiveCanvas(number)
        return canvas


def unknown(_connection: Connection, _data: Any) -> Answer:
    raise Refused("unknown_event", "There is no such event.")


def shown(name: str) -> str:
    """An unknown event's name as it may be sent back."""
    return name[:40].encode("utf-8", "replace").decode()


def require_nowhere(connection: Connection) -> None:
    if connection.code:
        raise Refused("already_here", "This connection is already in a room.")


def require_seat(connection: Connection) -> None:
    if not connection.player:
        raise Refused("no_seat", "That takes a seat.")
