"""Who comes at once to one room, and who does not wait for whom."""

from threading import Barrier

from server.turns import Turns
from tests.threads import together


def test_at_one_room_there_is_one_at_a_time():
    turns, inside, seen = Turns(60), [], []

    def work():
        for _time in range(200):
            with turns.at("ABCDE"):
                inside.append(1)
                seen.append(len(inside))
                inside.pop()

    together(4, work)
    assert set(seen) == {1}


def test_rooms_do_not_wait_for_each_other():
    turns, both, met = Turns(60), Barrier(2, timeout=60), []
    codes = iter(("AAAAA", "BBBBB"))

    def work():
        with turns.at(next(codes)):
            met.append(both.wait())

    together(2, work)
    assert sorted(met) == [0, 1]


def test_whoever_waits_too_long_goes_on_without_a_turn_and_takes_none_away():
    turns, order = Turns(0), []
    with turns.at("ABCDE"):
        with turns.at("ABCDE"):
            order.append("second")
        with turns.at("ABCDE"):
            order.append("third")
    assert order == ["second", "third"]
