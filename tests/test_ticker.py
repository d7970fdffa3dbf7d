"""The heartbeat with a store that is away now and then."""

from types import SimpleNamespace

import numpy as np

from server import seats
from server.canvas import Packet
from server.connections import Connection, Connections
from server.limits import Credits, words
from server.live import LiveCanvas
from server.metrics import Metrics
from server.room import Guess
from server.store import StoreAway, Stored
from server.ticker import Ticker
from tests.rooms import THRESHOLDS, drawing


class Store:
    """Holds one room; away as often as it is told to be; its logs begin anew where it forgot them."""

    worker = "w1"
    forgot = False

    def __init__(self, room):
        self.room, self.away, self.clock = room, 0, 4_000
        self.put_off_rooms = []

    def now(self):
        self.clock += 100
        return self.clock

    def append(self, batch):
        if self.away:
            self.away -= 1
            raise StoreAway("for a moment")
        return [Stored(0 if self.forgot else ink.entries[-1].packet.seq, "stored") for ink in batch]

    def publish_looks(self, *_looks):
        pass

    def due(self, _now):
        return []

    def put_off(self, code):
        self.put_off_rooms.append(code)

    def update(self, code, rule, *args):
        assert code == self.room.code
        self.room, events = rule(self.room, *args, self.clock)
        return self.room, events


class Rooms:
    def __init__(self, store):
        self._store = store

    @property
    def copies(self):
        return {self._store.room.code: self._store.room}

    def saw(self, *_look):
        pass


class Sockets:
    """Keeps what was closed, and why."""

    def __init__(self):
        self.closed = {}

    def close(self, sid, reason):
        self.closed[sid] = reason


class Sure:
    """Takes every canvas for the prompt."""

    thresholds = THRESHOLDS

    def __init__(self, prompt):
        self._prompt = prompt

    def classify(self, raster):
        assert raster.dtype == np.uint8
        return (Guess(self._prompt, 0.99),)


def race(canvas):
    """A ticker whose only connection draws on that canvas; and its store."""
    store = Store(drawing("ann"))
    connections = Connections()
    connection = Connection("sid", "", Credits(0), words(0), player="p1", plays=True, number=1, canvas=canvas)
    connections.add(connection)
    connections.enter(connection, store.room.code)
    frames = SimpleNamespace(ink=no, look=no, send=lambda *_: [], send_pad=no)
    sure = Sure(store.room.prompt)
    ghosts = SimpleNamespace(keep=no)
    rooms, sockets = Rooms(store), Sockets()
    ticker = Ticker(store, sure, connections, rooms, frames, sockets, Metrics(), ghosts, lambda: None)
    return ticker, store


def no(*_args):
    pass


def test_the_last_stroke_counts_even_if_the_store_was_away_when_it_came():
    canvas = LiveCanvas(1)
    ticker, store = race(canvas)
    canvas.take_in(Packet(1, 0, "draw", 0, True, (1, 1, 500, 500)), 4_000)
    store.away = 2
    ticker.tick()
    ticker.tick()
    assert not store.room.recognised
    ticker.tick()
    assert store.room.recognised["p1"].seq == 1


def test_who_draws_on_after_the_store_lost_acknowledged_ink_comes_in_again():
    canvas = LiveCanvas(1)
    ticker, store = race(canvas)
    canvas.take_in(Packet(1, 0, "draw", 0, True, (1, 1, 500, 500)), 4_000)
    ticker.tick()
    assert ticker.sockets.closed == {}
    store.forgot = True
    canvas.take_in(Packet(2, 0, "draw", 1, True, (1, 1, 500, 500)), 4_000)
    ticker.tick()
    assert ticker.sockets.closed == {"sid": "restarting"}


def test_what_the_store_must_be_told_waits_until_it_answers():
    ticker, store = race(LiveCanvas(1))
    update, asked = store.update, []

    def away_once(*told):
        asked.append(told)
        if len(asked) == 1:
            raise StoreAway("for a moment")
        return update(*told)

    store.update = away_once
    ticker.owed.append((store.room.code, seats.detach, "p1", 1))
    ticker.tick()
    assert store.room.seats[0].present
    ticker.tick()
    assert not store.room.seats[0].present
    assert ticker.owed == []


def test_a_room_that_cannot_be_read_is_put_off_and_holds_up_nothing_else():
    ticker, store = race(LiveCanvas(1))
    update = store.update

    def unreadable(code, *told):
        if code == "BROKE":
            raise ValueError("no room at all")
        return update(code, *told)

    store.update = unreadable
    store.due = lambda _now: ["BROKE"]
    ticker.owed += [("BROKE", seats.detach, "p1", 1), (store.room.code, seats.detach, "p1", 1)]
    ticker.tick()
    assert not store.room.seats[0].present
    assert (ticker.owed, store.put_off_rooms) == ([], ["BROKE", "BROKE"])
