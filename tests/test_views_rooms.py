"""The public rooms over HTTP, with a store that counts how often it is asked."""

import flask
import pytest

from server.public import Listing
from server.store import StoreAway
from server.views_rooms import KEPT_SECONDS, PublicRooms

LISTING = Listing("ABCDE", "race", "ann", 2, 25, False, "lobby", 0, 5, "en", 9)


class Store:
    def __init__(self):
        self.asked, self.away = 0, False

    def public(self):
        if self.away:
            raise StoreAway("for a moment")
        self.asked += 1
        return [LISTING]


@pytest.fixture
def store():
    return Store()


@pytest.fixture
def clock():
    return [100.0]


@pytest.fixture
def get(store, clock):
    site = flask.Flask(__name__)
    site.register_blueprint(PublicRooms(store, lambda: clock[0]).blueprint())
    return lambda: site.test_client().get("/rooms.json")


def test_the_list_says_of_each_room_what_the_page_of_the_wire_promises(get):
    fields = {"code": "ABCDE", "mode": "race", "host": "ann", "players": 2, "seats": 25, "full": False}
    fields |= {"phase": "lobby", "round": 0, "rounds": 5, "language": "en", "changed_at": 9}
    answer = get()
    assert (answer.status_code, answer.json) == (200, {"rooms": [fields]})
    assert answer.headers["Cache-Control"] == "no-store"


def test_however_many_ask_the_store_is_asked_once_a_second(get, store, clock):
    for _ in range(50):
        get()
    assert store.asked == 1
    clock[0] += KEPT_SECONDS
    get()
    assert store.asked == 2


def test_a_store_that_is_away_is_said_to_be_and_asked_again(get, store):
    store.away = True
    assert (get().status_code, get().json) == (503, {"error": "store_away"})
    store.away = False
    assert get().status_code == 200
