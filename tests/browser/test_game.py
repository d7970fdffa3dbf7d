"""People at their browsers, before the real server: they meet, draw, win, come back, watch and host."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.golden.judge import PACK, judge_in
from tests.running import Running

from .conftest import LAPTOP, PHONE, Open
from .golden import drawings
from .hand import at, draw, inked, picture, until, wait_for_ink, wait_for_ink_near, wait_for_picture
from .spoken import named, sentence

pytestmark = pytest.mark.browser
SILENCE_MS = 8_000
# Made again where PICTURE is set; other runs leave the working tree as it is.
PICTURE = Path(__file__).parents[2] / "docs" / "picture.png"


@pytest.fixture
def mortal(tmp_path: Path) -> Iterator[Running]:
    """One whose workers may be killed, and which counts down as long as it does to everybody."""
    with Running.start(tmp_path, workers=2, environ=judge_in(tmp_path)) as running:
        yield running


def make_room(page: Page, inkrace: Running, name: str, button: str = "Play with friends") -> str:
    """Make a room from the start page, and tell its code."""
    page.goto(inkrace.url)
    page.get_by_label("Your name").fill(name)
    page.get_by_role("button", name=button).click()
    expect(page.locator("#lobby")).to_be_visible()
    return page.locator("#lobby .code").inner_text().strip()


def join(page: Page, inkrace: Running, code: str, name: str) -> None:
    """In whatever language the page is."""
    page.goto(f"{inkrace.url}/r/{code}")
    page.locator("#name").fill(name)
    page.locator("#door [type=submit]").click()
    expect(page.locator("#lobby")).to_be_visible()


def start(host: Page, rounds: int = 1, threshold: str = "strict") -> None:
    """Begin a match; a strict judge takes no stray lines for a drawing."""
    for name, value in (
        ("rounds", str(rounds)),
        ("seconds", "60"),
        ("pack", PACK),
        ("threshold", threshold),
    ):
        host.locator(f"#lobby [name={name}]").select_option(value)
    host.get_by_role("button", name="Start").click()


def prompt_of(page: Page) -> str:
    expect(page.locator("body[data-phase=drawing]")).to_be_visible()
    return page.locator("#race .prompt").inner_text().strip()


def lose_line(page: Page) -> None:
    """Without the network, on until the page has heard nothing for so long that it gives its line up."""
    page.context.set_offline(True)
    page.clock.fast_forward(SILENCE_MS)


def strokes_for(prompt: str) -> list[list[tuple[float, float]]]:
    return next(strokes for word, strokes in drawings().items() if word.casefold() == prompt.casefold())


def test_two_meet_in_two_languages_one_draws_and_wins_and_the_other_sees_it_live_but_for_a_lost_line(
    open_page: Open, inkrace: Running
) -> None:
    ada, bo = open_page(LAPTOP), open_page(PHONE, locale="de-DE", clocked=True)
    bo.clock.install()
    code = make_room(ada, inkrace, "Ada")
    join(bo, inkrace, code, "Bo")
    expect(ada.locator("#lobby .seat")).to_have_count(2)
    start(ada, threshold="easy")
    prompt = prompt_of(ada)
    assert prompt_of(bo).casefold() == named("de", prompt).casefold()
    draw(bo, [(200, 200), (500, 340)])
    wait_for_ink(ada, "#race .tile canvas", 5)
    lose_line(bo)
    expect(bo.locator("#banner")).to_have_text(sentence("de", "banner.lost.draws"))
    draw(bo, [(900, 820), (600, 600)])
    bo.context.set_offline(False)
    wait_for_ink_near(ada, (600, 600), "#race .tile canvas")
    draw(ada, *strokes_for(prompt))
    expect(ada.locator("#race .big-stamp")).to_be_visible()
    wait_for_ink(bo, "#race .tile canvas")
    expect(bo.locator("#race .tile .stamp")).to_be_visible()
    bo.locator("#race [data-act=clear]").click()  # with those lines nobody would know it for sure
    draw(bo, *strokes_for(prompt))
    expect(ada.locator("body")).to_have_attribute("data-scene", "podium")
    expect(ada.get_by_role("heading", name="Ada wins!")).to_be_visible()
    expect(bo.locator("#podium .podium-head")).to_have_text(sentence("de", "podium.wins", names="Ada"))


def test_a_race_of_four_makes_the_picture(open_page: Open, inkrace: Running, tmp_path: Path) -> None:
    ada, *others = pages = [open_page(LAPTOP) for _ in range(4)]
    code = make_room(ada, inkrace, "Ada")
    for page, name in zip(others, ("Bo", "Chidi", "Dana"), strict=True):
        join(page, inkrace, code, name)
    expect(ada.locator("#lobby .seat")).to_have_count(4)
    start(ada)
    strokes = strokes_for(prompt_of(ada))
    drawn = [stroke for drawing in drawings().values() for stroke in drawing][:2]
    for page, some in zip(pages, (strokes, [shrunk(strokes[0])], drawn, map(shrunk, strokes)), strict=True):
        draw(page, *some)
    for number in (1, 2, 3):
        wait_for_ink(ada, f"#race .tile:nth-child({number}) canvas")
    ada.wait_for_function(
        "() => document.getAnimations().every((a) => a.effect.target.matches('.ring *'))"  # the clock goes on
    )
    ada.screenshot(path=PICTURE if os.environ.get("PICTURE") else tmp_path / PICTURE.name)


def shrunk(stroke: list[tuple[float, float]]) -> list[tuple[float, float]]:
    return [(180 + x * 0.6, 150 + y * 0.7) for x, y in stroke]


def test_a_refresh_in_a_round_brings_back_seat_ink_and_clock(open_page: Open, inkrace: Running) -> None:
    ada, bo = open_page(LAPTOP), open_page(PHONE)
    join(bo, inkrace, make_room(ada, inkrace, "Ada"), "Bo")
    start(ada)
    prompt = prompt_of(bo)
    draw(bo, [(200, 200), (500, 340)], [(600, 300), (800, 800)])
    wait_for_ink(ada, "#race .tile canvas", 10)
    before = inked(bo)
    bo.reload()
    assert prompt_of(bo) == prompt
    wait_for_ink(bo, "#paper", int(before * 0.9))
    expect(bo.locator("#race")).to_have_attribute("data-mode", "draw")
    draw(bo, [(100, 900), (900, 900)])
    wait_for_ink(bo, "#paper", int(before * 1.1))
    # Both are read one after the other, and a second may begin in between.
    until(bo, lambda: abs(seconds_left(bo) - seconds_left(ada)) <= 1)


def seconds_left(page: Page) -> int:
    return int(page.locator("#race .ring-seconds").inner_text())


def test_the_pad_answers_alone(open_page: Open, inkrace: Running) -> None:
    page = open_page(PHONE)
    page.goto(inkrace.url)
    draw(page, *next(iter(drawings().values())))
    expect(page.locator(".bars .bar")).to_have_count(5)
    page.get_by_role("button", name="Clear").click()
    expect(page.locator(".bars .bar")).to_have_count(0)


def test_a_watcher_sees_all_ink_and_has_no_pen(open_page: Open, inkrace: Running) -> None:
    ada, eve = open_page(LAPTOP), open_page(LAPTOP)
    code = make_room(ada, inkrace, "Ada")
    eve.goto(f"{inkrace.url}/r/{code}?watch")
    expect(eve.locator("#role")).to_have_text("watching")
    start(ada)
    prompt = prompt_of(ada)
    draw(ada, [(200, 200), (500, 340), (600, 700)])
    wait_for_ink(eve, "#race .tile canvas")
    assert prompt_of(eve) == prompt
    expect(eve.locator("#paper")).to_be_hidden()


def test_a_host_who_controls_starts_goes_on_and_ends(open_page: Open, inkrace: Running) -> None:
    teacher, bo = open_page(LAPTOP), open_page(PHONE)
    join(bo, inkrace, make_room(teacher, inkrace, "Ms Okafor", "Host a class without drawing"), "Bo")
    start(teacher, rounds=3)
    prompt_of(bo)
    draw(bo, [(200, 200), (500, 340), (600, 700)])
    wait_for_ink(teacher, "#race .tile canvas")
    teacher.locator("#race [data-act=next]").click()
    expect(teacher.locator("#reveal")).to_be_visible()
    teacher.locator("#reveal [data-act=next]").click()
    prompt_of(teacher)
    end = teacher.locator("#race [data-act=end]")
    end.click()
    expect(end).to_have_text("Press again to end")
    end.click()
    expect(bo.locator("#podium")).to_be_visible()


def test_a_connection_dropped_in_mid_stroke_loses_nothing(open_page: Open, mortal: Running) -> None:
    ada, bo = open_page(LAPTOP), open_page(LAPTOP)
    join(bo, mortal, make_room(ada, mortal, "Ada"), "Bo")
    start(ada)
    prompt_of(bo)
    bo.mouse.move(*at(bo, (100, 100)))
    bo.mouse.down()
    bo.mouse.move(*at(bo, (400, 400)), steps=10)
    for pid in mortal.worker_pids():
        mortal.kill(pid)
    bo.mouse.move(*at(bo, (900, 200)), steps=10)
    bo.mouse.up()
    whole = picture(bo)
    wait_for_ink_near(ada, (900, 200), "#race .tile canvas")
    bo.reload()
    prompt_of(bo)
    wait_for_picture(bo, whole)


def test_no_page_does_what_its_policy_forbids(open_page: Open, inkrace: Running) -> None:
    page = open_page()  # whose complaints would fail the test
    page.goto(inkrace.url)
    draw(page, *next(iter(drawings().values())))
    expect(page.locator(".bars .bar")).to_have_count(5)
    page.goto(f"{inkrace.url}/r/KRTMW")
    expect(page.get_by_role("heading", name="No such room")).to_be_visible()
