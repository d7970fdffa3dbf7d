"""The rules, played in any order: what must hold whatever people, time and judges do."""

import random
from dataclasses import replace

from hypothesis import settings as how
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from server import game, machine, race, seats, talk, votes
from server.room import MACHINE, Refused, Verdict
from server.settings import MODES, SCORINGS, Settings
from tests.rooms import PACKS, THRESHOLDS, look, room_of, says


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

    @rule(
        rounds=st.integers(1, 5),
        pack=st.sampled_from(list(PACKS)),
        mode=st.sampled_from(MODES),
        choose=st.booleans(),
        scoring=st.sampled_from(SCORINGS),
    )
    def the_host_chooses(self, pack: str, **chosen: object) -> None:
        self.apply(game.change_settings, self.room.host, {**chosen, "packs": (pack,)}, PACKS)

    @rule(pick=st.integers(0, 2))
    def the_drawer_chooses(self, pick: int) -> None:
        if self.room.phase == "choosing":
            self.apply(game.choose, self.room.drawer, self.room.offered[pick % len(self.room.offered)])

    @rule(pick=st.integers(0, 9), verdict=st.sampled_from(["right", "close", "wrong"]))
    def somebody_guesses(self, pick: int, verdict: Verdict) -> None:
        if self.room.seats:
            seat = self.room.seats[pick % len(self.room.seats)]
            self.apply(machine.guess, seat.player, "a snake", says(verdict))

    @rule(pick=st.integers(0, 9))
    def somebody_talks(self, pick: int) -> None:
        if self.room.seats:
            seat = self.room.seats[pick % len(self.room.seats)]
            self.apply(talk.say, seat.player, "hello", lambda _text, _prompt: False)

    @rule(pick=st.integers(0, 9), muted=st.booleans())
    def the_host_mutes(self, pick: int, muted: bool) -> None:
        if self.room.seats:
            seat = self.room.seats[pick % len(self.room.seats)]
            self.apply(talk.mute, self.room.host, seat.player, muted)

    @rule(pick=st.integers(0, 9))
    def somebody_who_was_muted_comes_in_again(self, pick: int) -> None:
        if not self.room.muted:
            return
        token = self.room.muted[pick % len(self.room.muted)]
        self.apply(seats.join, "again", token, "w1")
        seat = seats.seat_of(self.room, token)
        assert seat is None or seat.muted

    @rule(pick=st.integers(0, 9), whom=st.integers(0, 9), by=st.sampled_from([votes.kick, votes.vote]))
    def somebody_is_to_go(self, pick: int, whom: int, by) -> None:
        if self.room.seats:
            one, other = (self.room.seats[at % len(self.room.seats)] for at in (pick, whom))
            self.apply(by, one.player, other.player)

    @rule(host_rule=st.sampled_from(["start", "skip", "end"]))
    def the_host_acts(self, host_rule: str) -> None:
        if host_rule == "start":
            self.apply(game.start, self.room.host, PACKS, random.Random(self.now))
        elif host_rule == "skip":
            self.apply(game.skip, self.room.host, self.room.phase, self.room.round)
        else:
            self.apply(game.end, self.room.host)

    @rule(pick=st.integers(0, 9), confidence=st.floats(0, 1), age=st.integers(0, 500))
    def the_judge_looks(self, pick: int, confidence: float, age: int) -> None:
        if self.room.seats and self.room.phase == "drawing":
            seat = self.room.seats[pick % len(self.room.seats)]
            self.apply(race.observe, [look(self.room, seat.player, self.now - age, confidence)], THRESHOLDS)

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
    def who_draws_never_guesses_and_the_machine_scores_only_where_it_plays(self) -> None:
        assert self.room.drawer not in self.room.solved
        for result in self.room.results:
            assert result.drawer not in {place.player for place in result.places}
            assert not (result.machine_points and result.places)
        assert self.room.machine == sum(result.machine_points for result in self.room.results)
        played = any(standing.player == MACHINE for standing in self.room.standings)
        assert not played or self.room.settings.mode == MACHINE or self.room.phase == "podium"

    @invariant()
    def a_kicked_token_has_no_seat(self) -> None:
        assert not {seat.token_hash for seat in self.room.seats} & set(self.room.kicked)

    @invariant()
    def a_mute_is_kept_in_one_place(self) -> None:
        kept = [*self.room.muted, *(seat.token_hash for seat in self.room.seats if seat.muted)]
        assert len(set(kept)) == len(kept)

    @invariant()
    def prompts_never_repeat_and_stay_inside_until_drawing(self) -> None:
        assert len(set(self.room.prompts)) == len(self.room.prompts)
        assert (self.room.prompt is None) == (self.room.phase not in ("drawing", "reveal"))

    @invariant()
    def every_match_ends_by_time_alone(self) -> None:
        room, now = self.room, self.now
        for _step in range(60):
            if game.closes_at(room) is None:
                break
            now = max(now, game.deadline(room) or now)
            room, _ = game.advance(room, now)
        assert room.phase in ("lobby", "podium")


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = how(max_examples=40, stateful_step_count=30)
