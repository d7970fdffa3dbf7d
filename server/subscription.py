"""What other workers tell of the rooms: one Redis subscription that heals by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import msgspec

from server import room as nouns
from server.room import Event, Guess, Room
from server.store import AWAY, Entry, channel, decode_entry

RETRY_SECONDS = 0.25
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
    """The subscription was lost for a while: what happened meanwhile is unknown."""

    codes: tuple[str, ...]


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
    """The rooms whose news this worker wants."""

    def __init__(
        self, connect: Callable[[], Any], *, worker: str, sleep: Callable[[float], None]
    ) -> None:
        self._connect = connect
        self._worker = worker
        self._sleep = sleep
        self._codes: set[str] = set()
        self._open: Any = None

    def subscribe(self, code: str) -> None:
        """Wanted from now on; raises StoreAway's causes never: a lost line is healed by messages()."""
        self._codes.add(code)
        self._tell("subscribe", code)

    def unsubscribe(self, code: str) -> None:
        self._codes.discard(code)
        self._tell("unsubscribe", code)

    def _tell(self, verb: str, code: str) -> None:
        if self._open is not None:
            try:
                getattr(self._open, verb)(channel(code))
            except AWAY:
                self._open = None

    def messages(self) -> Iterator[Message]:
        """Endless; blocks until there is news."""
        lost = False
        while True:
            try:
                line = self._connect().pubsub(ignore_subscribe_messages=True)
                # One channel is always there, so that listening never ends for want of one.
                line.subscribe("workers", *map(channel, self._codes))
                self._open = line
                if lost:
                    yield Resubscribed(tuple(self._codes))
                for message in line.listen():
                    decoded = decode(message["data"], self._worker)
                    if decoded is not None:
                        yield decoded
            except AWAY:
                lost = True
                self._open = None
                self._sleep(RETRY_SECONDS)
