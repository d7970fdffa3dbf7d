"""The rules, played in any order: what must hold whatever people, time and judges do."""

import random
from dataclasses import replace

from hypothesis import settings as how
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from server import game, seats
from server.room import Refused, Settings
from tests.rooms import PACKS, THRESHOLDS, look, room_of


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

    @rule(pick=st.integers(0, 9), seat_rule=st.sampled_from(["leave", "detach", "attach", "claim"]))
    def a_seat_changes(self, pick: int, seat_rule: str) -> None:
        if not self.room.seats:
            return
        seat = self.room.seats[pick % len(self.room.seats)]
        if seat_rule == "leave":
            self.apply(seats.leave, seat.player)
        elif seat_rule == "detach":
            self.apply(seats.detach, seat.player, seat.connection)
        elif seat_rule == "claim":
            self.apply(seats.claim, seat.player, seat.connection, "w2")
        else:
            self.apply(seats.attach, seat.token_hash, "w2")

    @rule(worker=st.sampled_from(["w1", "w2"]))
    def a_worker_dies(self, worker: str) -> None:
        self.apply(seats.lost, frozenset({worker}))

    @rule(rounds=st.integers(1, 5), pack=st.sampled_from(list(PACKS)))
    def the_host_chooses(self, rounds: int, pack: str) -> None:
        self.apply(game.change_settings, self.room.host, {"rounds": rounds, "pack": pack}, PACKS)

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
        for _step in range(30):
            if game.closes_at(room) is None:
                break
            now = max(now, game.deadline(room) or now)
            room, _ = game.advance(room, now)
        assert room.phase in ("lobby", "podium")


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = how(max_examples=40, stateful_step_count=30)
