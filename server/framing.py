"""Cheaper WebSocket frames than the library's own: uncompressed, few reads, unmasked as whole numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

READ_BYTES = 4096
LEAST_FRAGMENT_BYTES = 64
"""What an empty fragment counts: its place in memory."""
CONTROL_FRAMES_IN_A_ROW = 20
"""A client has something to say every few seconds; one that only pings would never pay for it."""


def unmask(data: bytes, mask: tuple[int, ...] | bytes, length: int | None = None, offset: int = 0) -> bytes:
    """XOR `data` with the four mask bytes, repeated, from the mask's place `offset` on."""
    length = len(data) if length is None else length
    turned = bytes(mask[(offset + place) % 4] for place in range(4))
    key = (turned * (length // 4 + 1))[:length]
    clear = int.from_bytes(data[:length], "big") ^ int.from_bytes(key, "big")
    return clear.to_bytes(length, "big")


class BufferedSocket:
    """A socket whose recv() asks the kernel for more than is wanted and keeps the rest for the next time."""

    __slots__ = ("_kept", "_socket")

    def __init__(self, socket: Any) -> None:
        self._socket = socket
        self._kept = b""

    def recv(self, size: int) -> bytes:
        if not self._kept:
            if size >= READ_BYTES:
                return bytes(self._socket.recv(size))
            self._kept = self._socket.recv(READ_BYTES)
        taken, self._kept = self._kept[:size], self._kept[size:]
        return taken

    def __getattr__(self, name: str) -> Any:
        return getattr(self._socket, name)


def improve(websocket: Any, pause: Callable[[], None]) -> None:
    """Change the given WebSocket module so that all of this holds for connections to come."""

    def no_deflate(_self: object, _extensions: object) -> None:
        """It would triple a connection's memory."""

    plain_init = websocket.RFC6455WebSocket.__init__

    def init(self: Any, socket: Any, *rest: Any, **named: Any) -> None:
        plain_init(self, BufferedSocket(socket), *rest, **named)
        self.controls = 0

    plain_frame = websocket.RFC6455WebSocket._recv_frame

    def recv_frame(self: Any, message: Any = None) -> Any:
        """A line that always has one more frame to give leaves everybody else their turn."""
        pause()
        got = plain_frame(self, message)
        self.controls = self.controls + 1 if got.opcode & 8 else 0
        if self.controls > CONTROL_FRAMES_IN_A_ROW:
            raise websocket.FailedConnectionError(1008, "Too many pings.")
        return got

    plain_push = websocket.RFC6455WebSocket.Message.push

    def push(self: Any, data: Any, final: bool = False) -> None:
        """A message in many fragments is no longer than one in a single frame."""
        self.length = getattr(self, "length", 0) + max(len(data), LEAST_FRAGMENT_BYTES)
        if self.length > max(self.max_frame_length, LEAST_FRAGMENT_BYTES):
            raise websocket.FailedConnectionError(1009, "The message is too long.")
        plain_push(self, data, final)

    websocket.RFC6455WebSocket.Message.push = push
    websocket.WebSocketWSGI._negotiate_permessage_deflate = no_deflate
    websocket.RFC6455WebSocket._apply_mask = staticmethod(unmask)
    websocket.RFC6455WebSocket.__init__ = init
    websocket.RFC6455WebSocket._recv_frame = recv_frame
