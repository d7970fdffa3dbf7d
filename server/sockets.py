"""The door to the sockets: what leaves is text encoded once, however many receive it."""

from __future__ import annotations

from typing import Any

import msgspec

from server.protocol import CLOSED

BACKLOG_AT_MOST = 5
LAST_WORD_SECONDS = 0.5


def encoded(event: str, payload: Any) -> str:
    """A Socket.IO event, ready to send to any number of connections."""
    return f'2["{event}",{msgspec.json.encode(payload).decode()}]'


class Sockets:
    """Sends to, measures and closes connections of one python-socketio server."""

    def __init__(self, server: Any) -> None:
        self._server = server

    def send(self, sid: str, text: str) -> None:
        """Queue an encoded event; a connection that is gone is not an error."""
        eio_sid = self._server.manager.eio_sid_from_sid(sid, "/")
        if eio_sid is not None and eio_sid in self._server.eio.sockets:
            self._server.eio.send(eio_sid, text)

    def backlog(self, sid: str) -> int:
        """How many packets wait for this connection to read."""
        socket = self._server.eio.sockets.get(self._server.manager.eio_sid_from_sid(sid, "/"))
        return int(socket.queue.qsize()) if socket is not None else 0

    def close(self, sid: str, reason: str) -> None:
        """Say why, then end the connection."""
        eio_sid = self._server.manager.eio_sid_from_sid(sid, "/")
        self.send(sid, encoded(CLOSED, {"reason": reason}))
        self._server.disconnect(sid)
        self._server.start_background_task(self._hang_up, eio_sid)

    def _hang_up(self, eio_sid: str) -> None:
        """End the line of a client that does not end it; the answer to its last event goes out first."""
        self._server.sleep(LAST_WORD_SECONDS)
        socket = self._server.eio.sockets.get(eio_sid)
        if socket is not None:
            socket.close(wait=False)
