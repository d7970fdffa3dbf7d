"""The wire: what comes in is parsed here, once, into types with limits; what goes out is shaped here."""

from __future__ import annotations

import re
import unicodedata
from itertools import accumulate
from typing import Annotated, Any, Literal, TypeVar

import msgspec

from server.canvas import SQUARE, Packet
from server.room import Phase, Refused
from server.settings import FIRST_LANGUAGE, MODES, PLAYERS_AT_MOST, SCORINGS, Served

MAKE, JOIN, ATTACH, WATCH = "make", "join", "attach", "watch"
SETTINGS, START, NEXT, END, LEAVE = "settings", "start", "next", "end", "leave"
CHOOSE, GUESS, SAY, REACT = "choose", "guess", "say", "react"
KICK, VOTE, MUTE = "kick", "vote", "mute"
SNAPSHOT, CLOCK, INK, GHOSTS = "snapshot", "clock", "ink", "ghosts"
EVENT, FRAME, ERROR, CLOSED = "event", "frame", "error", "closed"

CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 5
NAME_LENGTH = 24
ROUNDS = range(1, 21)
SECONDS = range(5, 121)
PLAYERS = range(2, PLAYERS_AT_MOST + 1)
PACKS_AT_MOST = 20
OWN_AT_MOST = 345
TEXT_LENGTH = 120
GUESS_LENGTH = 60
REACTIONS = ("clap", "laugh", "wow", "heart", "fire", "cry")
POINTS_A_PACKET = 128
PACKETS_A_ROUND = 4_000
POINTS_A_ROUND = 12_000
"""In all of a round's log, what was undone included: a snapshot carries them all."""
T_MS_AT_MOST = 3_600_000
PAD = "pad"
UNSHOWN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
JOINER = "\u200d"
"""Emoji are joined by it."""
BLANKS = "\u115f\u1160\u2800\u3164\uffa0"
"""Letters and symbols by their category, nothing to the eye."""
MARKS_AT_MOST = 4
"""On one letter; more of them pile up over the lines of others."""

Code = Annotated[str, msgspec.Meta(pattern=f"^[{CODE_LETTERS}]{{{CODE_LENGTH}}}$")]
Token = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{32}$")]
Name = Annotated[str, msgspec.Meta(max_length=4_000)]
Text = Annotated[str, msgspec.Meta(max_length=4_000)]
Player = Annotated[str, msgspec.Meta(max_length=20)]
Count = Annotated[int, msgspec.Meta(ge=0, le=1_000_000)]
Seq = Annotated[int, msgspec.Meta(ge=1)]
Time = Annotated[int, msgspec.Meta(ge=0, le=T_MS_AT_MOST)]
Step = Annotated[int, msgspec.Meta(gt=-SQUARE, lt=SQUARE)]
Steps = Annotated[list[Step], msgspec.Meta(max_length=2 * POINTS_A_PACKET)]


class Fields(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An event without fields; with fields below."""


class Make(Fields, frozen=True):
    name: Name
    plays: bool
    token: Token
    language: str = FIRST_LANGUAGE


class Join(Fields, frozen=True):
    code: Code
    name: Name
    token: Token


class Attach(Fields, frozen=True):
    code: Code
    token: Token


class Watch(Fields, frozen=True):
    code: Code


class Chosen(Fields, frozen=True):
    mode: str | msgspec.UnsetType = msgspec.UNSET
    rounds: int | msgspec.UnsetType = msgspec.UNSET
    seconds: int | msgspec.UnsetType = msgspec.UNSET
    packs: Annotated[list[str], msgspec.Meta(max_length=PACKS_AT_MOST)] | msgspec.UnsetType = msgspec.UNSET
    own: Annotated[list[str], msgspec.Meta(max_length=OWN_AT_MOST)] | msgspec.UnsetType = msgspec.UNSET
    choose: bool | msgspec.UnsetType = msgspec.UNSET
    threshold: str | msgspec.UnsetType = msgspec.UNSET
    scoring: str | msgspec.UnsetType = msgspec.UNSET
    rivals: bool | msgspec.UnsetType = msgspec.UNSET
    public: bool | msgspec.UnsetType = msgspec.UNSET
    solo: bool | msgspec.UnsetType = msgspec.UNSET
    players: int | msgspec.UnsetType = msgspec.UNSET
    language: str | msgspec.UnsetType = msgspec.UNSET


class Next(Fields, frozen=True):
    phase: Phase
    round: Count


class Choose(Fields, frozen=True):
    prompt: Name


class Typed(Fields, frozen=True):
    text: Text
    language: str


class Say(Fields, frozen=True):
    text: Text


class React(Fields, frozen=True):
    reaction: Literal[REACTIONS]  # type: ignore[valid-type]


class Target(Fields, frozen=True):
    player: Player


class Mute(Fields, frozen=True):
    player: Player
    muted: bool


class Draw(msgspec.Struct, array_like=True, forbid_unknown_fields=True):
    round: Count
    seq: Seq
    t_ms: Time
    op: Literal["draw"]
    stroke: Count
    up: Literal[0, 1]
    points: Steps


class Other(msgspec.Struct, array_like=True, forbid_unknown_fields=True):
    round: Count
    seq: Seq
    t_ms: Time
    op: Literal["undo", "redo", "clear"]


T = TypeVar("T")


def parse(data: object, form: type[T]) -> T:
    """The message as `form`, or Refused `bad_message` with the place that is wrong."""
    try:
        return msgspec.convert(data, type=form)
    except msgspec.ValidationError as problem:
        raise Refused("bad_message", str(problem)) from None


def parse_name(name: str) -> str:
    """A name fit to show: 1..24 characters, trimmed, no control, format or bidi characters."""
    trimmed = shown_text(name, NAME_LENGTH)
    if trimmed is None:
        raise Refused("bad_name", f"A name has 1 to {NAME_LENGTH} characters, and none that are invisible.")
    return trimmed


def parse_text(text: str, most: int = TEXT_LENGTH) -> str:
    """What somebody says or guesses: one line, of at most so many characters, fit to show like a name."""
    trimmed = shown_text(text, most)
    if trimmed is None:
        raise Refused("bad_text", f"Say it in 1 to {most} characters, and none that are invisible.")
    return trimmed


def shown_text(text: str, most: int) -> str | None:
    """The text trimmed, if it can be shown to others and is seen; else None."""
    trimmed = re.sub(" +", " ", "".join(map(blank_or_shown, text)).strip())
    odd = any(unicodedata.category(c) in UNSHOWN and c != JOINER for c in trimmed)
    seen = any(unicodedata.category(c)[0] in "LNPS" for c in trimmed)
    return without_piles(trimmed) if 1 <= len(trimmed) <= most and not odd and seen else None


def blank_or_shown(char: str) -> str:
    """One blank for all that looks like one."""
    return " " if char in BLANKS or unicodedata.category(char) == "Zs" else char


def without_piles(text: str) -> str:
    kept, marks = [], 0
    for char in text:
        marks = marks + 1 if unicodedata.category(char)[0] == "M" else 0
        if marks <= MARKS_AT_MOST:
            kept.append(char)
    return "".join(kept)


def parse_settings(data: object, served: Served) -> dict[str, Any]:
    """The settings that the host changes, within what this server serves; else Refused `bad_settings`.

    Only those: a page that sent the others along would undo what was changed a moment ago.
    """
    chosen: dict[str, Any] = msgspec.to_builtins(parse(data, Chosen))
    one_of = {"mode": MODES, "rounds": ROUNDS, "seconds": SECONDS, "threshold": served.thresholds}
    one_of |= {"scoring": SCORINGS, "players": PLAYERS, "language": served.languages}
    some_of = {"packs": served.packs, "own": served.categories}
    wrong = [name for name in one_of.keys() & chosen.keys() if chosen[name] not in one_of[name]]
    for name in some_of.keys() & chosen.keys():
        chosen[name] = tuple(dict.fromkeys(chosen[name]))
        if not set(chosen[name]) <= set(some_of[name]):
            wrong.append(name)
    if wrong:
        raise Refused("bad_settings", f"Not to be had here: {', '.join(sorted(wrong))}.")
    return chosen


def require_spoken(language: str, served: Served) -> None:
    """Raises Refused where no page speaks this language."""
    if language not in served.languages:
        raise Refused("bad_message", "That language is not spoken here.")


def parse_ink(data: object) -> tuple[int, Packet]:
    """The round and the packet, points made absolute and checked against the square."""
    is_draw = isinstance(data, list) and len(data) > 3 and data[3] == "draw"
    if not is_draw:
        other = parse(data, Other)
        return other.round, Packet(other.seq, other.t_ms, other.op)
    draw = parse(data, Draw)
    points = absolute(draw.points)
    if len(points) % 2 or not (points or draw.up) or not all(0 <= at < SQUARE for at in points):
        raise Refused(
            "bad_message", "Points are pairs within the square; a packet without any lifts the pen."
        )
    return draw.round, Packet(draw.seq, draw.t_ms, "draw", draw.stroke, draw.up == 1, points)


def absolute(steps: list[int]) -> tuple[int, ...]:
    points = [0] * len(steps)
    points[0::2] = accumulate(steps[0::2])
    points[1::2] = accumulate(steps[1::2])
    return tuple(points)
