"""What can happen in a room: the events that the rules return, and that everybody in it hears."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from server.room import Line, Result, Room, Seat, Standing
from server.settings import Settings


@dataclass(frozen=True, slots=True)
class SeatJoined:
    seat: Seat


@dataclass(frozen=True, slots=True)
class SeatLeft:
    player: str


@dataclass(frozen=True, slots=True)
class SeatKicked:
    """Its seat is taken away, by the host or by a vote; a SeatLeft follows."""

    player: str
    by: Literal["host", "vote"]


@dataclass(frozen=True, slots=True)
class SeatMuted:
    player: str
    muted: bool


@dataclass(frozen=True, slots=True)
class VoteCast:
    """So many of those who may vote want this player to go, of so many that it takes."""

    player: str
    votes: int
    needed: int


@dataclass(frozen=True, slots=True)
class SeatPresent:
    player: str
    present: bool


@dataclass(frozen=True, slots=True)
class HostChanged:
    player: str


@dataclass(frozen=True, slots=True)
class SettingsChanged:
    settings: Settings


@dataclass(frozen=True, slots=True)
class MatchStarted:
    first_round: int
    rounds: int


@dataclass(frozen=True, slots=True)
class ChoosingStarted:
    """The round's drawer has until then to take one of these prompts, which nobody else may know."""

    round: int
    drawer: str
    offered: tuple[str, ...]
    ends_at: int


@dataclass(frozen=True, slots=True)
class CountdownStarted:
    round: int
    ends_at: int
    drawer: str = ""


@dataclass(frozen=True, slots=True)
class DrawingStarted:
    round: int
    prompt: str
    ends_at: int


@dataclass(frozen=True, slots=True)
class Recognised:
    round: int
    player: str
    at: int
    seq: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Solved:
    """A player's guess was right; the prompt is for those who may know it."""

    round: int
    player: str
    at: int
    prompt: str


@dataclass(frozen=True, slots=True)
class Said:
    line: Line


@dataclass(frozen=True, slots=True)
class RoundClosed:
    result: Result
    scores: Mapping[str, int]
    ends_at: int
    machine: int = 0


@dataclass(frozen=True, slots=True)
class MatchEnded:
    standings: tuple[Standing, ...]


Event = (
    SeatJoined
    | SeatLeft
    | SeatKicked
    | SeatMuted
    | VoteCast
    | SeatPresent
    | HostChanged
    | SettingsChanged
    | MatchStarted
    | ChoosingStarted
    | CountdownStarted
    | DrawingStarted
    | Recognised
    | Solved
    | Said
    | RoundClosed
    | MatchEnded
)

Change = tuple[Room, tuple[Event, ...]]
"""What a rule returns: the next room, and what happened."""
