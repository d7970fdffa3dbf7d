"""Public rooms: what the start page shows of them, for how long, and in which order. Pure, like all rules."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from server.room import Phase, Room

EMPTY_KEPT_MS = 600_000
"""A room that everybody is absent from is listed no longer than this."""
LISTED_AT_MOST = 50
STEP_MS = 600_000
"""How finely rooms are told apart by their last change: a list whose rows change place cannot be pressed."""


@dataclass(frozen=True, slots=True)
class Listing:
    """One public room in short."""

    code: str
    mode: str
    host: str
    """The host's name."""
    players: int
    """Those present who play."""
    seats: int
    full: bool
    """Whether every seat is taken, by absent players too."""
    phase: Phase
    round: int
    """Of this match, from 1; 0 before any."""
    rounds: int
    language: str
    changed_at: int


class Drawers(NamedTuple):
    """Whose ink of which round (of the room's whole life) whoever passes by may see."""

    round: int
    players: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Indexed:
    """A listing, until when it may be shown (ms), and how many of its players each worker holds."""

    listing: Listing
    until: int
    held: Mapping[str, int]
    drawers: Drawers | None = None
    """None where no ink is to be seen."""


def indexed(room: Room, expire_at: int) -> Indexed | None:
    """What the index keeps of this room, which itself goes at `expire_at`; None where it is not public."""
    settings = room.settings
    if not settings.public or settings.solo:
        return None
    host = room.seat(room.host)
    playing = [seat for seat in room.seats if seat.plays]
    held: dict[str, int] = {}
    for seat in playing:
        if seat.present:
            held[seat.worker] = held.get(seat.worker, 0) + 1
    listing = Listing(
        code=room.code,
        mode=settings.mode,
        host=host.name if host else "",
        players=sum(held.values()),
        seats=settings.players,
        full=len(playing) >= settings.players,
        phase=room.phase,
        round=room.round - room.first_round + 1 if room.match_started else 0,
        rounds=settings.rounds,
        language=settings.language,
        changed_at=room.changed_at,
    )
    return Indexed(listing, shown_until(room, expire_at), held, drawers_of(room))


def drawers_of(room: Room) -> Drawers | None:
    """Those who draw now, where even rivals see each other's ink; not whom the host has muted."""
    if room.phase != "drawing" or room.settings.hides_rivals:
        return None
    seats = (seat for seat in room.seats if room.takes_part(seat) and room.drawer in ("", seat.player))
    players = tuple(seat.player for seat in seats if not seat.muted)
    return Drawers(room.round, players) if players else None


def shown_until(room: Room, expire_at: int) -> int:
    """As long as somebody is there, and a while longer."""
    if any(seat.present for seat in room.seats):
        return expire_at
    left_at = (seat.absent_since for seat in room.seats if seat.absent_since is not None)
    return min(max(left_at, default=room.changed_at) + EMPTY_KEPT_MS, expire_at)


def listed(index: Iterable[Indexed], dead: Collection[str]) -> list[Indexed]:
    """The rooms to show, the fullest that can be joined first.

    Whom a dead worker holds is not there; a room that had only such players is left out until one comes back.
    """
    rooms = []
    for entry in index:
        players = sum(count for worker, count in entry.held.items() if worker not in dead)
        if players or not entry.held:
            rooms.append(replace(entry, listing=replace(entry.listing, players=players)))
    rooms.sort(key=lambda entry: order(entry.listing))
    return rooms[:LISTED_AT_MOST]


def order(room: Listing) -> tuple[bool, int, int, str]:
    return room.full, -room.players, -(room.changed_at // STEP_MS), room.code
