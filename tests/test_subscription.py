"""What a worker hears of its rooms, from every store, and after a store was lost."""

from functools import partial
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Thread

import pytest

from server import seats
from server.room import Guess
from server.store import Store, StoreAway
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
from tests.stores import Connect, connect, draw, entries, ink, made, restart, store, store_of, valkey

__all__ = ["connect", "store", "valkey"]


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
