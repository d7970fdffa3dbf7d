"""A member of a room: keeps its copy of the room, and comes back when its connection dies."""

from __future__ import annotations

import asyncio
import random
import secrets
from collections import Counter
from collections.abc import Callable
from typing import Any, Self

from bench.connection import Connection, Lost, Refused
from bench.copy_of_room import RoomCopy
from bench.inklog import InkLog
from bench.waits import Waits
from server.canvas import Packet
from server.protocol_shown import view_packet

WAIT_SECONDS = 20.0
FIRST_PAUSE_SECONDS, PAUSE_SECONDS_AT_MOST = 0.1, 2.0
FLOODED_SECONDS = 10.0
GOES_ON = {"restarting", "flooded"}
TRANSIENT = {"store_away"}


class Member:
    """A player, a watcher or a controlling host. `until` waits for what its copy of the room will show."""

    def __init__(self, url: str, name: str = "", *, keeps_ink: bool = True) -> None:
        self.url, self.name = url, name
        self.code = self.player = self.token = ""
        self.copy = RoomCopy(keeps_ink)
        self.log = InkLog(0)
        self.logs: list[InkLog] = [self.log]
        self.errors: Counter[str] = Counter()
        self.attached = 0
        self.frames = 0
        self.last_now = 0
        self.closed_reason: str | None = None
        self.connection: Connection | None = None
        self._done = False
        self._behind = False
        self._seated = self._sending = False
        self._waits = Waits()
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def room(self) -> dict[str, Any]:
        return self.copy.room

    @property
    def ink(self) -> dict[str, list[list[Any]]]:
        return self.copy.ink

    @property
    def looks(self) -> dict[str, list[Any]]:
        return self.copy.looks

    # -- coming in -------------------------------------------------------------------------------------

    async def make(self, plays: bool = True) -> Self:
        self.token = secrets.token_hex(16)
        return await self._enter("make", {"name": self.name, "plays": plays, "token": self.token})

    async def join(self, code: str) -> Self:
        self.token = secrets.token_hex(16)
        return await self._enter("join", {"code": code, "name": self.name, "token": self.token})

    async def watch(self, code: str) -> Self:
        return await self._enter("watch", {"code": code})

    async def attach(self, code: str, token: str) -> Self:
        self.token = token
        return await self._enter("attach", {"code": code, "token": token})

    async def connect(self) -> Self:
        """Only a connection, no room: the pad."""
        await self._open()
        self._seated = True
        return self

    async def _enter(self, event: str, fields: dict[str, Any]) -> Self:
        self.code = fields.get("code", "")
        await self._asked_in(self.connection or await self._open(), event, fields)
        return self

    async def _open(self) -> Connection:
        self.connection = await Connection.open(self.url, self._hear, self.code)
        self._start(self._keep(self.connection))
        return self.connection

    async def _asked_in(self, connection: Connection, event: str, fields: dict[str, Any]) -> None:
        answer = await connection.ask(event, fields)
        self.code = answer["code"]
        self.player = answer.get("player", "")
        self._snapshot(answer["snapshot"])
        self.attached += 1
        self._seated = True
        await self._send_again()
        self._waits.notice()

    # -- staying in ------------------------------------------------------------------------------------

    async def _keep(self, connection: Connection | None) -> None:
        """Have a connection as long as there is no reason to stay away."""
        while connection is not None:
            await connection.ended
            self.connection, self._seated = None, False
            self._waits.notice()
            connection = await self._come_back() if self.room else None
        self._waits.notice()

    async def _come_back(self) -> Connection | None:
        """The next connection, attached; None where the seat is gone or taken."""
        pause = FLOODED_SECONDS if self.closed_reason == "flooded" else FIRST_PAUSE_SECONDS
        while self.closed_reason in (None, *GOES_ON) and not self._done:
            await asyncio.sleep(0 if self.closed_reason == "restarting" else pause * random.uniform(0.5, 1.5))
            pause = min(pause * 2, PAUSE_SECONDS_AT_MOST)
            self.closed_reason = None
            try:
                return await self._attached()
            except Lost:
                continue
            except Refused as refused:
                if refused.name not in TRANSIENT:
                    self.errors[f"attach: {refused.name}"] += 1
                    self.closed_reason = refused.name
        return None

    async def _attached(self) -> Connection:
        connection = await Connection.open(self.url, self._hear, self.code)
        self.connection = connection
        try:
            await self._asked_in(connection, *self._way_back())
        except (Lost, Refused):
            self.connection = None
            await connection.close()
            raise
        return connection

    def _way_back(self) -> tuple[str, dict[str, Any]]:
        if self.token:
            return "attach", {"code": self.code, "token": self.token}
        return "watch", {"code": self.code}

    async def close(self) -> None:
        """End the connection and stay away; the seat is kept."""
        self._done = True
        if self.connection is not None:
            await self.connection.close()
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def cut(self) -> None:
        """Lose the connection as in a tunnel; the member comes back by itself."""
        if self.connection is not None:
            self.connection.cut()

    def _start(self, work: Any) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    # -- saying ----------------------------------------------------------------------------------------

    async def ask(self, event: str, **fields: Any) -> dict[str, Any]:
        """An event and its answer; raises Refused, Lost."""
        if self.connection is None:
            raise Lost("not connected")
        return await self.connection.ask(event, fields)

    async def snapshot(self) -> dict[str, Any]:
        """The server's snapshot of the room, as it is."""
        found: dict[str, Any] = (await self.ask("snapshot"))["snapshot"]
        return found

    def begin_round(self, round: int) -> None:
        """Number anew, after what is stored already."""
        if self.log.round != round:
            self.log = InkLog(round, len(self.ink.get(self.player, [])))
            self.logs.append(self.log)

    async def put(
        self, t_ms: int, op: str = "draw", stroke: int = 0, up: bool = False, points: tuple[int, ...] = ()
    ) -> Packet:
        """Number a packet, keep it until it is acknowledged, and send it if there is a connection."""
        packet = Packet(self.log.next_seq, t_ms, op, stroke, up, points)
        self.log.put(packet, asyncio.get_running_loop().time())
        await self._send_ink()
        return packet

    async def _send_ink(self) -> None:
        """Send, in order, what is not on the way, once this connection has the seat."""
        if self._sending:
            return
        self._sending = True
        try:
            while self._seated and self.connection and (packet := self.log.next_to_send()):
                await self.connection.send("ink", [self.log.round, *view_packet(packet)])
        except Lost:
            pass  # the next connection is sent it again
        finally:
            self._sending = False

    async def _send_again(self) -> None:
        self.log.send_again()
        await self._send_ink()

    # -- hearing ---------------------------------------------------------------------------------------

    def _hear(self, event: str, data: Any) -> None:
        if event == "frame":
            self._frame(data)
        elif event == "event":
            self._events(data)
        elif event == "snapshot":
            self._snapshot(data)
        elif event == "error":
            self._error(data)
        elif event == "closed":
            self.closed_reason = data["reason"]
        self._waits.notice()

    def _frame(self, frame: dict[str, Any]) -> None:
        self.frames += 1
        self.last_now = frame["now"]
        log = self.log
        mine = self.player or "pad"
        if frame.get("round") == log.round and mine in frame.get("looks", {}):
            log.look(frame["looks"][mine][0], asyncio.get_running_loop().time())
        if "ack" in frame and frame["ack"][0] == log.round:
            log.acknowledge(frame["ack"][1])
        if frame.get("closed") == log.round:
            log.closed = True
        if not self.copy.take_frame(frame):
            self._catch_up()

    def _events(self, message: dict[str, Any]) -> None:
        if not self.copy.take_events(message):
            self._catch_up()
        known = self.room.get("recognised", {}).get(self.player)
        if known and self.room["round"] == self.log.round:
            self.log.recognised_seq = known["seq"]

    def _snapshot(self, snapshot: dict[str, Any]) -> None:
        if self.copy.take_snapshot(snapshot):
            self.last_now = snapshot["now"]
            self._settle(len(self.ink.get(self.player, [])))

    def _settle(self, stored: int) -> None:
        """Learn from a snapshot what became of our own ink."""
        room, log = self.room, self.log
        if room["round"] != log.round:
            log.closed = True
            return
        if stored < log.acknowledged and not self._seated:
            # One that comes between frames may be a moment older than they are; the first is not.
            self.errors["acknowledged ink is missing"] += 1
            log.lose(stored)
        log.acknowledge(stored)
        if room["phase"] != "drawing" or self.player in room["recognised"]:
            log.closed = True

    def _error(self, data: dict[str, Any]) -> None:
        self.errors[data["error"]] += 1
        if data.get("event") == "ink" and data["error"] != "wrong_phase" and self.room:
            self._catch_up(resends=data["error"] in ("wrong_order", "store_away"))

    def _catch_up(self, resends: bool = False) -> None:
        """Ask for the snapshot, unless that is under way."""
        if not self._behind:
            self._behind = True
            self._start(self._ask_snapshot(resends))

    async def _ask_snapshot(self, resends: bool) -> None:
        try:
            self._snapshot(await self.snapshot())
            if resends:
                await self._send_again()
        except (Lost, Refused):
            pass  # the next connection begins with a snapshot
        finally:
            self._behind = False
        self._waits.notice()

    # -- waiting ---------------------------------------------------------------------------------------

    async def until(self, met: Callable[[Member], Any], seconds: float = WAIT_SECONDS) -> Self:
        """Wait for something that this member will hear or lose; TimeoutError says that it did not come."""
        await self._waits.until(lambda: met(self), seconds)
        return self
