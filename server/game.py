"""The rules of a match: pure functions from a room (and time, chance) to the next room and what happened.

Every rule takes the room first and `now` (store clock, ms) last, and returns `(room, events)`.
A rule that does not apply raises Refused and changes nothing.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from server.room import (
    BETWEEN_MATCHES,
    Change,
    CountdownStarted,
    DrawingStarted,
    Look,
    MatchEnded,
    MatchStarted,
    Recognised,
    Recognition,
    Refused,
    Room,
    RoundClosed,
    Settings,
    SettingsChanged,
)
from server.scoring import places_of, standings_of
from server.seats import follow_host, host_leaves_at, successor

TICK_MS = 100
COUNTDOWN_MS = 3_000
GRACE_MS = 300
REVEAL_MS = 6_000
HOLDS_UP_MS = 10_000
"""An absent seat holds up a round's end no longer than this."""


def require_host(room: Room, player: str, *phases: str) -> None:
    if player != room.host:
        raise Refused("not_host", "Only the host can do that.")
    if room.phase not in phases:
        raise Refused("wrong_phase", "That cannot be done just now.")


def change_settings(
    room: Room, player: str, chosen: Mapping[str, Any], packs: Mapping[str, Sequence[str]], _now: int
) -> Change:
    """The fields of Settings that the host chose; the others stay as they are."""
    require_host(room, player, *BETWEEN_MATCHES)
    settings = replace(room.settings, **chosen)
    if settings == room.settings:
        return room, ()
    words_of(settings, packs)
    return replace(room, settings=settings), (SettingsChanged(settings),)


def words_of(settings: Settings, packs: Mapping[str, Sequence[str]]) -> Sequence[str]:
    """The pack's categories, enough for every round; else Refused `bad_settings`."""
    words = packs.get(settings.pack, ())
    if len(words) < settings.rounds:
        raise Refused("bad_settings", "The pack has fewer words than the match has rounds.")
    return words


def start(
    room: Room, player: str, packs: Mapping[str, Sequence[str]], chance: random.Random, now: int
) -> Change:
    """Begin a match (or a rematch): prompts never repeat in it, nor from the match before if avoidable."""
    require_host(room, player, *BETWEEN_MATCHES)
    if not any(seat.plays for seat in room.seats):
        raise Refused("wrong_phase", "Nobody is here to draw yet.")
    words, rounds = words_of(room.settings, packs), room.settings.rounds
    fresh = [category for category in words if category not in room.prompts]
    prompts = tuple(chance.sample(fresh if len(fresh) >= rounds else list(words), rounds))
    first = room.round + 1
    seats = tuple(replace(seat, score=0) for seat in room.seats)
    room = replace(room, seats=seats, prompts=prompts, first_round=first, results=(), standings=())
    room, events = count_down(room, now)
    return room, (MatchStarted(first, rounds), *events)


def count_down(room: Room, now: int) -> Change:
    ends_at = now + COUNTDOWN_MS
    number = room.round + 1
    room = replace(room, phase="countdown", round=number, starts_at=ends_at, ends_at=ends_at, recognised={})
    return room, (CountdownStarted(number, ends_at),)


def begin_drawing(room: Room, now: int) -> Change:
    ends_at = now + room.settings.seconds * 1_000
    room = replace(room, phase="drawing", starts_at=now, ends_at=ends_at)
    return room, (DrawingStarted(room.round, room.prompts[room.round - room.first_round], ends_at),)


def observe(room: Room, looks: Sequence[Look], thresholds: Mapping[str, float], _now: int) -> Change:
    """All that one worker's judge saw in a tick: drawings whose top guess is the prompt, surely enough.

    A recognition belongs to the slot in which its ink arrived, whenever and wherever the look was taken.
    """
    sure_enough = thresholds[room.settings.threshold]
    known = dict(room.recognised)
    for look in looks:
        if accepts(room, look, sure_enough) and look.player not in known:
            slot = look.at // TICK_MS * TICK_MS
            known[look.player] = Recognition(slot, look.seq, look.guesses[0].confidence)
    new = sorted(known.keys() - room.recognised.keys(), key=lambda player: rank(known[player]))
    events = tuple(
        Recognised(room.round, player, known[player].at, known[player].seq, known[player].confidence)
        for player in new
    )
    return (replace(room, recognised=known), events) if new else (room, ())


def rank(recognition: Recognition) -> tuple[int, float]:
    """Earlier slots first; within a slot the surer."""
    return recognition.at, -recognition.confidence


def accepts(room: Room, look: Look, sure_enough: float) -> bool:
    """Whether this look recognises the prompt in ink that counts: newest connection, this round, in time."""
    seat = room.seat(look.player)
    if seat is None or look.connection != seat.connection or look.round != room.round:
        return False
    if not room.may_draw(seat) or room.ends_at is None or look.at > room.ends_at or not look.guesses:
        return False
    best = look.guesses[0]
    return best.category == room.prompt and best.confidence >= sure_enough


def done_at(room: Room) -> int | None:
    """When nobody was left to wait for in this round; None while somebody is, or nothing was recognised."""
    if not room.recognised:
        return None
    latest = 0
    for seat in room.seats:
        if not seat.plays or seat.draws_from > room.round:
            continue
        recognition = room.recognised.get(seat.player)
        if recognition is not None:
            latest = max(latest, recognition.at + TICK_MS)
        elif seat.absent_since is not None:
            latest = max(latest, seat.absent_since + HOLDS_UP_MS)
        else:
            return None
    return latest


def closes_at(room: Room) -> int | None:
    """When this phase ends by itself; None between matches."""
    if room.phase in BETWEEN_MATCHES or room.ends_at is None:
        return None
    if room.phase != "drawing":
        return room.ends_at
    done = done_at(room)
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
    if room.phase == "countdown":
        return begin_drawing(room, now)
    if room.phase == "drawing":
        return close_round(room, now)
    if len(room.results) < len(room.prompts):
        return count_down(room, now)
    return end_match(room)


def close_round(room: Room, now: int) -> Change:
    """Give the round's points and show what everybody drew."""
    result = places_of(room)
    won = {place.player: place.points for place in result.places}
    seats = tuple(replace(seat, score=seat.score + won.get(seat.player, 0)) for seat in room.seats)
    ends_at = now + REVEAL_MS
    room = replace(room, phase="reveal", seats=seats, results=(*room.results, result), ends_at=ends_at)
    scores = {seat.player: seat.score for seat in seats if seat.plays}
    return room, (RoundClosed(result, scores, ends_at),)


def end_match(room: Room) -> Change:
    standings = standings_of(room)
    room = replace(room, phase="podium", standings=standings, starts_at=None, ends_at=None)
    return room, (MatchEnded(standings),)


def skip(room: Room, player: str, now: int) -> Change:
    """The host goes on: closes the round while drawing, ends the reveal early."""
    require_host(room, player, "drawing", "reveal")
    return go_on(room, now)


def end(room: Room, player: str, now: int) -> Change:
    """The host ends the match; a round that is being drawn still gives its points."""
    require_host(room, player, "countdown", "drawing", "reveal")
    closed, events = close_round(room, now) if room.phase == "drawing" else (room, ())
    over, more = end_match(closed)
    return over, (*events, *more)
