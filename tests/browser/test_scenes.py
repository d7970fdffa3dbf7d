"""The pages alone: every scene on phone and laptop, pen and keys, and what goes wrong."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from . import scenes
from .conftest import LAPTOP, PHONE, Open, resize
from .hand import PIXELS, at, draw, inked, until, wait_for_ink
from .pages import CODE, FakeLine
from .scenes import enter

pytestmark = pytest.mark.browser
SCENE_OF = {
    "countdown": "race",
    "drawing": "race",
    "crowded drawing": "race",
    "alone": "race",
    "recognised": "race",
    "chosen lobby": "lobby",
    "crowded lobby": "lobby",
    "crowded reveal": "reveal",
    "crowded podium": "podium",
    "waiting for a choice": "choosing",
    "guessing": "guess",
    "knowing": "guess",
    "drawing against the machine": "race",
    "guessed": "reveal",
    "lost to the machine": "reveal",
    "podium with the machine": "podium",
}


@pytest.mark.parametrize("name", list(scenes.SCENES))
def test_a_scene_is_shown_and_fits(open_page: Open, address: str, name: str) -> None:
    page = open_page(PHONE)
    scene = SCENE_OF.get(name, name)
    enter(page, address, scenes.SCENES[name])
    for size in (PHONE, LAPTOP):
        resize(page, size)
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
            assert_is_shown_and_fits(page, scene)


def assert_is_shown_and_fits(page: Page, scene: str) -> None:
    """This scene alone, on all of the screen and nowhere else."""
    expect(page.locator(f"#{scene}")).to_be_visible()
    expect(page.locator("#stage > section:visible")).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    if scene in ("race", "guess"):
        assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")


def test_ink_is_there_before_the_server_knows_of_it(open_page: Open, address: str) -> None:
    page = open_page(PHONE)
    line = enter(page, address, scenes.snapshot(scenes.room("drawing")))
    page.mouse.move(*at(page, (200, 200)))
    page.mouse.down()
    page.mouse.move(*at(page, (700, 700)), steps=8)
    wait_for_ink(page)
    page.mouse.up()
    until(page, lambda: lifted(line))
    assert line.ink[0][:2] == [2, 1]


def lifted(line: FakeLine) -> bool:
    """Whether all of a stroke has arrived, up to where the pen was lifted."""
    return bool(line.ink) and line.ink[-1][5] == 1


def test_leaving_the_canvas_keeps_the_stroke_at_its_edge(open_page: Open, address: str) -> None:
    page = open_page()
    line = enter(page, address, scenes.snapshot(scenes.room("drawing")))
    draw(page, [(500, 500), (-300, 500), (-300, 1500), (500, 1500)])
    until(page, lambda: lifted(line))
    points = ends(line)
    assert min(x for x, _ in points) == 0
    assert max(y for _, y in points) == 1023


def ends(line: FakeLine) -> list[tuple[int, int]]:
    """All points that arrived."""
    points = []
    for packet in line.ink:
        x = y = 0
        for dx, dy in zip(packet[6][::2], packet[6][1::2], strict=True):
            x, y = x + dx, y + dy
            points.append((x, y))
    return points


def test_undo_by_key_and_button_redo_and_clear(open_page: Open, address: str) -> None:
    page = open_page()
    line = enter(page, address, scenes.snapshot(scenes.room("drawing")))
    draw(page, [(200, 200), (800, 800)])
    wait_for_ink(page)
    page.keyboard.press("Control+z")
    page.wait_for_function("() => document.querySelector('[data-act=undo]').disabled")
    page.keyboard.press("Control+Shift+z")
    page.locator("#race [data-act=clear]").click()
    page.locator("#race [data-act=undo]").click()
    page.locator("#race [data-act=redo]").click()
    expect(page.locator("#race [data-act=redo]")).to_be_disabled()
    done = ["undo", "redo", "clear", "undo", "redo"]
    until(page, lambda: [packet[3] for packet in line.ink if packet[3] != "draw"] == done)
    assert inked(page) == 0


def test_a_finger_draws_and_nothing_scrolls(open_page: Open, address: str) -> None:
    page = open_page(PHONE, has_touch=True)
    line = enter(page, address, scenes.snapshot(scenes.room("drawing")))
    touch = page.context.new_cdp_session(page)
    for kind, point in (
        ("touchStart", (300, 800)),
        ("touchMove", (320, 400)),
        ("touchMove", (340, 100)),
        ("touchEnd", None),
    ):
        spots = [dict(zip("xy", at(page, point), strict=True))] if point else []
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": spots})
    wait_for_ink(page)
    until(page, lambda: lifted(line))
    assert page.evaluate("scrollY") == 0


def test_a_connection_lost_in_mid_stroke_loses_no_ink(open_page: Open, address: str) -> None:
    page = open_page()
    line = enter(page, address, scenes.snapshot(scenes.room("drawing")))
    page.mouse.move(*at(page, (100, 100)))
    page.mouse.down()
    page.mouse.move(*at(page, (300, 300)), steps=5)
    expect(page.locator("#banner")).to_be_hidden()
    line.sockets[-1].close()
    page.mouse.move(*at(page, (900, 300)), steps=5)
    page.mouse.up()
    page.wait_for_function("() => document.body.dataset.phase === 'drawing'")
    until(page, lambda: line.asked.count("attach") == 2 and lifted(line))
    kept: dict[int, Any] = {}
    for packet in line.ink:
        assert kept.setdefault(packet[1], packet) == packet
    assert sorted(kept) == list(range(1, len(kept) + 1))
    wait_for_ink(page)


def test_a_newer_tab_is_explained_and_the_seat_can_come_back(open_page: Open, address: str) -> None:
    page = open_page(PHONE)
    line = enter(page, address, scenes.SCENES["drawing"])
    line.say("closed", {"reason": "replaced"})
    page.get_by_role("button", name="Bring it back here").click()
    expect(page.locator("#race")).to_be_visible()
    until(page, lambda: line.asked.count("attach") == 2)


def test_leaving_a_match_takes_a_second_press_and_a_seat_can_be_taken_again(
    open_page: Open, address: str
) -> None:
    page = open_page(PHONE)
    again = {"code": CODE, "player": "p2", "snapshot": scenes.SCENES["lobby"]}
    page.add_init_script("localStorage.setItem('inkrace:name', 'Bo')")
    line = enter(page, address, scenes.SCENES["drawing"], join=again)
    page.locator("#leave").click()
    expect(page.locator("#leave")).to_have_text("Press again")
    assert "leave" not in line.asked
    page.locator("#leave").click()
    until(page, lambda: "leave" in line.asked)
    line.say("closed", {"reason": "left"})
    expect(page.get_by_role("heading", name="See you!")).to_be_visible()
    expect(page.get_by_role("link", name="To the start page")).to_be_visible()
    assert page.evaluate(f"localStorage.getItem('inkrace:seat:{CODE}')") is None
    page.get_by_role("button", name="Take a seat again").click()
    expect(page.locator("#lobby .seat", has_text="you")).to_contain_text("Bo")


@pytest.mark.parametrize("width", [320, 360, 390])
def test_whether_to_leave_is_asked_where_it_was_pressed_and_moves_no_canvas(
    open_page: Open, address: str, width: int
) -> None:
    page = open_page({"width": width, "height": 700})
    enter(page, address, scenes.SCENES["drawing"])
    canvas = page.locator("#paper").bounding_box()
    pressed = page.locator("#leave").bounding_box()
    assert pressed is not None
    x, y = pressed["x"] + pressed["width"] / 2, pressed["y"] + pressed["height"] / 2
    page.mouse.click(x, y)
    expect(page.locator("#leave")).to_have_text("Press again")
    assert page.locator("#paper").bounding_box() == canvas
    assert page.evaluate("([x, y]) => document.elementFromPoint(x, y).id", [x, y]) == "leave"


def test_between_matches_one_press_is_enough_to_leave(open_page: Open, address: str) -> None:
    page = open_page()
    line = enter(page, address, scenes.SCENES["podium"])
    page.locator("#leave").click()
    until(page, lambda: "leave" in line.asked)


def test_a_watcher_has_nothing_to_leave(open_page: Open, address: str) -> None:
    page = open_page()
    FakeLine(page, {"watch": {"code": CODE, "snapshot": scenes.SCENES["lobby"]}, "clock": {"now": 1}})
    page.goto(f"{address}/r/{CODE}?watch")
    expect(page.get_by_role("button", name="Take a seat for the next match")).to_be_visible()
    expect(page.locator("#leave")).to_be_hidden()
    assert page.locator(".brand").get_attribute("href") == "/"


def test_a_refresh_on_the_podium_shows_the_best_drawings(open_page: Open, address: str) -> None:
    page = open_page()
    enter(page, address, scenes.SCENES["podium"])
    wait_for_ink(page, "#podium .step canvas")
    expect(page.locator("#podium .step-best", has_text="a house in 4.3\u00a0s")).to_be_visible()


def test_a_watching_judge_says_whose_drawing_it_means(open_page: Open, address: str) -> None:
    page = open_page()
    watch = {"code": CODE, "snapshot": scenes.SCENES["drawing"]}
    FakeLine(page, {"watch": watch, "clock": {"now": scenes.NOW}})
    page.goto(f"{address}/r/{CODE}?watch")
    expect(page.locator("#race .says")).to_contain_text("Emil, ")
    expect(page.locator("#race .tile.lead .tile-name")).to_have_text("Emil")


def test_a_recognised_drawing_is_drawn_again_at_the_reveal(open_page: Open, address: str) -> None:
    page = open_page(clocked=True)
    page.clock.install(time=0)
    page.clock.pause_at(1_000)
    page.add_init_script(f"localStorage.setItem('inkrace:seat:{CODE}', 'ab')")
    attach = {"code": CODE, "player": "p1", "snapshot": scenes.SCENES["reveal"]}
    FakeLine(page, {"attach": attach, "clock": {"now": scenes.NOW}})
    page.goto(f"{address}/r/{CODE}")
    drawings = page.locator("#reveal .tile canvas")
    while drawings.count() == 0:
        page.clock.run_for(20)
    page.clock.run_for(900)
    begun, whole = (drawings.nth(n).evaluate(PIXELS) for n in (0, 2))
    page.clock.run_for(2_000)
    assert 0 < begun < drawings.nth(0).evaluate(PIXELS)
    assert 0 < whole == drawings.nth(2).evaluate(PIXELS)


def test_an_unknown_room_says_so(open_page: Open, address: str) -> None:
    page = open_page(PHONE)
    FakeLine(page, {"watch": {"error": "unknown_room", "detail": ""}})
    page.goto(f"{address}/r/{CODE}")
    expect(page.get_by_role("heading", name="No such room")).to_be_visible()
    expect(page.get_by_role("link", name="To the start page")).to_be_visible()


def test_a_newcomer_gives_a_name_and_is_in(open_page: Open, address: str) -> None:
    page = open_page(PHONE)
    lobby = scenes.SCENES["lobby"]
    joins: list[dict[str, str]] = []

    def join(asked: dict[str, str]) -> dict[str, Any]:
        joins.append(asked)
        return {"code": CODE, "player": "p2", "snapshot": lobby}

    watch = {"code": CODE, "snapshot": lobby}
    FakeLine(page, {"watch": watch, "clock": {"now": scenes.NOW}, "join": join})
    page.goto(f"{address}/r/{CODE}")
    page.get_by_label("Your name").fill("Bo")
    page.get_by_role("button", name="Take a seat").click()
    expect(page.locator("#lobby .seat", has_text="you")).to_contain_text("Bo")
    assert page.evaluate(f"localStorage.getItem('inkrace:seat:{CODE}')") == joins[0]["token"]


def test_the_theme_follows_the_system_until_somebody_chooses(open_page: Open, address: str) -> None:
    page = open_page(LAPTOP, color_scheme="dark")
    FakeLine(page, {})
    page.goto(address)
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name="Paper or blackboard").click()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != dark
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "paper"


def test_names_are_text_and_nothing_else(open_page: Open, address: str) -> None:
    page = open_page()
    lobby = scenes.snapshot(scenes.room("lobby"))
    lobby["room"]["seats"][1]["name"] = "<img src=x>"
    enter(page, address, lobby)
    expect(page.locator(".seats")).to_contain_text("<img src=x>")


def test_a_reveal_counts_the_sheets_that_were_drawn_on(open_page: Open, address: str) -> None:
    page = open_page()
    for ink in ({}, {"p1": []}):
        enter(page, address, scenes.snapshot(scenes.room("reveal"), ink))
        expect(page.locator("#reveal .reveal-words")).to_have_text("Nobody drew this one.")
    enter(page, address, scenes.snapshot(scenes.room("reveal"), {"p1": scenes.INK["p1"]}))
    expect(page.locator("#reveal .reveal-words")).to_have_text(
        "I did not get a single one. My fault, surely."
    )
    enter(page, address, scenes.SCENES["crowded reveal"])
    expect(page.locator("#reveal .reveal-words")).to_have_text("I knew 2 of 6.")
