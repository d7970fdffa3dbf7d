"""Where things are: nothing outside of the screen, at any size and with the longest names."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from . import scenes
from .conftest import LAPTOP, PHONE, Open, resize
from .pages import CODE, FakeLine
from .test_scenes import SCENE_OF, assert_is_shown_and_fits, enter

pytestmark = pytest.mark.browser
SMALL = {"width": 320, "height": 568}
LONG = ["W" * 24, "Maximiliane Hohenzollern", "Bartholomew Featherstone"]

# A page that is too wide clips silently, so every box is measured: of headings the text, of others the edges.
# `down`: also above and below, where neither the page nor a list of lines scrolls.
OUTSIDE = """(down) => {
    const seen = (e) => e.checkVisibility({ visibilityProperty: true }) && !e.closest(".unseen");
    const text = (e) => { const range = document.createRange(); range.selectNodeContents(e); return range; };
    const box = (e) => (/^(H1|H2|P)$/.test(e.tagName) ? text(e) : e).getBoundingClientRect();
    const fits = ({ left, right, top, bottom }, scrolls) => left >= -1 && right <= innerWidth + 1 &&
        (!down || scrolls || (top >= -1 && bottom <= innerHeight + 1));
    const wanted = "h1, h2, p, button, input, select, a, canvas, .ring, .seat, .score, .step, .tile, .eye";
    return [...document.querySelectorAll(wanted)]
        .filter((e) => seen(e) && e.getBoundingClientRect().width > 0 && !fits(box(e), e.closest(".lines")))
        .map((e) => `${e.tagName}.${e.className.baseVal ?? e.className} ${JSON.stringify(box(e))}`);
}"""


# The race's parts lie side by side.
OVERLAPS = """() => {
    const parts = [...document.querySelectorAll(".bar-top, #race > *")].filter((e) => e.checkVisibility());
    const boxes = parts.map((e) => [e.className, (e.querySelector(".board") ?? e).getBoundingClientRect()]);
    const meet = (a, b) =>
        a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
    return boxes.flatMap(([one, a], i) =>
        boxes.slice(i + 1).filter(([, b]) => meet(a, b)).map(([other]) => `${one} on ${other}`));
}"""


# How far text (or `pseudo` of it) stands out from what is behind it; WCAG's AA asks 4.5 of small text.
CONTRAST = """(e, pseudo) => {
    const style = getComputedStyle(e, pseudo || null);
    const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
    const behind = (at) => {
        const [r, g, b, a = 1] = numbers(getComputedStyle(at).backgroundColor);
        return a === 1 ? [r, g, b] : behind(at.parentElement);
    };
    let opacity = Number(style.opacity);
    for (let at = pseudo ? e : e.parentElement; at; at = at.parentElement) {
        opacity *= getComputedStyle(at).opacity;
    }
    const back = behind(e);
    const front = numbers(style.color).map((value, i) => value * opacity + back[i] * (1 - opacity));
    const part = (value) => value <= 10 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4;
    const light = ([r, g, b]) => 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
    const [dark, bright] = [light(front), light(back)].sort((a, b) => a - b);
    return (bright + 0.05) / (dark + 0.05);
}"""


def long_named(snapshot: dict[str, Any]) -> dict[str, Any]:
    named = copy.deepcopy(snapshot)
    for number, seat in enumerate(named["room"]["seats"]):
        seat["name"] = LONG[number % len(LONG)]
    return named


@pytest.mark.parametrize("name", list(scenes.SCENES))
def test_nothing_is_outside_of_the_screen_however_long_the_names(
    open_page: Open, address: str, name: str
) -> None:
    page = open_page(LAPTOP, reduced_motion="reduce")
    enter(page, address, long_named(scenes.SCENES[name]))
    assert_is_shown_and_fits(page, SCENE_OF.get(name, name))
    for size in (LAPTOP, PHONE, SMALL):
        resize(page, size)
        expect(page.locator(f"#{SCENE_OF.get(name, name)}")).to_be_visible()
        assert outside(page, SCENE_OF.get(name) in ("race", "guess")) == [], size


STILL = """() => document.getAnimations().every((moving) =>
    moving.playState === "finished" || moving.effect.getComputedTiming().endTime === Infinity)"""


def outside(page: Page, down: bool) -> list[str]:
    """What is cut off by the screen's edge once everything has landed."""
    page.wait_for_function(STILL)
    found: list[str] = page.evaluate(OUTSIDE, down)
    return found


MOVING = "() => document.getAnimations().map((moving) => moving.effect.target?.outerHTML?.slice(0, 60))"


@pytest.mark.parametrize("name", ["lobby", "drawing against the machine", "guessing", "crowded reveal"])
def test_who_asks_for_less_motion_sees_a_turned_screen_settled_at_once(
    open_page: Open, address: str, name: str
) -> None:
    page = open_page(LAPTOP, reduced_motion="reduce")
    enter(page, address, scenes.SCENES[name])
    for size in (PHONE, {"width": 844, "height": 390}, LAPTOP):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        assert page.evaluate(MOVING) == [], size


WATCHED = [
    "lobby",
    "drawing",
    "crowded drawing",
    "reveal",
    "crowded podium",
    "waiting for a choice",
    "guessing",
]


@pytest.mark.parametrize("name", WATCHED)
def test_nothing_is_outside_of_a_watcher_s_screen_either(open_page: Open, address: str, name: str) -> None:
    page = open_page(LAPTOP, reduced_motion="reduce")
    watching(page, address, long_named(scenes.SCENES[name]))
    for size in (LAPTOP, PHONE, SMALL):
        resize(page, size)
        assert outside(page, False) == [], size


def watching(page: Page, address: str, snapshot: dict[str, Any]) -> None:
    FakeLine(page, {"watch": {"code": CODE, "snapshot": snapshot}, "clock": {"now": scenes.NOW}})
    page.goto(f"{address}/r/{CODE}?watch")
    scenes.inside(page)


def test_nor_at_the_door_and_on_the_start_page(open_page: Open, address: str) -> None:
    page = open_page()
    lobby = long_named(scenes.SCENES["lobby"])
    FakeLine(page, {"watch": {"code": CODE, "snapshot": lobby}, "clock": {"now": scenes.NOW}})
    for path in (f"/r/{CODE}", "/"):
        page.goto(f"{address}{path}")
        expect(page.get_by_label("Your name")).to_be_visible()
        for size in (LAPTOP, PHONE, SMALL):
            resize(page, size)
            assert outside(page, False) == [], size


TOO_WIDE = """() => [...document.querySelectorAll(".api *")]
    .filter((e) => e.getBoundingClientRect().right > innerWidth ||
        (e.clientWidth && e.scrollWidth > e.clientWidth + 1))
    .map((e) => e.tagName + e.textContent.slice(0, 40))"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_api_s_page_fits_any_screen_and_can_be_read_in_both_themes(
    open_page: Open, address: str, theme: str
) -> None:
    page = open_page(color_scheme=theme, reduced_motion="reduce")
    page.goto(f"{address}/api")
    for size in (LAPTOP, PHONE, SMALL):
        resize(page, size)
        assert outside(page, False) == [], size
        assert page.evaluate(TOO_WIDE) == [], size
    for part in (".api-head p", ".api-part .label", ".api-errors a", ".api-method", "pre code", "dd"):
        assert page.locator(part).first.evaluate(CONTRAST, "") >= 4.5, part


def test_the_code_is_in_the_name_of_its_heading(open_page: Open, address: str) -> None:
    page = open_page()
    enter(page, address, scenes.SCENES["lobby"])
    expect(page.get_by_role("heading", name=CODE)).to_be_visible()


PHONES_ON_THEIR_SIDE = [(844, 390), (932, 430), (568, 320)]
ENLARGED = [(640, 400), (853, 533)]
OTHERS = [(320, 568), (375, 667), (768, 1024), (1024, 600), (320, 320), (360, 400), (400, 480), (460, 460)]


DRAWN = ["countdown", "drawing", "crowded drawing", "recognised", "drawing against the machine"]


@pytest.mark.parametrize("name", DRAWN)
def test_wherever_there_are_320_px_the_canvas_has_240(open_page: Open, address: str, name: str) -> None:
    page = open_page(LAPTOP, reduced_motion="reduce")
    snapshot = long_named(scenes.SCENES[name])
    if snapshot["room"]["prompt"]:
        snapshot["room"]["prompt"] = "The Great Wall of China"
    enter(page, address, snapshot)
    for size in PHONES_ON_THEIR_SIDE + ENLARGED + OTHERS:
        resize(page, dict(zip(("width", "height"), size, strict=True)))
        canvas = page.locator("#paper").bounding_box()
        assert canvas is not None
        assert canvas["width"] == pytest.approx(canvas["height"])
        assert canvas["width"] >= 240, size
        assert outside(page, True) == [], size
        assert page.evaluate(OVERLAPS) == [], size


def test_a_player_sees_place_and_points_and_the_rivals_in_their_order(open_page: Open, address: str) -> None:
    page = open_page()
    enter(page, address, scenes.SCENES["drawing"])
    expect(page.locator("#race .task-round")).to_have_text("Round 2 of 5 · 2nd with 34 points")
    expect(page.locator("#race .tile-name")).to_have_text(["Chidi", "Bo", "Dana", "Emil", "Farah"])


def test_a_podium_asks_nothing_of_who_watches(open_page: Open, address: str) -> None:
    page = open_page()
    watching(page, address, scenes.SCENES["podium"])
    expect(page.get_by_role("button", name="Take a seat for the next match")).to_be_visible()
    expect(page.locator(".podium-hint")).to_be_hidden()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_who_is_away_and_what_a_field_asks_for_can_be_read(open_page: Open, address: str, theme: str) -> None:
    page = open_page(color_scheme=theme, reduced_motion="reduce")
    lobby = copy.deepcopy(scenes.SCENES["lobby"])
    lobby["room"]["seats"][1]["present"] = False
    enter(page, address, lobby)
    expect(page.locator(".absent")).to_be_visible()
    page.wait_for_function(STILL)
    for part in (".seat-name", ".seat-note"):
        assert page.locator(f".absent {part}").evaluate(CONTRAST, "") >= 4.5
    page.goto(address)
    for field in ("Your name", "A room’s code"):
        assert page.get_by_label(field).evaluate(CONTRAST, "::placeholder") >= 4.5
