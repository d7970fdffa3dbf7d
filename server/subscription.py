"""What other workers tell of the rooms: one Redis subscription that heals by itself."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any, NamedTuple

import msgspec

from server import facts
from server.facts import Event
from server.records import Entry, channel, code_of, decode_entry
from server.room import Guess, Room
from server.store import AWAY, TIMEOUT, StoreAway

log = logging.getLogger("inkrace")

RETRY_SECONDS = 0.25
CONFIRM_SECONDS = 2.0
LOOK_SECONDS = 0.002
EVENT_TYPES: dict[str, Any] = {kind.__name__: kind for kind in facts.Event.__args__}
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


class Reacted(NamedTuple):
    code: str
    player: str
    reaction: str


class Resubscribed(NamedTuple):
    """The room's news was lost for a while: what happened meanwhile is unknown."""

    code: str


Message = Changed | Inked | Looked | Reacted | Resubscribed


def decode(data: bytes, worker: str) -> Message | None:
    """What was published; None for what this worker said itself and has delivered."""
    kind, *rest = msgspec.json.decode(data)
    if kind == "changed":
        body, events = rest
        happened = tuple(msgspec.convert(fields, type=EVENT_TYPES[name]) for name, fields in events)
        return Changed(msgspec.convert(body, type=Room), happened)
    if kind == "reacted":
        return Reacted(*rest)
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

    Only messages() touches that connection: others say what they want, and wake it by publishing to it.
    """

    def __init__(self, connect: Callable[[], Any], *, worker: str, sleep: Callable[[float], None]) -> None:
        self._client = connect()
        self._worker = worker
        self._sleep = sleep
        self._own = f"worker:{worker}"
        self._wanted: set[str] = set()
        self._asked: set[str] = set()
        self._confirmed: set[str] = set()

    def subscribe(self, code: str) -> None:
        """Wanted from now on; returns when nothing that is published can be missed any more.

        Raises StoreAway where the store does not confirm it in time; the room stays wanted.
        """
        if code not in self._wanted:
            self._wanted.add(code)
            self._wake()
        for _wait in range(round(CONFIRM_SECONDS / LOOK_SECONDS)):
            if code in self._confirmed:
                return
            self._sleep(LOOK_SECONDS)
        raise StoreAway("the room's news does not come")

    def unsubscribe(self, code: str) -> None:
        self._wanted.discard(code)
        self._wake()

    def _wake(self) -> None:
        with suppress(*AWAY):  # a line that is opened again asks for all that is wanted
            self._client.publish(self._own, b"")

    def messages(self) -> Iterator[Message]:
        """Endless; blocks until there is news."""
        silent: set[str] = set()
        """The rooms whose news was lost for a while."""
        while True:
            line = None
            try:
                line = self._client.connection_pool.get_connection()
                line.send_command("SUBSCRIBE", self._own)
                for kind, name, data in self._read(line):
                    if kind == b"message" and data:
                        yield from self._decoded(data)
                    elif kind == b"subscribe" and (code := code_of(name)) in self._asked:
                        self._confirmed.add(code)
                        if code in silent:
                            silent.discard(code)
                            yield Resubscribed(code)
            except AWAY:
                self._sleep(RETRY_SECONDS)
            finally:
                silent |= self._confirmed
                self._asked, self._confirmed = set(), set()
                if line is not None:
                    line.disconnect()
                    self._client.connection_pool.release(line)

    def _read(self, line: Any) -> Iterator[tuple[bytes, bytes, bytes]]:
        """What the store sends, until the line is lost: silence that a ping does not end is a loss."""
        is_pinged = False
        while True:
            self._ask(line)
            try:
                kind, name, *data = line.read_response(disconnect_on_error=False)
            except TIMEOUT:
                if is_pinged:
                    raise
                line.send_command("PING", check_health=False)
                is_pinged = True
                continue
            is_pinged = False
            yield kind, name, data[0] if kind == b"message" else b""

    def _decoded(self, data: bytes) -> Iterator[Message]:
        try:
            decoded = decode(data, self._worker)
        except (msgspec.DecodeError, ValueError, KeyError, TypeError):
            log.exception("news that cannot be read was dropped")
            return
        if decoded is not None:
            yield decoded

    def _ask(self, line: Any) -> None:
        """Tell the store what is wanted and what no longer is."""
        wanted = set(self._wanted)  # sending may let others change it
        for verb, codes in (("UNSUBSCRIBE", self._asked - wanted), ("SUBSCRIBE", wanted - self._asked)):
            if codes:
                line.send_command(verb, *map(channel, codes), check_health=False)
        self._asked = wanted
        self._confirmed &= wanted
