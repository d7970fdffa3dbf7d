"""Public rooms and what is left of them: the list over HTTP, and drawings that become ghosts."""

import asyncio
import json

from tests.golden.judge import PACK
from tests.sockets import (
    Guests,
    draw_until_recognised,
    go_on,
    over_sockets,
    refusal,
    scribble,
    start,
    until_phase,
)

ALONE = {"solo": True, "packs": [PACK], "rounds": 1, "seconds": 60}


def listed(inkrace):
    return {room["code"]: room for room in json.loads(inkrace.get("/rooms.json"))["rooms"]}


async def until_listed(inkrace, met):
    await asyncio.to_thread(inkrace.wait_for, lambda: met(listed(inkrace)))


@over_sockets
async def test_a_public_room_is_listed_from_every_worker_until_it_is_private_again(inkrace):
    async with Guests(inkrace) as guests:
        ann = await guests.host()
        private = await guests.host("Mo")
        await ann.ask("settings", public=True)
        await guests.player(ann)
        await until_listed(inkrace, lambda rooms: rooms.get(ann.code, {}).get("players") == 2)
        room = listed(inkrace)[ann.code]
        assert (room["host"], room["seats"], room["phase"], room["language"]) == ("Ann", 25, "lobby", "en")
        assert private.code not in listed(inkrace)
        await ann.ask("settings", public=False)
        await until_listed(inkrace, lambda rooms: ann.code not in rooms)


@over_sockets
async def test_while_a_round_is_drawn_the_list_shows_the_longest_drawing_and_no_prompt(inkrace):
    async with Guests(inkrace) as guests:
        ann = await guests.host()
        bob = await guests.player(ann)
        await start(ann, bob, seconds=60, public=True)
        await scribble(ann, 1)
        await scribble(bob, 3)
        longest = [[0, 10, 9, 690, 11, -690, 9, 690, 11, -690, 9, 690]]

        # A list is kept for a second: it may be older than the room.
        def is_shown(rooms):
            room = rooms.get(ann.code, {})
            assert ann.room["prompt"] not in room.values()
            return room.get("ink") == longest

        await until_listed(inkrace, is_shown)
        await go_on(ann)

        def is_over(rooms):
            room = rooms.get(ann.code, {})
            return room.get("phase") == "reveal" and room["ink"] == []

        await until_listed(inkrace, is_over)


@over_sockets
async def test_a_recognised_drawing_of_a_public_room_becomes_a_ghost_in_a_later_solo_match(inkrace):
    async with Guests(inkrace) as guests:
        ann, bob = await guests.host(), await guests.host("Bob")
        await start(ann, threshold="easy", packs=[PACK], public=True, seconds=60)
        prompt = ann.room["prompt"]
        await draw_until_recognised(ann)
        await until_phase("reveal", ann)
        await go_on(ann)
        await until_phase("podium", ann)
        result = ann.room["results"][0]
        await start(bob, solo=True, packs=[], own=[prompt])
        took_ms = result["places"][0]["at"] - result["starts_at"]
        ink = ann.ink[ann.player][: ann.log.recognised_seq]
        assert {"took_ms": took_ms, "ink": ink} in (await bob.ask("ghosts"))["ghosts"]


@over_sockets
async def test_ghosts_come_only_to_who_is_alone_and_only_while_drawing(inkrace):
    async with Guests(inkrace) as guests:
        ann = await guests.host()
        assert await refusal(ann.ask("ghosts")) == "not_solo"
        await ann.ask("settings", **ALONE)
        assert await refusal(ann.ask("ghosts")) == "wrong_phase"
        _, early = await asyncio.gather(ann.ask("start"), refusal(ann.ask("ghosts")))
        assert early == "wrong_phase"
        await until_phase("drawing", ann)
        assert isinstance((await ann.ask("ghosts"))["ghosts"], list)
        assert await refusal(guests.player(ann)) == "room_full"
        assert await refusal((await guests.watcher(ann)).ask("ghosts")) == "no_seat"
