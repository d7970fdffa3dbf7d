"""One contract for every store."""

from dataclasses import replace
from functools import partial
from itertools import count
from pathlib import Path

import pytest

from server import game, seats
from server.facts import Change
from server.records import KEPT_UNUSED_MS, ink_key, room_keys
from server.room import Refused, Room
from server.store import Store, StoreAway, Stored, UnknownRoom
from server.store import connect as connect_to
from server.valkey import Valkey
from tests.stores import Connect, connect, draw, entries, ink, made, restart, store, store_of, valkey

__all__ = ["connect", "store", "valkey"]
WEEK_MS = 7 * 24 * 3_600_000


def test_a_room_comes_back_as_it_was_made(store: Store) -> None:
    room = made(store)
    assert store.room("ABCDE") == room


def test_a_taken_code_is_not_given_twice(store: Store) -> None:
    assert not store.make(replace(made(store), host="p9"))
    assert store.room("ABCDE").host == "p1"


def test_an_unknown_room_is_said_to_be_unknown(store: Store) -> None:
    with pytest.raises(UnknownRoom):
        store.update("ZZZZZ", seats.leave, "p1")


def test_versions_follow_each_other_and_nothing_changed_is_nothing_written(store: Store) -> None:
    made(store)
    assert [store.update("ABCDE", seats.join, "bob", f"h{i}", "w1")[0].version for i in range(3)] == [1, 2, 3]
    assert store.update("ABCDE", seats.leave, "p99")[0].version == 3


def test_a_refused_rule_changes_nothing(store: Store) -> None:
    before = made(store)
    with pytest.raises(Refused):
        store.update("ABCDE", game.skip, "p2")
    assert store.room("ABCDE") == before


def test_a_writer_that_was_overtaken_runs_its_rule_again(connect: Connect, store: Store) -> None:
    made(store)
    other, met = store_of(connect, "w2"), []

    def overtaken(room: Room, now: int) -> Change:
        if not met:
            met.append(other.update("ABCDE", seats.join, "bob", "h-bob", "w2"))
        return seats.join(room, "cid", "h-cid", "w1", now)

    room, _ = store.update("ABCDE", overtaken)
    assert [seat.name for seat in room.seats] == ["ann", "bob", "cid"]
    assert room.version == 2


def test_ink_is_kept_once_in_order_and_repeats_are_told_the_stored_number(store: Store) -> None:
    made(store)
    store.update("ABCDE", draw)
    assert store.append([ink(1, 2)]) == [(2, "stored")]
    assert store.append([ink(1, 2, 3)]) == [(3, "stored")]
    assert store.append([ink(6)]) == [(3, "stored")]
    assert store.ink("ABCDE", 1, ["p1", "p2"]) == {"p1": list(entries(1, 2, 3))}


def test_ink_of_an_older_connection_another_round_or_a_stranger_is_refused(store: Store) -> None:
    made(store)
    store.update("ABCDE", draw)
    store.update("ABCDE", seats.attach, "hash-ann", "w2")
    stranger = ink(1)._replace(player="p7")
    assert [stored.status for stored in store.append([ink(1), ink(1, connection=2, number=2), stranger])] == [
        "stale",
        "closed",
        "stale",
    ]
    assert store.append([ink(1, connection=2)]) == [(1, "stored")]


def test_room_and_ink_expire_together(connect: Connect, store: Store) -> None:
    made(store)
    client = connect()
    assert client.pttl(room_keys("ABCDE")[0]) == pytest.approx(KEPT_UNUSED_MS, abs=60_000)
    store.update("ABCDE", draw)
    store.append([ink(1)])
    room_ms, ink_ms = client.pttl(room_keys("ABCDE")[0]), client.pttl(ink_key("ABCDE", 1, "p1"))
    assert WEEK_MS - 60_000 <= room_ms <= WEEK_MS + 3_600_000
    assert ink_ms == pytest.approx(room_ms, abs=1_000)


def test_a_room_is_due_when_its_deadline_has_passed(store: Store) -> None:
    made(store)
    assert store.due(store.now() + WEEK_MS) == []
    room, _ = store.update("ABCDE", draw)
    deadline = game.deadline(room)
    assert deadline is not None
    assert (store.due(deadline - 1), store.due(deadline)) == ([], ["ABCDE"])


def test_a_worker_without_a_lease_is_dead(connect: Connect, store: Store) -> None:
    store.renew_lease()
    assert store_of(connect, "w2").dead(["w1", "w2", ""]) == {"w2"}


def test_unknown_codes_are_counted_by_address_for_ten_minutes(connect: Connect, store: Store) -> None:
    for _try in range(3):
        store.count_unknown_code("10.0.0.1")
    assert (store.unknown_codes("10.0.0.1"), store.unknown_codes("10.0.0.2")) == (3, 0)
    assert 0 < connect().ttl("tries:10.0.0.1") <= 600


def test_the_clock_never_goes_back(store: Store) -> None:
    times = [store.now() for _ in range(50)]
    assert times == sorted(times)


def test_a_store_that_is_not_there_is_said_to_be_away_at_once(tmp_path: Path) -> None:
    gone = Store(connect_to(f"unix://{tmp_path}/none"), worker="w1", monotonic=count(1, 0.001).__next__)
    for ask in (gone.now, gone.renew_lease, lambda: gone.room("ABCDE"), lambda: gone.append([ink(1)])):
        with pytest.raises(StoreAway):
            ask()
    assert not gone.reachable()


def test_a_restarted_store_holds_all_that_it_confirmed(valkey: Valkey) -> None:
    store = store_of(partial(connect_to, valkey.url))
    made(store)
    room = store.update("ABCDE", draw)[0]
    assert store.append([ink(1, 2)]) == [Stored(2, "stored")]
    restart(valkey)
    assert store.append([ink(2, 3)]) == [Stored(3, "stored")]
    assert store.room("ABCDE") == room
    assert store.ink("ABCDE", 1, ["p1"]) == {"p1": list(entries(1, 2, 3))}
