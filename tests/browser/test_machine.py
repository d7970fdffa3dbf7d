"""Beat the machine at real browsers: one draws, one guesses, one watches, and the judge guesses too."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from bench.member import Member
from tests.golden.judge import PACK
from tests.running import Running
from tests.sockets import go_on, until_phase

from . import scenes
from .conftest import LAPTOP, PHONE, Open
from .hand import draw, until, wait_for_ink, wait_for_ink_near
from .scenes import enter
from .spoken import meant, named, sentence
from .test_game import join, lose_line, strokes_for

pytestmark = pytest.mark.browser
ASK_SECONDS = 20


class Host:
    """A host who only controls, without a page: it lives beside the test, in a loop of its own."""

    def __init__(self, inkrace: Running) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._thread.start()
        self.member = Member(inkrace.url, "Ms Okafor")
        self._do(self.member.make(False))

    def ask(self, event: str, **fields: Any) -> None:
        self._do(self.member.ask(event, **fields))

    def go_on(self) -> None:
        """End the reveal, once it is seen here too."""
        self._do(until_phase("reveal", self.member))
        self._do(go_on(self.member))

    def close(self) -> None:
        self._do(self.member.close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _do(self, coroutine: Coroutine[Any, Any, Any]) -> None:
        asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(ASK_SECONDS)


@contextmanager
def hosted(inkrace: Running, **settings: Any) -> Iterator[Host]:
    host = Host(inkrace)
    try:
        host.ask("settings", mode="machine", packs=[PACK], seconds=60, **settings)
        yield host
    finally:
        host.close()


def choose(drawer: Page, number: int = 0) -> str:
    """Take one of the words, and tell it."""
    card = drawer.locator("#choosing .card").nth(number)
    word = card.inner_text().strip()
    card.click()
    expect(drawer.locator("body[data-phase=drawing]")).to_be_visible()
    return word


def answer(page: Page, text: str) -> None:
    page.locator("#answer").fill(text)
    page.keyboard.press("Enter")


def test_two_play_against_the_machine_in_two_languages_to_the_podium_and_a_lost_line_costs_no_guess(
    open_page: Open, inkrace: Running
) -> None:
    ada, eve = open_page(LAPTOP), open_page(LAPTOP)
    bo = open_page(PHONE, locale="de-DE", clocked=True)
    bo.clock.install()
    with hosted(inkrace, rounds=2, threshold="easy") as host:
        code = host.member.code
        join(ada, inkrace, code, "Ada")
        join(bo, inkrace, code, "Bo")
        eve.goto(f"{inkrace.url}/r/{code}?watch")
        expect(eve.locator("#role")).to_have_text("watching")
        host.ask("start")

        expect(bo.locator("#choosing")).to_contain_text(sentence("de", "choose.wait", name="Ada"))
        prompt = choose(ada, 1)
        expect(ada.locator("#race .prompt")).to_have_text(prompt)
        draw(ada, [(200, 200), (500, 340)])
        for page, language in ((bo, "de"), (eve, "en")):
            wait_for_ink(page, "#shown")
            expect(page.locator("#guess .prompt")).to_have_text(sentence(language, "guess.head", name="Ada"))
        expect(eve.locator("#answer")).to_be_hidden()
        answer(bo, "xylophone zoo")
        for page in (ada, eve, bo):
            expect(page.locator(".stream:visible li")).to_contain_text("xylophone zoo")

        lose_line(bo)
        expect(bo.locator("#banner")).to_be_visible()
        draw(ada, [(600, 600), (900, 820)])
        bo.context.set_offline(False)
        wait_for_ink_near(bo, (900, 820), "#shown")
        answer(bo, f" {named('de', prompt).upper()}! ")
        expect(eve.locator("#reveal .reveal-words")).to_have_text("Everybody knew it before me, Bo first.")
        expect(ada.locator("#reveal .knew .score").first).to_contain_text("Bo")
        host.go_on()

        prompt = meant("de", choose(bo))
        draw(bo, *strokes_for(prompt))
        expect(ada.locator("#reveal .reveal-words")).to_have_text("I knew it first. This one is mine.")
        expect(ada.locator("#reveal .reveal-eye .eye")).to_have_class("eye lit")
        host.go_on()
        for page, language in ((ada, "en"), (bo, "de"), (eve, "en")):
            step = page.locator("#podium .step", has_text=sentence(language, "machine.name"))
            expect(step).to_contain_text("100")
        expect(bo.locator("#podium .step canvas")).to_have_count(1)


def test_a_right_guess_is_stamped_and_the_field_then_talks_to_those_who_know(
    open_page: Open, address: str
) -> None:
    page = open_page(PHONE)
    line = enter(page, address, scenes.SCENES["guessing"], guess={"verdict": "right"})
    answer(page, "bicycle")
    until(page, lambda: "guess" in line.asked)
    solved = {"type": "solved", "round": 2, "player": "p1", "at": scenes.NOW, "prompt": "bicycle"}
    line.say("event", {"version": 8, "now": scenes.NOW, "events": [solved]})
    expect(page.locator("#guess .big-stamp")).to_have_text("2nd!")
    expect(page.locator("#guess .prompt")).to_have_text("bicycle")
    answer(page, "that was easy")
    until(page, lambda: "say" in line.asked)


def test_a_close_guess_is_told_to_its_guesser_and_the_field_keeps_the_focus(
    open_page: Open, address: str
) -> None:
    page = open_page(PHONE)
    enter(page, address, scenes.SCENES["guessing"], guess={"verdict": "close"})
    expect(page.locator("#answer")).to_be_focused()
    answer(page, "bicicle")
    expect(page.locator(".verdict")).to_have_text("Close! “bicicle” is nearly it.")
    expect(page.locator("#answer")).to_have_value("")
    expect(page.locator("#answer")).to_be_focused()


def test_before_there_is_ink_the_judge_asks_who_draws_for_it_and_not_who_guesses(
    open_page: Open, address: str
) -> None:
    page, scene = open_page(PHONE), scenes.SCENES["guessing"]
    line = enter(page, address, {**scene, "ink": {}, "looks": {}})
    name = scene["room"]["seats"][1]["name"]
    expect(page.locator("#guess .says")).to_contain_text(f"{name}, ")
    line.say("frame", {"now": scenes.NOW, "round": 2, "looks": {"p2": [6, scenes.GUESSES[1:]]}})
    expect(page.locator("#guess .bars li").first).to_be_visible()
    expect(page.locator("#guess .says")).not_to_contain_text(name)


def test_what_could_not_be_sent_stands_in_the_field_again(open_page: Open, address: str) -> None:
    page = open_page()
    enter(page, address, scenes.SCENES["guessing"], guess={"error": "too_fast", "detail": ""})
    answer(page, "bicycle")
    expect(page.locator("#banner")).to_contain_text("Wait a second")
    expect(page.locator("#answer")).to_have_value("bicycle")


def test_above_a_keyboard_canvas_and_field_are_seen(open_page: Open, address: str) -> None:
    page = open_page(PHONE, has_touch=True, is_mobile=True, reduced_motion="reduce")
    enter(page, address, scenes.SCENES["guessing"])
    page.evaluate(KEYBOARD)
    expect(page.locator("body")).to_have_attribute("data-keys", "up")
    canvas, field = page.locator("#shown").bounding_box(), page.locator("#answer").bounding_box()
    assert canvas
    assert field
    assert canvas["y"] >= 0
    assert canvas["height"] >= 200
    assert canvas["y"] + canvas["height"] <= field["y"]
    assert field["y"] + field["height"] <= SEEN


SEEN = 480
KEYBOARD = f"""() => {{
    Object.defineProperty(visualViewport, "height", {{ get: () => {SEEN} }});
    visualViewport.dispatchEvent(new Event("resize"));
}}"""
