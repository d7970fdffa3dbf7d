"""One Socket.IO connection over a WebSocket: events out, answers and events in, pings answered."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import msgspec
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import InvalidHandshake, WebSocketException

OPEN_SECONDS = 4.0
ASK_SECONDS = 8.0
SILENCE_SECONDS = 8.0
"""The server pings twice in this time: who has heard nothing by then talks to nobody."""

Hear = Callable[[str, Any], None]


class Lost(Exception):
    """The connection ended, or none could be made."""


class Refused(Exception):
    """The server answered with a named error."""

    def __init__(self, name: str, detail: str = "") -> None:
        super().__init__(f"{name}: {detail}")
        self.name = name


def address(url: str, code: str = "") -> str:
    """Where the socket of a server at this http(s) address is."""
    parts = urlsplit(url)
    scheme = "wss" if parts.scheme == "https" else "ws"
    room = f"&room={code}" if code else ""
    return f"{scheme}://{parts.netloc}/socket.io/?EIO=4&transport=websocket{room}"


class Connection:
    """Made by `open`; calls `hear(event, data)` for all that comes, until `ended` is done."""

    def __init__(self, socket: ClientConnection, hear: Hear) -> None:
        self.socket = socket
        self._hear = hear
        self._asked = 0
        self._answers: dict[int, asyncio.Future[Any]] = {}
        self.ended = asyncio.create_task(self._run())

    @classmethod
    async def open(cls, url: str, hear: Hear, code: str = "") -> Connection:
        try:
            async with asyncio.timeout(OPEN_SECONDS):
                socket = await connect(
                    address(url, code),
                    compression=None,
                    ping_interval=None,
                    close_timeout=1,
                    proxy=None,
                    max_size=None,
                    max_queue=None,
                )
                await socket.recv()
                await socket.send("40")
                welcome = await socket.recv()
        except (OSError, WebSocketException, InvalidHandshake, TimeoutError) as problem:
            raise Lost(f"no connection: {problem!r}") from problem
        if not str(welcome).startswith("40"):
            raise Lost(f"turned away: {welcome!r}")
        return cls(socket, hear)

    async def _run(self) -> None:
        """Read until the connection ends or has been silent for too long."""
        clock = asyncio.get_running_loop().time
        try:
            async with asyncio.timeout(SILENCE_SECONDS) as silence:
                async for text in self.socket:
                    silence.reschedule(clock() + SILENCE_SECONDS)
                    await self._take(str(text))
        except (WebSocketException, TimeoutError, OSError):
            pass  # however it ended, it ended
        finally:
            self._give_up_asking()

    async def _take(self, text: str) -> None:
        if text.startswith("42"):
            name, *rest = msgspec.json.decode(text[2:])
            self._hear(name, rest[0] if rest else None)
        elif text.startswith("43"):
            begin = text.index("[")
            waiting = self._answers.pop(int(text[2:begin]), None)
            if waiting is not None and not waiting.done():
                waiting.set_result(msgspec.json.decode(text[begin:]))
        elif text == "2":
            await self.socket.send("3")
        elif text in ("1", "41"):
            await self.socket.close()

    def _give_up_asking(self) -> None:
        for waiting in self._answers.values():
            if not waiting.done():
                waiting.set_exception(Lost("the connection ended"))
        self._answers.clear()

    async def ask(self, name: str, fields: dict[str, Any]) -> dict[str, Any]:
        """Send an event and wait for its answer; raises Refused, Lost."""
        if self.ended.done():
            raise Lost("the connection has ended")
        self._asked += 1
        waiting = self._answers[self._asked] = asyncio.get_running_loop().create_future()
        await self.send_text(f"42{self._asked}" + json.dumps([name, fields]))
        try:
            answer = await asyncio.wait_for(waiting, ASK_SECONDS)
        except TimeoutError as problem:
            raise Lost(f"no answer to {name}") from problem
        found: dict[str, Any] = answer[0] if answer else {}
        if "error" in found:
            raise Refused(found["error"], found.get("detail", ""))
        return found

    async def send(self, name: str, payload: Any) -> None:
        """Send an event that wants no answer."""
        await self.send_text("42" + json.dumps([name, payload], separators=(",", ":")))

    async def send_text(self, text: str | bytes) -> None:
        """Send one WebSocket message as it is; raises Lost."""
        try:
            await self.socket.send(text)
        except (WebSocketException, OSError) as problem:
            raise Lost(repr(problem)) from problem

    async def close(self) -> None:
        await self.socket.close()
        await self.ended

    def cut(self) -> None:
        """End it as a dead line does: no goodbye."""
        self.socket.transport.abort()
