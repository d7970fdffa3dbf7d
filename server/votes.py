"""Taking a seat away: by the host, or by a vote that cannot be turned on its victim. Pure, like all rules."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from server.facts import Change, SeatKicked, VoteCast
from server.room import GUESSING, Refused, Room, Seat
from server.seats import leave, require_host, require_seat

VOTES_AT_LEAST = 2
KICKED_KEPT = 100
"""Tokens that stay out: the newest, for a room is read and written whole."""


def kick(room: Room, player: str, target: str, now: int) -> Change:
    """The host takes a seat away; its token opens no seat here any more."""
    require_host(room, player)
    if target == player:
        raise Refused("not_yourself", "To go yourself, leave.")
    return taken(room, require_seat(room, target), "host", now)


def vote(room: Room, player: str, target: str, now: int) -> Change:
    """One voice for taking a seat away; with more than half of those who have a voice, it is done."""
    if target == player:
        raise Refused("not_yourself", "To go yourself, leave.")
    seat, victim = require_seat(room, player), require_seat(room, target)
    if target == room.host and not victim.plays:
        raise Refused("protected", "A host who only controls is not voted out.")
    if target == room.drawer and room.phase in GUESSING:
        raise Refused("protected", "Nobody is voted out while it is their turn to draw.")
    voices = {seat.player for seat in room.seats if has_voice(room, seat) and seat.player != target}
    if seat.player not in voices:
        raise Refused("no_voice", "Only who has played a round here may vote.")
    cast = room.votes.get(target, ())
    if player in cast:
        return room, ()
    cast = tuple(voter for voter in (*cast, player) if voter in voices)
    needed = max(VOTES_AT_LEAST, len(voices) // 2 + 1)
    counted = VoteCast(target, len(cast), needed)
    if len(cast) < needed:
        return replace(room, votes={**room.votes, target: cast}), (counted,)
    room, events = taken(room, victim, "vote", now)
    return room, (counted, *events)


def has_voice(room: Room, seat: Seat) -> bool:
    """A seat that is here and was held for a whole round: nobody brings their own voters along."""
    closed = room.results[-1].round if room.results else room.first_round - 1
    return seat.plays and seat.present and seat.draws_from <= closed


def taken(room: Room, seat: Seat, by: Literal["host", "vote"], now: int) -> Change:
    room = replace(room, kicked=(*room.kicked, seat.token_hash)[-KICKED_KEPT:])
    room, events = leave(room, seat.player, now)
    return room, (SeatKicked(seat.player, by), *events)
