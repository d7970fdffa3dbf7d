"""Frames: what a tick has to say, encoded once for each room, with each receiver's acknowledgement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import msgspec

from server.connections import Connection
from server.protocol import FRAME, LOOK_GUESSES, PAD, view_look, view_packet
from server.records import Entry
from server.room import Guess
from server.sockets import BACKLOG_AT_MOST, Sockets

PAD_GUESSES = 5


@dataclass(slots=True)
class News:
    """What is new in one room since its last frame."""

    round: int = 0
    ink: dict[str, list[list[Any]]] = field(default_factory=dict)
    looks: dict[str, list[Any]] = field(default_factory=dict)


class Frames:
    """Gathers during a tick, sends at its end."""

    def __init__(self, sockets: Sockets) -> None:
        self._sockets = sockets
        self._news: defaultdict[str, News] = defaultdict(News)

    def _of(self, code: str, round: int) -> News:
        if self._news[code].round != round:
            self._news[code] = News(round)
        return self._news[code]

    def ink(self, code: str, round: int, player: str, entries: Iterable[Entry]) -> None:
        """Stored ink, for everybody in the room."""
        drawn = self._of(code, round).ink.setdefault(player, [])
        drawn += [view_packet(entry.packet) for entry in entries]

    def look(self, code: str, round: int, player: str, seq: int, guesses: tuple[Guess, ...]) -> None:
        """What the judge saw, for everybody in the room."""
        self._of(code, round).looks[player] = view_look(seq, guesses, LOOK_GUESSES)

    def forget(self, code: str) -> None:
        self._news.pop(code, None)

    def send(
        self, code: str, members: Iterable[Connection], version: int | None, now: int
    ) -> list[Connection]:
        """One frame to each member that has something to hear.

        Returns those that fell behind and have drained since: they need a snapshot instead.
        """
        news = self._news.pop(code, None)
        said: dict[str, Any] = {"now": now}
        if version is not None:
            said["version"] = version
        if news is not None:
            said |= {"round": news.round, "ink": news.ink, "looks": news.looks}
        shared = msgspec.json.encode(said).decode()[:-1]
        is_empty = len(said) == 1
        return [member for member in members if self._send_one(member, shared, is_empty)]

    def _send_one(self, member: Connection, shared: str, is_empty: bool) -> bool:
        waiting = self._sockets.backlog(member.sid)
        if waiting >= BACKLOG_AT_MOST:
            member.behind = True
            return False
        if member.behind:
            if waiting == 0:
                member.behind = False
                return True
            return False
        own = personal(member)
        if own or not is_empty:
            self._sockets.send(member.sid, f'2["{FRAME}",{shared}{own}}}]')
            member.acknowledged, member.closed_round = None, 0
        return False

    def send_pad(self, member: Connection, now: int) -> None:
        """A pad's own frame: its acknowledgement and the surest five guesses."""
        canvas = member.canvas
        if (
            canvas is None
            or member.acknowledged is None
            or self._sockets.backlog(member.sid) >= BACKLOG_AT_MOST
        ):
            return
        looks = {PAD: view_look(member.acknowledged[1], canvas.guesses, PAD_GUESSES)}
        said = msgspec.json.encode({"now": now, "round": 0, "looks": looks}).decode()[:-1]
        self._sockets.send(member.sid, f'2["{FRAME}",{said}{personal(member)}}}]')
        member.acknowledged = None


def personal(member: Connection) -> str:
    """The end of a frame that only this receiver gets."""
    acknowledged = (
        f',"ack":[{member.acknowledged[0]},{member.acknowledged[1]}]' if member.acknowledged else ""
    )
    return acknowledged + (f',"closed":{member.closed_round}' if member.closed_round else "")
