"""The nouns of a room: frozen values that the rules replace, the store keeps and the wire shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from server.settings import Settings

Phase = Literal["lobby", "choosing", "countdown", "drawing", "reveal", "podium"]
BETWEEN_MATCHES = ("lobby", "podium")
GUESSING = ("choosing", "countdown", "drawing")
"""Against the machine, the phases in which not everybody may know the prompt."""
Verdict = Literal["right", "close", "wrong"]
"""On what a guesser typed."""
MACHINE = "machine"
"""The judge as one of those who score."""
TICK_MS = 100


def slot(at: int) -> int:
    """The slot of a tick's length that a moment belongs to: all workers' slots are the same."""
    return at // TICK_MS * TICK_MS


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
    drew: int = 0
    """Against the machine: the last round in which it was this seat's turn to draw, or that it came in."""
    muted: bool = False
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
    """What one player got in one round: for a recognised drawing; against the machine, for a right guess."""

    player: str
    place: int
    points: int
    at: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Result:
    """One closed round; places best first, only of those who got something."""

    round: int
    prompt: str
    starts_at: int
    places: tuple[Place, ...]
    drawer: str = ""
    drawer_points: int = 0
    machine_at: int | None = None
    """When the judge knew the drawing; None in a race, and where it never did."""
    machine_points: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """What was said in a room; `hidden` from who may not know the prompt of that round."""

    player: str
    text: str
    at: int
    is_guess: bool = False
    round: int = 0
    hidden: bool = False


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
    settings: Settings = field(default_factory=Settings)
    seats: tuple[Seat, ...] = ()
    seats_ever: int = 0
    phase: Phase = "lobby"
    round: int = 0
    first_round: int = 1
    prompts: tuple[str, ...] = ()
    """Of this match's rounds, so far as they are settled."""
    offers: tuple[tuple[str, ...], ...] = ()
    """What the drawer of each round may choose from, where that is played."""
    drawer: str = ""
    """Whose turn it is to draw against the machine; empty in a race."""
    starts_at: int | None = None
    ends_at: int | None = None
    recognised: Mapping[str, Recognition] = field(default_factory=dict)
    solved: Mapping[str, int] = field(default_factory=dict)
    """Against the machine: who has guessed right in this round, and in which slot (ms)."""
    results: tuple[Result, ...] = ()
    standings: tuple[Standing, ...] = ()
    machine: int = 0
    """What the judge has scored in this match."""
    said: tuple[Line, ...] = ()
    votes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By player that is to go, who is for it."""
    kicked: tuple[str, ...] = ()
    """The token hashes of seats that were taken away."""
    muted: tuple[str, ...] = ()
    """The token hashes of muted seats that were given up: who comes in again is as muted as before."""

    @property
    def prompt(self) -> str | None:
        """The category to draw; None until drawing starts."""
        return self.next_prompt if self.phase in ("drawing", "reveal") else None

    @property
    def next_prompt(self) -> str:
        """The category of this round, settled before drawing starts."""
        return self.prompts[self.round - self.first_round]

    @property
    def offered(self) -> tuple[str, ...]:
        """What this round's drawer may choose from."""
        at = self.round - self.first_round
        return self.offers[at] if 0 <= at < len(self.offers) else ()

    @property
    def secrets(self) -> tuple[str, ...]:
        """What somebody here has to guess, or may have to: the prompt, or those that it is chosen from."""
        if self.drawer == "" or self.phase not in GUESSING:
            return ()
        return self.offered if self.phase == "choosing" else (self.next_prompt,)

    @property
    def match_started(self) -> bool:
        """Whether a match was ever started here: such a room is kept longer."""
        return self.round > 0

    def seat(self, player: str) -> Seat | None:
        return next((seat for seat in self.seats if seat.player == player), None)

    def takes_part(self, seat: Seat) -> bool:
        """Whether this seat plays in this round; who comes in later plays from the next."""
        return seat.plays and seat.draws_from <= self.round

    def may_draw(self, seat: Seat) -> bool:
        """Whether this seat's ink counts now: it draws in this round and is not yet recognised."""
        return (
            self.phase == "drawing"
            and self.takes_part(seat)
            and self.drawer in ("", seat.player)
            and seat.player not in self.recognised
        )

    def knows(self, player: str) -> bool:
        """Whether this player, or a watcher (""), may know the prompt now."""
        return not self.secrets or player == self.drawer or player in self.solved
