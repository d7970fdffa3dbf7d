"""The rooms that this worker's connections are in: read-only copies, renewed by what is published."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from server.canvas import Packet
from server.connections import Connection, Connections
from server.facts import SeatKicked
from server.frames import Frames
from server.live import LiveCanvas
from server.protocol import CLOSED, EVENT, SNAPSHOT
from server.protocol_shown import Audience, Whole, audience_of, view_event, view_snapshot
from server.records import Entry
from server.room import Guess, Place, Result, Room, Seat
from server.scoring import quickest
from server.sockets import Sockets, encoded
from server.store import Store, StoreAway, UnknownRoom
from server.subscription import Changed, Inked, Looked, Message, Reacted, Resubscribed, Subscription


def packets_of(logs: Mapping[str, list[Entry]]) -> dict[str, list[Packet]]:
    return {player: [entry.packet for entry in log] for player, log in logs.items()}


def said(message: Changed, audience: Audience) -> str:
    """The `event` that tells this audience what happened."""
    views = (view_event(event, audience) for event in message.events)
    return encoded(
        EVENT,
        {
            "version": message.room.version,
            "now": message.room.changed_at,
            "events": [view for view in views if view is not None],
        },
    )


class Rooms:
    """Delivers every message of the subscription to the connections it concerns."""

    def __init__(
        self,
        store: Store,
        subscription: Subscription,
        connections: Connections,
        sockets: Sockets,
        frames: Frames,
    ) -> None:
        self.copies: dict[str, Room] = {}
        self._looks: dict[str, dict[str, tuple[int, tuple[Guess, ...]]]] = {}
        self._store = store
        self._subscription = subscription
        self._connections = connections
        self._sockets = sockets
        self._frames = frames

    def enter(self, connection: Connection, code: str) -> None:
        """The connection hears of this room from now on: what is read after this misses nothing.

        Raises StoreAway.
        """
        self._connections.enter(connection, code)
        self._subscription.subscribe(code)

    def step_out(self, connection: Connection) -> None:
        """The connection is in no room any more, and may enter one again."""
        if self._connections.step_out(connection):
            self.forget(connection.code)
        connection.code = connection.player = ""
        connection.canvas = None

    def leave(self, sid: str) -> Connection | None:
        connection, was_last = self._connections.drop(sid)
        if connection is not None and was_last:
            self.forget(connection.code)
        return connection

    def forget(self, code: str) -> None:
        self._subscription.unsubscribe(code)
        self.copies.pop(code, None)
        self._looks.pop(code, None)
        self._frames.forget(code)

    def renew(self, room: Room) -> bool:
        """Keep the newest copy of a room that has members here; False if this one is not newer."""
        if room.code not in self._connections.by_code:
            return False
        old = self.copies.get(room.code)
        if old is not None and old.version >= room.version:
            return False
        if old is None or old.round != room.round:
            self._looks[room.code] = {}
        self.copies[room.code] = room
        return True

    def saw(self, code: str, player: str, seq: int, guesses: tuple[Guess, ...]) -> None:
        self._looks.setdefault(code, {})[player] = (seq, guesses)

    def view(self, code: str, player: str) -> dict[str, Any]:
        """A snapshot of the room as the store has it now, for this player, or a watcher ("").

        Raises UnknownRoom, StoreAway.
        """
        return view_snapshot(self.whole(code), player)

    def whole(self, code: str) -> Whole:
        """All that snapshots are made of. Raises UnknownRoom, StoreAway."""
        room = self._store.room(code)
        self.renew(room)
        players = [seat.player for seat in room.seats if seat.plays] if room.round else []
        ink = packets_of(self._store.ink(code, room.round, players))
        return Whole(room, ink, self._looks.get(code, {}), self.best(room), self._store.now())

    def packets(self, code: str, round: int, player: str) -> list[Packet]:
        return packets_of(self._store.ink(code, round, [player])).get(player, [])

    def best(self, room: Room) -> dict[str, tuple[Result, Place, list[Packet]]]:
        """Each player's quickest drawing of the match, for its podium."""
        if room.phase != "podium":
            return {}
        return {
            player: (result, place, self.packets(room.code, result.round, player))
            for player, (result, place) in quickest(room.results).items()
        }

    def canvas_of(self, connection: Connection, room: Room) -> LiveCanvas:
        """The connection's canvas of the running round, with what the store already holds of it."""
        log = self._store.ink(room.code, room.round, [connection.player]).get(connection.player, [])
        return LiveCanvas.after(room.round, log)

    def deliver(self, message: Message) -> None:
        if isinstance(message, Changed):
            self._changed(message)
        elif isinstance(message, Inked):
            if message.code in self.copies:
                self._frames.ink(message.code, message.round, message.player, message.entries)
        elif isinstance(message, Looked) and message.code in self.copies:
            for player, (seq, guesses) in message.looks.items():
                self.saw(message.code, player, seq, guesses)
                self._frames.look(message.code, message.round, player, seq, guesses)
        elif isinstance(message, Reacted):
            if message.code in self.copies:
                self._frames.reaction(message.code, message.player, message.reaction)
        elif isinstance(message, Resubscribed):
            self.resend(message.code)

    def _changed(self, message: Changed) -> None:
        room = message.room
        self.renew(room)
        texts: dict[Audience, str] = {}
        kicked = {event.player for event in message.events if isinstance(event, SeatKicked)}
        for member in self._connections.members(room.code):
            audience = audience_of(room, member.player)
            if audience not in texts:
                texts[audience] = said(message, audience)
            self._sockets.send(member.sid, texts[audience])
            if member.player and room.version >= member.seated_at:
                self._part(member, room.seat(member.player), member.player in kicked)

    def _part(self, member: Connection, seat: Seat | None, is_kicked: bool) -> None:
        """End the connection if its seat is another one's now, or nobody's any more."""
        if seat is not None and seat.connection > member.number:
            self._sockets.close(member.sid, "replaced")
        elif seat is None and is_kicked:
            self._sockets.close(member.sid, "kicked")
        elif seat is None:
            self._sockets.close(member.sid, "left")

    def expire(self, code: str) -> None:
        """The room is gone: say so to everybody in it."""
        for member in self._connections.members(code):
            self._sockets.close(member.sid, "expired")

    def resend(self, code: str) -> None:
        """After a time of silence: the whole room to everybody in it."""
        try:
            if self._is_ahead(code, self._store.room(code)):
                return self._begin_anew(code)
            self.send_snapshots(code, self._connections.members(code))
        except UnknownRoom:
            self.expire(code)
        except StoreAway:
            pass  # the next frame's version, or ink, shows the gap

    def _is_ahead(self, code: str, room: Room) -> bool:
        """Whether members here have heard of what the store has lost since, in a power cut."""
        heard = self.copies.get(code, room)
        return heard.version > room.version or (heard.version == room.version and heard != room)

    def _begin_anew(self, code: str) -> None:
        """Everybody comes in again: a snapshot of an older version would be taken for a late one."""
        self.copies.pop(code, None)
        for member in self._connections.members(code):
            self._sockets.close(member.sid, "restarting")

    def send_snapshots(self, code: str, members: Iterable[Connection]) -> None:
        """The whole room to each of them, as it may see it. Raises UnknownRoom, StoreAway."""
        whole, texts = self.whole(code), dict[tuple[Audience, str], str]()
        for member in members:
            audience = audience_of(whole.room, member.player)
            # Only who sees no rivals gets what nobody else does: its own ink.
            key = (audience, member.player if audience == "rival" else "")
            if key not in texts:
                texts[key] = encoded(SNAPSHOT, view_snapshot(whole, member.player))
            self._sockets.send(member.sid, texts[key])

    def say_goodbye(self) -> None:
        """Before this worker ends: everybody may reconnect at once."""
        text = encoded(CLOSED, {"reason": "restarting"})
        for sid in list(self._connections.by_sid):
            self._sockets.send(sid, text)
