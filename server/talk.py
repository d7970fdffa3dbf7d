"""What is said in a room, and who may not say it. Pure, like all rules."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from server.facts import Change, Said, SeatMuted
from server.room import Line, Refused, Room, Seat
from server.seats import join, require_host, require_seat, seat_of, with_seat

LINES_KEPT = 30
"""For who comes in later, and after a lost connection."""


def say(room: Room, player: str, text: str, gives_away: Callable[[str, str], bool], now: int) -> Change:
    """A line for everybody; of one who knows a prompt that others still guess, for those who know it too.

    `gives_away`: whether a text tells a prompt. From who may not know it, such a line is refused.
    """
    seat = require_word(room, player)
    guessing = room.phase == "drawing" and room.drawer != ""
    if guessing and not room.knows(player):
        if room.takes_part(seat):
            raise Refused("wrong_phase", "While somebody draws, what you type is a guess.")
        if gives_away(text, room.next_prompt):
            raise Refused("gives_away", "That would tell the others what it is.")
    hidden = room.drawer != "" and room.knows(player) and not room.knows("")
    line = Line(player, text, now, round=room.round, hidden=hidden)
    return with_line(room, line), (Said(line),)


def come_in(
    room: Room,
    name: str,
    gives_away: Callable[[str, str], bool],
    token_hash: str,
    worker: str,
    now: int,
) -> Change:
    """Join, under a name that does not tell the prompt: everybody reads it at once."""
    is_new = seat_of(room, token_hash) is None
    if is_new and any(gives_away(name, prompt) for prompt in room.secrets):
        raise Refused("gives_away", "That name would tell the others what it is.")
    return join(room, name, token_hash, worker, now)


def require_word(room: Room, player: str) -> Seat:
    """The seat, if it may speak here."""
    seat = require_seat(room, player)
    if seat.muted:
        raise Refused("muted", "The host has muted you.")
    return seat


def with_line(room: Room, line: Line) -> Room:
    return replace(room, said=(*room.said, line)[-LINES_KEPT:])


def lines_for(room: Room, knows: bool) -> tuple[Line, ...]:
    """What was said, without what would tell this round's prompt to who may not know it."""
    return tuple(line for line in room.said if knows or not line.hidden or line.round != room.round)


def mute(room: Room, player: str, target: str, muted: bool, _now: int) -> Change:
    """The host takes a seat's word, or gives it back."""
    require_host(room, player)
    seat = require_seat(room, target)
    if seat.muted == muted:
        return room, ()
    return with_seat(room, replace(seat, muted=muted)), (SeatMuted(target, muted),)
