import asyncio
import random
import signal

import pytest

from bench.hand import Hand
from server.store import connect
from server.workers import STEADY_SECONDS
from tests.fault.conftest import (
    GOES_ON_SECONDS,
    assert_all_acknowledged_ink_is_there,
    busiest,
    next_round,
    score,
    seat_scores,
)
from tests.running import age
from tests.sockets import TEST_SECONDS, Guests, acknowledged, as_sent, scribble, start, worker_of

KILLS = 20
ROUND_ENOUGH_MS = 20_000
SEED = 20
PLAYERS = 6


@pytest.mark.timeout(400)
def test_no_acknowledged_ink_is_lost_when_workers_are_killed_in_mid_stroke(two_workers):
    asyncio.run(asyncio.wait_for(kill_again_and_again(two_workers), 380))


async def kill_again_and_again(inkrace):
    chance = random.Random(SEED)
    async with Guests(inkrace) as guests:
        ann = await guests.host()
        members = [ann, *[await guests.player(ann, f"Player {n}") for n in range(1, PLAYERS)]]
        await start(*members, rounds=20, seconds=120)
        await score(*members)
        for _ in range(KILLS):
            if ann.room["phase"] != "drawing" or ann.room["ends_at"] - ann.last_now < ROUND_ENOUGH_MS:
                await next_round(*members)
            await steady(inkrace, members)
            await kill_in_mid_stroke(inkrace, members, chance)
            serving = worker_of(inkrace, ann)
            other = await guests.on_worker(lambda pid, serving=serving: pid not in (0, serving))
            await other.close()


async def steady(inkrace, members):
    """Until the next to be killed has lived so long that another follows at once."""
    victim = busiest(inkrace, members)
    await members[0].until(lambda _: age(victim) > STEADY_SECONDS + 1)


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


def test_the_players_of_a_stopped_worker_go_on_elsewhere_with_all_their_ink(two_workers):
    asyncio.run(asyncio.wait_for(stop_a_worker(two_workers), TEST_SECONDS))


async def stop_a_worker(inkrace):
    async with Guests(inkrace) as guests:
        ann = await guests.host()
        members = [ann, *[await guests.player(ann, f"Player {n}") for n in range(1, PLAYERS)]]
        await start(*members, seconds=120)
        drawing = [Hand(member) for member in members]
        await asyncio.gather(*(m.until(lambda m: m.log.acknowledged >= 10) for m in members))
        victim = busiest(inkrace, members)
        held = [member for member in members if worker_of(inkrace, member) == victim]
        inkrace.kill(victim, signal.SIGSTOP)
        try:
            await asyncio.gather(*(m.until(lambda m: m.attached >= 2, 20) for m in held))
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


def test_what_a_stopped_worker_writes_late_is_refused(two_workers):
    asyncio.run(asyncio.wait_for(write_late(two_workers), TEST_SECONDS))


async def write_late(inkrace):
    async with Guests(inkrace) as guests:
        ann = await guests.host()
        bob = await guests.on_worker(lambda pid: pid not in (0, worker_of(inkrace, ann)))
        await bob.join(ann.code)
        await start(ann, bob, seconds=120)
        await scribble(bob)
        await acknowledged(bob)
        stopped = worker_of(inkrace, bob)
        inkrace.kill(stopped, signal.SIGSTOP)
        try:
            # It waits in the stopped worker's socket, and the seat's next connection does not send it again.
            late = [bob.log.round, bob.log.next_seq, 999, "draw", 1, 1, [1, 1, 5, 5]]
            await bob.connection.send("ink", late)
            # So the worker cannot know better when it goes on: it hears no news that the seat is elsewhere.
            connect(inkrace.redis_url).client_kill_filter(_type="pubsub")
            newer = await guests.member("Bob").attach(bob.code, bob.token)
        finally:
            inkrace.kill(stopped, signal.SIGCONT)
        await bob.until(lambda m: m.closed_reason == "replaced")
        assert (await newer.snapshot())["ink"][bob.player] == as_sent(bob)
