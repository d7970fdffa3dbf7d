"""Members that play on while processes die."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bench.member import Member
from tests.golden.judge import judge_in
from tests.running import Running
from tests.sockets import draw_until_recognised, go_on, until_phase, worker_of

GOES_ON_SECONDS = 5


@pytest.fixture
def two_workers(tmp_path: Path) -> Iterator[Running]:
    with Running.start(tmp_path, workers=2, environ=judge_in(tmp_path)) as running:
        yield running


def busiest(inkrace: Running, members: list[Member]) -> int:
    """The worker that holds most of these."""
    return Counter(worker_of(inkrace, member) for member in members).most_common(1)[0][0]


async def score(host: Member, *others: Member) -> None:
    """Points for the host, which must not be lost, and on to the next round."""
    await draw_until_recognised(host)
    await host.until(lambda m: m.player in m.room["recognised"])
    await next_round(host, *others)
    assert seat_scores(host.room)[host.player] > 0


async def next_round(host: Member, *others: Member) -> None:
    if host.room["phase"] == "drawing":
        await go_on(host)
    await until_phase("reveal", host, *others)
    await go_on(host)
    await until_phase("drawing", host, *others)


def seat_scores(room: dict[str, Any]) -> dict[str, int]:
    return {seat["player"]: seat["score"] for seat in room["seats"]}


def assert_all_acknowledged_ink_is_there(
    member: Member, snapshot: dict[str, Any], packed_log: list[Any]
) -> None:
    """What was acknowledged is in the snapshot, packet by packet, and nothing is there twice."""
    stored = snapshot["ink"].get(member.player, [])
    assert stored[: member.log.acknowledged] == packed_log[: member.log.acknowledged]
    assert stored == packed_log[: len(stored)]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/fault" in item.path.as_posix():
            item.add_marker(pytest.mark.fault)
