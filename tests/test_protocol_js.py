"""The browser's list of names and limits against what the server really takes and sends."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any, get_args

import pytest

from server import facts, protocol, room, settings, talk
from server.canvas import MAX_POINTS, SQUARE

pytestmark = pytest.mark.node
ROOT = Path(__file__).parent.parent
MODULE = ROOT / "static" / "protocol.js"
# The HTTP API has errors of its own.
SERVER = "\n".join(
    path.read_text()
    for path in sorted((ROOT / "server").glob("*.py"))
    if not path.stem.endswith(("_http", "_api"))
)
PRINT = "import(process.argv[1]).then((all) => console.log(JSON.stringify(all)))"

LISTS = ("ASKS", "INK", "SERVER_EVENTS", "ROOM_EVENTS", "ERRORS", "CLOSED_REASONS", "PHASES", "THRESHOLDS")
CHOICES = {
    "MODES": list(settings.MODES),
    "SCORINGS": list(settings.SCORINGS),
    "REACTIONS": list(protocol.REACTIONS),
}
LIMITS = {
    "SQUARE": SQUARE,
    "MAX_POINTS": MAX_POINTS,
    "MAX_PACKET_POINTS": protocol.POINTS_A_PACKET,
    "MAX_ROUND_POINTS": protocol.POINTS_A_ROUND,
    "MAX_PACKETS": protocol.PACKETS_A_ROUND,
    "MAX_T_MS": protocol.T_MS_AT_MOST,
    "MAX_NAME": protocol.NAME_LENGTH,
    "ROUNDS": {"least": protocol.ROUNDS[0], "most": protocol.ROUNDS[-1]},
    "SECONDS": {"least": protocol.SECONDS[0], "most": protocol.SECONDS[-1]},
    "PLAYERS": {"least": protocol.PLAYERS[0], "most": protocol.PLAYERS[-1]},
    "MAX_TEXT": protocol.TEXT_LENGTH,
    "MAX_GUESS": protocol.GUESS_LENGTH,
    "PAD": protocol.PAD,
    "LINES_KEPT": talk.LINES_KEPT,
    "MACHINE": room.MACHINE,
    **CHOICES,
}
OWN_CHOICES = {"PACKET_MS", "PAD_ROUND"}
"""The page's own rhythm (the server counts credits), and the pad's round, which nothing else can be."""


@pytest.fixture(scope="module")
def browser() -> dict[str, Any]:
    """Everything that the module exports and that JSON can hold."""
    done = subprocess.run(
        ["node", "--eval", PRINT, str(MODULE)], capture_output=True, text=True, timeout=60, check=True
    )
    exported: dict[str, Any] = json.loads(done.stdout)
    return exported


def said(pattern: str) -> set[str]:
    """The names that the server's own code gives there."""
    return set(re.findall(pattern, SERVER))


def snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def test_it_asks_for_what_the_server_hears(browser: dict[str, Any]) -> None:
    heard = {getattr(protocol, name) for name in said(r"protocol\.([A-Z]+): self\.")}
    assert {*browser["ASKS"], browser["INK"]} == heard


def test_it_knows_what_the_server_sends(browser: dict[str, Any]) -> None:
    sent = {protocol.EVENT, protocol.SNAPSHOT, protocol.FRAME, protocol.ERROR, protocol.CLOSED}
    assert set(browser["SERVER_EVENTS"]) == sent
    assert set(browser["ROOM_EVENTS"]) == {snake(kind.__name__) for kind in get_args(facts.Event)}


def test_it_knows_every_error_and_every_reason_for_closing(browser: dict[str, Any]) -> None:
    assert set(browser["ERRORS"]) == said(r'Refused\(\s*"(\w+)"') | said(r'"error": "(\w+)"')
    assert set(browser["CLOSED_REASONS"]) == said(r'\.close\(\S*sid, "(\w+)"\)') | said(r'"reason": "(\w+)"')


def test_it_knows_every_phase_and_every_judge(browser: dict[str, Any]) -> None:
    manifest = json.loads((ROOT / "models" / "manifest.json").read_text())
    assert browser["PHASES"] == list(get_args(room.Phase))
    assert browser["THRESHOLDS"] == list(manifest["thresholds"])


def test_its_limits_are_the_server_s(browser: dict[str, Any]) -> None:
    assert {name: browser[name] for name in LIMITS} == LIMITS


def test_whatever_it_lists_is_held_here(browser: dict[str, Any]) -> None:
    assert set(browser) - {*LISTS, *LIMITS} == OWN_CHOICES


def test_the_pages_offer_only_settings_that_the_server_takes(browser: dict[str, Any]) -> None:
    form = (ROOT / "templates" / "_settings.html").read_text()
    rounds, seconds = ([int(n) for n in found.split(",")] for found in re.findall(r'": \(([\d, ]+)\)', form))
    assert set(rounds) <= set(protocol.ROUNDS)
    assert set(seconds) <= set(protocol.SECONDS)
    assert re.findall(r'"(easy|normal|strict)"', form) == browser["THRESHOLDS"]
    lengths = {
        int(n)
        for page in ("room", "start")
        for n in re.findall(
            r'id="name".*?maxlength="(\d+)"', (ROOT / "templates" / f"{page}.html").read_text()
        )
    }
    assert lengths == {protocol.NAME_LENGTH}
