"""What goes out: rooms, events, ink and looks, in the forms of the wire, as each audience may see them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, Literal, NamedTuple

from server.canvas import Packet
from server.facts import ChoosingStarted, DrawingStarted, Event, Said, SeatJoined, Solved
from server.public import Listing
from server.room import Guess, Place, Result, Room, Seat
from server.talk import lines_for

LOOK_GUESSES = 3

Audience = Literal["all", "drawer", "guesser", "rival"]
"""Who may know all; who draws against the machine; who may not know the prompt; whose rivals are hidden."""


def audience_of(room: Room, player: str) -> Audience:
    """What this player, or a watcher (""), may see of the room now."""
    if not room.knows(player):
        return "guesser"
    if player and player == room.drawer:
        return "drawer"
    seat = room.seat(player)
    hides = room.phase == "drawing" and room.settings.hides_rivals
    return "rival" if hides and seat is not None and seat.plays else "all"


def differences(points: Sequence[int]) -> list[int]:
    """The wire's form of absolute points: the first as it is, then the way to the next."""
    return [at - points[i - 2] if i > 1 else at for i, at in enumerate(points)]


def view_packet(packet: Packet) -> list[Any]:
    """A packet as `ink` and frames carry it, without the round."""
    if packet.op != "draw":
        return [packet.seq, packet.t_ms, packet.op]
    return [packet.seq, packet.t_ms, "draw", packet.stroke, int(packet.up), differences(packet.points)]


def view_look(seq: int, guesses: tuple[Guess, ...], most: int = LOOK_GUESSES, secret: str = "") -> list[Any]:
    """The surest guesses; the judge keeps to itself that it thinks of what others have to guess."""
    told = [guess for guess in guesses if guess.category != secret]
    return [seq, [[guess.category, round(guess.confidence, 3)] for guess in told[:most]]]


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
        "muted": seat.muted,
    }


def view_event(event: Event, audience: Audience) -> dict[str, Any] | None:
    """An event as the wire shows it, or None where this audience may not hear of it.

    Its type is the class's name in snake case.
    """
    kind = re.sub(r"(?<!^)(?=[A-Z])", "_", type(event).__name__).lower()
    if isinstance(event, SeatJoined):
        return {"type": kind, "seat": view_seat(event.seat)}
    if isinstance(event, Said):
        hidden = event.line.hidden and audience == "guesser"
        return None if hidden else {"type": kind, "line": asdict(event.line)}
    view = {"type": kind, **asdict(event)}
    if isinstance(event, ChoosingStarted) and audience != "drawer":
        view["offered"] = []
    if isinstance(event, DrawingStarted | Solved) and audience == "guesser":
        view["prompt"] = None
    return view


def view_room(room: Room, audience: Audience) -> dict[str, Any]:
    """All of a room that this audience may see; the prompt stays inside until drawing starts."""
    return {
        "code": room.code,
        "phase": room.phase,
        "host": room.host,
        "settings": asdict(room.settings),
        "seats": [view_seat(seat) for seat in room.seats],
        "round": room.round,
        "first_round": room.first_round,
        "drawer": room.drawer,
        "offered": room.offered if room.phase == "choosing" and audience == "drawer" else [],
        "prompt": None if audience == "guesser" else room.prompt,
        "starts_at": room.starts_at,
        "ends_at": room.ends_at,
        "recognised": {player: asdict(seen) for player, seen in room.recognised.items()},
        "solved": dict(room.solved),
        "results": [asdict(result) for result in room.results],
        "standings": [asdict(standing) for standing in room.standings],
        "machine": room.machine,
        "said": [asdict(line) for line in lines_for(room, audience != "guesser")],
    }


def secret_of(room: Room, audience: Audience) -> str:
    """The category that this audience may not hear from the judge; empty if it may hear all."""
    return room.next_prompt if audience == "guesser" and room.phase == "drawing" else ""


class Whole(NamedTuple):
    """A room and all that its snapshots show beside it."""

    room: Room
    ink: Mapping[str, list[Packet]]
    looks: Mapping[str, tuple[int, tuple[Guess, ...]]]
    best: Mapping[str, tuple[Result, Place, list[Packet]]]
    now: int


def view_snapshot(whole: Whole, player: str) -> dict[str, Any]:
    """The whole room at once, for a player (or watcher, "") who comes in or has missed something."""
    room, audience = whole.room, audience_of(whole.room, player)
    secret = secret_of(room, audience)
    shown = {drawer: log for drawer, log in whole.ink.items() if audience != "rival" or drawer == player}
    return {
        "version": room.version,
        "now": whole.now,
        "room": view_room(room, audience),
        "ink": {drawer: [view_packet(packet) for packet in log] for drawer, log in shown.items()},
        "looks": {drawer: view_look(*look, secret=secret) for drawer, look in whole.looks.items()},
        "best": {drawer: view_best(*drawing) for drawer, drawing in whole.best.items()},
    }


def view_ghost(took_ms: int, packets: Sequence[Packet]) -> dict[str, Any]:
    """An earlier drawing, of nobody in particular."""
    return {"took_ms": took_ms, "ink": [view_packet(packet) for packet in packets]}


def view_best(result: Result, place: Place, packets: list[Packet]) -> dict[str, Any]:
    """A drawing for the podium, and how soon after the round began it was recognised."""
    return {
        "round": result.round,
        "prompt": result.prompt,
        "took_ms": place.at - result.starts_at,
        "ink": [view_packet(packet) for packet in packets],
    }


def view_listing(listing: Listing, strokes: Sequence[Sequence[int]]) -> dict[str, Any]:
    """A public room in short, and what is drawn there, for whoever is in no room."""
    return {**asdict(listing), "ink": [differences(stroke) for stroke in strokes]}
