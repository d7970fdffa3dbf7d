"""Chat and reactions on a page alone: what is refused comes back, and nothing lies over the canvas."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from . import scenes
from .conftest import LAPTOP, PHONE, Open, resize
from .hand import draw, until, wait_for_ink
from .pages import FakeLine
from .scenes import enter

pytestmark = pytest.mark.browser
MINE = "#talk form input"


def happen(line: FakeLine, version: int, *events: dict[str, Any]) -> None:
    line.say("event", {"version": version, "now": scenes.NOW, "events": list(events)})


def said(player: str, text: str, at: int) -> dict[str, Any]:
    return {"type": "said", "line": scenes.said(player, text, at, is_guess=False)}


def open_chat(page: Page) -> None:
    page.get_by_role("button", name="Chat and reactions").click()
    expect(page.locator("#talk")).to_be_visible()


def test_on_a_laptop_the_chat_stands_beside_the_lobby_and_says_who_spoke(
    open_page: Open, address: str
) -> None:
    page = open_page()
    line = enter(page, address, scenes.SCENES["lobby"])
    expect(page.locator("#talk .talk-empty")).to_contain_text("Nothing said yet")
    expect(page.locator("#talk .talk-empty")).to_be_in_viewport(ratio=1)
    happen(line, 8, said("p2", "<b>hello</b>", 5))
    expect(page.locator("#talk [role=log] li")).to_have_text("BBo <b>hello</b>")


def test_what_was_refused_stands_in_its_field_again_with_the_reason(open_page: Open, address: str) -> None:
    page = open_page()
    enter(page, address, scenes.SCENES["lobby"], say={"error": "too_fast", "detail": ""})
    page.locator(MINE).fill("hello again")
    page.keyboard.press("Enter")
    expect(page.locator("#banner")).to_contain_text("Wait a second")
    expect(page.locator(MINE)).to_have_value("hello again")


def test_what_was_taken_leaves_the_field(open_page: Open, address: str) -> None:
    page = open_page()
    line = enter(page, address, scenes.SCENES["lobby"])
    page.locator(MINE).fill("hello")
    page.keyboard.press("Enter")
    until(page, lambda: "say" in line.asked)
    expect(page.locator(MINE)).to_have_value("")


def test_who_is_muted_is_told_and_cannot_type(open_page: Open, address: str) -> None:
    page = open_page()
    lobby = copy.deepcopy(scenes.SCENES["lobby"])
    lobby["room"]["seats"][0]["muted"] = True
    enter(page, address, lobby)
    expect(page.locator("#talk")).to_contain_text("The host has muted you.")
    expect(page.locator(MINE)).to_be_disabled()


@pytest.mark.parametrize("viewport", [PHONE, LAPTOP], ids=["phone", "laptop"])
def test_while_drawing_the_chat_is_a_button_with_a_count_and_never_covers_the_canvas(
    open_page: Open, address: str, viewport: dict[str, int]
) -> None:
    page = open_page(viewport, reduced_motion="reduce")
    drawing = copy.deepcopy(scenes.SCENES["drawing"])
    line = enter(page, address, drawing)
    expect(page.locator("#talk")).to_be_hidden()
    hello = said("p2", "hello", 5)
    happen(line, 8, hello)
    drawing["room"]["said"] = [hello["line"]]  # so coming back would tell it again
    expect(page.locator(".talk-count")).to_have_text("1")
    open_chat(page)
    line.say("frame", {"now": scenes.NOW})  # as there is one each second
    expect(page.locator(".talk-count")).to_be_hidden()
    sheet, canvas = page.locator("#talk").bounding_box(), page.locator("#paper").bounding_box()
    assert sheet
    assert canvas
    beside = sheet["x"] >= canvas["x"] + canvas["width"]
    assert beside or sheet["y"] >= canvas["y"] + canvas["height"]


def test_typing_takes_no_ink_back(open_page: Open, address: str) -> None:
    page = open_page()
    line = enter(page, address, scenes.snapshot(scenes.room("drawing")))
    draw(page, [(200, 200), (800, 800)])
    wait_for_ink(page)
    open_chat(page)
    page.locator(MINE).fill("hello")
    page.keyboard.press("Control+z")
    page.locator(MINE).fill("bye")
    page.keyboard.press("Enter")
    until(page, lambda: "say" in line.asked)
    assert [packet[3] for packet in line.ink if packet[3] != "draw"] == []


def test_a_reaction_is_sent_and_floats_up_at_whoever_it_is_from(open_page: Open, address: str) -> None:
    page = open_page(clocked=True)
    line = enter(page, address, scenes.SCENES["reveal"])
    page.get_by_role("button", name="Heart").click()
    until(page, lambda: "react" in line.asked)
    page.clock.install()
    line.say("frame", {"now": scenes.NOW, "reactions": [["p2", "heart"]]})
    expect(page.locator(".float")).to_have_count(1)
    mark = page.locator("#reveal .tile[data-player=p2] .mark").bounding_box()
    assert mark is not None
    at = page.locator(".float").evaluate("e => parseFloat(e.style.getPropertyValue('--x'))")
    assert at == pytest.approx(mark["x"] + mark["width"] / 2, abs=1)
    page.clock.run_for(2_000)
    expect(page.locator(".float")).to_have_count(0)


def test_over_a_canvas_one_press_reacts_and_the_field_has_the_focus_again(
    open_page: Open, address: str
) -> None:
    page = open_page(PHONE)
    line = enter(page, address, scenes.SCENES["guessing"])
    open_chat(page)
    page.get_by_role("button", name="Clap").click()
    until(page, lambda: "react" in line.asked)
    expect(page.locator("#talk")).to_be_hidden()
    expect(page.locator("#answer")).to_be_focused()


def test_the_newest_line_stays_in_sight_when_a_phone_is_turned_unless_older_ones_are_read(
    open_page: Open, address: str
) -> None:
    page = open_page(PHONE)
    enter(page, address, scenes.SCENES["guessing"])
    stream = page.locator("#guess .stream")
    turned, narrower = ({"width": width, "height": 390} for width in (844, 800))
    for size in (turned, PHONE, turned):
        resize(page, size)
        expect(stream.locator("li").last).to_be_in_viewport(ratio=0.9)
    stream.evaluate("(e) => new Promise((done) => { e.onscroll = done; e.scrollTop = 0; })")
    resize(page, narrower)
    assert stream.evaluate("(e) => e.scrollTop") == 0


def test_who_only_watches_reads_along(open_page: Open, address: str) -> None:
    page = open_page()
    FakeLine(
        page,
        {"watch": {"code": "KRTMW", "snapshot": scenes.SCENES["guessed"]}, "clock": {"now": scenes.NOW}},
    )
    page.goto(f"{address}/r/KRTMW?watch")
    expect(page.locator("#talk-open .talk-count")).to_have_text("5")
    expect(page.locator("#talk")).to_be_hidden()
    open_chat(page)
    expect(page.locator("#talk")).to_contain_text("who draws like that")
    expect(page.locator("#talk")).to_contain_text("Take a seat to talk along.")
    expect(page.locator(MINE)).to_be_hidden()


def test_who_plays_alone_has_nobody_to_talk_to(open_page: Open, address: str) -> None:
    page = open_page()
    alone = copy.deepcopy(scenes.SCENES["lobby"])
    alone["room"]["settings"]["solo"] = True
    enter(page, address, alone)
    expect(page.locator("#talk-open")).to_be_hidden()
    expect(page.locator("#talk")).to_be_hidden()
