"""The public rooms over HTTP, with a store that counts how often it is asked."""

import gzip
import json
import random
import re
import threading
from pathlib import Path

import flask
import pytest

from server.canvas import SQUARE, Packet
from server.public import Drawers, Indexed, Listing
from server.store import StoreAway
from server.views_rooms import KEPT_SECONDS, PublicRooms

PAGE = (Path(__file__).parent.parent / "docs/protocol.md").read_text()
LISTING = Listing("ABCDE", "race", "ann", 2, 25, False, "drawing", 1, 5, "en", 9)
DRAWERS = Drawers(7, ("p1", "p2"))
LOG = [
    Packet(1, 0, "draw", 0, False, (100, 100, 200, 100)),
    Packet(2, 30, "draw", 0, True, (200, 300)),
    Packet(3, 90, "draw", 1, True, (5, 6)),
    Packet(4, 99, "draw", 2, True, (700, 700)),
    Packet(5, 120, "undo"),
]


class Store:
    def __init__(self):
        self.asked, self.away, self.drawers, self.log = 0, False, None, LOG
        self.pause = None

    def public(self):
        if self.away:
            raise StoreAway("for a moment")
        self.asked += 1
        if self.pause:
            self.pause.wait()
        return [Indexed(LISTING, 0, {}, self.drawers)]

    def longest_ink(self, drawers, entries):
        self.asked_for = drawers
        return [(code, self.log[:entries]) for code in drawers]


@pytest.fixture
def store():
    return Store()


@pytest.fixture
def clock():
    return [100.0]


@pytest.fixture
def get(store, clock):
    site = flask.Flask(__name__)
    site.register_blueprint(PublicRooms(store, lambda: clock[0], lambda: None).blueprint())
    return lambda **headers: site.test_client().get("/rooms.json", headers=headers)


def test_the_list_says_of_each_room_what_the_page_of_the_wire_promises(get):
    fields = {"code": "ABCDE", "mode": "race", "host": "ann", "players": 2, "seats": 25, "full": False}
    fields |= {"phase": "drawing", "round": 1, "rounds": 5, "language": "en", "changed_at": 9, "ink": []}
    answer = get()
    assert (answer.status_code, answer.json) == (200, {"rooms": [fields]})
    assert answer.headers["Cache-Control"] == "no-store"
    promised = re.search(r"`GET /rooms.json`.*?\n\n    {(.*?)}\n", PAGE, re.DOTALL)[1]
    assert re.findall(r'"(\w+)"', promised) == list(fields)


def test_where_ink_may_be_seen_its_strokes_are_told_as_points_and_the_ways_between_them(get, store):
    store.drawers = DRAWERS
    assert get().json["rooms"][0]["ink"] == [[100, 100, 100, 0, 0, 200], [5, 6]]
    assert store.asked_for == {"ABCDE": DRAWERS}


def test_of_a_room_that_shows_no_ink_none_is_asked_for(get, store):
    get()
    assert store.asked_for == {}


def test_the_wildest_scribble_takes_less_than_two_kilobytes(get, store):
    chance = random.Random(1)
    store.drawers = DRAWERS
    store.log = [
        Packet(seq, 0, "draw", seq // 40, False, tuple(chance.choices(range(SQUARE), k=40)))
        for seq in range(1, 600)
    ]
    ink = get().json["rooms"][0]["ink"]
    assert 1 < len(json.dumps(ink, separators=(",", ":"))) < 2_000


def test_who_can_unpack_the_list_gets_it_packed(get):
    answer = get(**{"Accept-Encoding": "br, gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert json.loads(gzip.decompress(answer.data)) == get().json
    assert answer.headers["Vary"] == get().headers["Vary"] == "Accept-Encoding"


def test_however_many_ask_the_store_is_asked_once_a_second(get, store, clock):
    for _ in range(50):
        get()
    assert store.asked == 1
    clock[0] += KEPT_SECONDS
    get()
    assert store.asked == 2


def test_who_asks_while_the_list_is_made_waits_for_it(get, store):
    asked, answers = threading.Barrier(5), []
    store.pause = threading.Event()

    def ask():
        asked.wait()
        answers.append(get().status_code)

    askers = [threading.Thread(target=ask) for _ in range(4)]
    for asker in askers:
        asker.start()
    asked.wait()
    store.pause.set()
    for asker in askers:
        asker.join()
    assert (answers, store.asked) == ([200] * 4, 1)


def test_a_store_that_is_away_is_said_to_be_and_asked_again(get, store):
    store.away = True
    assert (get().status_code, get().json) == (503, {"error": "store_away"})
    store.away = False
    assert get().status_code == 200
