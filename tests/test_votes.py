"""Taking a seat away, and not being able to turn that on somebody."""

import random
from dataclasses import replace

import pytest

from server import game, seats, votes
from server.facts import SeatKicked, SeatLeft, VoteCast
from server.room import Refused, Result
from server.settings import Settings
from tests.rooms import PACKS, guessing, room_of

ROUND_ONE = Result(1, "cat", 0, ())


def played(*names):
    """A room in the reveal of its first round, which all of them played."""
    return replace(room_of(*names), phase="reveal", round=1, results=(ROUND_ONE,))


def test_the_host_takes_a_seat_away_and_its_token_stays_out():
    room, events = votes.kick(room_of("ann", "bob"), "p1", "p2", 5)
    assert events == (SeatKicked("p2", "host"), SeatLeft("p2"))
    for rule in (seats.attach, lambda *args: seats.join(args[0], "bob", *args[1:])):
        with pytest.raises(Refused, match="kicked"):
            rule(room, "hash-bob", "w1", 6)


def test_only_the_host_kicks_and_neither_itself_nor_a_stranger():
    room = room_of("ann", "bob")
    for player, target, refusal in [
        ("p2", "p1", "not_host"),
        ("p1", "p1", "not_yourself"),
        ("p1", "p9", "no_seat"),
    ]:
        with pytest.raises(Refused, match=refusal):
            votes.kick(room, player, target, 0)


def test_more_than_half_of_those_who_have_a_voice_take_a_seat_away():
    room = played("ann", "bob", "cem", "dee")
    room, events = votes.vote(room, "p2", "p4", 0)
    assert events == (VoteCast("p4", 1, 2),)
    assert votes.vote(room, "p2", "p4", 0) == (room, ())
    room, events = votes.vote(room, "p3", "p4", 1)
    assert events == (VoteCast("p4", 2, 2), SeatKicked("p4", "vote"), SeatLeft("p4"))
    assert (room.seat("p4"), room.votes) == (None, {})


def test_one_voice_alone_is_never_enough():
    room, events = votes.vote(played("ann", "bob"), "p2", "p1", 0)
    assert (room.seat("p1") is not None, events) == (True, (VoteCast("p1", 1, 2),))


def test_who_came_for_the_vote_has_no_voice_in_it():
    room = played("ann", "bob", "cem")
    for name in ("x1", "x2", "x3"):
        room, _ = seats.join(room, name, f"hash-{name}", "w1", 0)
    for newcomer in ("p4", "p5", "p6"):
        with pytest.raises(Refused, match="no_voice"):
            votes.vote(room, newcomer, "p2", 0)
    room, events = votes.vote(room, "p1", "p2", 0)
    assert events == (VoteCast("p2", 1, 2),)


def test_votes_of_who_has_gone_since_do_not_count():
    room, _ = votes.vote(played("ann", "bob", "cem", "dee", "eve"), "p2", "p5", 0)
    room, _ = seats.detach(room, "p2", 1, 1)
    room, events = votes.vote(room, "p3", "p5", 2)
    assert events == (VoteCast("p5", 1, 2),)


def test_a_vote_by_a_stranger_or_against_oneself_is_refused():
    room = played("ann", "bob", "cem")
    for player, target, refusal in [
        ("p9", "p1", "no_seat"),
        ("p1", "p9", "no_seat"),
        ("p1", "p1", "not_yourself"),
    ]:
        with pytest.raises(Refused, match=refusal):
            votes.vote(room, player, target, 0)


def test_nobody_is_voted_out_while_it_is_their_turn_to_draw():
    room = replace(guessing("ann", "bob", "cem"), round=2, prompts=("cat", "sun"), results=(ROUND_ONE,))
    with pytest.raises(Refused, match="protected"):
        votes.vote(room, "p2", "p1", 5_000)
    assert votes.vote(room, "p2", "p3", 5_000)[1] == (VoteCast("p3", 1, 2),)


def test_a_host_who_is_voted_out_is_followed():
    room = played("ann", "bob", "cem")
    room, _ = votes.vote(room, "p2", "p1", 0)
    room, _ = votes.vote(room, "p3", "p1", 0)
    assert room.host == "p2"


def test_a_host_who_only_controls_is_not_voted_out():
    room = seats.make("ABCDE", "teacher", False, "hash-teacher", "w1", 0)
    for name in ("ann", "bob", "cem"):
        room, _ = seats.join(room, name, f"hash-{name}", "w1", 0)
    room = replace(room, phase="reveal", round=1, results=(ROUND_ONE,))
    with pytest.raises(Refused, match="protected"):
        votes.vote(room, "p2", "p1", 0)


def test_a_vote_does_not_outlive_its_match():
    room = replace(played("ann", "bob", "cem"), phase="podium", settings=Settings(rounds=2))
    room, _ = votes.vote(room, "p2", "p3", 0)
    room, _ = game.start(room, "p1", PACKS, random.Random(1), 1)
    assert votes.vote(room, "p1", "p3", 2)[1] == (VoteCast("p3", 1, 2),)


def test_a_round_that_was_ended_before_it_was_drawn_gives_nobody_a_voice():
    room = replace(room_of("ann", "bob", "cem"), settings=Settings(rounds=2))
    room, _ = game.start(room, "p1", PACKS, random.Random(1), 0)
    room, _ = game.end(room, "p1", 1)
    with pytest.raises(Refused, match="no_voice"):
        votes.vote(room, "p2", "p3", 2)


def test_nothing_is_kept_of_votes_by_or_against_who_left():
    room = played("ann", "bob", "cem", "dee", "eve")
    for voter, target in (("p2", "p4"), ("p3", "p4"), ("p3", "p2")):
        room, _ = votes.vote(room, voter, target, 0)
    assert seats.leave(room, "p2", 1)[0].votes == {"p4": ("p3",)}


def test_the_newest_tokens_stay_out_and_a_room_does_not_grow_without_end():
    room = room_of("ann")
    for number in range(votes.KICKED_KEPT + 1):
        room, _ = seats.join(room, "bob", f"hash-{number}", "w1", 0)
        room, _ = votes.kick(room, "p1", room.seats[-1].player, 0)
    assert (len(room.kicked), room.kicked[-1]) == (votes.KICKED_KEPT, f"hash-{votes.KICKED_KEPT}")
