"""Who comes at once to one room, who is taken along, and who does not wait for whom."""

from collections import deque
from concurrent.futures import Future
from threading import Barrier

import pytest

from server.turns_shared import TAKEN_AT_MOST, Asked, SharedTurns, first, only
from tests.threads import together


def do_each(_name, taken):
    for asked in taken:
        asked.answer.set_result(asked.rule(*asked.args))


def asked(number):
    return Asked(number, (), Future())


def test_at_one_room_there_is_one_at_a_time_and_everybody_has_its_own_answer():
    inside, seen, answers = [], [], []

    def take(name, taken):
        inside.append(1)
        seen.append(len(inside))
        do_each(name, taken)
        inside.pop()

    turns = SharedTurns(take, 60)

    def work():
        for number in range(200):
            answers.append(turns.ask("ABCDE", lambda number: number, number) == number)

    together(4, work)
    assert set(seen) == {1}
    assert answers == [True] * 800


def test_rooms_do_not_wait_for_each_other():
    turns, both, met = SharedTurns(do_each, 60), Barrier(2, timeout=60), []
    codes = iter(("AAAAA", "BBBBB"))
    together(2, lambda: met.append(turns.ask(next(codes), both.wait)))
    assert sorted(met) == [0, 1]


def test_whoever_waits_too_long_goes_on_without_a_turn_and_takes_none_away():
    turns, order = SharedTurns(do_each, 0), []

    def outer():
        turns.ask("ABCDE", order.append, "second")
        turns.ask("ABCDE", order.append, "third")
        order.append("first")

    turns.ask("ABCDE", outer)
    assert order == ["second", "third", "first"]


def test_the_next_turn_takes_along_who_waits_in_their_order_but_not_too_many():
    all_of_them = [asked(number) for number in range(TAKEN_AT_MOST + 2)]
    waiting = deque(all_of_them)
    assert first(waiting) == all_of_them[:TAKEN_AT_MOST]
    assert first(waiting) == all_of_them[TAKEN_AT_MOST:]


def test_whom_another_turn_has_taken_along_is_not_taken_twice():
    one, two = asked(1), asked(2)
    waiting = deque((one, two))
    assert only(two, waiting) == [two]
    assert first(waiting) == [one]
    assert only(one, waiting) == []


def test_a_turn_that_fails_is_said_to_everybody_in_it():
    def take(_name, _taken):
        raise OSError("away")

    turns, failed = SharedTurns(take, 60), []

    def work():
        with pytest.raises(OSError, match="away"):
            turns.ask("ABCDE", print)
        failed.append(1)

    together(4, work)
    assert len(failed) == 4
