"""A race without a network for a while: the pen goes on, nothing moves, and nothing is lost."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.running import Running

from .conftest import LAPTOP, PHONE, Open
from .hand import draw, picture, wait_for_ink_near, wait_for_picture
from .test_game import join, lose_line, make_room, prompt_of, start

pytestmark = pytest.mark.browser
# Where the canvas is; what the page shows above it must not matter.
PLACE = "c => Object.values(c.getBoundingClientRect().toJSON()).join()"


def place(page: Page) -> str:
    return str(page.locator("#paper").evaluate(PLACE))


@pytest.mark.parametrize("viewport", [PHONE, LAPTOP], ids=["phone", "laptop"])
def test_what_is_drawn_offline_arrives_whole_and_the_canvas_does_not_move(
    open_page: Open, inkrace: Running, viewport: dict[str, int]
) -> None:
    ada, bo = open_page(LAPTOP), open_page(viewport, clocked=True)
    bo.clock.install()
    join(bo, inkrace, make_room(ada, inkrace, "Ada"), "Bo")
    start(ada)
    prompt_of(bo)
    banner = bo.locator("#banner")
    before = place(bo)
    draw(bo, [(100, 100), (400, 400)])
    wait_for_ink_near(ada, (400, 400), "#race .tile canvas")
    lose_line(bo)
    expect(banner).to_contain_text("draw on")
    draw(bo, [(100, 800), (300, 600)], [(500, 800), (900, 200)])
    whole = picture(bo)
    assert place(bo) == before
    assert banner.evaluate("e => e.getBoundingClientRect().bottom <= paper.getBoundingClientRect().top")
    bo.context.set_offline(False)
    expect(banner).to_have_text("Back. Nothing was lost.")
    assert place(bo) == before
    wait_for_ink_near(ada, (900, 200), "#race .tile canvas")
    expect(banner).to_be_hidden()
    assert place(bo) == before
    assert bo.locator("dialog[open], [role=dialog], [role=alertdialog]").count() == 0
    bo.reload()
    prompt_of(bo)
    wait_for_picture(bo, whole)


def test_what_a_host_chooses_without_a_line_holds_as_soon_as_there_is_one(
    open_page: Open, inkrace: Running
) -> None:
    ada, bo = open_page(LAPTOP, clocked=True), open_page(PHONE)
    ada.clock.install()
    join(bo, inkrace, make_room(ada, inkrace, "Ada"), "Bo")
    lose_line(ada)
    expect(ada.locator("#banner")).to_be_visible()
    ada.get_by_role("radio", name="Beat the machine").check()
    ada.locator("#lobby [name=rounds]").select_option("3")
    ada.context.set_offline(False)
    expect(bo.locator("#lobby .way-words")).to_contain_text("Beat the machine")
    expect(bo.locator("#lobby [name=rounds]")).to_have_value("3")
