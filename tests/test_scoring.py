from server.room import Place, Result
from server.scoring import quickest


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
