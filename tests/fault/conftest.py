"""Members that play on while processes die."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from bench.member import Member
from tests.running import Running
from tests.sockets import worker_of


def busiest(inkrace: Running, members: list[Member]) -> int:
    """The worker that holds most of these."""
    return Counter(worker_of(inkrace, member) for member in members).most_common(1)[0][0]


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
