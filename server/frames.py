"""Frames: what a tick has to say, encoded once for each room, with each receiver's acknowledgement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import msgspec

from server.connections import Connection
from server.protocol import FRAME, PAD
from server.protocol_shown import Audience, audience_of, secret_of, view_look, view_packet
from server.records import Entry
from server.room import Guess, Room
from server.sockets import BACKLOG_AT_MOST, Sockets

PAD_GUESSES = 5


@dataclass(slots=True)
class News:
    """What is new in one room since its last frame."""

    round: int = 0
    ink: dict[str, list[list[Any]]] = field(default_factory=dict)
    looks: dict[str, tuple[int, tuple[Guess, ...]]] = field(default_factory=dict)
    reactions: list[tuple[str, str]] = field(default_factory=list)


class Frames:
    """Gathers during a tick, sends at its end."""

    def __init__(self, sockets: Sockets) -> None:
        self._sockets = sockets
        self._news: defaultdict[str, News] = defaultdict(News)

    def _of(self, code: str, round: int) -> News:
        if self._news[code].round != round:
            self._news[code] = News(round, reactions=self._news[code].reactions)
        return self._news[code]

    def ink(self, code: str, round: int, player: str, entries: Iterable[Entry]) -> None:
        """Stored ink, for everybody in the room."""
        drawn = self._of(code, round).ink.setdefault(player, [])
        drawn += [view_packet(entry.packet) for entry in entries]

    def look(self, code: str, round: int, player: str, seq: int, guesses: tuple[Guess, ...]) -> None:
        """What the judge saw, for everybody in the room."""
        self._of(code, round).looks[player] = (seq, guesses)

    def reaction(self, code: str, player: str, reaction: str) -> None:
        """What somebody shows of what they feel, for everybody in the room."""
        self._news[code].reactions.append((player, reaction))

    def forget(self, code: str) -> None:
        self._news.pop(code, None)

    def send(
        self, room: Room, members: Iterable[Connection], with_version: bool, now: int
    ) -> list[Connection]:
        """One frame to each member that has something to hear, the same for all of one audience.

        Returns those that fell behind and have drained since: they need a snapshot instead.
        """
        news = self._news.pop(room.code, None)
        is_empty = news is None and not with_version
        shared: dict[Audience, str] = {}
        drained = []
        for member in members:
            audience = audience_of(room, member.player)
            if audience not in shared:
                said = {"now": now, **({"version": room.version} if with_version else {})}
                said |= view_news(news, room, audience) if news else {}
                shared[audience] = msgspec.json.encode(said).decode()[:-1]
            if self._send_one(member, shared[audience], is_empty):
                drained.append(member)
        return drained

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


def view_news(news: News, room: Room, audience: Audience) -> dict[str, Any]:
    """What is new, as this audience may see it."""
    view: dict[str, Any] = {}
    if news.ink or news.looks:
        secret = secret_of(room, audience)
        looks = {player: view_look(*look, secret=secret) for player, look in news.looks.items()}
        view = {"round": news.round, "ink": {} if audience == "rival" else news.ink, "looks": looks}
    return view | ({"reactions": news.reactions} if news.reactions else {})


def personal(member: Connection) -> str:
    """The end of a frame that only this receiver gets."""
    acknowledged = (
        f',"ack":[{member.acknowledged[0]},{member.acknowledged[1]}]' if member.acknowledged else ""
    )
    return acknowledged + (f',"closed":{member.closed_round}' if member.closed_round else "")
