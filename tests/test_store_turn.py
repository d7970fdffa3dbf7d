"""Rules that are taken along in one turn."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from server import game, seats
from server.facts import Change, SeatJoined
from server.room import Refused
from server.store import Store
from server.store_turn import ruled
from server.turns_shared import Asked
from tests.stores import connect, made, store

__all__ = ["connect", "store"]


def asked(rule: Callable[..., Change], *args: Any) -> Asked:
    return Asked(rule, args, Future())


def test_of_rules_in_one_turn_each_meets_the_room_that_the_one_before_it_left(store: Store) -> None:
    room, came_of_it = ruled(
        made(store),
        [
            asked(seats.join, "bob", "hash-bob", "w1"),
            asked(game.skip, "p2"),
            asked(seats.leave, "p99"),
            asked(seats.attach, "hash-bob", "w1"),
            asked(seats.attach, "hash-bob", "w1"),
        ],
        store.now(),
    )
    joined, refused, nothing, second, third = came_of_it
    assert isinstance(refused, Refused)
    assert isinstance(joined, tuple)
    assert nothing == (joined[0], ())
    tabs = [change[0].seats[1].connection for change in (joined, second, third) if isinstance(change, tuple)]
    assert tabs == [1, 2, 3]
    assert room.seats[1].connection == 3


def test_who_comes_at_once_has_a_seat_and_an_answer_of_its_own(store: Store) -> None:
    made(store)

    def come(number: int) -> tuple[str, list[str]]:
        room, events = store.update("ABCDE", seats.join, f"guest {number}", f"hash-{number}", "w1")
        mine = next(seat.name for seat in room.seats if seat.token_hash == f"hash-{number}")
        return mine, [event.seat.name for event in events if isinstance(event, SeatJoined)]

    with ThreadPoolExecutor(20) as guests:
        answers = list(guests.map(come, range(20)))
    assert answers == [(f"guest {number}", [f"guest {number}"]) for number in range(20)]
    assert len(store.room("ABCDE").seats) == 21
