"""The rules of seats: who has one, who is present, who is host. Pure, like all rules."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import replace

from server.facts import Change, HostChanged, SeatJoined, SeatLeft, SeatPresent
from server.room import BETWEEN_MATCHES, Refused, Room, Seat
from server.settings import PLAYERS_AT_FIRST, PLAYERS_AT_MOST, Settings

HOST_KEPT_MS = 30_000
SEAT_KEPT_MS = 120_000
"""A seat absent for less is never given to somebody else."""
MUTED_KEPT = 100
"""Muted tokens without a seat: the newest, for a room is read and written whole."""
UNSEEN = re.compile("[\u034f\u17b4\u17b5\u180b-\u180f\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""What joins letters or chooses among their shapes, and is nothing by itself."""


def make(code: str, name: str, plays: bool, token_hash: str, worker: str, now: int) -> Room:
    """A new room with its host in it; who only controls has made it for many."""
    settings = Settings(players=PLAYERS_AT_FIRST if plays else PLAYERS_AT_MOST)
    empty = Room(code=code, created_at=now, changed_at=now, settings=settings)
    seat = new_seat(empty, name, plays, token_hash, worker, now)
    return replace(empty, seats=(seat,), seats_ever=1, host=seat.player)


def join(room: Room, name: str, token_hash: str, worker: str, now: int) -> Change:
    """Give a new player a seat, or refuse with `room_full`; who comes in mid-round draws from the next.

    A token that has a seat is the same join once more, because its answer was lost on the way.
    """
    require_not_kicked(room, token_hash)
    if seat_of(room, token_hash) is not None:
        return attach(room, token_hash, worker, now)
    room, events = make_space(room, now)
    seat = new_seat(room, free_name(room, name), True, token_hash, worker, now)
    muted = tuple(token for token in room.muted if token != token_hash)
    room = replace(room, seats=(*room.seats, seat), seats_ever=room.seats_ever + 1, muted=muted)
    return room, (*events, SeatJoined(seat))


def require_not_kicked(room: Room, token_hash: str) -> None:
    if token_hash in room.kicked:
        raise Refused("kicked", "Your seat in this room was taken away.")


def require_seat(room: Room, player: str) -> Seat:
    seat = room.seat(player)
    if seat is None:
        raise Refused("no_seat", "There is no such seat here.")
    return seat


def require_host(room: Room, player: str) -> None:
    if player != room.host:
        raise Refused("not_host", "Only the host can do that.")


def hashed(token: str) -> str:
    """What a seat keeps of its token: SHA-256, in hexadecimal."""
    return hashlib.sha256(token.encode()).hexdigest()


def seat_of(room: Room, token_hash: str) -> Seat | None:
    return next((seat for seat in room.seats if seat.token_hash == token_hash), None)


def new_seat(room: Room, name: str, plays: bool, token_hash: str, worker: str, now: int) -> Seat:
    taken = {seat.colour for seat in room.seats}
    return Seat(
        player=f"p{room.seats_ever + 1}",
        name=name,
        colour=next(colour for colour in range(len(taken) + 1) if colour not in taken),
        plays=plays,
        token_hash=token_hash,
        joined_at=now,
        draws_from=room.round if room.phase == "countdown" and not room.drawer else room.round + 1,
        drew=room.round,
        muted=token_hash in room.muted,
        connection=1,
        worker=worker,
    )


def free_name(room: Room, name: str) -> str:
    """The name, numbered if somebody here has it, as far as the eye can tell."""
    taken = {seen_as(seat.name) for seat in room.seats}
    numbered = (f"{name} {number}" for number in range(2, len(taken) + 2))
    return next(free for free in (name, *numbered) if seen_as(free) not in taken)


def seen_as(name: str) -> str:
    return UNSEEN.sub("", unicodedata.normalize("NFKC", name)).casefold()


def make_space(room: Room, now: int) -> Change:
    """A full room gives up the seat that has been absent longest, between matches and not too soon."""
    players = [seat for seat in room.seats if seat.plays]
    if len(players) < room.settings.players and not room.settings.solo:
        return room, ()
    gone = [seat for seat in players if absent_for(seat, now) >= SEAT_KEPT_MS]
    if not gone or room.phase not in BETWEEN_MATCHES or room.settings.solo:
        raise Refused("room_full", "Every seat in this room is taken.")
    return leave(room, max(gone, key=lambda seat: absent_for(seat, now)).player, now)


def absent_for(seat: Seat, now: int) -> int:
    return 0 if seat.absent_since is None else now - seat.absent_since


def with_seat(room: Room, changed: Seat) -> Room:
    seats = tuple(changed if seat.player == changed.player else seat for seat in room.seats)
    return replace(room, seats=seats)


def attach(room: Room, token_hash: str, worker: str, _now: int) -> Change:
    """Bring a seat back to a new connection; the older one has nothing to say from now on.

    Several tabs may hold a host who only controls, so that seat's connection number stays.
    """
    require_not_kicked(room, token_hash)
    seat = seat_of(room, token_hash)
    if seat is None:
        raise Refused("bad_token", "This seat is no longer yours.")
    connection = seat.connection + 1 if seat.plays else seat.connection
    back = replace(seat, connection=connection, worker=worker, absent_since=None)
    return with_seat(room, back), () if seat.present else (SeatPresent(seat.player, True),)


def detach(room: Room, player: str, connection: int, now: int) -> Change:
    """The seat's connection ended; one that was replaced before changes nothing."""
    seat = room.seat(player)
    if seat is None or seat.connection != connection or not seat.present:
        return room, ()
    return with_seat(room, replace(seat, worker="", absent_since=now)), (SeatPresent(player, False),)


def let_go(room: Room, token_hash: str, worker: str, now: int) -> Change:
    """A worker does not know whether it gave this token its seat, and holds no connection for it."""
    seat = seat_of(room, token_hash)
    if seat is None or seat.worker != worker:
        return room, ()
    return detach(room, seat.player, seat.connection, now)


def claim(room: Room, player: str, connection: int, worker: str, _now: int) -> Change:
    """A worker says that it holds the seat's newest connection, though the seat was marked absent.

    So it is after a stall, when others took the worker for dead, and after the end of another tab of a
    host who only controls.
    """
    seat = room.seat(player)
    if seat is None or seat.present or seat.connection != connection:
        return room, ()
    return with_seat(room, replace(seat, worker=worker, absent_since=None)), (SeatPresent(player, True),)


def lost(room: Room, workers: frozenset[str], now: int) -> Change:
    """These workers died: whoever they held is absent."""
    held = [seat for seat in room.seats if seat.present and seat.worker in workers]
    for seat in held:
        room = with_seat(room, replace(seat, worker="", absent_since=now))
    return room, tuple(SeatPresent(seat.player, False) for seat in held)


def leave(room: Room, player: str, now: int) -> Change:
    """Give the seat up for good; a host's place goes on at once, and a mute stays with the token."""
    left = room.seat(player)
    if left is None:
        return room, ()
    seats = tuple(seat for seat in room.seats if seat.player != player)
    muted = (*room.muted, left.token_hash)[-MUTED_KEPT:] if left.muted else room.muted
    votes = {
        target: tuple(voter for voter in cast if voter != player)
        for target, cast in room.votes.items()
        if target != player
    }
    room, events = follow_host(replace(room, seats=seats, votes=votes, muted=muted), now)
    return room, (SeatLeft(player), *events)


def successor(room: Room) -> str:
    """The longest-seated present player other than the host; empty if there is none."""
    return next((s.player for s in room.seats if s.plays and s.present and s.player != room.host), "")


def host_leaves_at(room: Room) -> int | None:
    """When an absent host who plays is followed; None while the host stays."""
    host = room.seat(room.host)
    if host is None:
        return 0
    if not host.plays or host.absent_since is None:
        return None
    return host.absent_since + HOST_KEPT_MS


def follow_host(room: Room, now: int) -> Change:
    leaves_at, follower = host_leaves_at(room), successor(room)
    if leaves_at is None or now < leaves_at or not follower:
        return room, ()
    return replace(room, host=follower), (HostChanged(follower),)
