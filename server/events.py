"""What clients ask for over the socket: limit, parse, call, answer."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from server import limits, protocol
from server.connections import Connection, Connections
from server.entrance import Answer, Entrance, require_seat
from server.gate import Gate
from server.live import LiveCanvas
from server.metrics import Metrics
from server.playing import Playing
from server.protocol import parse
from server.room import Refused
from server.rooms import Rooms
from server.sockets import Sockets, encoded
from server.store import Store, StoreAway, UnknownRoom

COSTS = {protocol.INK: limits.MESSAGE_COST, protocol.SNAPSHOT: limits.SNAPSHOT_COST}


class Handlers:
    """The handlers of one worker's sockets."""

    def __init__(
        self,
        store: Store,
        connections: Connections,
        rooms: Rooms,
        sockets: Sockets,
        metrics: Metrics,
        gate: Gate,
        entrance: Entrance,
        playing: Playing,
    ) -> None:
        self.store, self.connections, self.rooms, self.sockets = store, connections, rooms, sockets
        self.metrics, self.gate, self.entrance, self.playing = metrics, gate, entrance, playing

    def bind(self, server: Any) -> None:
        """Hear everything that a plain python-socketio server hears."""
        asked: dict[str, Callable[[Connection, Any], Answer | None]] = {
            **self.entrance.handlers(),
            **self.playing.handlers(),
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
        words = limits.words(self.store.now())
        self.connections.add(Connection(sid, address, self.gate.credits_of(sid), words))
        self.metrics.connections.inc()

    def disconnect(self, sid: str, *_reason: Any) -> None:
        connection = self.rooms.leave(sid)
        if connection is None:
            return
        self.metrics.connections.dec()
        if connection.player and not self.has_other_tab(connection):
            self.entrance.owe_absence(connection)

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
