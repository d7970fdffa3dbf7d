"""Before a message is understood: whether its line may send more, and whether it has the form of one."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Any

from engineio.exceptions import SocketIsClosedError
from engineio.packet import MESSAGE

from server.limits import EVENT_COST, REFUSED_COST, Credits
from server.metrics import Metrics
from server.protocol import ERROR
from server.sockets import LAST_WORD_SECONDS, Sockets, encoded

CONNECT = re.compile(r"0(\{.*\})?")
DISCONNECT = "1"
EVENT = re.compile(r'2\d{0,9}\[\s*"([^"\\]*)"')
OWN_NAMES = ("connect", "disconnect", "*")
"""python-socketio looks these up beside a client's events: they are not a client's to say."""


class Gate:
    """Stands before one python-socketio server; each line has one purse of credits, whatever it does."""

    def __init__(self, server: Any, sockets: Sockets, metrics: Metrics, clock: Callable[[], int]) -> None:
        self._server, self._sockets, self._metrics, self._clock = server, sockets, metrics, clock
        self._credits: dict[str, Credits] = {}
        self._begin, self._pass_on, self._end = (
            server.eio.handlers[name] for name in ("connect", "message", "disconnect")
        )
        server.eio.on("connect", self.begun)
        server.eio.on("message", self.message)
        server.eio.on("disconnect", self.ended)

    def credits_of(self, sid: str) -> Credits:
        """The purse of the line that this connection came by."""
        return self._purse(self._server.manager.eio_sid_from_sid(sid, "/"))

    def _purse(self, line: str) -> Credits:
        if line not in self._credits:
            self._credits[line] = Credits(self._clock())
        return self._credits[line]

    def begun(self, line: str, environ: dict[str, Any]) -> Any:
        """A new line: whatever comes by it is paid for."""
        socket = self._server.eio.sockets[line]
        socket.receive = partial(self.receive, line, socket.receive)
        return self._begin(line, environ)

    def receive(self, line: str, take: Callable[[Any], None], packet: Any) -> None:
        """Take one packet, of a line that has credits left; of one that has none nothing is read any more."""
        purse = self._purse(line)
        if packet.packet_type == MESSAGE or purse.spend(EVENT_COST, self._clock()):
            take(packet)
        if purse.spent_out:
            self._turn_away(line)

    def _turn_away(self, line: str) -> None:
        """Say why, leave the client a moment to read it, and end the line."""
        sid = self._server.manager.sid_from_eio_sid(line, "/")
        if sid is not None:
            self._sockets.close(sid, "flooded")
            self._server.sleep(LAST_WORD_SECONDS)
        raise SocketIsClosedError

    def message(self, line: str, data: str | bytes) -> None:
        """Hand on what has the form of a message; refuse and charge the rest, broken JSON included."""
        try:
            if not is_event(data):
                if not is_greeting(data):
                    raise ValueError("not a message of this protocol")
                self._charge(line)
            self._pass_on(line, data)
        except (ValueError, RecursionError) as problem:
            self._metrics.refused.labels("bad_message").inc()
            self._charge(line)
            sid = self._server.manager.sid_from_eio_sid(line, "/")
            if sid is not None:
                said = {"error": "bad_message", "detail": str(problem)[:80], "event": ""}
                self._sockets.send(sid, encoded(ERROR, said))

    def _charge(self, line: str) -> None:
        self._purse(line).spend(REFUSED_COST, self._clock())

    def ended(self, line: str, *reason: Any) -> None:
        self._credits.pop(line, None)
        self._end(line, *reason)


def is_event(data: str | bytes) -> bool:
    """Whether this begins as an event that a client may send; its JSON is read where it is used."""
    head = EVENT.match(data) if isinstance(data, str) else None
    return head is not None and head[1] not in OWN_NAMES


def is_greeting(data: str | bytes) -> bool:
    return isinstance(data, str) and (data == DISCONNECT or CONNECT.fullmatch(data) is not None)
