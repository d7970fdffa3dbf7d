"""Beat the machine: one player draws, the others type guesses, and the judge guesses too. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from server.facts import Change, Said, Solved
from server.race import HOLDS_UP_MS, last_of
from server.room import TICK_MS, Line, Refused, Result, Room, Seat, Verdict, slot
from server.scoring import MACHINE_POINTS, Moment, places_of
from server.talk import require_word, with_line

CERTAIN = 1.0
"""The confidence of a human guess: within a slot, that of all is the same."""


def next_drawer(room: Room, number: int) -> Seat | None:
    """Whose turn it is in that round: who is here, and drew longest ago; None if nobody can."""
    could = [seat for seat in room.seats if seat.plays and seat.draws_from <= number]
    here = [seat for seat in could if seat.present]
    return min(here or could, key=lambda seat: seat.drew, default=None)


def guess(room: Room, player: str, text: str, judge: Callable[[str, str], Verdict], now: int) -> Change:
    """What a guesser typed, judged against the prompt: right solves the round for it, wrong is shown to all.

    What is close is shown to nobody: it changes nothing, and is told to the guesser alone.

    Refused where there is nothing to guess, and to whom the prompt is known.
    """
    seat = room.seat(player)
    if seat is None or not room.drawer or room.phase != "drawing" or not room.takes_part(seat):
        raise Refused("wrong_phase", "There is nothing for you to guess just now.")
    if room.knows(player):
        raise Refused("knows_already", "You know what it is: let the others guess.")
    require_word(room, player)
    if room.ends_at is not None and now > room.ends_at:
        raise Refused("wrong_phase", "That came too late.")
    verdict = judge(text, room.next_prompt)
    if verdict == "close":
        return room, ()
    if verdict == "right":
        at = slot(now)
        solved = replace(room, solved={**room.solved, player: at})
        return solved, (Solved(room.round, player, at, room.next_prompt),)
    line = Line(player, text, now, is_guess=True, round=room.round)
    return with_line(room, line), (Said(line),)


def guessers_of(room: Room) -> list[Seat]:
    """Who guesses in this round, or has guessed."""
    return [seat for seat in room.seats if room.takes_part(seat) and seat.player != room.drawer]


def in_time(room: Room) -> dict[str, int]:
    """Who guessed right no later than the judge, and in which slot: within one, people come first."""
    machine_at = machine_knew_at(room)
    return {player: at for player, at in room.solved.items() if machine_at is None or at <= machine_at}


def machine_knew_at(room: Room) -> int | None:
    known = room.recognised.get(room.drawer)
    return known.at if known else None


def done_at(room: Room) -> int | None:
    """When the judge knew it, everybody had guessed it, or the drawer was away too long; else None."""
    machine_at, drawer = machine_knew_at(room), room.seat(room.drawer)
    guessed_at = last_of(guessers_of(room), room.solved)
    ends = [None if machine_at is None else machine_at + TICK_MS, guessed_at]
    if drawer is None:
        ends.append(0)
    elif drawer.absent_since is not None:
        ends.append(drawer.absent_since + HOLDS_UP_MS)
    return min((end for end in ends if end is not None), default=None)


def result_of(room: Room) -> Result:
    """Guessers by when they knew it; the drawer gets the mean of theirs, the machine where it was first."""
    solved, machine_at = in_time(room), machine_knew_at(room)
    places = places_of(room, {player: Moment(at, CERTAIN) for player, at in solved.items()})
    return Result(
        room.round,
        room.next_prompt,
        room.starts_at or 0,
        places,
        drawer=room.drawer,
        drawer_points=round(sum(place.points for place in places) / max(len(guessers_of(room)), 1)),
        machine_at=machine_at,
        machine_points=MACHINE_POINTS if machine_at is not None and not solved else 0,
    )
