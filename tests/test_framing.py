"""Frames are read the same as before, only cheaper."""

import importlib.util

from hypothesis import given
from hypothesis import strategies as st

from server.framing import CONTROL_FRAMES_IN_A_ROW, READ_BYTES, BufferedSocket, improve, unmask

PING, HELLO = b"\x89\x80\0\0\0\0", b"\x81\x82\0\0\0\0hi"


def fresh(name):
    """A module of its own, to be changed without a trace."""
    spec = importlib.util.find_spec(name)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Wire:
    """A socket that gives what it holds in pieces, and counts how often it is asked."""

    def __init__(self, pieces):
        self.pieces = list(pieces)
        self.reads = 0

    def recv(self, size):
        self.reads += 1
        if not self.pieces:
            return b""
        piece, rest = self.pieces[0][:size], self.pieces[0][size:]
        self.pieces[:1] = [rest] if rest else []
        return piece


class Line(Wire):
    """One that can be written to and shut."""

    is_shut = False

    def sendall(self, _data):
        pass

    def shutdown(self, _how):
        self.is_shut = True

    def close(self):
        pass


@given(st.binary(max_size=300), st.binary(min_size=4, max_size=4), st.integers(0, 9))
def test_unmasking_is_xor_byte_by_byte(data, mask, offset):
    assert unmask(data, mask, offset=offset) == bytes(
        byte ^ mask[(offset + place) % 4] for place, byte in enumerate(data)
    )


@given(st.binary(max_size=200), st.binary(min_size=4, max_size=4))
def test_unmasking_twice_is_nothing(data, mask):
    assert unmask(unmask(data, mask), mask) == data


@given(st.lists(st.binary(min_size=1, max_size=50), max_size=20), st.integers(1, 2 * READ_BYTES))
def test_a_buffered_socket_gives_every_byte_in_order(pieces, size):
    buffered, read = BufferedSocket(Wire(pieces)), b""
    while taken := buffered.recv(size):
        assert len(taken) <= size
        read += taken
    assert read == b"".join(pieces)


def test_a_small_frame_costs_one_read():
    wire = Wire([b"\x81\x85maskhello"])
    buffered = BufferedSocket(wire)
    assert [buffered.recv(2), buffered.recv(4), buffered.recv(5)] == [b"\x81\x85", b"mask", b"hello"]
    assert wire.reads == 1


def test_others_get_a_turn_before_each_frame_however_many_came_at_once():
    turns = []
    websocket = fresh("eventlet.websocket")
    improve(websocket, lambda: turns.append(1))
    line = websocket.RFC6455WebSocket(Wire([HELLO * 3]), {})
    assert [line.wait() for _ in range(3)] == ["hi"] * 3
    assert len(turns) == 3


def test_a_line_that_only_pings_is_ended_and_one_that_also_speaks_is_not():
    websocket = fresh("eventlet.websocket")
    improve(websocket, lambda: None)
    pings = PING * CONTROL_FRAMES_IN_A_ROW
    line = websocket.RFC6455WebSocket(Line([pings + HELLO + pings + HELLO + pings + PING]), {})
    assert [line.wait() for _ in range(3)] == ["hi", "hi", None]
    assert line.socket.is_shut


def test_what_it_does_not_buffer_goes_to_the_socket_itself():
    wire = Wire([])
    assert BufferedSocket(wire).pieces is wire.pieces
