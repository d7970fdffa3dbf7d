"""The rules, played in any order: what must hold whatever people, time and judges do."""

import random
from dataclasses import replace

import pytest
from hypothesis import settings as how
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from server import game, seats
from server.room import Guess, Look, Refused, Room, SeatPresent, Settings, SettingsChanged

THRESHOLDS = {"easy": 0.3, "normal": 0.5, "strict": 0.8}
PACKS = {"easy": ("cat", "sun", "bus", "hat"), "all": tuple("abcdefghij")}


def room_of(*names: str, now: int = 0) -> Room:
    room = seats.make("ABCDE", names[0], True, f"hash-{names[0]}", "w1", now)
    for name in names[1:]:
        room, _ = seats.join(room, name, f"hash-{name}", "w1", now)
    return room


def drawing(*names: str, seconds: int = 20) -> Room:
    """A room in its first round; drawing begins at 3,000 ms."""
    room = replace(room_of(*names), settings=Settings(rounds=2, seconds=seconds))
    room, _ = game.start(room, room.host, PACKS, random.Random(1), 0)
    room, _ = game.advance(room, game.COUNTDOWN_MS)
    assert room.phase == "drawing"
    return room


def look(room: Room, player: str, at: int, confidence: float = 0.9, category: str = "") -> Look:
    seat = room.seat(player)
    assert seat is not None
    return Look(player, seat.connection, room.round, 1, at, (Guess(category or room.prompt, confidence),))


def test_a_sure_enough_prompt_on_top_is_recognised_in_the_slot_of_its_ink() -> None:
    room, events = game.observe(drawing("ann"), [look(drawing("ann"), "p1", 4_170)], THRESHOLDS, 9_000)
    assert room.recognised["p1"].at == 4_100
    assert [type(event).__name__ for event in events] == ["Recognised"]


@pytest.mark.parametrize("change", [{"confidence": 0.49}, {"category": "snake"}, {"at": 23_001}])
def test_an_unsure_a_wrong_or_a_late_look_changes_nothing(change: dict[str, object]) -> None:
    room = drawing("ann")
    seen = look(room, "p1", **{"at": 4_000, **change})  # type: ignore[arg-type]
    assert game.observe(room, [seen], THRESHOLDS, 5_000) == (room, ())


def test_a_look_of_a_replaced_connection_is_refused() -> None:
    room = drawing("ann")
    old = look(room, "p1", 4_000)
    room, _ = seats.attach(room, "hash-ann", "w2", 4_000)
    assert game.observe(room, [old], THRESHOLDS, 4_100) == (room, ())


def test_within_a_slot_the_surer_wins_whoever_joined_first() -> None:
    room = drawing("ann", "bob")
    looks = [look(room, "p1", 4_010, 0.8), look(room, "p2", 4_090, 0.9)]
    room, _ = game.observe(room, looks, THRESHOLDS, 4_200)
    room, _ = game.advance(room, 5_000)
    assert [(place.player, place.place) for place in room.results[0].places] == [("p2", 1), ("p1", 2)]


def test_equals_within_a_slot_share_place_and_points() -> None:
    room = drawing("ann", "bob")
    looks = [look(room, "p1", 4_010), look(room, "p2", 4_090)]
    room, _ = game.observe(room, looks, THRESHOLDS, 4_200)
    room, _ = game.advance(room, 5_000)
    first, second = room.results[0].places
    assert (first.place, first.points) == (second.place, second.points) == (1, first.points)


def test_a_round_closes_a_grace_after_all_are_recognised() -> None:
    room = drawing("ann")
    room, _ = game.observe(room, [look(room, "p1", 4_010)], THRESHOLDS, 4_100)
    assert game.deadline(room) == 4_100 + game.GRACE_MS
    assert game.advance(room, 4_399)[0].phase == "drawing"
    assert game.advance(room, 4_400)[0].phase == "reveal"


def test_ink_in_time_counts_until_the_grace_is_over() -> None:
    room = drawing("ann")
    room, _ = game.advance(room, 23_200)
    room, events = game.observe(room, [look(room, "p1", 23_000)], THRESHOLDS, 23_250)
    assert len(events) == 1


def test_an_absent_player_holds_a_round_up_for_ten_seconds_only() -> None:
    room = drawing("ann", "bob", seconds=60)
    room, _ = seats.detach(room, "p2", 1, 4_000)
    room, _ = game.observe(room, [look(room, "p1", 5_000)], THRESHOLDS, 5_100)
    assert game.deadline(room) == 4_000 + game.HOLDS_UP_MS + game.GRACE_MS


def test_when_everybody_is_absent_the_time_runs_and_the_round_still_ends() -> None:
    room = drawing("ann")
    room, _ = seats.detach(room, "p1", 1, 4_000)
    assert game.advance(room, 20_000)[0].phase == "drawing"
    assert game.advance(room, 23_300)[0].phase == "reveal"


def test_who_joins_late_draws_from_the_next_round() -> None:
    room, _ = seats.join(drawing("ann"), "bob", "hash-bob", "w1", 5_000)
    late = room.seat("p2")
    assert late is not None
    assert not room.may_draw(late)
    assert late.draws_from == room.round + 1


def test_an_absent_host_who_plays_is_followed_and_one_who_controls_is_not() -> None:
    room, _ = seats.detach(room_of("ann", "bob"), "p1", 1, 1_000)
    assert game.deadline(room) == 1_000 + seats.HOST_KEPT_MS
    assert game.advance(room, 31_000)[0].host == "p2"
    control = seats.make("ABCDE", "Ms K", False, "h", "w1", 0)
    control, _ = seats.join(control, "bob", "hash-bob", "w1", 0)
    control, _ = seats.detach(control, "p1", 1, 1_000)
    assert game.advance(control, 10**9)[0].host == "p1"


def test_a_host_who_controls_is_present_again_while_a_tab_is_left() -> None:
    room = seats.make("ABCDE", "ann", False, "hash", "w1", 0)
    absent, _events = seats.detach(room, "p1", 1, 5)
    back, events = seats.claim(absent, "p1", 1, "w2", 6)
    assert events == (SeatPresent("p1", True),)
    assert (back.seats[0].worker, seats.claim(back, "p1", 1, "w3", 7)) == ("w2", (back, ()))


def test_a_seat_taken_for_lost_is_claimed_by_its_newest_connection_only() -> None:
    room, _ = seats.attach(room_of("ann", "bob"), "hash-bob", "w2", 5)
    room, _ = seats.lost(room, frozenset({"w2"}), 10)
    assert seats.claim(room, "p2", 1, "w1", 11) == (room, ())
    assert seats.claim(room, "p2", 2, "w2", 11)[1] == (SeatPresent("p2", True),)


def test_a_full_room_refuses_and_later_gives_up_the_seat_absent_longest() -> None:
    room = room_of(*(f"n{i}" for i in range(seats.SEATS_BESIDE_A_PLAYING_HOST)))
    with pytest.raises(Refused, match="room_full"):
        seats.join(room, "zoe", "hash-zoe", "w1", 0)
    room, _ = seats.detach(room, "p5", 1, 0)
    with pytest.raises(Refused, match="room_full"):
        seats.join(room, "zoe", "hash-zoe", "w1", seats.SEAT_KEPT_MS - 1)
    room, _ = seats.join(room, "zoe", "hash-zoe", "w1", seats.SEAT_KEPT_MS)
    assert room.seat("p5") is None


def test_a_taken_name_gets_a_number() -> None:
    assert [seat.name for seat in room_of("Ann", "ann", "ANN").seats] == ["Ann", "ann 2", "ANN 3"]


def test_only_the_host_starts_and_only_between_matches() -> None:
    room = room_of("ann", "bob")
    with pytest.raises(Refused, match="not_host"):
        game.start(room, "p2", PACKS, random.Random(1), 0)
    with pytest.raises(Refused, match="wrong_phase"):
        game.start(drawing("ann"), "p1", PACKS, random.Random(1), 0)


def test_the_host_changes_the_settings_between_matches_and_the_same_again_is_no_change() -> None:
    chosen = Settings(rounds=3, seconds=30, pack="all", threshold="strict")
    room, events = game.change_settings(room_of("ann", "bob"), "p1", chosen, 0)
    assert (room.settings, events) == (chosen, (SettingsChanged(chosen),))
    assert game.change_settings(room, "p1", chosen, 1) == (room, ())
    with pytest.raises(Refused, match="not_host"):
        game.change_settings(room, "p2", chosen, 0)
    with pytest.raises(Refused, match="wrong_phase"):
        game.change_settings(drawing("ann"), "p1", chosen, 0)


def test_a_match_that_nobody_would_draw_in_does_not_start() -> None:
    room = seats.make("ABCDE", "Ms K", False, "h", "w1", 0)
    with pytest.raises(Refused, match="wrong_phase"):
        game.start(room, "p1", PACKS, random.Random(1), 0)


def test_a_round_waits_neither_for_a_host_who_controls_nor_for_who_joined_late() -> None:
    room = seats.make("ABCDE", "Ms K", False, "h", "w1", 0)
    room, _ = seats.join(replace(room, settings=Settings(rounds=1)), "ann", "hash-ann", "w1", 0)
    room, _ = game.start(room, "p1", PACKS, random.Random(1), 0)
    room, _ = game.advance(room, 3_000)
    room, _ = seats.join(room, "bob", "hash-bob", "w1", 3_500)
    room, _ = game.observe(room, [look(room, "p2", 5_000)], THRESHOLDS, 5_100)
    assert game.deadline(room) == 5_000 + game.TICK_MS + game.GRACE_MS


def test_a_round_waits_for_who_is_here_and_not_yet_recognised() -> None:
    room = drawing("ann", "bob")
    before = game.deadline(room)
    room, _ = game.observe(room, [look(room, "p1", 5_000)], THRESHOLDS, 5_100)
    assert game.deadline(room) == before


def test_the_host_closes_a_round_early_and_its_recognitions_score() -> None:
    room = drawing("ann", "bob")
    room, _ = game.observe(room, [look(room, "p2", 5_000)], THRESHOLDS, 5_100)
    room, _ = game.skip(room, "p1", 6_000)
    assert room.phase == "reveal"
    assert [place.player for place in room.results[0].places] == ["p2"]
    assert game.skip(room, "p1", 6_500)[0].phase == "countdown"


def test_a_seat_opens_to_its_token_only() -> None:
    with pytest.raises(Refused, match="bad_token"):
        seats.attach(room_of("ann"), "hash-eve", "w1", 0)


def test_who_a_dead_worker_held_is_absent_until_they_attach_again() -> None:
    room = room_of("ann", "bob")
    room, _ = seats.attach(room, "hash-bob", "w2", 10)
    room, events = seats.lost(room, frozenset({"w1"}), 50)
    assert events == (SeatPresent("p1", False),)
    assert [seat.absent_since for seat in room.seats] == [50, None]
    assert seats.attach(room, "hash-ann", "w2", 60)[1] == (SeatPresent("p1", True),)


class AnyOrder(RuleBasedStateMachine):
    """Joins, losses, looks and time in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0
        self.room = replace(room_of("ann"), settings=Settings(rounds=3, seconds=5))
        self.scores: dict[str, int] = {}
        self.match = 0

    def apply(self, rule_, *args) -> None:
        advanced, _ = game.advance(self.room, self.now)
        try:
            self.room, _ = rule_(advanced, *args, self.now)
        except Refused:
            self.room = advanced

    @rule(ms=st.integers(0, 12_000))
    def time_passes(self, ms: int) -> None:
        self.now += ms
        self.room, _ = game.advance(self.room, self.now)
        assert game.advance(self.room, self.now) == (self.room, ())

    @rule()
    def somebody_joins(self) -> None:
        number = self.room.seats_ever
        self.apply(seats.join, f"n{number}", f"h{number}", "w1")

    @rule(pick=st.integers(0, 9), seat_rule=st.sampled_from(["leave", "detach", "attach"]))
    def a_seat_changes(self, pick: int, seat_rule: str) -> None:
        if not self.room.seats:
            return
        seat = self.room.seats[pick % len(self.room.seats)]
        if seat_rule == "leave":
            self.apply(seats.leave, seat.player)
        elif seat_rule == "detach":
            self.apply(seats.detach, seat.player, seat.connection)
        else:
            self.apply(seats.attach, seat.token_hash, "w2")

    @rule(host_rule=st.sampled_from(["start", "skip", "end"]))
    def the_host_acts(self, host_rule: str) -> None:
        if host_rule == "start":
            self.apply(game.start, self.room.host, PACKS, random.Random(self.now))
        else:
            self.apply(game.skip if host_rule == "skip" else game.end, self.room.host)

    @rule(pick=st.integers(0, 9), confidence=st.floats(0, 1), age=st.integers(0, 500))
    def the_judge_looks(self, pick: int, confidence: float, age: int) -> None:
        if self.room.seats and self.room.phase == "drawing":
            seat = self.room.seats[pick % len(self.room.seats)]
            self.apply(game.observe, [look(self.room, seat.player, self.now - age, confidence)], THRESHOLDS)

    @invariant()
    def scores_never_fall_within_a_match(self) -> None:
        scores = {seat.player: seat.score for seat in self.room.seats}
        if self.room.first_round == self.match:
            assert all(scores[p] >= self.scores[p] for p in scores.keys() & self.scores.keys())
        self.scores, self.match = scores, self.room.first_round

    @invariant()
    def one_result_for_each_player_and_round(self) -> None:
        rounds = [result.round for result in self.room.results]
        assert len(set(rounds)) == len(rounds)
        for result in self.room.results:
            players = [place.player for place in result.places]
            assert len(set(players)) == len(players)

    @invariant()
    def prompts_never_repeat_and_stay_inside_until_drawing(self) -> None:
        assert len(set(self.room.prompts)) == len(self.room.prompts)
        assert (self.room.prompt is None) == (self.room.phase not in ("drawing", "reveal"))

    @invariant()
    def every_match_ends_by_time_alone(self) -> None:
        room, now = self.room, self.now
        for _step in range(20):
            if game.closes_at(room) is None:
                break
            now = max(now, game.deadline(room) or now)
            room, _ = game.advance(room, now)
        assert room.phase in ("lobby", "podium")


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = how(max_examples=40, stateful_step_count=30, deadline=None)
