"""What goes out, and to whom: nobody hears what they may not know."""

from dataclasses import replace

import pytest

from server import facts, machine, room, seats, talk
from server.canvas import Packet
from server.protocol_shown import (
    Whole,
    audience_of,
    view_best,
    view_event,
    view_look,
    view_packet,
    view_room,
    view_seat,
    view_snapshot,
)
from server.room import Guess
from tests.rooms import drawing, guessing, says

GUESSES = tuple(Guess(name, sure) for name, sure in (("cat", 0.61234), ("dog", 0.2), ("cow", 0.1)))
LOG = [Packet(1, 0, "draw", 0, True, (5, 5, 9, 9))]


def snapshot(shown, player, looks=None, ink=None):
    return view_snapshot(Whole(shown, ink or {}, looks or {}, {}, 0), player)


def test_a_look_shows_the_surest_guesses_only():
    assert view_look(9, GUESSES, most=2) == [9, [["cat", 0.612], ["dog", 0.2]]]


def test_the_podium_s_drawings_say_how_soon_they_were_recognised():
    place = room.Place("p1", 1, 100, 4_200, 0.9)
    best = view_best(room.Result(2, "cat", 1_000, (place,)), place, LOG)
    assert best == {"round": 2, "prompt": "cat", "took_ms": 3_200, "ink": [view_packet(LOG[0])]}


def test_events_are_named_after_their_class_and_seats_shown_without_secrets():
    made = seats.make("ABCDE", "ann", True, "secret-hash", "w1", 0)
    joined = view_event(facts.SeatJoined(made.seats[0]), "all")
    assert (joined["type"], joined["seat"]) == ("seat_joined", view_seat(made.seats[0]))
    assert view_event(facts.HostChanged("p2"), "all") == {"type": "host_changed", "player": "p2"}


def test_a_seat_s_token_never_leaves():
    made = seats.make("ABCDE", "Ann", True, "secret-hash", "w1", 0)
    made = replace(made, kicked=("other-secret",))
    said = str(snapshot(made, "")) + str(view_event(facts.SeatJoined(made.seats[0]), "all"))
    assert "secret" not in said


def test_against_the_machine_only_the_drawer_and_who_was_right_know_the_prompt():
    asked, _ = machine.guess(guessing("ann", "bob", "cem"), "p2", "x", says("right"), 5_000)
    audiences = [audience_of(asked, player) for player in ("p1", "p2", "p3", "")]
    assert audiences == ["drawer", "all", "guesser", "guesser"]
    prompts = [snapshot(asked, player)["room"]["prompt"] for player in ("p1", "p2", "p3", "")]
    assert prompts == [asked.prompt, asked.prompt, None, None]


@pytest.mark.parametrize("phase", ["lobby", "reveal", "podium"])
def test_between_drawings_everybody_knows_everything(phase):
    asked = replace(guessing("ann", "bob"), phase=phase)
    assert audience_of(asked, "p2") == "all"


def test_events_do_not_tell_a_guesser_what_it_has_to_guess():
    choosing = facts.ChoosingStarted(1, "p1", ("cat", "sun", "hat"), 9)
    assert view_event(choosing, "drawer")["offered"] == ("cat", "sun", "hat")
    for audience in ("guesser", "all"):
        assert view_event(choosing, audience)["offered"] == []
    for event in (facts.DrawingStarted(1, "cat", 9), facts.Solved(1, "p2", 9, "cat")):
        assert view_event(event, "guesser")["prompt"] is None
        assert view_event(event, "all")["prompt"] == "cat"


def test_only_the_drawer_sees_what_it_may_choose_from():
    asked = replace(guessing("ann", "bob"), phase="choosing", offers=(("cat", "sun"),))
    assert [view_room(asked, audience_of(asked, player))["offered"] for player in ("p1", "p2")] == [
        ("cat", "sun"),
        [],
    ]


def test_the_judge_keeps_the_prompt_to_itself_before_guessers():
    asked = guessing("ann", "bob")
    guesses = (Guess("snake", 0.3), Guess(asked.prompt, 0.2), Guess("zebra", 0.1), Guess("egg", 0.05))
    seen = {player: snapshot(asked, player, {"p1": (4, guesses)})["looks"]["p1"] for player in ("p1", "p2")}
    assert [name for name, _ in seen["p1"][1]] == ["snake", asked.prompt, "zebra"]
    assert [name for name, _ in seen["p2"][1]] == ["snake", "zebra", "egg"]


def test_hidden_lines_reach_only_who_knows():
    asked, events = talk.say(guessing("ann", "bob"), "p1", "a cat!", lambda *_: True, 5_000)
    assert view_event(events[0], "guesser") is None
    assert view_event(events[0], "drawer")["line"]["text"] == "a cat!"
    assert [len(snapshot(asked, player)["room"]["said"]) for player in ("p1", "p2")] == [1, 0]


def test_where_rivals_are_hidden_a_player_gets_its_own_ink_alone_until_the_reveal():
    shown = drawing("ann", "bob")
    shown = replace(shown, settings=replace(shown.settings, rivals=False))
    ink = {"p1": LOG, "p2": LOG}
    assert set(snapshot(shown, "p1", ink=ink)["ink"]) == {"p1"}
    assert set(snapshot(shown, "", ink=ink)["ink"]) == {"p1", "p2"}
    assert set(snapshot(replace(shown, phase="reveal"), "p1", ink=ink)["ink"]) == {"p1", "p2"}
