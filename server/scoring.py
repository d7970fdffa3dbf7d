"""Points: how a round's moments become places, and a match's scores standings. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple, TypeVar

from server.room import MACHINE, Place, Result, Room, Standing

RECOGNISED_POINTS = 50
SPEED_POINTS = 50
"""For a drawing recognised at once; falls evenly to 0 at the end of the round."""
PLACE_POINTS = (25, 15, 10)
SAME_POINTS = 100
ROW_POINTS = 10
"""Steady: for each round in a row just before this one, as far back as ROW_AT_MOST."""
ROW_AT_MOST = 5
MACHINE_POINTS = 100

Key = TypeVar("Key", float, tuple[int, float])


class Moment(NamedTuple):
    """When somebody got it (slot, ms), and how sure the judge was of it; of a guess, 1."""

    at: int
    confidence: float


def by_speed(room: Room, _player: str, place: int, at: int) -> int:
    """50, up to 50 more the sooner it was, and 25, 15, 10 for the first three: 50 … 125."""
    round_ms = room.settings.seconds * 1_000
    left_ms = min(max((room.ends_at or at) - at, 0), round_ms)
    bonus = PLACE_POINTS[place - 1] if place <= len(PLACE_POINTS) else 0
    return RECOGNISED_POINTS + round(SPEED_POINTS * left_ms / round_ms) + bonus


def by_first(_room: Room, _player: str, place: int, _at: int) -> int:
    """The first takes it all."""
    return SAME_POINTS if place == 1 else 0


def by_same(_room: Room, _player: str, _place: int, _at: int) -> int:
    """Everybody who got it gets the same."""
    return SAME_POINTS


def by_steady(room: Room, player: str, _place: int, _at: int) -> int:
    """However long it took: 50, and 10 more for each of the last rounds in a row, up to 100."""
    return RECOGNISED_POINTS + ROW_POINTS * min(in_a_row(room.results, player), ROW_AT_MOST)


SCORED: Mapping[str, Callable[[Room, str, int, int], int]] = {
    "speed": by_speed,
    "first": by_first,
    "same": by_same,
    "steady": by_steady,
}
"""What a place is worth, by the room's scoring: of the room, the player, the place from 1, and the slot."""


def in_a_row(results: Iterable[Result], player: str) -> int:
    """In how many of the last rounds in a row the player got something, those it drew itself left out."""
    row = 0
    for result in reversed(tuple(result for result in results if result.drawer != player)):
        if all(place.player != player for place in result.places):
            break
        row += 1
    return row


def places_of(room: Room, moments: Mapping[str, Moment]) -> tuple[Place, ...]:
    """Those who are still here, best first: earlier slots, within a slot the surer, equals share a place."""
    seated = {seat.player for seat in room.seats}
    keys = {player: (at, -sure) for player, (at, sure) in moments.items() if player in seated}
    points_for = SCORED[room.settings.scoring]
    places = []
    for player in sorted(keys, key=lambda player: keys[player]):
        place, (at, sure) = shared_place(keys[player], keys.values()), moments[player]
        places.append(Place(player, place, points_for(room, player, place, at), at, sure))
    return tuple(places)


def quickest(results: Iterable[Result]) -> dict[str, tuple[Result, Place]]:
    """By player, the round whose drawing was known soonest after it began; the first of equals.

    Against the machine it is the drawer's, and the place that of the first who knew it.
    """
    best: dict[str, tuple[Result, Place]] = {}
    for result in results:
        drawn = [(result.drawer, place) for place in result.places[:1]] if result.drawer else None
        for player, place in drawn or ((place.player, place) for place in result.places):
            known = best.get(player)
            if known is None or place.at - result.starts_at < known[1].at - known[0].starts_at:
                best[player] = (result, place)
    return best


def shared_place(key: Key, keys: Iterable[Key]) -> int:
    """The place from 1 of `key` among `keys`, smallest first; equal keys share one."""
    return 1 + sum(other < key for other in keys)


def standings_of(room: Room) -> tuple[Standing, ...]:
    """The players, and the machine where it plays, best first; equal scores share a place."""
    scores = {seat.player: seat.score for seat in room.seats if seat.plays}
    if room.settings.mode == "machine":
        scores[MACHINE] = room.machine
    lost = [-score for score in scores.values()]
    ordered: Iterable[tuple[str, Any]] = sorted(scores.items(), key=lambda scored: -scored[1])
    return tuple(Standing(player, shared_place(-score, lost), score) for player, score in ordered)
