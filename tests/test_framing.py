"""Frames are read the same as before, only cheaper."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.framing import CONTROL_FRAMES_IN_A_ROW, READ_BYTES, BufferedSocket, improve, unmask

CONTROL, TEXT = 9, 1


def websocket(*opcodes):
    """A WebSocket module as improve() takes it, whose lines bring frames of these kinds."""

    class Message:
        def push(self, data, final=False):
            pass

    class RFC6455WebSocket:
        def __init__(self, _socket, _environ):
            self.frames = iter(opcodes)

        def _recv_frame(self, _message=None):
            return SimpleNamespace(opcode=next(self.frames))

    RFC6455WebSocket.Message = Message
    WebSocketWSGI = type("WebSocketWSGI", (), {})
    return SimpleNamespace(
        RFC6455WebSocket=RFC6455WebSocket, WebSocketWSGI=WebSocketWSGI, FailedConnectionError=Failed
    )


class Failed(Exception):
    pass


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
    module = websocket(TEXT, TEXT, CONTROL)
    improve(module, lambda: turns.append(1))
    line = module.RFC6455WebSocket(Wire([]), {})
    for number in (1, 2, 3):
        line._recv_frame()
        assert len(turns) == number


def test_a_line_that_only_pings_is_ended_and_one_that_also_speaks_is_not():
    pings = [CONTROL] * CONTROL_FRAMES_IN_A_ROW
    module = websocket(*pings, TEXT, *pings, CONTROL)
    improve(module, lambda: None)
    line = module.RFC6455WebSocket(Wire([]), {})
    for _frame in (*pings, TEXT, *pings):
        line._recv_frame()
    with pytest.raises(Failed):
        line._recv_frame()


def test_what_it_does_not_buffer_goes_to_the_socket_itself():
    wire = Wire([])
    assert BufferedSocket(wire).pieces is wire.pieces
