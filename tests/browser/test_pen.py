"""The pen on the pages alone: what a browser lacks, a hand that rests, ink that was only guessed."""

from __future__ import annotations

from playwright.sync_api import Page

from . import scenes
from .conftest import LAPTOP, PHONE, Open
from .hand import INK_NEAR, at, draw, until, wait_for_ink, wait_for_ink_near
from .pages import FakeLine
from .test_scenes import enter, lifted, pytestmark

__all__ = ["pytestmark"]

AHEAD = """PointerEvent.prototype.getPredictedEvents = function () {
    return [new PointerEvent("pointermove", { clientX: this.clientX + 150, clientY: this.clientY })];
}"""
POINT = """([type, pointerId, pointerType, clientX, clientY]) =>
  document.querySelector("#paper").dispatchEvent(
    new PointerEvent(type, { pointerId, pointerType, clientX, clientY, bubbles: true, cancelable: true }))"""


def race(page: Page, address: str) -> FakeLine:
    return enter(page, address, scenes.snapshot(scenes.room("drawing")))


def point(page: Page, kind: str, number: int, pointer: str, place: tuple[float, float]) -> None:
    page.evaluate(POINT, [f"pointer{kind}", number, pointer, *at(page, place)])


def strokes(line: FakeLine) -> int:
    """How many strokes arrived."""
    return len({packet[4] for packet in line.ink})


def test_without_coalesced_events_the_pen_draws_all_the_same(open_page: Open, address: str) -> None:
    page = open_page(LAPTOP)
    page.add_init_script("delete PointerEvent.prototype.getCoalescedEvents")
    line = race(page, address)
    draw(page, [(200, 200), (500, 340), (800, 800)])
    wait_for_ink_near(page, (800, 800))
    until(page, lambda: lifted(line))


def test_ink_that_was_only_guessed_goes_while_the_pen_rests(open_page: Open, address: str) -> None:
    page = open_page(LAPTOP)
    page.add_init_script(AHEAD)
    race(page, address)
    page.mouse.move(*at(page, (200, 500)))
    page.mouse.down()
    page.mouse.move(*at(page, (400, 500)), steps=4)
    wait_for_ink_near(page, (400, 500))
    page.wait_for_function(f"(spot) => !({INK_NEAR})(spot)", arg=["#paper", 560, 500, 12])


def test_a_second_finger_draws_nothing(open_page: Open, address: str) -> None:
    page = open_page(PHONE)
    line = race(page, address)
    point(page, "down", 11, "touch", (200, 200))
    point(page, "down", 12, "touch", (800, 800))
    point(page, "move", 12, "touch", (700, 800))
    point(page, "up", 12, "touch", (700, 800))
    point(page, "move", 11, "touch", (300, 300))
    point(page, "up", 11, "touch", (300, 300))
    wait_for_ink(page)
    until(page, lambda: lifted(line))
    assert strokes(line) == 1


def test_the_pen_goes_before_the_hand_that_holds_it(open_page: Open, address: str) -> None:
    page = open_page(PHONE)
    line = race(page, address)
    point(page, "down", 11, "touch", (900, 900))
    point(page, "down", 12, "pen", (200, 200))
    point(page, "move", 12, "pen", (400, 300))
    point(page, "up", 12, "pen", (400, 300))
    point(page, "up", 11, "touch", (900, 900))
    point(page, "down", 13, "touch", (900, 900))
    point(page, "up", 13, "touch", (900, 900))
    wait_for_ink_near(page, (400, 300))
    until(page, lambda: strokes(line) == 2)
