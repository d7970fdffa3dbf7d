"""Rooms as tests of the rules want them, at a time of their own."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from server import game, seats
from server.room import Guess, Look, Room, Verdict
from server.settings import Settings

THRESHOLDS = {"easy": 0.3, "normal": 0.5, "strict": 0.8}
PACKS = {"easy": ("cat", "sun", "bus", "hat"), "all": tuple("abcdefghij")}


def room_of(*names: str, now: int = 0) -> Room:
    room = seats.make("ABCDE", names[0], True, f"hash-{names[0]}", "w1", now)
    for name in names[1:]:
        room, _ = seats.join(room, name, f"hash-{name}", "w1", now)
    return room


def drawing(*names: str, seconds: int = 20) -> Room:
    """A room in its first round; drawing begins at 3,000 ms."""
    room = replace(room_of(*names), settings=Settings(rounds=2, seconds=seconds))
    room, _ = game.start(room, room.host, PACKS, random.Random(1), 0)
    room, _ = game.advance(room, game.COUNTDOWN_MS)
    assert room.phase == "drawing"
    return room


def guessing(*names: str, **chosen: Any) -> Room:
    """A room in its first round against the machine; the first draws, from 3,000 ms on."""
    settings = Settings(mode="machine", rounds=2, choose=False, **chosen)
    room = replace(room_of(*names), settings=settings)
    room, _ = game.start(room, room.host, PACKS, random.Random(1), 0)
    room, _ = game.advance(room, game.COUNTDOWN_MS)
    assert (room.phase, room.drawer) == ("drawing", "p1")
    return room


def says(verdict: Verdict) -> Callable[[str, str], Verdict]:
    """A judge of typed guesses that finds everything so."""
    return lambda _text, _prompt: verdict


def look(room: Room, player: str, at: int, confidence: float = 0.9, category: str = "") -> Look:
    seat = room.seat(player)
    assert seat is not None
    return Look(player, seat.connection, room.round, 1, at, (Guess(category or room.prompt, confidence),))
