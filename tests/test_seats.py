"""The rules of seats: who gets one, who keeps it, who is host."""

from dataclasses import replace

import pytest

from server import game, seats
from server.facts import SeatPresent
from server.room import Refused
from server.settings import PLAYERS_AT_FIRST, Settings
from tests.rooms import drawing, room_of


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
    room = room_of(*(f"n{i}" for i in range(PLAYERS_AT_FIRST)))
    with pytest.raises(Refused, match="room_full"):
        seats.join(room, "zoe", "hash-zoe", "w1", 0)
    room, _ = seats.detach(room, "p5", 1, 0)
    with pytest.raises(Refused, match="room_full"):
        seats.join(room, "zoe", "hash-zoe", "w1", seats.SEAT_KEPT_MS - 1)
    room, _ = seats.join(room, "zoe", "hash-zoe", "w1", seats.SEAT_KEPT_MS)
    assert room.seat("p5") is None


def test_a_whole_class_fits_beside_a_host_who_controls_and_nobody_more() -> None:
    room = seats.make("ABCDE", "Ms K", False, "h", "w1", 0)
    for n in range(60):
        room, _ = seats.join(room, f"n{n}", f"hash-{n}", "w1", 0)
    assert sorted(seat.colour for seat in room.seats) == list(range(61))
    with pytest.raises(Refused, match="room_full"):
        seats.join(room, "zoe", "hash-zoe", "w1", 0)


def test_a_taken_name_gets_a_number() -> None:
    assert [seat.name for seat in room_of("Ann", "ann", "ANN").seats] == ["Ann", "ann 2", "ANN 3"]


@pytest.mark.parametrize("same", ["Ann\u200d", "Ann\ufe0f", "An\u034fn", "Ａｎｎ"])
def test_a_name_that_looks_like_a_taken_one_gets_a_number(same: str) -> None:
    assert room_of("Ann", same).seats[1].name == f"{same} 2"


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


def test_a_join_asked_twice_with_one_token_is_one_seat() -> None:
    room, _ = seats.join(room_of("ann"), "bob", "hash-bob", "w1", 5)
    again, events = seats.join(room, "bob", "hash-bob", "w2", 9)
    assert [seat.name for seat in again.seats] == ["ann", "bob"]
    assert (again.seats[1].worker, again.seats[1].connection, events) == ("w2", 2, ())


def test_a_seat_that_may_have_been_given_to_nobody_is_let_go() -> None:
    room, _ = seats.join(room_of("ann"), "bob", "hash-bob", "w2", 5)
    assert seats.let_go(room, "hash-eve", "w2", 9) == (room, ())
    assert seats.let_go(room, "hash-bob", "w1", 9) == (room, ())
    room, events = seats.let_go(room, "hash-bob", "w2", 9)
    assert (room.seats[1].absent_since, events) == (9, (SeatPresent("p2", False),))


def test_a_solo_room_that_its_host_has_left_is_nobody_s() -> None:
    room = replace(room_of("ann"), settings=Settings(solo=True))
    room, _ = seats.leave(room, "p1", 1)
    with pytest.raises(Refused, match="room_full"):
        seats.join(room, "bob", "hash-bob", "w1", 2)
