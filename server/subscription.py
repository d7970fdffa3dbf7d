"""What other workers tell of the rooms: one Redis subscription that heals by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import msgspec

from server import room as nouns
from server.records import Entry, channel, code_of, decode_entry
from server.room import Event, Guess, Room
from server.store import AWAY, TIMEOUT, StoreAway

RETRY_SECONDS = 0.25
CONFIRM_SECONDS = 2.0
LOOK_SECONDS = 0.002
EVENT_TYPES: dict[str, Any] = {kind.__name__: kind for kind in nouns.Event.__args__}
"""By the class's name, as the store publishes events."""


class Changed(NamedTuple):
    room: Room
    events: tuple[Event, ...]


class Inked(NamedTuple):
    code: str
    round: int
    player: str
    entries: tuple[Entry, ...]


class Looked(NamedTuple):
    code: str
    round: int
    looks: dict[str, tuple[int, tuple[Guess, ...]]]


class Resubscribed(NamedTuple):
    """The room's news was lost for a while: what happened meanwhile is unknown."""

    code: str


Message = Changed | Inked | Looked | Resubscribed


def decode(data: bytes, worker: str) -> Message | None:
    """What was published; None for what this worker said itself and has delivered."""
    kind, *rest = msgspec.json.decode(data)
    if kind == "changed":
        body, events = rest
        happened = tuple(msgspec.convert(fields, type=EVENT_TYPES[name]) for name, fields in events)
        return Changed(msgspec.convert(body, type=Room), happened)
    author, code, number, *rest = rest
    if author == worker:
        return None
    if kind == "inked":
        player, entries = rest
        return Inked(code, number, player, tuple(map(decode_entry, entries)))
    looks = {
        player: (seq, tuple(Guess(*guess) for guess in guesses)) for player, (seq, guesses) in rest[0].items()
    }
    return Looked(code, number, looks)


class Subscription:
    """The rooms whose news this worker wants, on one connection that is opened again whenever it is lost.

    It is a bare connection: a client's own subscription object reconnects without saying so, and in
    whichever greenlet met the fault, while another goes on reading what no longer comes.
    """

    def __init__(self, connect: Callable[[], Any], *, worker: str, sleep: Callable[[float], None]) -> None:
        self._connect = connect
        self._worker = worker
        self._sleep = sleep
        self._codes: set[str] = set()
        self._confirmed: set[str] = set()
        self._line: Any = None

    def subscribe(self, code: str) -> None:
        """Wanted from now on; returns when nothing that is published can be missed any more.

        Raises StoreAway where the store does not confirm it in time; the room stays wanted.
        """
        if code not in self._codes:
            self._codes.add(code)
            self._tell("SUBSCRIBE", code)
        for _wait in range(round(CONFIRM_SECONDS / LOOK_SECONDS)):
            if code in self._confirmed:
                return
            self._sleep(LOOK_SECONDS)
        raise StoreAway("the room's news does not come")

    def unsubscribe(self, code: str) -> None:
        self._codes.discard(code)
        self._confirmed.discard(code)
        self._tell("UNSUBSCRIBE", code)

    def _tell(self, verb: str, code: str) -> None:
        if self._line is not None:
            try:
                self._line.send_command(verb, channel(code), check_health=False)
            except AWAY:
                self._line = None

    def messages(self) -> Iterator[Message]:
        """Endless; blocks until there is news."""
        silent: set[str] = set()
        """The rooms whose news was lost for a while."""
        while True:
            line = None
            try:
                line = self._line = self._connect().connection_pool.get_connection()
                # One channel is always there, so that the line has an answer to wait for.
                line.send_command("SUBSCRIBE", "workers", *map(channel, self._codes))
                for kind, name, data in self._read(line):
                    if kind == b"message":
                        decoded = decode(data, self._worker)
                        if decoded is not None:
                            yield decoded
                    elif kind == b"subscribe" and (code := code_of(name)) in self._codes:
                        self._confirmed.add(code)
                        if code in silent:
                            silent.discard(code)
                            yield Resubscribed(code)
            except AWAY:
                self._sleep(RETRY_SECONDS)
            finally:
                self._line = None
                self._confirmed.clear()
                silent = set(self._codes)
                if line is not None:
                    line.disconnect()

    def _read(self, line: Any) -> Iterator[tuple[bytes, bytes, bytes]]:
        """What the store sends, until the line is lost: silence that a ping does not end is a loss."""
        is_pinged = False
        while self._line is line:
            try:
                kind, name, *data = line.read_response(disconnect_on_error=False)
            except TIMEOUT:
                if is_pinged:
                    raise
                line.send_command("PING", check_health=False)
                is_pinged = True
                continue
            is_pinged = False
            yield kind, name, data[0] if data else b""
