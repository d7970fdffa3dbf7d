"""The browser's list of names and limits against what the server really takes and sends."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any, get_args

import pytest

from server import facts, game, limits, protocol, room, settings, talk
from server.canvas import MAX_POINTS, SQUARE
from server.settings import PLAYERS_AT_FIRST, PLAYERS_AT_MOST, Settings

pytestmark = pytest.mark.node
ROOT = Path(__file__).parent.parent
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
    "CODE_LENGTH": protocol.CODE_LENGTH,
    "MAX_NAME": protocol.NAME_LENGTH,
    "ROUNDS": {"least": protocol.ROUNDS[0], "most": protocol.ROUNDS[-1]},
    "SECONDS": {"least": protocol.SECONDS[0], "most": protocol.SECONDS[-1]},
    "PLAYERS": {"least": protocol.PLAYERS[0], "most": protocol.PLAYERS[-1]},
    "MAX_TEXT": protocol.TEXT_LENGTH,
    "MAX_GUESS": protocol.GUESS_LENGTH,
    "CHOOSE_MS": game.CHOOSE_MS,
    "COUNTDOWN_MS": game.COUNTDOWN_MS,
    "FLOODED_MS": limits.DEBT_AT_MOST / limits.CREDITS_A_SECOND * 1_000,
    "PAD": protocol.PAD,
    "LINES_KEPT": talk.LINES_KEPT,
    "MACHINE": room.MACHINE,
    **CHOICES,
}
OWN_CHOICES = {"PACKET_MS", "PAD_ROUND"}
"""The page's own rhythm (the server counts credits), and the pad's round, which nothing else can be."""


def exported(module: str) -> dict[str, Any]:
    """Everything that a module of the browser exports and that JSON can hold."""
    told = ["node", "--eval", PRINT, str(ROOT / "static" / module)]
    done = subprocess.run(told, capture_output=True, text=True, timeout=60, check=True)
    values: dict[str, Any] = json.loads(done.stdout)
    return values


@pytest.fixture(scope="module")
def browser() -> dict[str, Any]:
    return exported("protocol.js")


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


@pytest.mark.parametrize(
    ("page", "field", "length"),
    [
        ("room", "name", protocol.NAME_LENGTH),
        ("start", "name", protocol.NAME_LENGTH),
        ("start", "code", protocol.CODE_LENGTH),
        ("_talk", "text", protocol.TEXT_LENGTH),
    ],
)
def test_a_field_takes_as_much_as_the_server_does(page: str, field: str, length: int) -> None:
    form = (ROOT / "templates" / f"{page}.html").read_text()
    assert re.findall(rf'<input [^>]*name="{field}" [^>]*maxlength="(\d+)"', form) == [str(length)]


def test_a_room_that_the_page_calls_usual_is_as_the_server_makes_it() -> None:
    choices, made = exported("choices.js"), Settings()
    either_host = {"players": [PLAYERS_AT_FIRST, PLAYERS_AT_MOST]}
    assert choices["USUAL"] == {name: getattr(made, name) for name in choices["USUAL"]} | either_host
    assert made.packs == (choices["FIRST_PACK"],)


def test_the_page_lets_as_few_begin_as_the_rules_do() -> None:
    assert exported("choices.js")["LEAST_PLAYERS"] == {
        mode: rules.least_players for mode, rules in game.RULES.items()
    }
