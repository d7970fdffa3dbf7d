"""Before a message is understood: whether it has the form of one, and whether its line may send more."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from server.limits import REFUSED_COST, Credits
from server.metrics import Metrics
from server.protocol import ERROR
from server.sockets import Sockets, encoded

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
        self._pass_on = server.eio.handlers["message"]
        self._end = server.eio.handlers["disconnect"]
        server.eio.on("message", self.message)
        server.eio.on("disconnect", self.ended)

    def credits_of(self, sid: str) -> Credits:
        """The purse of the line that this connection came by."""
        return self._purse(self._server.manager.eio_sid_from_sid(sid, "/"))

    def _purse(self, line: str) -> Credits:
        if line not in self._credits:
            self._credits[line] = Credits(self._clock())
        return self._credits[line]

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
        if not self._purse(line).spend(REFUSED_COST, self._clock()):
            self._sockets.hang_up(line, "flooded")

    def ended(self, line: str, *reason: Any) -> None:
        self._credits.pop(line, None)
        self._end(line, *reason)


def is_event(data: str | bytes) -> bool:
    """Whether this begins as an event that a client may send; its JSON is read where it is used."""
    head = EVENT.match(data) if isinstance(data, str) else None
    return head is not None and head[1] not in OWN_NAMES


def is_greeting(data: str | bytes) -> bool:
    return isinstance(data, str) and (data == DISCONNECT or CONNECT.fullmatch(data) is not None)
