"""Our browser client and the official one, over the same scripted session, see the same."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.running import Running

SCRIPT = Path(__file__).with_name("session.js")
LIMIT_SECONDS = 60

pytestmark = pytest.mark.node


def seen_by(client: str, url: str) -> Any:
    return json.loads(node(str(SCRIPT), url, client))


def node(*arguments: str) -> str:
    """What a program of Node's prints; it must end well."""
    done = subprocess.run(
        ["node", *arguments], capture_output=True, text=True, check=False, timeout=LIMIT_SECONDS
    )
    assert done.returncode == 0, done.stdout[-4_000:] + done.stderr
    return done.stdout


def test_our_client_and_the_official_one_see_the_same(inkrace: Running) -> None:
    ours, official = seen_by("ours", inkrace.url), seen_by("official", inkrace.url)
    assert ours == official
    assert "drawing_started" in ours[1]
