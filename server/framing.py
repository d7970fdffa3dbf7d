"""Cheaper WebSocket frames than the library's own: uncompressed, few reads, unmasked as whole numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

READ_BYTES = 4096
LEAST_FRAGMENT_BYTES = 64
"""What an empty fragment counts: its place in memory."""


def unmask(data: bytes, mask: tuple[int, ...] | bytes, length: int | None = None, offset: int = 0) -> bytes:
    """XOR `data` with the four mask bytes, repeated, from the mask's place `offset` on."""
    length = len(data) if length is None else length
    turned = bytes(mask[(offset + place) % 4] for place in range(4))
    key = (turned * (length // 4 + 1))[:length]
    clear = int.from_bytes(data[:length], "big") ^ int.from_bytes(key, "big")
    return clear.to_bytes(length, "big")


class BufferedSocket:
    """A socket whose recv() asks the kernel for more than is wanted and keeps the rest for the next time.

    It pauses before it asks: a socket that always has more to give would leave nobody else a turn.
    """

    __slots__ = ("_kept", "_pause", "_socket")

    def __init__(self, socket: Any, pause: Callable[[], None]) -> None:
        self._socket = socket
        self._pause = pause
        self._kept = b""

    def recv(self, size: int) -> bytes:
        if not self._kept:
            self._pause()
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
        plain_init(self, BufferedSocket(socket, pause), *rest, **named)

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
