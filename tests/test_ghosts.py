"""Which drawings become ghosts, and for whom."""

import random
from collections import deque
from dataclasses import replace

import pytest

from server import game, race
from server.canvas import Packet
from server.ghosts import KEPT_A_ROUND, PACKETS_AT_MOST, POINTS_AT_MOST, SHOWN_AT_MOST, Ghosts, ghost_of
from server.records import Entry, Ghost
from server.settings import Settings
from tests.rooms import THRESHOLDS, drawing, look


class Store:
    """Holds every player's ink of three packets, of which the second was the last that counted."""

    def __init__(self, *closed):
        self.closed = deque(closed)
        self.kept = {}

    def ink(self, _code, _round, players):
        return {player: entries(1, 2, 3) for player in players}

    def keep_ghosts(self, category, ghosts):
        self.kept.setdefault(category, []).extend(ghosts)

    def ghosts(self, category):
        return self.kept.get(category, [])


def entries(*seqs, points=(1, 2, 3, 4)):
    return [Entry(Packet(seq, seq * 33, "draw", seq, True, points), 0) for seq in seqs]


def closed(*names, **chosen):
    """A round, and its result: all are recognised 2.5 s after it began, by their second packet."""
    room = replace(drawing(*names), settings=Settings(rounds=2, **chosen))
    looks = [replace(look(room, seat.player, 5_500), seq=2) for seat in room.seats]
    room, _ = race.observe(room, looks, THRESHOLDS, 5_600)
    room, events = game.close_round(room, 9_000)
    return room, events[0].result


def kept(*closed_rounds):
    store = Store(*closed_rounds)
    ghosts = Ghosts(store, random.Random(1))
    while store.closed:
        ghosts.keep()
    return [ghost for of_category in store.kept.values() for ghost in of_category]


def kept_packets():
    return tuple(entry.packet for entry in entries(1, 2))


@pytest.mark.parametrize("chosen", [{"public": True}, {"solo": True}])
def test_a_recognised_drawing_of_a_public_or_a_solo_room_is_kept_up_to_its_recognition(chosen):
    assert kept(closed("ann", **chosen)) == [Ghost(2_500, kept_packets())]


def test_a_round_that_time_closes_and_the_host_goes_on_from_at_once_leaves_none_and_holds_up_nobody():
    room, result = closed("ann", public=True)
    room, _ = game.skip(room, "p1", "reveal", room.round, 9_000)
    assert kept((room, result), closed("bob", public=True)) == [Ghost(2_500, kept_packets())]


def test_of_a_private_room_nothing_is_kept():
    assert kept(closed("ann", "bob")) == []


def test_of_a_round_against_the_machine_nothing_is_kept():
    assert kept(closed("ann", "bob", public=True, mode="machine")) == []


def test_of_many_drawings_a_few_are_kept():
    assert len(kept(closed("ann", "bob", "cem", "dan", "eve", public=True))) == KEPT_A_ROUND


def test_a_tick_keeps_one_round_s_drawings_at_most():
    store = Store(closed("ann", public=True), closed("bob", public=True))
    Ghosts(store, random.Random(1)).keep()
    assert len(store.closed) == 1


def test_what_is_too_long_to_be_shown_again_is_not_kept():
    seqs = range(1, PACKETS_AT_MOST + 2)
    assert ghost_of(entries(*seqs), PACKETS_AT_MOST, 1) is not None
    assert ghost_of(entries(*seqs), PACKETS_AT_MOST + 1, 1) is None
    assert ghost_of(entries(1, points=(0, 0) * (POINTS_AT_MOST + 1)), 1, 1) is None
    assert ghost_of([], 1, 1) is None


def test_who_practises_gets_a_few_by_chance():
    store = Store()
    store.kept["cat"] = [Ghost(at, ()) for at in range(9)]
    ghosts = Ghosts(store, random.Random(1))
    assert len(ghosts.of("cat")) == SHOWN_AT_MOST
    assert len({tuple(sorted(ghosts.of("cat"))) for _try in range(50)}) > 1
    assert ghosts.of("dog") == []
