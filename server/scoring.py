"""Points: how a round's recognitions become places, and a match's scores standings. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from server.room import Place, Recognition, Result, Room, Standing

RECOGNISED_POINTS = 50
SPEED_POINTS = 50
"""For a drawing recognised at once; falls evenly to 0 at the end of the round."""
PLACE_POINTS = (25, 15, 10)

Key = TypeVar("Key", float, tuple[int, float])


def points_for(room: Room, place: int, at: int) -> int:
    """What the `place`-th drawing (from 1), recognised in the slot `at`, is worth: 50 … 125."""
    round_ms = room.settings.seconds * 1_000
    left_ms = min(max((room.ends_at or at) - at, 0), round_ms)
    bonus = PLACE_POINTS[place - 1] if place <= len(PLACE_POINTS) else 0
    return RECOGNISED_POINTS + round(SPEED_POINTS * left_ms / round_ms) + bonus


def places_of(room: Room) -> Result:
    """The result of the round being drawn: earlier slots first, within a slot the surer, equals share."""
    seated = {seat.player for seat in room.seats}
    known = {player: seen for player, seen in room.recognised.items() if player in seated}
    keys = {player: (seen.at, -seen.confidence) for player, seen in known.items()}
    places = tuple(
        placed(room, player, known[player], shared_place(keys[player], keys.values()))
        for player in sorted(known, key=lambda player: keys[player])
    )
    return Result(room.round, room.prompts[room.round - room.first_round], room.starts_at or 0, places)


def quickest(results: Iterable[Result]) -> dict[str, tuple[Result, Place]]:
    """By player, the round whose drawing was recognised soonest after it began; the first of equals."""
    best: dict[str, tuple[Result, Place]] = {}
    for result in results:
        for place in result.places:
            known = best.get(place.player)
            if known is None or place.at - result.starts_at < known[1].at - known[0].starts_at:
                best[place.player] = (result, place)
    return best


def placed(room: Room, player: str, seen: Recognition, place: int) -> Place:
    return Place(player, place, points_for(room, place, seen.at), seen.at, seen.confidence)


def shared_place(key: Key, keys: Iterable[Key]) -> int:
    """The place from 1 of `key` among `keys`, smallest first; equal keys share one."""
    return 1 + sum(other < key for other in keys)


def standings_of(room: Room) -> tuple[Standing, ...]:
    """The players, best first; equal scores share a place."""
    players = sorted((seat for seat in room.seats if seat.plays), key=lambda seat: -seat.score)
    lost = [-seat.score for seat in players]
    return tuple(Standing(seat.player, shared_place(-seat.score, lost), seat.score) for seat in players)
