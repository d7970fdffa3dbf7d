"""By keys alone: whatever can be pressed is reached once, in the order of reading, and seen to be."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from .conftest import LAPTOP, PHONE, Open, resize
from .hand import draw, until, wait_for_ink
from .places import PLACES, SCENES, hosting, playing, talking
from .scenes import NOW, room, snapshot
from .test_layout import STILL

pytestmark = pytest.mark.browser
# What Tab can lead to now, in the document's order, each named so that a failure can be read. Of a choice of
# one it is what is chosen; arrows lead to the others.
REACHABLE = """() => (document.querySelectorAll("[data-number]").forEach((e) => delete e.dataset.number),
    [...(document.querySelector("dialog:modal") ?? document)
        .querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")])
    .filter((e) => !e.matches(":disabled, :disabled *, [type=radio]:not(:checked)"))
    .filter((e) => e.checkVisibility({ visibilityProperty: true }))
    .map((e, number) => (e.dataset.number = number, number + " " + e.outerHTML.slice(0, 60)))"""
# Where the focus is, and whether that can be seen: outlined, within the screen, and under nothing but
# what was opened over it and goes at once by Escape.
FOCUSED = """() => {
    const e = document.activeElement;
    const outlined = (at, pseudo) => {
        const { outlineStyle, outlineWidth } = getComputedStyle(at, pseudo);
        return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
    };
    const { left, top, right, bottom, width, height } = e.getBoundingClientRect();
    const above = document.elementFromPoint(left + width / 2, top + height / 2);
    const goes = above?.closest("#talk, .aside form");
    const free = !above || above.contains(e) || e.contains(above) || goes;
    const within = right > 0 && bottom > 0 && left < innerWidth && top < innerHeight && width > 0;
    const seen = outlined(e) || outlined(e, "::after") || outlined(e.parentElement);
    return [e.dataset.number ?? e.tagName, Boolean(within && free && seen)];
}"""

# The focus is nowhere, and the next press of Tab begins with the page.
BEGINNING = """() => {
    const whole = document.querySelector("dialog:modal") ?? document.body;
    whole.tabIndex = -1;
    whole.focus();
    whole.removeAttribute("tabindex");
    scrollTo(0, 0);
}"""


def tabbed(page: Page, stops: int) -> list[list[Any]]:
    """Where each press of Tab leads, from the page's beginning."""
    page.evaluate(BEGINNING)
    met = []
    for _ in range(stops):
        page.keyboard.press("Tab")
        met.append(page.evaluate(FOCUSED))
    return met


def test_tab_leads_to_everything_once_in_its_order_with_an_outline(place: Page) -> None:
    for size in (LAPTOP, PHONE):
        resize(place, size)
        place.wait_for_function(STILL)
        reachable = place.evaluate(REACHABLE)
        in_order = [[str(number), True] for number in range(len(reachable))]
        assert tabbed(place, len(reachable)) == in_order, (size, reachable)


def test_the_first_press_of_tab_offers_the_way_past_the_bar(open_page: Open, address: str) -> None:
    page = open_page()
    PLACES["start"](page, address)
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("#paper")).to_be_focused()


def test_undo_redo_and_clear_have_keys_that_leave_a_field_s_own_alone(open_page: Open, address: str) -> None:
    page = open_page()
    line = playing(snapshot(room("drawing")))(page, address)
    draw(page, [(200, 200), (800, 800)])
    wait_for_ink(page)
    for keys in ("Control+z", "Control+y", "Control+Delete", "Control+z", "Control+Backspace"):
        page.keyboard.press(keys)
    done = ["undo", "redo", "clear", "undo", "clear"]
    until(page, lambda: [packet[3] for packet in line.ink if packet[3] != "draw"] == done)


def test_the_keyboard_s_place_is_not_lost_when_the_scene_changes(open_page: Open, address: str) -> None:
    page = open_page()
    line = playing(SCENES["lobby"])(page, address)
    page.locator("#lobby [data-act=start]").focus()
    counting = {"type": "countdown_started", "round": 1, "ends_at": NOW + 3_000, "drawer": ""}
    line.say("event", {"version": 8, "now": NOW, "events": [counting]})
    expect(page.locator("#stage")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#paper")).to_be_focused()


def test_escape_takes_away_what_was_opened_over_the_page_and_leaves_the_focus(
    open_page: Open, address: str
) -> None:
    page = open_page(PHONE, reduced_motion="reduce")
    PLACES["talking over a canvas"](page, address)
    page.locator("#paper").focus()
    page.keyboard.press("Escape")
    expect(page.locator("#talk")).to_be_hidden()
    expect(page.locator("#paper")).to_be_focused()
    page.locator("#talk-open").click()
    page.keyboard.press("Escape")
    expect(page.locator("#talk-open")).to_be_focused()


def test_escape_folds_the_settings_of_the_room(open_page: Open, address: str) -> None:
    page = open_page(reduced_motion="reduce")
    PLACES["settings of the room"](page, address)
    page.locator("#race .aside select").first.focus()
    page.keyboard.press("Escape")
    expect(page.locator("#race .aside form")).to_be_hidden()
    expect(page.locator("#race .aside summary")).to_be_focused()


def test_one_escape_takes_away_one_thing(open_page: Open, address: str) -> None:
    page = open_page(PHONE, reduced_motion="reduce")
    talking(hosting(SCENES["drawing"]))(page, address)
    page.locator("#race .aside").evaluate("(aside) => { aside.open = true; }")
    page.locator("#race .aside select").first.focus()
    page.keyboard.press("Escape")
    expect(page.locator("#race .aside form")).to_be_hidden()
    expect(page.locator("#talk")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#talk")).to_be_hidden()
