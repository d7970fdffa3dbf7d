"""A worker's own connections: who is behind each, and which are in a room."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from server.limits import Credits
from server.live import LiveCanvas

Owed = tuple[Any, ...]
"""What the store must still be told of a room: its code, a rule, and the rule's arguments."""


@dataclass(eq=False, slots=True)
class Connection:
    """One socket. `code` is empty on the start page; `player` is empty for a watcher."""

    sid: str
    address: str
    credits: Credits
    words: Credits
    """What it may say, beside that."""
    code: str = ""
    player: str = ""
    plays: bool = False
    number: int = 0
    """The seat's connection number as this connection got it."""
    seated_at: int = 0
    """The room's version by which it has its seat: news of before knows nothing of it."""
    canvas: LiveCanvas | None = None
    acknowledged: tuple[int, int] | None = None
    closed_round: int = 0
    behind: bool = False


@dataclass(slots=True)
class Connections:
    """By socket, and by room."""

    by_sid: dict[str, Connection] = field(default_factory=dict)
    by_code: dict[str, set[Connection]] = field(default_factory=dict)

    def add(self, connection: Connection) -> None:
        self.by_sid[connection.sid] = connection

    def enter(self, connection: Connection, code: str) -> None:
        """Put it into a room."""
        connection.code = code
        self.by_code.setdefault(code, set()).add(connection)

    def step_out(self, connection: Connection) -> bool:
        """Take it out of its room; True if it was this worker's last there."""
        members = self.by_code.get(connection.code, set())
        members.discard(connection)
        return not members and self.by_code.pop(connection.code, None) is not None

    def drop(self, sid: str) -> tuple[Connection | None, bool]:
        """Forget it; the second value is True if it was this worker's last in its room."""
        connection = self.by_sid.pop(sid, None)
        return connection, connection is not None and self.step_out(connection)

    def holds(self, connection: Connection) -> bool:
        """Whether it is still open."""
        return connection.sid in self.by_sid

    def members(self, code: str) -> tuple[Connection, ...]:
        return tuple(self.by_code.get(code, ()))

    def canvases(self) -> Iterator[tuple[Connection, LiveCanvas]]:
        return (
            (connection, connection.canvas)
            for connection in list(self.by_sid.values())
            if connection.canvas is not None
        )
