"""What a match will be, as the host chooses it and the others read it."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from . import scenes
from .conftest import LAPTOP, PHONE, Open, resize
from .hand import until
from .pages import PACKS
from .scenes import SCENES, enter
from .test_layout import CONTRAST, SMALL, STILL, long_named, outside

pytestmark = pytest.mark.browser
FIVE = ["ant", "bed", "cow", "dog", "ear"]


def lobby(page: Page, address: str, seats: int = 4, **settings: Any) -> list[dict[str, Any]]:
    """Open the host's lobby; what is changed there comes into the list."""
    changed: list[dict[str, Any]] = []

    def note(asked: dict[str, Any]) -> dict[str, Any]:
        changed.append(asked)
        return {}

    room = scenes.room("lobby", seats, settings={**scenes.SETTINGS, **settings})
    enter(page, address, scenes.snapshot(room), settings=note)
    return changed


def more(page: Page) -> None:
    """Open all settings, and wait until the words are there."""
    page.locator("#lobby summary").click()
    expect(page.locator("#lobby .found .pill").first).to_be_visible()


def field(page: Page, label: str) -> Locator:
    """That of the scene which is on: the others have the same fields."""
    return page.get_by_label(label).locator("visible=true")


def test_every_pack_can_be_chosen_difficulties_before_themes(open_page: Open, address: str) -> None:
    page = open_page()
    changed = lobby(page, address)
    select = page.locator("#lobby [name=pack]")
    names = select.locator("optgroup option").evaluate_all("all => all.map((option) => option.value)")
    assert names[:4] == ["easy", "medium", "hard", "all"]
    assert sorted(names) == sorted(PACKS)
    assert select.locator("optgroup").count() == 2
    select.select_option(label="things at home")
    until(page, lambda: len(changed) == 1)
    assert changed == [{"packs": ["things at home"]}]


def test_a_setting_goes_out_alone_so_that_none_undoes_another(open_page: Open, address: str) -> None:
    page = open_page()
    changed = lobby(page, address)
    for name, value in (("rounds", "1"), ("seconds", "60"), ("threshold", "strict")):
        page.locator(f"#lobby [name={name}]").select_option(value)
    more(page)
    page.get_by_role("radio", name="Beat the machine").check()
    page.get_by_role("radio", name="Steady").check()
    field(page, "Who draws chooses").uncheck()
    field(page, "Who may come in").select_option("yes")
    field(page, "Players at most").select_option("6")
    expected = [
        {"rounds": 1},
        {"seconds": 60},
        {"threshold": "strict"},
        {"mode": "machine"},
        {"scoring": "steady"},
        {"choose": False},
        {"public": True},
        {"players": 6},
    ]
    until(page, lambda: len(changed) == len(expected))
    assert changed == expected


def test_a_second_change_of_a_list_does_not_wait_for_the_first(open_page: Open, address: str) -> None:
    page = open_page()
    changed = lobby(page, address)
    more(page)
    page.evaluate("""() => {
        for (const value of ["food", "tools"])
            document.querySelector(`#lobby [value=${value}][name=packs]`).click();
    }""")
    page.get_by_role("checkbox", name="easy words").uncheck()
    until(page, lambda: len(changed) == 3)
    assert [asked["packs"] for asked in changed] == [
        ["easy", "food"],
        ["easy", "food", "tools"],
        ["food", "tools"],
    ]
    expect(page.locator("#lobby .words-count")).to_have_text("75 words altogether")


def test_what_the_server_refuses_goes_back_to_what_it_was(open_page: Open, address: str) -> None:
    page = open_page()
    enter(page, address, SCENES["lobby"], settings={"error": "bad_settings", "detail": ""})
    more(page)
    food = page.locator("#lobby [name=packs][value=food]")
    food.click()
    expect(food).not_to_be_checked()
    page.locator("#lobby [name=rounds]").select_option("20")
    expect(page.locator("#lobby [name=rounds]")).to_have_value("5")
    expect(page.locator("#banner")).to_contain_text("Not with these settings")


def test_words_of_one_s_own_are_found_added_and_taken_away(open_page: Open, address: str) -> None:
    page = open_page(PHONE)
    changed = lobby(page, address)
    more(page)
    page.get_by_role("searchbox").fill("OWL")
    expect(page.locator("#lobby .found .pill:visible")).to_have_text(["owl"])
    page.get_by_role("searchbox").press("Tab")
    page.keyboard.press("Space")
    expect(page.locator("#lobby .own .pill")).to_have_text(["owl"])
    page.locator("#lobby .own input").click()
    expect(page.locator("#lobby .own .pill")).to_have_count(0)
    assert changed == [{"own": ["owl"]}, {"own": []}]


def test_what_would_be_too_few_words_cannot_be_pressed_and_says_why(open_page: Open, address: str) -> None:
    page = open_page()
    changed = lobby(page, address, own=FIVE[:3])
    more(page)
    expect(field(page, "Only my own words")).to_be_disabled()
    expect(page.get_by_text("Add 2 more of your own")).to_be_visible()
    for word in FIVE[3:]:
        page.locator(f"#lobby .found [value={word}]").check()
    field(page, "Only my own words").check()
    until(page, lambda: {"packs": []} in changed)
    expect(page.locator("#lobby .own input:disabled")).to_have_count(5)
    expect(page.locator("#lobby [name=rounds] option:not(:disabled)")).to_have_count(5)
    expect(page.locator("#lobby .words .words-hint")).to_contain_text("Each round needs a word of its own")


def test_the_way_to_play_is_the_first_thing_a_host_chooses_and_everybody_reads(
    open_page: Open, address: str
) -> None:
    page = open_page(PHONE)
    changed = lobby(page, address)
    expect(page.locator("#lobby .way-words")).to_contain_text("Everybody draws the same thing")
    page.get_by_role("radio", name="Beat the machine").check()
    expect(page.locator("#lobby .way-words")).to_contain_text("One draws, the others guess")
    until(page, lambda: changed == [{"mode": "machine"}])
    guest = copy.deepcopy(SCENES["chosen lobby"])
    guest["room"]["host"] = "p2"
    enter(page, address, guest)
    expect(page.locator("#lobby .way-words")).to_contain_text("Beat the machine One draws")
    expect(page.get_by_role("radio")).to_have_count(0)


def test_who_sets_fewer_rounds_than_players_against_the_machine_reads_that_not_all_draw(
    open_page: Open, address: str
) -> None:
    page = open_page()
    lobby(page, address, seats=4, mode="machine", rounds=3)
    expect(page.locator("#lobby .unusual")).to_have_text("3 of 4 draw")
    page.locator("#lobby [name=rounds]").select_option("4")
    expect(page.locator("#lobby .unusual")).to_have_text("")


def test_only_what_matters_in_the_mode_is_shown(open_page: Open, address: str) -> None:
    page = open_page()
    lobby(page, address)
    more(page)
    rivals, choose = field(page, "Rivals see"), field(page, "Who draws chooses")
    expect(rivals).to_have_count(1)
    expect(choose).to_have_count(0)
    page.get_by_role("radio", name="Beat the machine").check()
    expect(rivals).to_have_count(0)
    expect(choose).to_have_count(1)


def test_nobody_plays_against_the_machine_alone(open_page: Open, address: str) -> None:
    page = open_page()
    lobby(page, address, seats=1, mode="machine")
    expect(page.get_by_role("button", name="Start")).to_be_disabled()
    expect(page.locator("#lobby .lobby-hint")).to_have_text(
        "Against the machine it takes two: one draws, one guesses."
    )


def test_who_is_not_host_reads_what_is_unusual_and_can_change_nothing(open_page: Open, address: str) -> None:
    page = open_page()
    guest = copy.deepcopy(SCENES["chosen lobby"])
    guest["room"]["host"] = "p2"
    enter(page, address, guest)
    expect(page.locator("#lobby .unusual")).to_contain_text(
        "Steady · words come by lot · open to anybody · up to 7 players"
    )
    expect(page.locator("#lobby .more")).to_be_hidden()
    for name in ("rounds", "seconds", "pack", "threshold"):
        expect(page.locator(f"#lobby [name={name}]")).to_be_disabled()
    said = page.locator("#lobby [name=pack]").evaluate("(select) => select.selectedOptions[0].text")
    assert said == "3 packs and 3 own words"


def test_the_room_s_own_settings_are_at_hand_during_a_match(open_page: Open, address: str) -> None:
    page = open_page(PHONE)
    changed: list[dict[str, Any]] = []
    enter(page, address, SCENES["reveal"], settings=lambda asked: (changed.append(asked), {})[1])
    page.locator("#reveal").get_by_text("Room", exact=True).first.click()
    field(page, "Players at most").select_option("4")
    until(page, lambda: changed == [{"players": 4}])
    for size in (PHONE, SMALL):
        resize(page, size)
        assert outside(page, False) == [], size
    page.keyboard.press("Escape")
    expect(field(page, "Players at most")).to_have_count(0)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_open_settings_fit_the_screen_and_can_be_read(open_page: Open, address: str, theme: str) -> None:
    page = open_page(LAPTOP, color_scheme=theme, reduced_motion="reduce")
    enter(page, address, long_named(SCENES["chosen lobby"]))
    more(page)
    for size in (LAPTOP, PHONE, SMALL):
        resize(page, size)
        assert outside(page, False) == [], size
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        expect(page.get_by_role("button", name="Start")).to_be_in_viewport(ratio=1)
    page.wait_for_function(STILL)
    parts = (".unusual", ".card-words", ".words-count", ".words-hint", ".pill:has(:checked)")
    for part in (*parts, ".switch:has(:disabled)"):
        assert page.locator(f"#lobby {part}").first.evaluate(CONTRAST, "") >= 4.5, part


LOW = """() => [...document.querySelectorAll("#lobby .more :is(select, summary, .card, .pill, .switch)")]
    .filter((e) => e.checkVisibility() && e.getBoundingClientRect().height < 44).map((e) => e.outerHTML)"""


def test_a_thumb_finds_everything_in_the_settings(open_page: Open, address: str) -> None:
    page = open_page(PHONE)
    lobby(page, address, own=FIVE)
    more(page)
    assert page.evaluate(LOW) == []
