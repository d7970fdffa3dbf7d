"""The wire: what comes in is parsed here, once, into types with limits; what goes out is shaped here."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import asdict
from itertools import accumulate
from typing import Annotated, Any, Literal, TypeVar

import msgspec

from server.canvas import SQUARE, Packet
from server.room import Event, Guess, Place, Refused, Result, Room, Seat, SeatJoined

MAKE, JOIN, ATTACH, WATCH = "make", "join", "attach", "watch"
SETTINGS, START, NEXT, END, LEAVE = "settings", "start", "next", "end", "leave"
SNAPSHOT, CLOCK, INK = "snapshot", "clock", "ink"
EVENT, FRAME, ERROR, CLOSED = "event", "frame", "error", "closed"

CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 5
NAME_LENGTH = 24
ROUNDS = range(1, 21)
SECONDS = range(5, 121)
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
LOOK_GUESSES = 3

Code = Annotated[str, msgspec.Meta(pattern=f"^[{CODE_LETTERS}]{{{CODE_LENGTH}}}$")]
Token = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{32}$")]
Name = Annotated[str, msgspec.Meta(max_length=4_000)]
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
    rounds: int | msgspec.UnsetType = msgspec.UNSET
    seconds: int | msgspec.UnsetType = msgspec.UNSET
    pack: str | msgspec.UnsetType = msgspec.UNSET
    threshold: str | msgspec.UnsetType = msgspec.UNSET


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
    trimmed = re.sub(r" +", " ", name.strip())
    odd = any(unicodedata.category(c) in UNSHOWN and c != JOINER for c in trimmed)
    seen = any(unicodedata.category(c)[0] in "LNPS" and c not in BLANKS for c in trimmed)
    if not 1 <= len(trimmed) <= NAME_LENGTH or odd or not seen:
        raise Refused("bad_name", f"A name has 1 to {NAME_LENGTH} characters, and none that are invisible.")
    return trimmed


def parse_settings(data: object, packs: Collection[str], thresholds: Collection[str]) -> dict[str, Any]:
    """The settings that the host changes, within what this server serves; else Refused `bad_settings`.

    Only those: a page that sent the others along would undo what was changed a moment ago.
    """
    chosen: dict[str, Any] = msgspec.to_builtins(parse(data, Chosen))
    served = {"rounds": ROUNDS, "seconds": SECONDS, "pack": packs, "threshold": thresholds}
    wrong = [name for name, value in chosen.items() if value not in served[name]]
    if wrong:
        raise Refused("bad_settings", f"Not to be had here: {', '.join(wrong)}.")
    return chosen


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


def differences(points: tuple[int, ...]) -> list[int]:
    """The wire's form of absolute points: the first as it is, then the way to the next."""
    return [at - points[i - 2] if i > 1 else at for i, at in enumerate(points)]


def view_packet(packet: Packet) -> list[Any]:
    """A packet as `ink` and frames carry it, without the round."""
    if packet.op != "draw":
        return [packet.seq, packet.t_ms, packet.op]
    return [packet.seq, packet.t_ms, "draw", packet.stroke, int(packet.up), differences(packet.points)]


def view_look(seq: int, guesses: tuple[Guess, ...], most: int = LOOK_GUESSES) -> list[Any]:
    return [seq, [[guess.category, round(guess.confidence, 3)] for guess in guesses[:most]]]


def view_seat(seat: Seat) -> dict[str, Any]:
    """What everybody may know of a seat: never its token."""
    return {
        "player": seat.player,
        "name": seat.name,
        "colour": seat.colour,
        "plays": seat.plays,
        "present": seat.present,
        "score": seat.score,
        "draws_from": seat.draws_from,
    }


def view_event(event: Event) -> dict[str, Any]:
    """An event as the wire shows it; its type is the class's name in snake case."""
    kind = re.sub(r"(?<!^)(?=[A-Z])", "_", type(event).__name__).lower()
    if isinstance(event, SeatJoined):
        return {"type": kind, "seat": view_seat(event.seat)}
    return {"type": kind, **asdict(event)}


def view_room(room: Room) -> dict[str, Any]:
    """All of a room that everybody in it may see; the prompt stays inside until drawing starts."""
    return {
        "code": room.code,
        "phase": room.phase,
        "host": room.host,
        "settings": asdict(room.settings),
        "seats": [view_seat(seat) for seat in room.seats],
        "round": room.round,
        "first_round": room.first_round,
        "prompt": room.prompt,
        "starts_at": room.starts_at,
        "ends_at": room.ends_at,
        "recognised": {player: asdict(seen) for player, seen in room.recognised.items()},
        "results": [asdict(result) for result in room.results],
        "standings": [asdict(standing) for standing in room.standings],
    }


def view_snapshot(
    room: Room,
    ink: Mapping[str, list[Packet]],
    looks: Mapping[str, tuple[int, tuple[Guess, ...]]],
    best: Mapping[str, tuple[Result, Place, list[Packet]]],
    now: int,
) -> dict[str, Any]:
    """The whole room at once, for who comes in or has missed something."""
    return {
        "version": room.version,
        "now": now,
        "room": view_room(room),
        "ink": {player: [view_packet(packet) for packet in packets] for player, packets in ink.items()},
        "looks": {player: view_look(*look) for player, look in looks.items()},
        "best": {player: view_best(*drawing) for player, drawing in best.items()},
    }


def view_best(result: Result, place: Place, packets: list[Packet]) -> dict[str, Any]:
    """A drawing for the podium, and how soon after the round began it was recognised."""
    return {
        "round": result.round,
        "prompt": result.prompt,
        "took_ms": place.at - result.starts_at,
        "ink": [view_packet(packet) for packet in packets],
    }
