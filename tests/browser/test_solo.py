"""Practising alone at a browser, before the real server: the clock first, then one's own ghosts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.golden.judge import judge_in
from tests.hurried import HURRIED
from tests.running import Running

from .conftest import PHONE, Open
from .hand import draw, wait_for_ink
from .test_game import strokes_for

pytestmark = pytest.mark.browser
WORDS = ["star", "diamond", "scissors", "lightning", "cactus"]
"""As many as a match alone has rounds, so that the next one has the same."""


@pytest.fixture(scope="module")
def game(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server whose easy words are those."""
    folder = tmp_path_factory.mktemp("solo")
    environ = judge_in(folder)
    packs = Path(environ["MODEL_DIR"]) / "packs.json"
    packs.write_text(json.dumps({**json.loads(packs.read_text()), "easy": WORDS}))
    with Running.start(folder, environ=environ, program=HURRIED) as running:
        yield running


def draw_prompt(page: Page) -> None:
    expect(page.locator("body[data-phase=drawing]")).to_be_visible()
    draw(page, *strokes_for(page.locator("#race .prompt").inner_text().strip()))


def go_on(page: Page) -> None:
    """From a round that was recognised to the next one, or to the podium."""
    expect(page.locator("body[data-phase=reveal]")).to_be_visible()
    page.locator("#reveal [data-act=next]").click()


def test_who_practises_races_the_clock_to_a_best_and_then_the_ghosts_of_that_match(
    open_page: Open, game: Running
) -> None:
    page = open_page(PHONE)
    page.goto(game.url)
    page.get_by_role("button", name="Practise alone").click()
    for number in range(len(WORDS)):
        expect(page.locator("#race .crowd-hint")).to_contain_text("Ghosts come when people play")
        draw_prompt(page)
        expect(page.locator("body[data-phase=reveal]")).to_be_visible()
        expect(page.locator(".reveal-round")).to_have_text(f"Round {number + 1} of {len(WORDS)}")
        expect(page.locator(".reveal-words")).to_have_text("I knew it.")
        go_on(page)
    expect(page.locator(".podium-head")).to_contain_text("New best!")
    page.reload()
    expect(page.locator(".podium-head")).to_contain_text("Your best:")
    page.locator("#podium [data-act=start]").click()
    expect(page.locator("#race .tile.ghost .tile-name")).to_have_text(["Ghost 1"])
    wait_for_ink(page, "#race .tile.ghost canvas")
    draw_prompt(page)
    expect(page.locator(".reveal-words")).to_contain_text("of 1 ghost.")
    expect(page.locator("#reveal .tile.ghost .stamp")).to_be_visible()
