"""The rules of a match: pure functions from a room (and time, chance) to the next room and what happened.

Every rule takes the room first and `now` (store clock, ms) last, and returns `(room, events)`.
A rule that does not apply raises Refused and changes nothing.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from server import machine, race
from server.facts import (
    Change,
    ChoosingStarted,
    CountdownStarted,
    DrawingStarted,
    MatchEnded,
    MatchStarted,
    RoundClosed,
    SettingsChanged,
)
from server.room import BETWEEN_MATCHES, Refused, Result, Room
from server.scoring import standings_of
from server.seats import follow_host, host_leaves_at, require_host, successor
from server.settings import AT_ANY_TIME, Settings, categories_of

COUNTDOWN_MS = 3_000
GRACE_MS = 300
REVEAL_MS = 6_000
CHOOSE_MS = 10_000
OFFERED = 3
"""So many prompts a drawer may choose from."""


class Mode(NamedTuple):
    """What differs from one mode to the other: when a round is done, and what it gives."""

    done_at: Callable[[Room], int | None]
    result_of: Callable[[Room], Result]
    least_players: int


RULES = {
    "race": Mode(race.done_at, race.result_of, least_players=1),
    "machine": Mode(machine.done_at, machine.result_of, least_players=2),
}


def mode_of(room: Room) -> Mode:
    return RULES[room.settings.mode]


def require_phase(room: Room, *phases: str) -> None:
    if room.phase not in phases:
        raise Refused("wrong_phase", "That cannot be done just now.")


def change_settings(
    room: Room, player: str, chosen: Mapping[str, Any], packs: Mapping[str, Sequence[str]], _now: int
) -> Change:
    """The fields of Settings that the host chose; the others stay as they are."""
    require_host(room, player)
    if not chosen.keys() <= AT_ANY_TIME:
        require_phase(room, *BETWEEN_MATCHES)
    settings = replace(room.settings, **chosen)
    if settings == room.settings:
        return room, ()
    prompts_for(settings, packs)
    if settings.solo and not (len(room.seats) == 1 and room.seats[0].plays):
        raise Refused("bad_settings", "Solo is for a host who plays, with nobody else here.")
    return replace(room, settings=settings), (SettingsChanged(settings),)


def prompts_for(settings: Settings, packs: Mapping[str, Sequence[str]]) -> list[str]:
    """The categories to draw from, enough for every round; else Refused `bad_settings`."""
    categories = categories_of(settings, packs)
    if len(categories) < settings.rounds:
        raise Refused("bad_settings", "There are fewer words than the match has rounds.")
    return categories


def start(
    room: Room, player: str, packs: Mapping[str, Sequence[str]], chance: random.Random, now: int
) -> Change:
    """Begin a match (or a rematch): prompts never repeat in it, nor from the match before if avoidable."""
    require_host(room, player)
    require_phase(room, *BETWEEN_MATCHES)
    if sum(seat.plays for seat in room.seats) < mode_of(room).least_players:
        raise Refused("too_few", "Not enough players are here yet.")
    categories, rounds = prompts_for(room.settings, packs), room.settings.rounds
    chooses = room.settings.mode == "machine" and room.settings.choose
    # With fewer categories there is less to choose from.
    each = min(OFFERED, len(categories) // rounds) if chooses else 1
    fresh = [category for category in categories if category not in room.prompts]
    drawn = chance.sample(fresh if len(fresh) >= rounds * each else categories, rounds * each)
    offers = tuple(tuple(drawn[at : at + each]) for at in range(0, len(drawn), each)) if each > 1 else ()
    first = room.round + 1
    room = replace(
        room,
        seats=tuple(replace(seat, score=0, drew=0) for seat in room.seats),
        prompts=() if offers else tuple(drawn),
        offers=offers,
        first_round=first,
        results=(),
        standings=(),
        machine=0,
        votes={},
    )
    room, events = next_round(room, now)
    return room, (MatchStarted(first, rounds), *events)


def next_round(room: Room, now: int) -> Change:
    """To the countdown; or first to the choice of a prompt, where the drawer has one."""
    number, drawer = room.round + 1, None
    if room.settings.mode == "machine":
        drawer = machine.next_drawer(room, number)
    seats = tuple(replace(seat, drew=number) if seat == drawer else seat for seat in room.seats)
    room = replace(room, seats=seats, round=number, drawer=drawer.player if drawer else "")
    room = replace(room, recognised={}, solved={})
    if not room.offered:
        return count_down(room, now)
    ends_at = now + CHOOSE_MS
    room = replace(room, phase="choosing", starts_at=None, ends_at=ends_at)
    return room, (ChoosingStarted(number, room.drawer, room.offered, ends_at),)


def lacks_drawer(room: Room) -> bool:
    """Whether whose turn it was has left before drawing began."""
    return room.phase in ("choosing", "countdown") and room.drawer != "" and room.seat(room.drawer) is None


def turn_again(room: Room, now: int) -> Change:
    """The drawer left before drawing began: the same round with another one."""
    settled = room.prompts[: room.round - room.first_round] if room.offers else room.prompts
    return next_round(replace(room, round=room.round - 1, prompts=settled), now)


def choose(room: Room, player: str, prompt: str, now: int) -> Change:
    """The drawer takes one of the prompts that it was offered."""
    require_phase(room, "choosing")
    if player != room.drawer:
        raise Refused("not_drawer", "Who draws in this round chooses.")
    if prompt not in room.offered:
        raise Refused("not_offered", "That is none of the words to choose from.")
    return chosen(room, prompt, now)


def chosen(room: Room, prompt: str, now: int) -> Change:
    return count_down(replace(room, prompts=(*room.prompts, prompt)), now)


def count_down(room: Room, now: int) -> Change:
    ends_at = now + COUNTDOWN_MS
    room = replace(room, phase="countdown", starts_at=ends_at, ends_at=ends_at)
    return room, (CountdownStarted(room.round, ends_at, room.drawer),)


def begin_drawing(room: Room, now: int) -> Change:
    ends_at = now + room.settings.seconds * 1_000
    room = replace(room, phase="drawing", starts_at=now, ends_at=ends_at)
    return room, (DrawingStarted(room.round, room.next_prompt, ends_at),)


def closes_at(room: Room) -> int | None:
    """When this phase ends by itself; None between matches."""
    if room.phase in BETWEEN_MATCHES or room.ends_at is None:
        return None
    if lacks_drawer(room):
        return 0
    if room.phase != "drawing":
        return room.ends_at
    done = mode_of(room).done_at(room)
    return (room.ends_at if done is None else min(room.ends_at, done)) + GRACE_MS


def deadline(room: Room) -> int | None:
    """The next moment (ms) at which time alone changes this room; None if it never does."""
    leaves_at = host_leaves_at(room) if successor(room) else None
    return min((at for at in (closes_at(room), leaves_at) if at is not None), default=None)


def advance(room: Room, now: int) -> Change:
    """All that time alone does by `now`; calling it again changes nothing."""
    room, events = follow_host(room, now)
    due = closes_at(room)
    if due is None or now < due:
        return room, events
    room, more = go_on(room, now)
    return room, (*events, *more)


def go_on(room: Room, now: int) -> Change:
    """From this phase of a match to the next."""
    if lacks_drawer(room):
        return turn_again(room, now)
    if room.phase == "choosing":
        return chosen(room, room.offered[0], now)
    if room.phase == "countdown":
        return begin_drawing(room, now)
    if room.phase == "drawing":
        return close_round(room, now)
    if room.round - room.first_round + 1 < room.settings.rounds:
        return next_round(room, now)
    return end_match(room)


def close_round(room: Room, now: int) -> Change:
    """Give the round's points and show what everybody drew."""
    result = mode_of(room).result_of(room)
    won = {place.player: place.points for place in result.places} | {result.drawer: result.drawer_points}
    seats = tuple(replace(seat, score=seat.score + won.get(seat.player, 0)) for seat in room.seats)
    ends_at = now + REVEAL_MS
    scored = room.machine + result.machine_points
    room = replace(room, phase="reveal", seats=seats, results=(*room.results, result), ends_at=ends_at)
    room = replace(room, machine=scored)
    scores = {seat.player: seat.score for seat in seats if seat.plays}
    return room, (RoundClosed(result, scores, ends_at, scored),)


def end_match(room: Room) -> Change:
    standings = standings_of(room)
    room = replace(room, phase="podium", standings=standings, drawer="", starts_at=None, ends_at=None)
    return room, (MatchEnded(standings),)


def skip(room: Room, player: str, phase: str, round: int, now: int) -> Change:
    """The host goes on from this round's drawing, which closes it, or from its reveal.

    Where time did so a moment before, that is refused: what comes next is another thing to skip.
    """
    require_host(room, player)
    require_phase(room, "drawing", "reveal")
    if (phase, round) != (room.phase, room.round):
        raise Refused("wrong_phase", "That is over already.")
    return go_on(room, now)


def end(room: Room, player: str, now: int) -> Change:
    """The host ends the match; a round that is being drawn still gives its points."""
    require_host(room, player)
    require_phase(room, "choosing", "countdown", "drawing", "reveal")
    closed, events = close_round(room, now) if room.phase == "drawing" else (room, ())
    over, more = end_match(closed)
    return over, (*events, *more)
