"""What may be said to whom."""

from dataclasses import replace

import pytest

from server import machine, seats, talk
from server.room import Refused
from tests.rooms import guessing, room_of, says


def harmless(_text, _prompt):
    return False


def telling(_text, _prompt):
    return True


def test_everybody_with_a_seat_may_say_something_and_the_last_lines_are_kept():
    room = room_of("ann", "bob")
    for number in range(talk.LINES_KEPT + 5):
        room, _ = talk.say(room, "p2", f"line {number}", harmless, number)
    assert len(room.said) == talk.LINES_KEPT
    assert room.said[-1].text == f"line {talk.LINES_KEPT + 4}"
    with pytest.raises(Refused, match="no_seat"):
        talk.say(room, "stranger", "hello", harmless, 0)


def test_what_the_drawer_or_a_guesser_who_was_right_says_is_hidden_from_who_still_guesses():
    room, _ = machine.guess(guessing("ann", "bob", "cem"), "p2", "x", says("right"), 5_000)
    for player in ("p1", "p2"):
        room, _ = talk.say(room, player, "easy", telling, 5_100)
    assert [line.hidden for line in room.said] == [True, True]
    assert talk.lines_for(room, knows=False) == ()
    assert len(talk.lines_for(room, knows=True)) == 2
    later = replace(room, round=2)
    assert len(talk.lines_for(later, knows=False)) == 2


def test_a_guesser_s_words_are_guesses_while_somebody_draws():
    with pytest.raises(Refused, match="wrong_phase"):
        talk.say(guessing("ann", "bob"), "p2", "hello", harmless, 5_000)


def test_who_came_late_may_talk_but_not_give_it_away():
    room, _ = seats.join(guessing("ann", "bob"), "cem", "hash-cem", "w1", 4_000)
    assert not talk.say(room, "p3", "hello", harmless, 5_000)[0].said[-1].hidden
    with pytest.raises(Refused, match="gives_away"):
        talk.say(room, "p3", "it is a cat", telling, 5_000)


@pytest.mark.parametrize("phase", ["choosing", "countdown", "drawing"])
def test_nobody_comes_in_under_a_name_that_gives_it_away(phase):
    room = replace(guessing("ann", "bob"), phase=phase, offers=(("cat", "sun"), ("bus", "hat")))
    with pytest.raises(Refused, match="gives_away"):
        talk.come_in(room, "it is a cat", telling, "hash-cem", "w1", 5_000)
    assert talk.come_in(room, "cem", harmless, "hash-cem", "w1", 5_000)[0].seat("p3").name == "cem"


def test_a_name_tells_nothing_where_nobody_guesses_nor_does_one_that_is_here_already():
    for room in (room_of("ann", "bob"), replace(guessing("ann", "bob"), phase="reveal")):
        assert talk.come_in(room, "cat", telling, "hash-cem", "w1", 5_000)[0].seat("p3").name == "cat"
    assert talk.come_in(guessing("ann", "bob"), "bob", telling, "hash-bob", "w1", 5_000)[1] == ()


def test_the_host_takes_the_word_and_gives_it_back():
    room, events = talk.mute(room_of("ann", "bob"), "p1", "p2", True, 0)
    assert (len(events), room.seat("p2").muted) == (1, True)
    assert talk.mute(room, "p1", "p2", True, 0) == (room, ())
    with pytest.raises(Refused, match="muted"):
        talk.say(room, "p2", "hello", harmless, 0)
    room, _ = talk.mute(room, "p1", "p2", False, 0)
    assert talk.say(room, "p2", "hello", harmless, 0)[0].said
    with pytest.raises(Refused, match="not_host"):
        talk.mute(room, "p2", "p1", True, 0)


def test_who_was_muted_is_so_on_coming_in_again_until_the_host_gives_the_word_back():
    room, _ = talk.mute(room_of("ann", "bob"), "p1", "p2", True, 0)
    for player in ("p2", "p3"):
        room, _ = seats.leave(room, player, 1)
        room, _ = seats.join(room, "bobby", "hash-bob", "w1", 2)
    assert [seat.muted for seat in room.seats] == [False, True]
    room, _ = talk.mute(room, "p1", "p4", False, 3)
    room, _ = seats.leave(room, "p4", 4)
    room, _ = seats.join(room, "bob", "hash-bob", "w1", 5)
    assert (room.seat("p5").muted, room.muted) == (False, ())


def test_a_mute_is_nobody_else_s():
    room, _ = talk.mute(room_of("ann", "bob"), "p1", "p2", True, 0)
    room, _ = seats.leave(room, "p2", 1)
    room, _ = seats.join(room, "bob", "hash-other", "w1", 2)
    assert not room.seat("p3").muted


def test_the_newest_mutes_are_kept_and_a_room_does_not_grow_without_end():
    room = room_of("ann")
    for number in range(seats.MUTED_KEPT + 1):
        room, _ = seats.join(room, "bob", f"hash-{number}", "w1", 0)
        room, _ = talk.mute(room, "p1", room.seats[-1].player, True, 0)
        room, _ = seats.leave(room, room.seats[-1].player, 0)
    assert (len(room.muted), room.muted[-1]) == (seats.MUTED_KEPT, f"hash-{seats.MUTED_KEPT}")


def test_a_muted_guesser_may_not_guess():
    room, _ = talk.mute(guessing("ann", "bob"), "p1", "p2", True, 4_000)
    with pytest.raises(Refused, match="muted"):
        machine.guess(room, "p2", "x", says("right"), 5_000)
