import asyncio
import contextlib
import json
import os
import signal
import urllib.error
import urllib.request

import pytest

from bench.hand import Hand
from server.records import ink_key
from server.store import connect
from tests.fault.conftest import (
    GOES_ON_SECONDS,
    assert_all_acknowledged_ink_is_there,
    score,
    seat_scores,
)
from tests.golden.judge import judge_in
from tests.running import Running, alive
from tests.sockets import TEST_SECONDS, Guests, acknowledged, as_sent, refusal, start, until_phase


def test_no_acknowledged_ink_is_lost_when_the_store_is_killed(two_workers):
    asyncio.run(asyncio.wait_for(kill_the_store(two_workers), TEST_SECONDS))


async def kill_the_store(inkrace):
    async with Guests(inkrace) as guests:
        ann = await guests.host()
        members = [ann, await guests.player(ann)]
        await start(*members, rounds=2, seconds=120)
        await score(*members)
        scores = seat_scores(ann.room)
        drawing = [Hand(member) for member in members]
        await asyncio.gather(*(m.until(lambda m: m.log.acknowledged >= 20) for m in members))
        store, known = inkrace.store_pid(), {member: member.log.acknowledged for member in members}
        async with asyncio.timeout(GOES_ON_SECONDS):
            inkrace.kill(store)
            await asyncio.gather(*(m.until(lambda m: m.log.acknowledged > known[m] + 10) for m in members))
        await asyncio.gather(*(hand.stop() for hand in drawing))
        assert inkrace.store_pid() != store
        for member in members:
            await acknowledged(member)
            log = as_sent(member)
            snapshot = await member.snapshot()
            assert_all_acknowledged_ink_is_there(member, snapshot, log)
            assert len(snapshot["ink"][member.player]) == len(log)
            assert seat_scores(snapshot["room"]) == scores
        await ann.ask("end")
        await until_phase("podium", *members)


def test_who_draws_through_a_power_cut_of_the_store_has_all_ink_there_afterwards(two_workers):
    asyncio.run(asyncio.wait_for(forget_in_the_store(two_workers), TEST_SECONDS))


async def forget_in_the_store(inkrace):
    """A store on another machine, that came back without what it had acknowledged last."""
    async with Guests(inkrace) as guests:
        ann = await guests.host()
        bob = await guests.player(ann)
        await start(ann, bob, seconds=120)
        hand = Hand(ann)
        await ann.until(lambda m: m.log.acknowledged >= 20)
        with connect(inkrace.redis_url) as client:
            client.ltrim(ink_key(ann.code, ann.room["round"], ann.player), 0, 4)
        await ann.until(lambda m: m.attached == 2)
        known = len(ann.log.packets)
        await ann.until(lambda m: m.log.acknowledged > known)
        await hand.stop()
        await acknowledged(ann)
        assert (await ann.snapshot())["ink"][ann.player] == as_sent(ann)
        await bob.until(lambda m: m.ink[ann.player] == as_sent(ann))


def test_a_store_that_does_not_answer_is_named_and_changes_nothing(two_workers):
    asyncio.run(asyncio.wait_for(hold_the_store(two_workers), TEST_SECONDS))


async def hold_the_store(inkrace):
    async with Guests(inkrace) as guests:
        ann = await guests.host()
        chosen = {"rounds": 3, "seconds": 9, "packs": ["easy"], "threshold": "easy"}
        inkrace.kill(inkrace.store_pid(), signal.SIGSTOP)
        try:
            assert await refusal(ann.ask("settings", **chosen)) == "store_away"
        finally:
            inkrace.kill(inkrace.store_pid(), signal.SIGCONT)
        await acknowledged(ann)
        assert await refusal(ann.ask("settings", **chosen)) == "(taken)"
        await ann.until(lambda m: {**m.room["settings"], **chosen} == m.room["settings"])


def test_a_store_that_does_not_answer_makes_the_health_page_say_so_within_seconds(two_workers):
    assert health(two_workers) == (200, True)
    two_workers.kill(two_workers.store_pid(), signal.SIGSTOP)
    try:
        assert health(two_workers) == (503, False)
    finally:
        two_workers.kill(two_workers.store_pid(), signal.SIGCONT)
    two_workers.wait_for(lambda: health(two_workers) == (200, True))


def health(inkrace):
    """The status, and whether the store is said to answer; nobody waits for that any longer than this."""
    try:
        answer = urllib.request.urlopen(inkrace.url + "/healthz", timeout=GOES_ON_SECONDS)
    except urllib.error.HTTPError as unwell:
        answer = unwell
    with answer:
        return answer.status, json.load(answer)["store"]


def test_nothing_is_left_running_when_the_supervisor_is_killed(tmp_path):
    with Running.start(tmp_path, workers=2) as inkrace:
        left = [*inkrace.worker_pids(), inkrace.store_pid()]
        inkrace.kill(inkrace.child.pid)
        inkrace.child.wait(10)
        inkrace.wait_for(lambda: not any(map(alive, left)))


@pytest.fixture
def little_disk(tmp_path):
    """A folder on a file system of one megabyte."""
    if os.geteuid() != 0:
        pytest.skip("only root can mount a small disk")
    folder = tmp_path / "little"
    folder.mkdir()
    if os.system(f"mount -t tmpfs -o size=1m tmpfs {folder}") != 0:
        pytest.skip("this machine mounts no tmpfs")
    yield folder
    os.system(f"umount -l {folder}")


def test_a_full_disk_stops_acknowledgements_and_not_the_frames(little_disk, tmp_path):
    with Running.start(little_disk, workers=1, environ=judge_in(tmp_path)) as inkrace:
        asyncio.run(asyncio.wait_for(fill_the_disk(inkrace, little_disk), TEST_SECONDS))


async def fill_the_disk(inkrace, folder):
    async with Guests(inkrace) as guests:
        ann = await guests.host()
        await start(ann, seconds=60)
        full = contextlib.suppress(OSError)
        with full, (folder / "filler").open("wb", buffering=0) as filler:
            while filler.write(b"\0" * 4096):
                pass
        drawing = Hand(ann)
        await ann.until(lambda m: len(m.log.missing()) > 30)
        stored, now = ann.log.acknowledged, ann.last_now
        await ann.until(lambda m: m.last_now > now + 2000)
        (folder / "filler").unlink()
        await ann.until(lambda m: m.log.acknowledged > stored + 30)
        await drawing.stop()
        await acknowledged(ann)
        assert (await ann.snapshot())["ink"][ann.player] == as_sent(ann)
