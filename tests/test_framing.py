"""Frames are read the same as before, only cheaper."""

from hypothesis import given
from hypothesis import strategies as st

from server.framing import READ_BYTES, BufferedSocket, unmask


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
    buffered, read = BufferedSocket(Wire(pieces), int), b""
    while taken := buffered.recv(size):
        assert len(taken) <= size
        read += taken
    assert read == b"".join(pieces)


def test_a_small_frame_costs_one_read():
    wire = Wire([b"\x81\x85maskhello"])
    buffered = BufferedSocket(wire, int)
    assert [buffered.recv(2), buffered.recv(4), buffered.recv(5)] == [b"\x81\x85", b"mask", b"hello"]
    assert wire.reads == 1


def test_others_get_a_turn_before_each_read():
    turns = []
    buffered = BufferedSocket(Wire([b"ab", b"cd"]), lambda: turns.append(1))
    assert [buffered.recv(1) for _ in range(4)] == [b"a", b"b", b"c", b"d"]
    assert len(turns) == 2


def test_what_it_does_not_buffer_goes_to_the_socket_itself():
    wire = Wire([])
    assert BufferedSocket(wire, int).pieces is wire.pieces
