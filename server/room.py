"""The nouns of a room: frozen values that the rules replace, the store keeps and the wire shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Phase = Literal["lobby", "countdown", "drawing", "reveal", "podium"]
BETWEEN_MATCHES = ("lobby", "podium")


class Refused(Exception):
    """A rule does not apply; `name` is the wire's error name, `detail` a sentence for people."""

    def __init__(self, name: str, detail: str) -> None:
        super().__init__(f"{name}: {detail}")
        self.name = name
        self.detail = detail


class Guess(NamedTuple):
    """What the judge takes a drawing for, and how sure it is (calibrated, 0..1)."""

    category: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Look:
    """One classification of one canvas; `at` is when its newest ink arrived (store clock, ms)."""

    player: str
    connection: int
    round: int
    seq: int
    at: int
    guesses: tuple[Guess, ...]


@dataclass(frozen=True, slots=True)
class Settings:
    """What the host may choose before a match."""

    rounds: int = 5
    seconds: int = 20
    pack: str = "easy"
    threshold: str = "normal"


@dataclass(frozen=True, slots=True)
class Seat:
    """A place in a room, held through reconnects by the SHA-256 (hex) of its token."""

    player: str
    name: str
    colour: int
    plays: bool
    token_hash: str
    joined_at: int
    draws_from: int
    score: int = 0
    connection: int = 0
    """Rises with each attach; what comes from an older connection is refused."""
    worker: str = ""
    """The worker that holds the connection; empty while absent."""
    absent_since: int | None = None

    @property
    def present(self) -> bool:
        return self.absent_since is None


@dataclass(frozen=True, slots=True)
class Recognition:
    """The moment the judge knew a drawing: the slot of its ink (ms), and how sure it was."""

    at: int
    seq: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Place:
    """What one recognised player got in one round."""

    player: str
    place: int
    points: int
    at: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Result:
    """One closed round; places best first, recognised players only."""

    round: int
    prompt: str
    starts_at: int
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """A player's place at the podium; equal scores share one."""

    player: str
    place: int
    score: int


@dataclass(frozen=True, slots=True)
class Room:
    """A group of players and, while one runs, their match. Seats are in the order of joining."""

    code: str
    created_at: int
    changed_at: int
    version: int = 0
    host: str = ""
    settings: Settings = Settings()
    seats: tuple[Seat, ...] = ()
    seats_ever: int = 0
    phase: Phase = "lobby"
    round: int = 0
    first_round: int = 1
    prompts: tuple[str, ...] = ()
    starts_at: int | None = None
    ends_at: int | None = None
    recognised: Mapping[str, Recognition] = field(default_factory=dict)
    results: tuple[Result, ...] = ()
    standings: tuple[Standing, ...] = ()

    @property
    def prompt(self) -> str | None:
        """The category to draw; None until drawing starts."""
        if self.phase not in ("drawing", "reveal"):
            return None
        return self.prompts[self.round - self.first_round]

    @property
    def match_started(self) -> bool:
        """Whether a match was ever started here: such a room is kept longer."""
        return self.round > 0

    def seat(self, player: str) -> Seat | None:
        return next((seat for seat in self.seats if seat.player == player), None)

    def may_draw(self, seat: Seat) -> bool:
        """Whether this seat's ink counts now: it draws in this round and is not yet recognised."""
        return (
            self.phase == "drawing"
            and seat.plays
            and seat.draws_from <= self.round
            and seat.player not in self.recognised
        )


@dataclass(frozen=True, slots=True)
class SeatJoined:
    seat: Seat


@dataclass(frozen=True, slots=True)
class SeatLeft:
    player: str


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
class CountdownStarted:
    round: int
    ends_at: int


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
class RoundClosed:
    result: Result
    scores: Mapping[str, int]
    ends_at: int


@dataclass(frozen=True, slots=True)
class MatchEnded:
    standings: tuple[Standing, ...]


Event = (
    SeatJoined
    | SeatLeft
    | SeatPresent
    | HostChanged
    | SettingsChanged
    | MatchStarted
    | CountdownStarted
    | DrawingStarted
    | Recognised
    | RoundClosed
    | MatchEnded
)

Change = tuple[Room, tuple[Event, ...]]
"""What a rule returns: the next room, and what happened."""
