"""Hosts and players before the real server: what is chosen reaches all, and who is removed stays out."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.running import Running

from .conftest import LAPTOP, PHONE, Open
from .hand import until
from .pages import FakeLine
from .scenes import SCENES, enter
from .test_game import join, make_room
from .test_settings import field, more

pytestmark = pytest.mark.browser


def test_all_that_the_host_chooses_is_seen_by_a_guest_at_once(open_page: Open, inkrace: Running) -> None:
    ada, bo = open_page(LAPTOP), open_page(PHONE)
    join(bo, inkrace, make_room(ada, inkrace, "Ada"), "Bo")
    more(ada)
    sentence = {"rounds": "8", "seconds": "45", "threshold": "strict"}
    for name, value in sentence.items():
        ada.locator(f"#lobby [name={name}]").select_option(value)
    for words in ("Beat the machine", "First takes all"):
        ada.get_by_role("radio", name=words).check()
    for words in ("food", "owl"):
        ada.get_by_role("checkbox", name=words, exact=True).first.check()
    field(ada, "Who draws chooses").uncheck()
    field(ada, "Who may come in").select_option("yes")
    field(ada, "Players at most").select_option("12")
    for name, value in sentence.items():
        expect(bo.locator(f"#lobby [name={name}]")).to_have_value(value)
    expect(bo.locator("#lobby .way-words")).to_contain_text("Beat the machine")
    expect(bo.locator("#lobby .unusual")).to_have_text(
        "First takes all · words come by lot · open to anybody · up to 12 players"
    )
    said = "(select) => select.selectedOptions[0].text"
    assert bo.locator("#lobby [name=pack]").evaluate(said) == "easy words, food and 1 own word"
    ada.get_by_role("radio", name="Race").check()
    field(ada, "Rivals see").uncheck()
    expect(bo.locator("#lobby .unusual")).to_contain_text("rivals’ ink is hidden")


def test_two_quick_changes_both_last(open_page: Open, inkrace: Running) -> None:
    ada = open_page()
    make_room(ada, inkrace, "Ada")
    more(ada)
    ada.evaluate("""() => {
        for (const value of ["food", "tools"])
            document.querySelector(`#lobby [value=${value}][name=packs]`).click();
        document.querySelector("#lobby [name=rivals]").click();
    }""")
    ada.reload()
    expect(ada.locator("#lobby .unusual")).to_have_text("rivals’ ink is hidden")
    chosen = ada.locator("#lobby [name=packs]:checked").evaluate_all("all => all.map(({ value }) => value)")
    assert chosen == ["easy", "food", "tools"]


def about(page: Page, scene: str, name: str) -> None:
    """Open the menu behind a player's name."""
    page.locator(f"#{scene}").get_by_role("button", name=name).first.click()
    expect(page.locator("#seat")).to_be_visible()


def test_a_host_mutes_and_removes_and_who_was_removed_stays_out(open_page: Open, inkrace: Running) -> None:
    ada, bo, chidi = open_page(LAPTOP), open_page(PHONE), open_page(PHONE)
    code = make_room(ada, inkrace, "Ada")
    join(bo, inkrace, code, "Bo")
    join(chidi, inkrace, code, "Chidi")
    about(ada, "lobby", "Bo")
    ada.get_by_role("button", name="Mute").click()
    expect(chidi.locator("#lobby .name.muted")).to_have_text("Bo")
    remove = ada.get_by_role("button", name="Remove")
    remove.click()
    ada.get_by_role("button", name="Press again to remove").click()
    for page in (ada, chidi):
        expect(page.locator("#lobby .seat-name")).to_have_text(["Ada", "Chidi"])
    expect(ada.locator("#seat")).to_be_hidden()
    for come_back in (lambda: None, bo.reload, lambda: bo.goto(f"{inkrace.url}/r/{code}")):
        come_back()
        expect(bo.get_by_role("heading", name="You were asked to go")).to_be_visible()
        expect(bo.get_by_label("Your name")).to_be_hidden()
    expect(chidi.locator("#lobby .seat")).to_have_count(2)


def test_players_vote_somebody_out_and_all_see_the_count(open_page: Open, inkrace: Running) -> None:
    teacher, bo, chidi, dana = open_page(LAPTOP), open_page(PHONE), open_page(LAPTOP), open_page(PHONE)
    code = make_room(teacher, inkrace, "Ms Okafor", "Host a class without drawing")
    for page, name in ((bo, "Bo"), (chidi, "Chidi"), (dana, "Dana")):
        join(page, inkrace, code, name)
    teacher.get_by_role("button", name="Start").click()
    teacher.locator("#race [data-act=next]").click()
    expect(bo.locator("#reveal")).to_be_visible()
    teacher.locator("#reveal [data-act=end]").click()
    teacher.locator("#reveal [data-act=end]").click()
    about(bo, "podium", "Dana")
    bo.get_by_role("button", name="Vote to remove").click()
    expect(bo.locator("#seat .seat-says")).to_have_text("to go: 1 of 2 votes")
    about(chidi, "podium", "Dana")
    expect(chidi.locator("#seat .seat-says")).to_have_text("to go: 1 of 2 votes")
    chidi.get_by_role("button", name="Vote to remove").click()
    expect(dana.get_by_role("heading", name="You were asked to go")).to_be_visible()
    expect(bo.locator("#seat")).to_be_hidden()


@pytest.mark.parametrize("scene", ["lobby", "reveal", "podium"])
def test_the_menu_behind_a_name_opens_and_closes_by_key(open_page: Open, address: str, scene: str) -> None:
    page = open_page()
    line: FakeLine = enter(page, address, SCENES[scene])
    name = page.locator(f"#{scene}").get_by_role("button", name="Chidi").first
    name.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#seat .seat-name")).to_have_text("Chidi")
    page.keyboard.press("Enter")
    until(page, lambda: "mute" in line.asked)
    page.keyboard.press("Escape")
    expect(page.locator("#seat")).to_be_hidden()
    expect(name).to_be_focused()


def test_a_press_to_remove_one_is_none_to_remove_another(open_page: Open, address: str) -> None:
    page = open_page()
    line = enter(page, address, SCENES["lobby"])
    for name in ("Bo", "Chidi"):
        about(page, "lobby", name)
        page.get_by_role("button", name="Remove").click()
        expect(page.get_by_role("button", name="Press again to remove")).to_be_visible()
        page.get_by_role("button", name="Close", exact=True).click()
    assert "kick" not in line.asked


def test_nobody_has_a_menu_for_themselves_and_watchers_have_none(open_page: Open, address: str) -> None:
    page = open_page()
    enter(page, address, SCENES["lobby"])
    expect(page.locator("#lobby .seat-name:disabled")).to_have_text(["Ada"])
    FakeLine(page, {"watch": {"code": "KRTMW", "snapshot": SCENES["lobby"]}, "clock": {"now": 1}})
    page.goto(f"{address}/r/KRTMW?watch")
    expect(page.locator("#lobby .seat-name:disabled")).to_have_count(4)
