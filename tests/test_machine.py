"""Beat the machine: who draws, who guesses, and who was first."""

import random
from dataclasses import replace

import pytest

from server import game, machine, race, seats
from server.facts import ChoosingStarted, Said, Solved
from server.room import MACHINE, Refused
from server.settings import Settings
from tests.rooms import PACKS, THRESHOLDS, guessing, look, room_of, says


def guess(room, player, verdict, now):
    return machine.guess(room, player, "a snake", says(verdict), now)


def closed(room):
    while room.phase == "drawing":
        room, _ = game.advance(room, game.deadline(room))
    return room


def test_a_right_guess_before_the_judge_scores_with_the_drawer_and_the_machine_gets_nothing():
    room, events = guess(guessing("ann", "bob"), "p2", "right", 5_040)
    assert events == (Solved(1, "p2", 5_000, room.next_prompt),)
    result = closed(room).results[0]
    assert [(place.player, place.points) for place in result.places] == [("p2", 50 + 45 + 25)]
    assert (result.drawer, result.drawer_points, result.machine_points) == ("p1", 120, 0)


def test_a_judge_that_is_first_takes_the_round_for_the_machine_alone():
    room = guessing("ann", "bob")
    room, _ = race.observe(room, [look(room, "p1", 4_000)], THRESHOLDS, 4_100)
    room, _ = guess(room, "p2", "right", 4_120)
    room = closed(room)
    result = room.results[0]
    assert (result.places, result.drawer_points, result.machine_points) == ((), 0, 100)
    assert (room.machine, [seat.score for seat in room.seats]) == (100, [0, 0])


def test_a_judge_that_was_second_gets_nothing_though_the_first_has_left():
    room, _ = guess(guessing("ann", "bob", "cem"), "p2", "right", 4_000)
    room, _ = race.observe(room, [look(room, "p1", 5_000)], THRESHOLDS, 5_100)
    room, _ = seats.leave(room, "p2", 5_200)
    assert closed(room).machine == 0


def test_within_a_slot_people_come_before_the_judge():
    room, _ = guess(guessing("ann", "bob"), "p2", "right", 4_090)
    room, _ = race.observe(room, [look(room, "p1", 4_010)], THRESHOLDS, 4_100)
    assert [place.player for place in closed(room).results[0].places] == ["p2"]


def test_the_judge_ends_the_round_and_so_does_the_last_right_guess():
    room = guessing("ann", "bob", "cem")
    before = game.deadline(room)
    room, _ = guess(room, "p2", "right", 5_000)
    assert game.deadline(room) == before
    seen, _ = race.observe(room, [look(room, "p1", 6_000)], THRESHOLDS, 6_050)
    assert game.deadline(seen) == 6_100 + game.GRACE_MS
    room, _ = guess(room, "p3", "right", 7_000)
    assert game.deadline(room) == 7_100 + game.GRACE_MS


def test_the_drawer_gets_the_mean_of_all_guessers_points():
    room, _ = guess(guessing("ann", "bob", "cem"), "p2", "right", 5_000)
    result = closed(room).results[0]
    assert result.drawer_points == round(result.places[0].points / 2)


def test_a_wrong_guess_is_shown_and_a_close_one_is_told_to_nobody_else():
    room = guessing("ann", "bob")
    shown, events = guess(room, "p2", "wrong", 5_000)
    assert [type(event) for event in events] == [Said]
    assert (shown.said[-1].text, shown.said[-1].is_guess) == ("a snake", True)
    assert guess(room, "p2", "close", 5_000) == (room, ())


@pytest.mark.parametrize("player", ["p1", "p2"])
def test_who_knows_the_prompt_may_not_guess_it(player):
    room, _ = guess(guessing("ann", "bob", "cem"), "p2", "right", 5_000)
    with pytest.raises(Refused, match="knows_already"):
        guess(room, player, "right", 6_000)


def test_a_guess_in_the_wrong_phase_in_a_race_too_late_or_by_a_late_joiner_is_refused():
    room = guessing("ann", "bob")
    late, _ = seats.join(room, "cem", "hash-cem", "w1", 4_000)
    for refusing, player, now in [
        (room_of("ann", "bob"), "p2", 0),
        (closed(room), "p2", 30_000),
        (replace(room, drawer=""), "p2", 5_000),
        (room, "p2", 23_001),
        (late, "p3", 5_000),
        (room, "stranger", 5_000),
    ]:
        with pytest.raises(Refused, match="wrong_phase"):
            guess(refusing, player, "right", now)


def test_everybody_draws_in_turn_who_is_away_later():
    room = guessing("ann", "bob", "cem")
    room, _ = seats.detach(room, "p2", 1, 4_000)
    drew = [room.drawer]
    room, _ = game.go_on(game.go_on(room, 25_000)[0], 31_000)
    drew.append(room.drawer)
    assert drew == ["p1", "p3"]


def test_who_leaves_and_comes_in_again_draws_after_all_others():
    room = guessing("ann", "bob")
    room, _ = game.go_on(game.go_on(room, 25_000)[0], 31_000)
    assert (room.round, room.drawer) == (2, "p2")
    room, _ = seats.join(seats.leave(room, "p2", 40_000)[0], "bob", "hash-again", "w1", 40_001)
    assert machine.next_drawer(room, 3).player == "p1"


def test_only_who_draws_puts_ink_down():
    room = guessing("ann", "bob")
    assert [room.may_draw(seat) for seat in room.seats] == [True, False]


def choosing(*names, **chosen):
    settings = Settings(mode="machine", rounds=2, packs=("all",), **chosen)
    room = replace(room_of(*names), settings=settings)
    return game.start(room, "p1", PACKS, random.Random(1), 0)


def test_the_drawer_takes_one_of_three_prompts():
    room, events = choosing("ann", "bob")
    assert events[-1] == ChoosingStarted(1, "p1", room.offered, game.CHOOSE_MS)
    assert (room.phase, len(room.offered)) == ("choosing", 3)
    taken, _ = game.choose(room, "p1", room.offered[2], 500)
    assert (taken.phase, taken.next_prompt, taken.prompt) == ("countdown", room.offered[2], None)


def test_a_choice_by_another_player_of_another_word_or_at_another_time_changes_nothing():
    room, _ = choosing("ann", "bob")
    for player, prompt, refusal in [("p2", room.offered[0], "not_drawer"), ("p1", "zebra", "not_offered")]:
        with pytest.raises(Refused, match=refusal):
            game.choose(room, player, prompt, 500)
    with pytest.raises(Refused, match="wrong_phase"):
        game.choose(guessing("ann", "bob"), "p1", "cat", 500)


def test_who_does_not_choose_in_time_draws_the_first():
    room, _ = choosing("ann", "bob")
    after, _ = game.advance(room, game.CHOOSE_MS)
    assert (after.phase, after.next_prompt) == ("countdown", room.offered[0])


def test_with_few_words_there_is_less_to_choose_from_but_never_the_same_word_twice():
    settings = Settings(mode="machine", rounds=4, packs=("easy",))
    room, _ = game.start(replace(room_of("ann", "bob"), settings=settings), "p1", PACKS, random.Random(1), 0)
    assert (room.phase, sorted(room.prompts)) == ("countdown", sorted(PACKS["easy"]))


def test_a_drawer_who_leaves_before_drawing_gives_the_turn_to_the_next_at_once():
    room, _ = choosing("ann", "bob", "cem")
    room, _ = seats.leave(room, "p1", 1_000)
    room, _ = game.advance(room, 1_000)
    assert (room.phase, room.round, room.drawer) == ("choosing", 1, "p2")
    assert room.ends_at == 1_000 + game.CHOOSE_MS


def test_a_drawer_who_leaves_while_drawing_ends_the_round():
    room = guessing("ann", "bob", "cem")
    room, _ = seats.leave(room, "p1", 5_000)
    assert game.advance(room, 5_000)[0].phase == "reveal"


def test_alone_nobody_beats_the_machine():
    alone = replace(room_of("ann"), settings=Settings(mode="machine"))
    with pytest.raises(Refused, match="too_few"):
        game.start(alone, "p1", PACKS, random.Random(1), 0)


def test_the_machine_stands_on_the_podium_among_the_players():
    room = replace(guessing("ann", "bob"), machine=60)
    room = game.end_match(replace(room, seats=(replace(room.seats[0], score=80), room.seats[1])))[0]
    assert [(standing.player, standing.place) for standing in room.standings] == [
        ("p1", 1),
        (MACHINE, 2),
        ("p2", 3),
    ]
