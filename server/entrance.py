"""Coming into a room and going out of it: what sockets ask for before and after they play."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from typing import Any

from server import limits, protocol, seats, talk
from server.connections import Connection, Connections, Owed
from server.protocol import parse
from server.room import Refused, Room
from server.rooms import Rooms
from server.settings import Served
from server.sockets import Sockets
from server.store import Store, StoreAway, UnknownRoom
from server.typed import Typed

Answer = dict[str, Any]
CODES_TRIED_AT_MOST = 50


class Entrance:
    """Gives seats to connections, and takes them back."""

    def __init__(
        self,
        store: Store,
        connections: Connections,
        rooms: Rooms,
        sockets: Sockets,
        served: Served,
        typed: Typed,
        worker: str,
        chance: random.Random,
        owed: list[Owed],
    ) -> None:
        self.store, self.connections, self.rooms, self.sockets = store, connections, rooms, sockets
        self.served, self.typed, self.worker = served, typed, worker
        self.chance, self.owed = chance, owed

    def handlers(self) -> dict[str, Callable[[Connection, Any], Answer]]:
        """By the name of what is asked."""
        return {
            protocol.MAKE: self.make,
            protocol.JOIN: self.join,
            protocol.ATTACH: self.attach,
            protocol.WATCH: self.watch,
            protocol.LEAVE: self.leave,
            protocol.SNAPSHOT: self.snapshot,
        }

    def owe_absence(self, connection: Connection) -> None:
        self.owed.append((connection.code, seats.detach, connection.player, connection.number))

    def make(self, connection: Connection, data: Any) -> Answer:
        asked = parse(data, protocol.Make)
        name = protocol.parse_name(asked.name)
        protocol.require_spoken(asked.language, self.served)
        require_nowhere(connection)
        now = self.store.now()
        for _try in range(CODES_TRIED_AT_MOST):
            code = "".join(self.chance.choices(protocol.CODE_LETTERS, k=protocol.CODE_LENGTH))
            room = seats.make(code, name, asked.plays, seats.hashed(asked.token), self.worker, now)
            room = replace(room, settings=replace(room.settings, language=asked.language))
            if self.store.make(room):
                return self.enter(connection, room, seats.hashed(asked.token))
        raise StoreAway("no free code")

    def join(self, connection: Connection, data: Any) -> Answer:
        asked = parse(data, protocol.Join)
        name = protocol.parse_name(asked.name)
        require_nowhere(connection)
        self.known(connection, asked.code)
        return self.seated(
            connection, asked.code, asked.token, talk.come_in, name, cache(self.typed.gives_away)
        )

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
        connection.seated_at = room.version
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

    def leave(self, connection: Connection, data: Any) -> Answer:
        parse(data, protocol.Fields)
        require_seat(connection)
        self.store.update(connection.code, seats.leave, connection.player)
        connection.player = ""
        self.sockets.close(connection.sid, "left")
        return {}

    def snapshot(self, connection: Connection, data: Any) -> Answer:
        parse(data, protocol.Fields)
        if not connection.code:
            raise Refused("no_seat", "This connection is in no room.")
        return {"snapshot": self.view(connection, connection.code)}

    def view(self, connection: Connection, code: str) -> dict[str, Any]:
        """A snapshot, paid for by the ink that it carries."""
        view = self.rooms.view(code, connection.player)
        packets = sum(len(log) for log in view["ink"].values())
        connection.credits.spend(packets / limits.PACKETS_A_CREDIT, self.store.now())
        return view


def require_nowhere(connection: Connection) -> None:
    if connection.code:
        raise Refused("already_here", "This connection is already in a room.")


def require_seat(connection: Connection) -> None:
    if not connection.player:
        raise Refused("no_seat", "That takes a seat.")
