"""One contract for every store: a real Valkey, and the one that stands in for it on Windows."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from itertools import count
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Thread
from typing import Any

import fakeredis
import pytest

from server import game, seats
from server.canvas import Packet
from server.records import KEPT_UNUSED_MS, Entry, ink_key, room_keys
from server.room import Change, Guess, Refused, Room
from server.store import Ink, Store, StoreAway, Stored, UnknownRoom
from server.store import connect as connect_to
from server.subscription import (
    CONFIRM_SECONDS,
    Changed,
    Inked,
    Looked,
    Message,
    Resubscribed,
    Subscription,
    decode,
)
from server.valkey import Valkey

WEEK_MS = 7 * 24 * 3_600_000
Connect = Callable[[], Any]


@pytest.fixture(params=["valkey", "fakeredis"])
def connect(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Connect]:
    if request.param == "fakeredis":
        fake = fakeredis.FakeServer()
        yield lambda: fakeredis.FakeRedis(server=fake, protocol=2)
        return
    with (tmp_path / "lock").open("w") as lock:
        valkey = Valkey(tmp_path / "store", lock_fd=lock.fileno())
        valkey.start()
        yield partial(connect_to, valkey.url)
        valkey.stop()


def store_of(connect: Connect, worker: str = "w1") -> Store:
    return Store(connect(), worker=worker, monotonic=count(1, 0.001).__next__)


@pytest.fixture
def store(connect: Connect) -> Store:
    return store_of(connect)


def made(store: Store) -> Room:
    room = seats.make("ABCDE", "ann", True, "hash-ann", "w1", store.now())
    assert store.make(room)
    return room


def draw(room: Room, now: int) -> Change:
    return replace(room, phase="drawing", round=1, prompts=("cat",), starts_at=now, ends_at=now + 60_000), ()


def entries(*seqs: int) -> tuple[Entry, ...]:
    return tuple(Entry(Packet(seq, seq * 33, "draw", seq, True, (1, 2, 3, 4)), 1_000 + seq) for seq in seqs)


def ink(*seqs: int, connection: int = 1, number: int = 1) -> Ink:
    return Ink("ABCDE", "p1", connection, number, entries(*seqs))


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


def test_news_arrives_in_the_order_of_versions_and_one_s_own_ink_does_not(
    connect: Connect, store: Store
) -> None:
    made(store)
    line = connect().pubsub(ignore_subscribe_messages=True)
    line.subscribe("events:{ABCDE}")
    store.update("ABCDE", seats.join, "bob", "h-bob", "w1")
    store.update("ABCDE", draw)
    store.append([ink(1)])
    store.publish_looks("ABCDE", 1, {"p1": (1, (Guess("cat", 0.5),))})
    published: list[bytes] = []
    while len(published) < 4:
        message = line.get_message(timeout=5)
        if message is not None:
            published.append(message["data"])
    heard: list[Message | None] = [decode(data, "w2") for data in published]
    assert [type(message) for message in heard] == [Changed, Changed, Inked, Looked]
    assert [message.room.version for message in heard[:2] if isinstance(message, Changed)] == [1, 2]
    assert heard[2] == Inked("ABCDE", 1, "p1", entries(1))
    assert [decode(data, "w1") for data in published[2:]] == [None, None]


def test_a_store_that_is_not_there_is_said_to_be_away_at_once(tmp_path: Path) -> None:
    gone = Store(
        connect_to(f"unix://{tmp_path}/none"), worker="w1", monotonic=count(1, 0.001).__next__
    )
    for ask in (gone.now, gone.renew_lease, lambda: gone.room("ABCDE"), lambda: gone.append([ink(1)])):
        with pytest.raises(StoreAway):
            ask()
    assert not gone.reachable()


class Listener:
    """A worker's subscription, read in a thread of its own."""

    def __init__(self, connect: Connect, *codes: str) -> None:
        self.news = Subscription(connect, worker="w2", sleep=Event().wait)
        self._heard: SimpleQueue[Message] = SimpleQueue()
        Thread(target=self._listen, daemon=True).start()
        for code in codes:
            self.news.subscribe(code)

    def _listen(self) -> None:
        for message in self.news.messages():
            self._heard.put(message)

    def next(self) -> Message:
        return self._heard.get(timeout=10)


def test_what_is_published_once_a_subscription_is_confirmed_is_heard(connect: Connect, store: Store) -> None:
    made(store)
    listener = Listener(connect, "ABCDE")
    store.update("ABCDE", seats.join, "bob", "h-bob", "w1")
    heard = listener.next()
    assert isinstance(heard, Changed)
    assert heard.room.version == 1


def test_a_room_no_longer_wanted_is_not_heard(connect: Connect, store: Store) -> None:
    made(store)
    store.make(seats.make("FGHJK", "eve", True, "hash-eve", "w1", store.now()))
    listener = Listener(connect, "ABCDE", "FGHJK")
    listener.news.unsubscribe("ABCDE")
    listener.news.subscribe("MNPQR")  # confirmed after what was asked before it
    store.update("ABCDE", seats.join, "bob", "h-bob", "w1")
    store.update("FGHJK", seats.join, "bob", "h-bob", "w1")
    heard = listener.next()
    assert isinstance(heard, Changed)
    assert heard.room.code == "FGHJK"


def test_a_subscription_that_no_store_confirms_is_away(tmp_path: Path) -> None:
    waited: list[float] = []
    news = Subscription(partial(connect_to, f"unix://{tmp_path}/none"), worker="w2", sleep=waited.append)
    with pytest.raises(StoreAway):
        news.subscribe("ABCDE")
    assert sum(waited) == pytest.approx(CONFIRM_SECONDS)


@pytest.fixture
def valkey(tmp_path: Path) -> Iterator[Valkey]:
    """A store that a test may kill and start again."""
    with (tmp_path / "lock").open("w") as lock:
        valkey = Valkey(tmp_path / "store", lock_fd=lock.fileno())
        valkey.start()
        yield valkey
        valkey.stop()


def restart(valkey: Valkey) -> None:
    valkey.child.kill()
    valkey.child.wait()
    valkey.start()


def test_a_restarted_store_holds_all_that_it_confirmed(valkey: Valkey) -> None:
    store = store_of(partial(connect_to, valkey.url))
    made(store)
    room = store.update("ABCDE", draw)[0]
    assert store.append([ink(1, 2)]) == [Stored(2, "stored")]
    restart(valkey)
    assert store.append([ink(2, 3)]) == [Stored(3, "stored")]
    assert store.room("ABCDE") == room
    assert store.ink("ABCDE", 1, ["p1"]) == {"p1": list(entries(1, 2, 3))}


def test_a_subscription_says_which_rooms_it_lost_and_hears_them_again(valkey: Valkey) -> None:
    connect = partial(connect_to, valkey.url)
    store = store_of(connect)
    made(store)
    listener = Listener(connect, "ABCDE")
    restart(valkey)
    assert listener.next() == Resubscribed("ABCDE")
    store.update("ABCDE", seats.join, "bob", "h-bob", "w1")
    assert isinstance(listener.next(), Changed)


def test_asking_for_rooms_while_the_store_is_gone_leaves_nobody_deaf(valkey: Valkey) -> None:
    connect = partial(connect_to, valkey.url)
    store = store_of(connect)
    made(store)
    listener = Listener(connect, "ABCDE", "FGHJK")
    valkey.child.kill()
    valkey.child.wait()
    listener.news.unsubscribe("FGHJK")
    with pytest.raises(StoreAway):
        listener.news.subscribe("MNPQR")
    valkey.start()
    assert listener.next() == Resubscribed("ABCDE")
    listener.news.subscribe("MNPQR")
    store.update("ABCDE", seats.join, "bob", "h-bob", "w1")
    assert isinstance(listener.next(), Changed)
