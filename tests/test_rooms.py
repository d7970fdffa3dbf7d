"""What the members of a room hear of what is published, on their own worker."""

from dataclasses import replace

import pytest

from server import seats, votes
from server.connections import Connection, Connections
from server.frames import Frames
from server.limits import Credits, words
from server.rooms import Rooms
from server.subscription import Changed, Resubscribed
from tests.rooms import room_of


class Sockets:
    """Keeps what was closed, and why."""

    def __init__(self):
        self.closed = {}

    def send(self, sid, _text):
        pass

    def close(self, sid, reason):
        self.closed[sid] = reason


def told(player, seated_at, *changes, store=None):
    """Why the connection of this player was closed, if it was, after all of that."""
    sockets, connections = Sockets(), Connections()
    rooms = Rooms(store, None, connections, sockets, Frames(sockets))
    member = Connection("sid", "address", Credits(0), words(0), player=player, number=1, seated_at=seated_at)
    connections.add(member)
    connections.enter(member, "ABCDE")
    for change in changes:
        rooms.deliver(change)
    return sockets.closed.get("sid")


def changed(version, room, events=()):
    return Changed(replace(room, version=version), events)


def test_news_from_before_a_seat_was_given_does_not_take_it_away():
    before, after = room_of("ann"), room_of("ann", "bob")
    assert told("p2", 3, changed(2, before), changed(3, after), changed(4, after)) is None


@pytest.mark.parametrize(("rule", "reason"), [(seats.leave, "left"), (votes.kick, "kicked")])
def test_a_connection_ends_with_its_seat_and_is_told_why(rule, reason):
    after = room_of("ann", "bob")
    room, events = rule(after, "p2", 5) if rule is seats.leave else rule(after, "p1", "p2", 5)
    assert told("p2", 3, changed(4, room, events)) == reason


def test_an_older_connection_ends_when_a_newer_one_has_its_seat():
    room, _ = seats.attach(room_of("ann", "bob"), "hash-bob", "w2", 5)
    assert told("p2", 3, changed(4, room)) == "replaced"


def test_a_watcher_stays_whoever_goes():
    room, events = votes.kick(room_of("ann", "bob"), "p1", "p2", 5)
    assert told("", 0, changed(4, room, events)) is None


class Store:
    """Holds a room, and no ink."""

    def __init__(self, room):
        self._room = room

    def now(self):
        return 0

    def room(self, _code):
        return self._room

    def ink(self, *_log):
        return {}


@pytest.mark.parametrize(("version", "reason"), [(3, "restarting"), (4, "restarting"), (5, None)])
def test_after_a_silence_in_which_the_store_lost_something_everybody_comes_in_again(version, reason):
    heard, held = room_of("ann", "bob"), room_of("ann")
    store = Store(replace(held, version=version))
    assert told("", 0, changed(4, heard), Resubscribed("ABCDE"), store=store) == reason


def test_after_a_silence_in_which_nothing_was_lost_everybody_stays():
    store = Store(replace(room_of("ann"), version=4))
    assert told("", 0, changed(4, room_of("ann")), Resubscribed("ABCDE"), store=store) is None
