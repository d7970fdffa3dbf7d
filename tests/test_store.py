"""One contract for every store."""

from dataclasses import replace
from functools import partial
from itertools import count
from pathlib import Path

import msgspec
import pytest

from server import game, seats
from server.facts import Change
from server.public import EMPTY_KEPT_MS, Drawers, Listing
from server.records import (
    GHOST_KEPT_MS,
    GHOSTS_AT_MOST,
    KEPT_UNUSED_MS,
    PUBLIC,
    Ghost,
    ghosts_key,
    ink_key,
    room_keys,
)
from server.room import Refused, Room
from server.store import PUT_OFF_MS, Store, StoreAway, Stored, UnknownRoom
from server.store import connect as connect_to
from server.valkey import Valkey
from tests.stores import Connect, connect, draw, entries, ink, made, restart, store, store_of, valkey

__all__ = ["connect", "store", "valkey"]
WEEK_MS = 7 * 24 * 3_600_000


def test_a_room_comes_back_as_it_was_made(store: Store) -> None:
    room = made(store)
    assert store.room("ABCDE") == room


def test_a_room_that_was_kept_before_mutes_were_remembered_is_read(connect: Connect, store: Store) -> None:
    room = made(store)
    client, key = connect(), room_keys("ABCDE")[0]
    before = msgspec.json.decode(client.hget(key, "body"))
    del before["muted"]
    client.hset(key, "body", msgspec.json.encode(before))
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
        store.update("ABCDE", game.skip, "p2", "drawing", 1)
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


def publish(room: Room, _now: int) -> Change:
    return replace(room, settings=replace(room.settings, public=True)), ()


def hide(room: Room, _now: int) -> Change:
    return replace(room, settings=replace(room.settings, public=False)), ()


def public(store: Store) -> list[Listing]:
    return [entry.listing for entry in store.public()]


def test_a_room_is_listed_from_when_it_is_public_until_it_is_not(store: Store) -> None:
    store.renew_lease()
    made(store)
    assert store.public() == []
    store.update("ABCDE", publish)
    store.update("ABCDE", seats.join, "bob", "hash-bob", "w1")
    assert [(room.code, room.host, room.players) for room in public(store)] == [("ABCDE", "ann", 2)]
    store.update("ABCDE", hide)
    assert store.public() == []


def test_of_each_room_the_longest_log_is_read_as_far_as_is_wanted(store: Store) -> None:
    made(store)
    store.update("ABCDE", seats.join, "bob", "hash-bob", "w1")
    store.update("ABCDE", draw)
    store.append([ink(1, 2), ink(1, 2, 3)._replace(player="p2")])
    drawers = {"ABCDE": Drawers(1, ("p1", "p2", "p3")), "ZZZZZ": Drawers(1, ("p1",))}

    def read(most: int, **others: Drawers) -> dict[str, list[int]]:
        logs = store.longest_ink({**drawers, **others}, most)
        return {code: [packet.seq for packet in log] for code, log in logs}

    assert read(9) == {"ABCDE": [1, 2, 3], "ZZZZZ": []}
    assert read(2) == {"ABCDE": [1, 2], "ZZZZZ": []}
    assert read(9, ABCDE=Drawers(1, ("p1",)))["ABCDE"] == [1, 2]
    assert list(store.longest_ink({}, 9)) == []


def test_whom_a_dead_worker_holds_is_not_counted_among_the_players(store: Store) -> None:
    made(store)
    store.update("ABCDE", publish)
    assert store.public() == []
    store.renew_lease()
    assert [room.players for room in public(store)] == [1]


class Later(Store):
    """A store whose clock a test may move on."""

    later_ms = 0

    def now(self) -> int:
        return super().now() + self.later_ms


def later_store(connect: Connect) -> Later:
    return Later(connect(), worker="w1", monotonic=count(1, 0.001).__next__)


def test_a_listing_whose_time_is_over_is_neither_shown_nor_kept(connect: Connect) -> None:
    store = later_store(connect)
    made(store)
    store.update("ABCDE", publish)
    store.update("ABCDE", seats.detach, "p1", 1)
    assert [room.players for room in public(store)] == [0]
    store.later_ms = EMPTY_KEPT_MS
    assert store.public() == []
    assert connect().hlen(PUBLIC) == 0


def ghosts(count: int) -> list[Ghost]:
    return [Ghost(took_ms, tuple(entry.packet for entry in entries(1, 2))) for took_ms in range(count)]


def test_the_newest_ghosts_of_a_category_stay_the_newest_first(connect: Connect, store: Store) -> None:
    for ghost in ghosts(GHOSTS_AT_MOST + 5):
        store.keep_ghosts("cat", [ghost])
    assert store.ghosts("cat") == ghosts(GHOSTS_AT_MOST + 5)[:4:-1]
    assert store.ghosts("The Great Wall of China") == []
    assert connect().pttl(ghosts_key("cat")) == pytest.approx(GHOST_KEPT_MS, abs=60_000)


def test_a_ghost_goes_when_it_is_old_however_many_came_after_it(connect: Connect) -> None:
    store, (old, new) = later_store(connect), ghosts(2)
    store.keep_ghosts("cat", [old])
    store.later_ms = GHOST_KEPT_MS
    store.keep_ghosts("cat", [new])
    assert store.ghosts("cat") == [new]


def test_whose_update_closed_a_round_knows_of_it_and_no_other_does(connect: Connect, store: Store) -> None:
    made(store)
    other = store_of(connect, "w2")
    store.update("ABCDE", draw)
    store.update("ABCDE", game.skip, "p1", "drawing", 1)
    assert [(room.phase, result.prompt) for room, result in store.closed] == [("reveal", "cat")]
    other.update("ABCDE", seats.join, "bob", "hash-bob", "w2")
    assert not other.closed


def test_a_worker_without_a_lease_is_dead(connect: Connect, store: Store) -> None:
    store.renew_lease()
    assert store_of(connect, "w2").dead(["w1", "w2", ""]) == {"w2"}


def test_unknown_codes_are_counted_by_address_for_ten_minutes(connect: Connect, store: Store) -> None:
    for _try in range(3):
        store.count_unknown_code("10.0.0.1")
    assert (store.unknown_codes("10.0.0.1"), store.unknown_codes("10.0.0.2")) == (3, 0)
    assert 0 < connect().ttl("tries:10.0.0.1") <= 600


def test_a_room_that_is_put_off_is_due_again_later_and_one_that_is_not_due_never(store: Store) -> None:
    made(store)
    at = game.deadline(store.update("ABCDE", draw)[0])
    assert at is not None
    assert store.due(at) == ["ABCDE"]
    store.put_off("ABCDE")
    store.put_off("ZZZZZ")
    assert store.due(store.now() + PUT_OFF_MS - 1_000) == []
    assert store.due(store.now() + PUT_OFF_MS) == ["ABCDE"]


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
