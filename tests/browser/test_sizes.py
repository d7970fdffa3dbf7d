"""Larger letters, wider lines and thick fingers: what a page bears so that all can read and press."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from .conftest import LAPTOP, PHONE, resize
from .test_layout import SMALL, STILL, outside

pytestmark = pytest.mark.browser
TWICE = {"width": LAPTOP["width"] // 2, "height": LAPTOP["height"] // 2}
"""What is left of a laptop's screen at 200 %."""
FOUR_TIMES = {"width": 320, "height": 256}
# What is wider than the screen, where the page can be scrolled sideways.
SIDEWAYS = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
    [...document.querySelectorAll("body *")]
        .filter((e) => e.getBoundingClientRect().right > innerWidth + 1)
        .map((e) => e.outerHTML.slice(0, 70))"""

# As WCAG's 1.4.12 has it; the styles of a constructed sheet pass the strict policy of the pages.
SPACED = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`
        * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
        p { margin-bottom: 2em !important }`);
    document.adoptedStyleSheets = [sheet];
}"""

# Words that a box cuts off. Of guesses the judge's sentence is enough: a bar may be wrapped out of sight
# whole, and under a tile a long one ends in dots.
CUT_OFF = """() => {
    const SLACK = 5; // a letter is less high than its line
    const cuts = (at) => /hidden|clip/.test(getComputedStyle(at).overflow) && at.tagName !== "MAIN";
    const within = (is, box) => is.left > box.left - 1 && is.right < box.right + 1 &&
        is.top > box.top - SLACK && is.bottom < box.bottom + SLACK;
    const found = [];
    const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let text = words.nextNode(); text; text = words.nextNode()) {
        const parent = text.parentElement;
        if (!text.data.trim() || !parent.checkVisibility({ visibilityProperty: true })) continue;
        if (parent.closest(".bars, .tile-guess, .unseen, option, noscript, [aria-hidden=true]")) continue;
        const range = document.createRange();
        range.selectNodeContents(text);
        const is = range.getBoundingClientRect();
        for (let at = parent; at !== document.body; at = at.parentElement) {
            const box = at.getBoundingClientRect();
            if (box.width > 1 && cuts(at) && !within(is, box))
                found.push(`${text.data.trim()} in ${at.tagName}.${at.className}`);
        }
    }
    return found;
}"""


def test_at_twice_the_size_nothing_is_lost_or_lies_beside_the_screen(place: Page) -> None:
    resize(place, TWICE)
    assert outside(place, place.evaluate(FIXED)) == []
    for size in (TWICE, SMALL, FOUR_TIMES):
        resize(place, size)
        place.wait_for_function(STILL)
        assert place.evaluate(SIDEWAYS) == [], size


FIXED = "Boolean(document.querySelector('[data-scene=race] .race[data-mode=draw]'))"
"""Where nothing scrolls; a watcher's wall does."""


def test_with_more_space_between_letters_and_lines_nothing_is_lost(place: Page) -> None:
    place.evaluate(SPACED)
    for size in (LAPTOP, PHONE):
        resize(place, size)
        assert outside(place, place.evaluate(FIXED)) == [], size
        assert place.evaluate(CUT_OFF) == [], size


# What is pressed: of a name that can be, all that it stands in, and with a tick its words.
# Links in a text are as high as its line.
TOO_SMALL = """() => {
    const pressed = "button:not(.name:disabled), select, input, summary, a.brand, a.button";
    const target = (e) => e.matches("[type=checkbox], [type=radio]") ? e.closest("label") :
        getComputedStyle(e, "::after").position === "absolute" ? e.offsetParent : e;
    return [...document.querySelectorAll(pressed)]
        .filter((e) => e.checkVisibility({ visibilityProperty: true }))
        .map((e) => [e.outerHTML.slice(0, 70), target(e).getBoundingClientRect()])
        .filter(([, { width, height }]) => Math.min(width, height) < 44)
        .map(([words, { width, height }]) => `${Math.round(width)}×${Math.round(height)} ${words}`);
}"""


def test_a_finger_finds_44_px_of_everything_that_is_pressed(place: Page) -> None:
    for size in (PHONE, SMALL):
        resize(place, size)
        place.wait_for_function(STILL)
        assert place.evaluate(TOO_SMALL) == [], size
