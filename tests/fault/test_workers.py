import asyncio
import random
import signal

import pytest

from bench.hand import Hand
from tests.conftest import QUICKDRAW_DIR
from tests.fault.conftest import assert_all_acknowledged_ink_is_there, busiest
from tests.running import Running
from tests.sockets import (
    TEST_SECONDS,
    Guests,
    acknowledged,
    as_sent,
    draw_until_recognised,
    start,
    until_phase,
    worker_of,
)

KILLS = 20
GOES_ON_SECONDS = 5
ROUND_ENOUGH_MS = 20_000
SEED = 20
PLAYERS = 6


@pytest.fixture
def two_workers(tmp_path):
    with Running.start(tmp_path, workers=2) as running:
        yield running


@pytest.mark.timeout(240)
def test_no_acknowledged_ink_is_lost_when_workers_are_killed_in_mid_stroke(two_workers):
    asyncio.run(asyncio.wait_for(kill_again_and_again(two_workers), 220))


async def kill_again_and_again(inkrace):
    chance = random.Random(SEED)
    async with Guests(inkrace) as guests:
        ann = await guests.host()
        members = [ann, *[await guests.player(ann, f"Player {n}") for n in range(1, PLAYERS)]]
        await start(*members, rounds=20, seconds=120)
        await score(ann)
        for _ in range(KILLS):
            if ann.room["phase"] != "drawing" or ann.room["ends_at"] - ann.last_now < ROUND_ENOUGH_MS:
                await next_round(ann, members)
            await kill_in_mid_stroke(inkrace, members, chance)
            serving = worker_of(inkrace, ann)
            other = await guests.on_worker(lambda pid, serving=serving: pid not in (0, serving))
            await other.close()


async def score(member):
    """Points that must not be lost, where there are drawings to win them with."""
    if QUICKDRAW_DIR.is_dir():
        await draw_until_recognised(member)
        await member.ask("next")
        await until_phase("reveal", member)
        assert seat_scores(member.room)[member.player] > 0


async def next_round(host, members):
    if host.room["phase"] == "drawing":
        await host.ask("next")
    await until_phase("reveal", *members)
    await host.ask("next")
    await until_phase("drawing", *members)


def seat_scores(room):
    return {seat["player"]: seat["score"] for seat in room["seats"]}


async def kill_in_mid_stroke(inkrace, members, chance):
    scores = seat_scores(members[0].room)
    drawing = [Hand(member) for member in members]
    clock = asyncio.get_running_loop().time
    kill_at = chance.uniform(100, 900)
    marked = [member for member in members if not member.log.closed]
    began = {member: member.last_now for member in marked}
    await asyncio.gather(*(m.until(lambda m: m.last_now >= began[m] + kill_at) for m in marked))
    victim = busiest(inkrace, members)
    held = [member for member in members if worker_of(inkrace, member) == victim]
    times_attached = {member: member.attached for member in members}
    inkrace.kill(victim)
    killed_at = clock()
    await asyncio.gather(*(m.until(lambda m: m.attached > times_attached[m]) for m in held))
    assert clock() - killed_at < GOES_ON_SECONDS
    await asyncio.gather(*(hand.stop() for hand in drawing))
    for member in members:
        await acknowledged(member, GOES_ON_SECONDS)
    assert clock() - killed_at < 2 * GOES_ON_SECONDS
    for member in members:
        snapshot = await member.snapshot()
        assert_all_acknowledged_ink_is_there(member, snapshot, as_sent(member))
        assert seat_scores(snapshot["room"]) == scores
        assert not member.errors


def test_the_players_of_a_stopped_worker_are_elsewhere_and_its_late_writes_are_refused(two_workers):
    asyncio.run(asyncio.wait_for(stop_a_worker(two_workers), TEST_SECONDS))


async def stop_a_worker(inkrace):
    async with Guests(inkrace) as guests:
        ann = await guests.host()
        members = [ann, *[await guests.player(ann, f"Player {n}") for n in range(1, PLAYERS)]]
        await start(*members, seconds=120, threshold="strict")
        drawing = [Hand(member) for member in members]
        await asyncio.gather(*(m.until(lambda m: m.log.acknowledged >= 10) for m in members))
        victim = busiest(inkrace, members)
        held = [member for member in members if worker_of(inkrace, member) == victim]
        inkrace.kill(victim, signal.SIGSTOP)
        try:
            await asyncio.gather(*(m.until(lambda m: m.attached == 2, 20) for m in held))
            assert all(worker_of(inkrace, member) != victim for member in held)
        finally:
            inkrace.kill(victim, signal.SIGCONT)
        before = {member: member.log.acknowledged for member in members}
        await asyncio.gather(*(m.until(lambda m: m.log.acknowledged > before[m] + 30) for m in members))
        await asyncio.gather(*(hand.stop() for hand in drawing))
        for member in members:
            await acknowledged(member)
            log = as_sent(member)
            assert (await member.snapshot())["ink"][member.player] == log
            assert not member.errors
