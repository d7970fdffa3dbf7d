"""Everybody can play: what a program can tell of every page, in both themes, on a phone and a laptop."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .conftest import LAPTOP, PHONE, Open, resize
from .hand import wait_for_ink
from .places import PLACES
from .scenes import NOW, said
from .test_layout import STILL
from .test_talk import happen

pytestmark = pytest.mark.browser
AXE = Path(__file__).parents[1] / "node_modules/axe-core/axe.min.js"
# All of axe's rules of WCAG 2.2 A and AA, and of what it calls good practice; none is left out.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
BROKEN = """async (tags) => {
    const { violations } = await axe.run(document, { runOnly: tags, resultTypes: ["violations"] });
    return violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, any }) => `${id}: ${target} ${any[0]?.message ?? ""}`));
}"""


def test_no_rule_of_access_is_broken_in_either_theme_on_phone_and_laptop(place: Page) -> None:
    place.evaluate(AXE.read_text())
    for size in (LAPTOP, PHONE):
        for theme in ("light", "dark"):
            assert rules(place, size, theme) == [], (size, theme)


def rules(page: Page, size: dict[str, int], theme: str) -> list[str]:
    """The broken rules and where, as the page is now shown."""
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    resize(page, size)
    page.wait_for_function(STILL)
    # There nothing is under a bar that stays; elsewhere it comes out by scrolling, and to the focus.
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    found: list[str] = page.evaluate(BROKEN, TAGS)
    return found


def test_one_voice_says_the_news_and_no_other_part_speaks_up(open_page: Open, address: str) -> None:
    page = open_page()
    PLACES["drawing"](page, address)
    expect(page.locator("#live")).to_have_text("Bo is recognised: 1st.")
    assert page.locator("[aria-live]:not([aria-live=off])").count() == 1


IN_A_ROUND = ["guessing", "knowing", "drawing against the machine"]


@pytest.mark.parametrize("name", IN_A_ROUND)
def test_in_a_round_no_list_reads_itself_out_and_the_one_voice_counts_the_guesses(
    open_page: Open, address: str, name: str
) -> None:
    page = open_page(reduced_motion="reduce")
    line = PLACES[name](page, address)
    page.locator("#talk-open").click()
    expect(page.locator("[role=log]:visible")).not_to_have_count(0)
    expect(page.locator("[role=log]:not([aria-live=off]):visible")).to_have_count(0)
    happen(
        line, 8, *({"type": "said", "line": said("p3", f"cat {number}", NOW + number)} for number in range(3))
    )
    expect(page.locator("#live")).to_have_text("3 guesses.")


def test_between_rounds_the_chat_reads_itself_out(open_page: Open, address: str) -> None:
    page = open_page(reduced_motion="reduce")
    PLACES["guessed"](page, address)
    expect(page.locator("#talk [role=log]:not([aria-live=off])")).to_be_visible()


def test_a_guess_is_heard_while_drawing(open_page: Open, address: str) -> None:
    page = open_page()
    PLACES["alone"](page, address)
    expect(page.locator("#live")).to_have_text("Draw a bicycle.")
    expect(page.locator("#live")).to_have_text(page.locator("#race .says").inner_text())


def test_a_system_s_own_colours_leave_every_drawing_its_edge_and_its_ink(
    open_page: Open, address: str
) -> None:
    page = open_page(LAPTOP, forced_colors="active", color_scheme="dark", reduced_motion="reduce")
    PLACES["recognised"](page, address)
    drawings = page.locator("#race .sheet")
    wait_for_ink(page)
    for number in range(drawings.count()):
        assert drawings.nth(number).evaluate(EDGE) == ["double" if number in (0, 2) else "solid", True]


EDGE = """(e) => [getComputedStyle(e).outlineStyle,
    getComputedStyle(e).color !== getComputedStyle(e).backgroundColor]"""
