"""The race: everybody draws the same prompt, and the judge decides. Pure, like all rules.

What the judge sees is decided here for every mode: a drawing is recognised or it is not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from server.facts import Change, Recognised
from server.room import TICK_MS, Look, Recognition, Result, Room, Seat, slot
from server.scoring import Moment, places_of

HOLDS_UP_MS = 10_000
"""An absent seat holds up a round's end no longer than this."""


def observe(room: Room, looks: Sequence[Look], thresholds: Mapping[str, float], _now: int) -> Change:
    """All that one worker's judge saw in a tick: drawings whose top guess is the prompt, surely enough.

    A recognition belongs to the slot in which its ink arrived, whenever and wherever the look was taken.
    """
    sure_enough = thresholds[room.settings.threshold]
    known = dict(room.recognised)
    for look in looks:
        if accepts(room, look, sure_enough) and look.player not in known:
            known[look.player] = Recognition(slot(look.at), look.seq, look.guesses[0].confidence)
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
    known = {player: recognition.at for player, recognition in room.recognised.items()}
    return last_of([seat for seat in room.seats if room.takes_part(seat)], known)


def last_of(waited_for: Sequence[Seat], known: Mapping[str, int]) -> int | None:
    """When the last of these seats got it (`known`: in which slot) or was away too long to be waited for."""
    if not known:
        return None
    latest = 0
    for seat in waited_for:
        if seat.player in known:
            latest = max(latest, known[seat.player] + TICK_MS)
        elif seat.absent_since is not None:
            latest = max(latest, seat.absent_since + HOLDS_UP_MS)
        else:
            return None
    return latest


def result_of(room: Room) -> Result:
    """The round's places: whose drawing was recognised, and what each gets."""
    moments = {player: Moment(seen.at, seen.confidence) for player, seen in room.recognised.items()}
    return Result(room.round, room.next_prompt, room.starts_at or 0, places_of(room, moments))
