"""The rules of a match, one at a time."""

import random
from dataclasses import replace

import pytest

from server import game, race, seats
from server.facts import SettingsChanged
from server.room import TICK_MS, Refused
from server.settings import Settings
from tests.rooms import PACKS, THRESHOLDS, drawing, look, room_of


def test_a_sure_enough_prompt_on_top_is_recognised_in_the_slot_of_its_ink() -> None:
    room, events = race.observe(drawing("ann"), [look(drawing("ann"), "p1", 4_170)], THRESHOLDS, 9_000)
    assert room.recognised["p1"].at == 4_100
    assert [type(event).__name__ for event in events] == ["Recognised"]


@pytest.mark.parametrize("change", [{"confidence": 0.49}, {"category": "snake"}, {"at": 23_001}])
def test_an_unsure_a_wrong_or_a_late_look_changes_nothing(change: dict[str, object]) -> None:
    room = drawing("ann")
    seen = look(room, "p1", **{"at": 4_000, **change})  # type: ignore[arg-type]
    assert race.observe(room, [seen], THRESHOLDS, 5_000) == (room, ())


def test_a_look_of_a_replaced_connection_is_refused() -> None:
    room = drawing("ann")
    old = look(room, "p1", 4_000)
    room, _ = seats.attach(room, "hash-ann", "w2", 4_000)
    assert race.observe(room, [old], THRESHOLDS, 4_100) == (room, ())


def test_within_a_slot_the_surer_wins_whoever_joined_first() -> None:
    room = drawing("ann", "bob")
    looks = [look(room, "p1", 4_010, 0.8), look(room, "p2", 4_090, 0.9)]
    room, _ = race.observe(room, looks, THRESHOLDS, 4_200)
    room, _ = game.advance(room, 5_000)
    assert [(place.player, place.place) for place in room.results[0].places] == [("p2", 1), ("p1", 2)]


def test_equals_within_a_slot_share_place_and_points() -> None:
    room = drawing("ann", "bob")
    looks = [look(room, "p1", 4_010), look(room, "p2", 4_090)]
    room, _ = race.observe(room, looks, THRESHOLDS, 4_200)
    room, _ = game.advance(room, 5_000)
    first, second = room.results[0].places
    assert (first.place, first.points) == (second.place, second.points) == (1, first.points)


def test_a_round_closes_a_grace_after_all_are_recognised() -> None:
    room = drawing("ann")
    room, _ = race.observe(room, [look(room, "p1", 4_010)], THRESHOLDS, 4_100)
    assert game.deadline(room) == 4_100 + game.GRACE_MS
    assert game.advance(room, 4_399)[0].phase == "drawing"
    assert game.advance(room, 4_400)[0].phase == "reveal"


def test_ink_in_time_counts_until_the_grace_is_over() -> None:
    room = drawing("ann")
    room, _ = game.advance(room, 23_200)
    room, events = race.observe(room, [look(room, "p1", 23_000)], THRESHOLDS, 23_250)
    assert len(events) == 1


def test_an_absent_player_holds_a_round_up_for_ten_seconds_only() -> None:
    room = drawing("ann", "bob", seconds=60)
    room, _ = seats.detach(room, "p2", 1, 4_000)
    room, _ = race.observe(room, [look(room, "p1", 5_000)], THRESHOLDS, 5_100)
    assert game.deadline(room) == 4_000 + race.HOLDS_UP_MS + game.GRACE_MS


def test_when_everybody_is_absent_the_time_runs_and_the_round_still_ends() -> None:
    room = drawing("ann")
    room, _ = seats.detach(room, "p1", 1, 4_000)
    assert game.advance(room, 20_000)[0].phase == "drawing"
    assert game.advance(room, 23_300)[0].phase == "reveal"


def test_only_the_host_starts_and_only_between_matches() -> None:
    room = room_of("ann", "bob")
    with pytest.raises(Refused, match="not_host"):
        game.start(room, "p2", PACKS, random.Random(1), 0)
    with pytest.raises(Refused, match="wrong_phase"):
        game.start(drawing("ann"), "p1", PACKS, random.Random(1), 0)


def test_the_host_changes_the_settings_between_matches_and_the_same_again_is_no_change() -> None:
    chosen = {"rounds": 3, "seconds": 30, "packs": ("all",), "threshold": "strict"}
    room, events = game.change_settings(room_of("ann", "bob"), "p1", chosen, PACKS, 0)
    assert (room.settings, events) == (Settings(**chosen), (SettingsChanged(Settings(**chosen)),))
    assert game.change_settings(room, "p1", chosen, PACKS, 1) == (room, ())
    with pytest.raises(Refused, match="not_host"):
        game.change_settings(room, "p2", chosen, PACKS, 0)
    with pytest.raises(Refused, match="wrong_phase"):
        game.change_settings(drawing("ann"), "p1", chosen, PACKS, 0)


def test_one_setting_changed_leaves_the_others_as_they_are() -> None:
    room, _ = game.change_settings(room_of("ann"), "p1", {"rounds": 1}, PACKS, 0)
    room, _ = game.change_settings(room, "p1", {"seconds": 60}, PACKS, 0)
    assert room.settings == Settings(rounds=1, seconds=60)


def test_more_rounds_than_the_pack_has_words_are_refused_when_chosen_and_at_the_start() -> None:
    with pytest.raises(Refused, match="bad_settings"):
        game.change_settings(room_of("ann"), "p1", {"rounds": 6}, PACKS, 0)
    for gone in (Settings(rounds=9), Settings(packs=("served no more",))):
        with pytest.raises(Refused, match="bad_settings"):
            game.start(replace(room_of("ann"), settings=gone), "p1", PACKS, random.Random(1), 0)


def test_a_match_that_nobody_would_draw_in_does_not_start() -> None:
    room = seats.make("ABCDE", "Ms K", False, "h", "w1", 0)
    with pytest.raises(Refused, match="too_few"):
        game.start(room, "p1", PACKS, random.Random(1), 0)


def test_a_round_waits_neither_for_a_host_who_controls_nor_for_who_joined_late() -> None:
    room = seats.make("ABCDE", "Ms K", False, "h", "w1", 0)
    room, _ = seats.join(replace(room, settings=Settings(rounds=1)), "ann", "hash-ann", "w1", 0)
    room, _ = game.start(room, "p1", PACKS, random.Random(1), 0)
    room, _ = game.advance(room, 3_000)
    room, _ = seats.join(room, "bob", "hash-bob", "w1", 3_500)
    room, _ = race.observe(room, [look(room, "p2", 5_000)], THRESHOLDS, 5_100)
    assert game.deadline(room) == 5_000 + TICK_MS + game.GRACE_MS


def test_a_round_waits_for_who_is_here_and_not_yet_recognised() -> None:
    room = drawing("ann", "bob")
    before = game.deadline(room)
    room, _ = race.observe(room, [look(room, "p1", 5_000)], THRESHOLDS, 5_100)
    assert game.deadline(room) == before


def test_the_host_closes_a_round_early_and_its_recognitions_score() -> None:
    room = drawing("ann", "bob")
    room, _ = race.observe(room, [look(room, "p2", 5_000)], THRESHOLDS, 5_100)
    room, _ = game.skip(room, "p1", "drawing", 1, 6_000)
    assert room.phase == "reveal"
    assert [place.player for place in room.results[0].places] == ["p2"]
    assert game.skip(room, "p1", "reveal", 1, 6_500)[0].phase == "countdown"


@pytest.mark.parametrize(("phase", "round"), [("drawing", 1), ("reveal", 0), ("reveal", 2), ("countdown", 1)])
def test_what_the_host_wanted_to_close_and_time_closed_before_is_not_closed_twice(phase, round) -> None:
    room, _ = game.advance(drawing("ann", "bob"), 3_000 + 20_000 + game.GRACE_MS)
    assert room.phase == "reveal"
    with pytest.raises(Refused, match="wrong_phase"):
        game.skip(room, "p1", phase, round, 23_400)
    assert game.skip(room, "p1", "reveal", 1, 23_400)[0].phase == "countdown"


def test_a_room_is_for_one_alone_only_while_nobody_else_has_a_seat_and_then_nobody_gets_one() -> None:
    chosen = {"solo": True, "rounds": 2}
    with pytest.raises(Refused, match="bad_settings"):
        game.change_settings(room_of("ann", "bob"), "p1", chosen, PACKS, 0)
    room, _ = game.change_settings(room_of("ann"), "p1", chosen, PACKS, 0)
    gone, _ = seats.detach(room, "p1", 1, 0)
    for full, at in ((room, 0), (gone, seats.SEAT_KEPT_MS)):
        with pytest.raises(Refused, match="room_full"):
            seats.join(full, "bob", "hash-bob", "w1", at)
    room, _ = game.change_settings(room, "p1", {"solo": False}, PACKS, 0)
    assert len(seats.join(room, "bob", "hash-bob", "w1", 0)[0].seats) == 2


def test_who_only_controls_does_not_play_solo() -> None:
    room = seats.make("ABCDE", "teacher", False, "hash-teacher", "w1", 0)
    with pytest.raises(Refused, match="bad_settings"):
        game.change_settings(room, "p1", {"solo": True, "rounds": 2}, PACKS, 0)
