"""The pages in every language: chosen in the bar, and fitting the screen whichever way they are read."""

from __future__ import annotations

import copy
import re

import pytest
from playwright.sync_api import Page, expect

from server.languages import Languages

from . import scenes
from .conftest import LAPTOP, PHONE, Open, resize
from .pages import CODE, ROOT, FakeLine
from .scenes import enter
from .test_layout import SMALL, long_named, outside
from .test_scenes import SCENE_OF
from .test_settings import more

pytestmark = pytest.mark.browser
UNFINISHED = re.compile(r"\{\w+\}|\b[a-z]+\.[a-z_]+\b")
LANGUAGES = [one.code for one in Languages(ROOT / "static/i18n")]


def reading(page: Page, address: str, language: str) -> None:
    page.context.add_cookies([{"name": "language", "value": language, "url": address}])


def test_who_chooses_a_language_keeps_it_and_the_seat(open_page: Open, address: str) -> None:
    page = open_page(PHONE)
    line = enter(page, address, scenes.SCENES["drawing"])
    for entered, language in enumerate(LANGUAGES, start=2):
        with page.expect_navigation():
            page.locator(".languages [name=language]").select_option(language)
        expect(page.locator("html")).to_have_attribute("lang", language)
        expect(page.locator("#race")).to_be_visible()
        assert line.asked.count("attach") == entered
    page.goto(address)
    expect(page.locator("html")).to_have_attribute("lang", LANGUAGES[-1])


WIDEST = [
    *("lobby", "drawing", "podium", "crowded drawing", "reveal", "crowded podium"),
    *("waiting for a choice", "guessing", "guessed"),
]
"""No two in a row are the same scene, so that each is seen to come."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_in_any_language_no_sentence_is_missing_and_nothing_is_outside_of_the_screen(
    open_page: Open, address: str, language: str
) -> None:
    page = open_page(LAPTOP, reduced_motion="reduce")
    reading(page, address, language)
    line = enter(page, address, long_named(scenes.SCENES[WIDEST[0]]))
    for name in WIDEST:
        scene = SCENE_OF.get(name, name)
        line.say("snapshot", long_named(scenes.SCENES[name]))
        expect(page.locator(f"#{scene}")).to_be_visible()
        for size in (LAPTOP, PHONE, SMALL):
            resize(page, size)
            told = page.locator(f"#{scene}").inner_text().replace("inkrace.example", "")
            assert UNFINISHED.findall(told) == [], (name, size)
            assert outside(page, scene in ("race", "guess")) == [], (name, size)
    FakeLine(page, {})
    page.goto(address)
    assert UNFINISHED.findall(page.locator("#stage").inner_text()) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_settings_are_told_and_fit_in_any_language(open_page: Open, address: str, language: str) -> None:
    page = open_page(LAPTOP, reduced_motion="reduce")
    reading(page, address, language)
    enter(page, address, long_named(scenes.SCENES["chosen lobby"]))
    more(page)
    assert UNFINISHED.findall(page.locator("#lobby .settings").inner_text()) == []
    for size in (LAPTOP, PHONE, SMALL):
        resize(page, size)
        assert outside(page, False) == [], size


def test_a_room_s_code_is_read_from_left_to_right_in_all_of_them(open_page: Open, address: str) -> None:
    page = open_page(PHONE)
    for language in LANGUAGES:
        reading(page, address, language)
        enter(page, address, scenes.SCENES["lobby"])
        code = page.locator("#lobby .code")
        expect(code).to_have_text(CODE)
        assert code.evaluate("(e) => getComputedStyle(e).direction") == "ltr", language


def test_a_name_is_read_in_its_own_direction_and_stands_where_the_page_s_would(
    open_page: Open, address: str
) -> None:
    page = open_page(LAPTOP, reduced_motion="reduce")
    for language, name, own, side in (("ar", "Bo!", "ltr", "right"), ("en", "محمد!", "rtl", "left")):
        reading(page, address, language)
        snapshot = copy.deepcopy(scenes.SCENES["drawing"])
        snapshot["room"]["seats"][1]["name"] = name
        enter(page, address, snapshot)
        shown = page.locator("#race .tile[data-player=p2] .tile-name")
        expect(shown).to_have_text(name)
        assert shown.evaluate("(e) => getComputedStyle(e).direction") == own
        assert shown.evaluate(STANDS) == side


# At which side of its box a text begins or ends.
STANDS = """(e) => {
    const range = document.createRange();
    range.selectNodeContents(e);
    const [box, text] = [e, range].map((one) => one.getBoundingClientRect());
    return text.left - box.left < box.right - text.right ? "left" : "right";
}"""


def test_a_room_s_lines_have_its_language_whatever_the_page_s_is(open_page: Open, address: str) -> None:
    page = open_page(LAPTOP)
    reading(page, address, "zh-Hans")
    japanese = copy.deepcopy(scenes.SCENES["guessing"])
    japanese["room"]["settings"] = {**scenes.SETTINGS, "mode": "machine", "language": "ja"}
    enter(page, address, japanese)
    words = page.locator("#guess .line-words").first
    assert words.evaluate("(e) => e.closest('[lang]').lang") == "ja"
    faces = words.evaluate("(e) => [e, document.body].map((one) => getComputedStyle(one).fontFamily)")
    assert ["Noto Sans CJK JP" in face for face in faces] == [True, False]
    assert ["Noto Sans CJK SC" in face for face in faces] == [False, True]
