import re
from dataclasses import replace
from pathlib import Path

import pytest

from server import race, scoring
from server.room import Place, Recognition, Result
from server.scoring import in_a_row, quickest
from server.settings import SCORINGS
from tests.rooms import drawing


def result(number, starts_at, **at):
    places = tuple(Place(player, 1, 100, moment, 0.9) for player, moment in at.items())
    return Result(number, f"prompt {number}", starts_at, places)


def test_a_player_s_quickest_drawing_counts_from_the_start_of_its_own_round():
    slow, quick = result(1, 1_000, ann=6_000, bob=3_000), result(2, 20_000, ann=24_000, bob=29_000)
    best = quickest([slow, quick])
    assert {player: found.round for player, (found, _place) in best.items()} == {"ann": 2, "bob": 1}


def test_of_equally_quick_drawings_the_first_is_the_best():
    assert quickest([result(1, 0, ann=5_000), result(2, 9_000, ann=14_000)])["ann"][0].round == 1


def test_who_was_never_recognised_has_no_best_drawing():
    assert quickest([result(1, 0), result(2, 0)]) == {}


def test_against_the_machine_the_drawer_s_best_is_what_was_guessed_soonest():
    guessed = Result(1, "cat", 1_000, (Place("bob", 1, 100, 5_000, 1.0),), drawer="ann")
    unknown = Result(2, "sun", 9_000, (), drawer="bob")
    assert {player: place.at for player, (_result, place) in quickest([guessed, unknown]).items()} == {
        "ann": 5_000
    }


@pytest.mark.parametrize(
    ("scoring", "points"),
    [("speed", [120, 105]), ("first", [100, 0]), ("same", [100, 100]), ("steady", [50, 50])],
)
def test_each_scoring_gives_what_it_says(scoring, points):
    room = drawing("ann", "bob")
    room = replace(
        room,
        settings=replace(room.settings, scoring=scoring),
        recognised={"p1": Recognition(5_000, 1, 0.9), "p2": Recognition(7_000, 1, 0.9)},
    )
    assert [place.points for place in race.result_of(room).places] == points


def test_steady_players_get_more_with_each_round_in_a_row_up_to_five():
    room = drawing("ann")
    known = {"p1": Recognition(5_000, 1, 0.9)}
    room = replace(room, settings=replace(room.settings, scoring="steady"), recognised=known)
    row = tuple(result(number, 0, p1=5_000) for number in range(6))
    for rounds, points in [(1, 60), (3, 80), (5, 100), (6, 100)]:
        assert race.result_of(replace(room, results=row[:rounds])).places[0].points == points


def test_a_round_without_the_player_ends_its_row_and_one_it_drew_for_others_does_not():
    own = Result(2, "cat", 0, (), drawer="ann")
    assert in_a_row([result(1, 0, ann=1), own, result(3, 0, ann=1)], "ann") == 2
    assert in_a_row([result(1, 0, ann=1), result(2, 0, bob=1)], "ann") == 0


def test_the_page_of_scoring_tells_the_formulas_as_they_are():
    page = (Path(__file__).parent.parent / "docs/scoring.md").read_text()
    assert re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE) == list(scoring.SCORED) == list(SCORINGS)
    first, second, third = scoring.PLACE_POINTS
    for told in (
        f"{scoring.RECOGNISED_POINTS} + {scoring.SPEED_POINTS} · time left ÷ time of the round",
        f"+ {first}, {second}, {third} for the first, second, third",
        f"{scoring.SAME_POINTS} for everybody who got it",
        f"{scoring.RECOGNISED_POINTS} + {scoring.ROW_POINTS} for each of the rounds just before",
        f"the machine gets {scoring.MACHINE_POINTS}",
    ):
        assert told in page
