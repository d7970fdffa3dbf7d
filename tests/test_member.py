"""The bots' member against a scripted server: what it sends, and how it comes back."""

import json
from contextlib import asynccontextmanager

import pytest
from websockets.asyncio.server import serve
from websockets.exceptions import ConnectionClosed

from bench.connection import Lost, Refused
from bench.hand import Hand
from bench.member import Member
from tests.sockets import over_sockets


class Scripted:
    """A server with one room, whose word is what the test says."""

    def __init__(self):
        self.heard = []
        self.log = []
        self.line = None
        self.refuses = None
        self.version = 1

    def snapshot(self):
        seat = {"player": "p1", "name": "Ann", "score": 0, "present": True}
        room = {
            "code": "ABCDE",
            "phase": "drawing",
            "host": "p1",
            "seats": [seat],
            "round": 1,
            "recognised": {},
        }
        return {"version": self.version, "now": 5, "room": room, "ink": {"p1": list(self.log)}, "looks": {}}

    async def serve(self, line):
        self.line = line
        await line.send('0{"sid":"s","pingInterval":4000,"pingTimeout":4000}')
        try:
            async for text in line:
                await self.take(line, text)
        except ConnectionClosed:
            return

    async def take(self, line, text):
        if text == "40":
            await line.send('40{"sid":"s"}')
        elif text.startswith('42["ink"'):
            self.heard.append(json.loads(text[2:])[1])
        elif text.startswith("42"):
            begin = text.index("[")
            await line.send(f"43{text[2:begin]}" + json.dumps([self.answer(*json.loads(text[begin:]))]))
        else:
            self.heard.append(text)

    def answer(self, event, _fields):
        self.heard.append(event)
        if self.refuses:
            return {"error": self.refuses, "detail": ""}
        return {"code": "ABCDE", "player": "p1", "snapshot": self.snapshot()}

    async def say(self, event, data):
        await self.line.send("42" + json.dumps([event, data]))


@asynccontextmanager
async def scripted():
    script = Scripted()
    async with serve(script.serve, "127.0.0.1", 0) as server:
        member = Member(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", "Ann")
        try:
            yield script, member
        finally:
            await member.close()


@over_sockets
async def test_a_ping_is_answered():
    async with scripted() as (script, member):
        await member.make()
        await script.line.send("2")
        await member.ask("clock")
        await member.ask("clock")
        assert sorted(script.heard) == ["3", "clock", "clock", "make"]


@over_sockets
async def test_a_named_error_is_raised_and_the_connection_stays():
    async with scripted() as (script, member):
        await member.connect()
        script.refuses = "unknown_room"
        with pytest.raises(Refused, match="unknown_room"):
            await member.join("ZZZZZ")
        script.refuses = None
        assert (await member.join("ABCDE")).player == "p1"


@over_sockets
async def test_what_the_snapshot_lacks_is_sent_again_in_order():
    async with scripted() as (script, member):
        await member.make()
        member.begin_round(1)
        for seq in (1, 2, 3):
            await member.put(seq, "undo")
        await script.say("frame", {"now": 6, "round": 1, "ack": [1, 1]})
        await member.until(lambda m: m.log.acknowledged == 1)
        script.log = [[1, 1, "undo"], [2, 2, "undo"]]
        script.heard.clear()
        script.line.transport.abort()
        await member.until(lambda m: m.attached == 2)
        await member.ask("clock")
        assert script.heard == ["attach", [1, 3, 3, "undo"], "clock"]
        assert [packet.seq for packet in member.log.missing()] == [3]


@over_sockets
async def test_acknowledged_ink_that_is_gone_is_an_error():
    async with scripted() as (script, member):
        await member.make()
        member.begin_round(1)
        await member.put(1, "undo")
        await script.say("frame", {"now": 6, "round": 1, "ack": [1, 1]})
        await member.until(lambda m: m.log.acknowledged == 1)
        script.line.transport.abort()
        await member.until(lambda m: m.attached == 2)
        assert member.errors["acknowledged ink is missing"] == 1


@over_sockets
async def test_who_was_replaced_stays_away():
    async with scripted() as (script, member):
        await member.make()
        await script.say("closed", {"reason": "replaced"})
        await script.line.close()
        await member.until(lambda m: m.closed_reason == "replaced" and m.connection is None)
        with pytest.raises(Lost):
            await member.ask("clock")
        assert member.attached == 1


@over_sockets
async def test_a_gap_in_the_versions_is_filled_by_the_snapshot():
    async with scripted() as (script, member):
        await member.make()
        script.version = 4
        await script.say(
            "event", {"version": 4, "now": 9, "events": [{"type": "host_changed", "player": "p2"}]}
        )
        await member.until(lambda m: m.copy.version == 4)
        assert script.heard == ["make", "snapshot"]
        await script.say(
            "event", {"version": 5, "now": 9, "events": [{"type": "host_changed", "player": "p2"}]}
        )
        await member.until(lambda m: m.room["host"] == "p2")


@over_sockets
async def test_ink_is_numbered_on_while_there_is_no_connection():
    async with scripted() as (script, member):
        await member.make()
        member.begin_round(1)
        script.refuses = "store_away"
        script.line.transport.abort()
        await member.until(lambda m: m.connection is None)
        await member.put(1, "draw", 0, True, (5, 5, 9, 9, 4, 9))
        script.heard.clear()
        script.refuses = None
        await member.until(lambda m: m.attached == 2)
        await member.ask("clock")
        assert script.heard[-2:] == [[1, 1, 1, "draw", 0, 1, [5, 5, 4, 4, -5, 0]], "clock"]


@over_sockets
async def test_a_hand_draws_until_it_is_stopped():
    async with scripted() as (_, member):
        await member.make()
        member.begin_round(1)
        hand = Hand(member)
        await member.connection.ask("clock", {})
        await hand.stop()
        assert member.log.packets[0].seq == 1
